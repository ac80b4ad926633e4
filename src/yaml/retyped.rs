//! Values of another type than their key takes, as they should be written.
//!
//! Takes a node and the type that was wanted; gives text, and whether nothing else can have been meant. What
//! must hold: what is sure says what was written, no more and no less.

use super::Node;
use super::schema::{Ty, is_id, parse_term};
use crate::spelling;

/// Returns how a value of another type is written as the one that a key takes, and whether nothing
/// else can have been meant.
pub fn retyped(node: &Node, ty: &Ty) -> Option<(String, bool)> {
    match (ty, node) {
        (Ty::Bool, Node::Text(word)) => {
            const WORDS: [(&str, &str); 12] = [
                ("yes", "true"),
                ("y", "true"),
                ("true", "true"),
                ("on", "true"),
                ("是", "true"),
                ("对", "true"),
                ("no", "false"),
                ("n", "false"),
                ("false", "false"),
                ("off", "false"),
                ("否", "false"),
                ("不是", "false"),
            ];
            spelling::named(word, WORDS).map(|word| (word.to_owned(), true))
        }
        (Ty::Int, Node::Text(text)) => text.trim().parse::<u32>().ok().map(|number| (number.to_string(), true)),
        (Ty::Term, Node::Text(text)) => spoken_term(text).map(|term| (term, true)),
        (Ty::List(Ty::Map(_) | Ty::Event(..) | Ty::Any), _) => None,
        // A record is named with what kind it is.
        (Ty::List(Ty::Str), Node::Text(text)) if is_id(text) => None,
        (Ty::List(item), Node::Text(text)) => as_list(text, item),
        (Ty::List(_), Node::Int(number)) => Some((format!("[\"{number}\"]"), false)),
        // `{lights}` in place of `[lights]`.
        (Ty::List(item), Node::Map(entries)) if entries.iter().all(|(_, value)| *value == Node::Null) => {
            as_list(&entries.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(","), item)
        }
        (Ty::Id | Ty::Of(_) | Ty::Choice(_) | Ty::Str | Ty::Lang | Ty::Date | Ty::Moment, Node::List(items)) => {
            match &items[..] {
                [Node::Text(text)] => Some((text.clone(), !matches!(ty, Ty::Str))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Reads a list that was written without its brackets, or with those and the commas of a Chinese keyboard.
fn as_list(text: &str, item: &Ty) -> Option<(String, bool)> {
    const AROUND: &str = "[]{}()【】［］（）｛｝「」";
    // Marks that stand before the items of a list in other programs.
    const BULLETS: [&str; 11] = ["-", "－", "—", "–", "•", "·", "●", "○", "■", "*", "※"];
    let text = text.trim().trim_matches(|c| AROUND.contains(c));
    let mut items = Vec::new();
    let mut sure = true;
    for part in text.split([',', '，', '、', ';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let part = BULLETS.iter().find_map(|bullet| part.strip_prefix(bullet)).unwrap_or(part).trim();
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let numbered =
            part[digits..].strip_prefix(['.', '、', '．']).filter(|rest| digits > 0 && rest.starts_with(' '));
        let part = numbered.unwrap_or(part).trim();
        sure &= is_id(part);
        items.push(if is_id(part) && !part.bytes().all(|b| b.is_ascii_digit()) {
            part.to_owned()
        } else {
            format!("\"{}\"", part.replace(['"', '\\'], ""))
        });
    }
    let sure = sure && matches!(item, Ty::Id | Ty::Of(_) | Ty::Choice(_));
    (!items.is_empty()).then(|| (format!("[{}]", items.join(", ")), sure))
}

/// Reads a term as people say it: `10个工作日`, `10 working days`, `24小时`, `1个月`.
fn spoken_term(text: &str) -> Option<String> {
    let text: String = text.trim().chars().filter(|c| *c != '个').collect();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = text.split_at(digits);
    const UNITS: [(&str, &str); 12] = [
        ("工作日", "working-days"),
        ("working days", "working-days"),
        ("business days", "working-days"),
        ("workdays", "working-days"),
        ("日", "days"),
        ("天", "days"),
        ("自然日", "days"),
        ("小时", "hours"),
        ("h", "hours"),
        ("月", "months"),
        ("days", "days"),
        ("hours", "hours"),
    ];
    let unit = spelling::named(unit, UNITS)?;
    let term = format!("{count} {unit}");
    parse_term(&term).map(|_| term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_written_as_its_type() {
        const IDS: Ty = Ty::List(&Ty::Id);
        let text = |text: &str| Node::Text(text.to_owned());
        for (written, ty, meant) in [
            ("是", Ty::Bool, Some(("true", true))),
            ("No", Ty::Bool, Some(("false", true))),
            ("maybe", Ty::Bool, None),
            ("lights", IDS, Some(("[lights]", true))),
            ("【lights、buses】", IDS, Some(("[lights, buses]", true))),
            ("1. lights", IDS, Some(("[lights]", true))),
            ("路灯", IDS, Some(("[\"路灯\"]", false))),
            ("10个工作日", Ty::Term, Some(("10 working-days", true))),
            ("24小时", Ty::Term, Some(("24 hours", true))),
            ("soon", Ty::Term, None),
            ("30", Ty::Int, Some(("30", true))),
        ] {
            let found = retyped(&text(written), &ty);
            assert_eq!(found.as_ref().map(|(text, sure)| (text.as_str(), *sure)), meant, "{written}");
        }
        let list = Node::List(vec![text("complaint")]);
        assert_eq!(retyped(&list, &Ty::Id), Some(("complaint".to_owned(), true)));
    }
}
