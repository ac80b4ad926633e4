//! The YAML that nearly all records are written in, read in one pass.
//!
//! ```text
//! map    = { indent key ":" ( " " value | nested ) }      all keys at one indent
//! nested = deeper map | list at the key's indent or deeper
//! list   = { indent "- " ( value | map ) }                all items at one indent
//! value  = plain | '"' text '"' | "'" text "'" | "[" [ value { ", " value } ] "]"
//!        | "{" [ key ": " value { ", " key ": " value } ] "}"
//! key    = letter { letter | digit | "_" | "-" }
//! plain  = a date, a whole number, or words that begin with a letter
//! ```
//! Takes the text, gives its tree, or `None` as soon as it meets anything else: comments,
//! escapes, texts of several lines, words with a meaning of their own. What must hold: a tree
//! given is the tree that the library gives (property test), so the library is asked only for
//! what is rare. The front matter of 100,000 cases costs a fifth of what it costs there.

use super::Node;
use jiff::civil::Date;

/// Deeper values are left to the library, which bounds them.
const DEPTH: usize = 8;

/// Words that YAML reads as something else than text, in any case of letters.
const NO_TEXT: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// Reads a map in the subset.
pub fn read(yaml: &str) -> Option<Node> {
    let mut lines = Lines { rest: yaml, depth: 0 };
    let node = map(&mut lines, 0)?;
    lines.rest.is_empty().then_some(node)
}

/// The lines not yet read.
struct Lines<'a> {
    rest: &'a str,
    /// How many keys this line stands under.
    depth: usize,
}

impl<'a> Lines<'a> {
    /// Returns the next line with text: its indent and the rest of it.
    fn peek(&self) -> Option<(usize, &'a str)> {
        let line = self.rest.split_once('\n').map_or(self.rest, |(line, _)| line);
        let text = line.trim_start_matches(' ');
        (!text.is_empty()).then(|| (line.len() - text.len(), text))
    }

    fn advance(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
    }

    /// Takes the first bytes of the line away, so that what follows stands where it stands.
    fn enter(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

fn map(lines: &mut Lines<'_>, indent: usize) -> Option<Node> {
    let mut entries = Vec::with_capacity(12);
    while let Some((at, text)) = lines.peek() {
        if at < indent {
            break;
        }
        let (key, rest) = key(text)?;
        if at > indent {
            return None;
        }
        lines.advance();
        entries.push((key.to_owned(), entry_value(lines, indent, rest)?));
    }
    (!entries.is_empty()).then_some(Node::Map(entries))
}

/// Reads what stands after `key:`, on its line or on those below it.
fn entry_value(lines: &mut Lines<'_>, indent: usize, rest: &str) -> Option<Node> {
    if !rest.is_empty() {
        return line_value(rest.strip_prefix(' ')?);
    }
    let (at, text) = lines.peek()?;
    lines.depth += 1;
    let below = match lines.depth {
        ..=DEPTH if text.starts_with("- ") && at >= indent => list(lines, at),
        ..=DEPTH if at > indent => map(lines, at),
        _ => None,
    };
    lines.depth -= 1;
    below
}

fn list(lines: &mut Lines<'_>, indent: usize) -> Option<Node> {
    let mut items = Vec::with_capacity(4);
    while let Some((at, text)) = lines.peek() {
        let Some(item) = text.strip_prefix("- ").filter(|_| at == indent) else {
            // A key at this indent ends the list; a deeper line would go on with its last item.
            if at > indent || text.starts_with('-') {
                return None;
            }
            break;
        };
        if key(item).is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(' ')) {
            items.push(item_map(lines, indent + 2)?);
        } else {
            // `- key：value` is a slip with a finding of its own.
            if item.contains('：') {
                return None;
            }
            items.push(line_value(item)?);
            lines.advance();
        }
    }
    Some(Node::List(items))
}

/// Reads `- key: value` and the keys below it, which stand under the first.
fn item_map(lines: &mut Lines<'_>, indent: usize) -> Option<Node> {
    lines.enter(indent);
    let first = lines.rest.split_once('\n').map_or(lines.rest, |(line, _)| line);
    let (name, rest) = key(first)?;
    lines.advance();
    let mut entries = vec![(name.to_owned(), entry_value(lines, indent, rest)?)];
    if lines.peek().is_some_and(|(at, _)| at >= indent) {
        let Node::Map(more) = map(lines, indent)? else { return None };
        entries.extend(more);
    }
    Some(Node::Map(entries))
}

/// Returns a key and what stands after its colon.
fn key(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'_' || b == b'-'))?;
    let (key, rest) = text.split_at(end);
    let sound =
        key.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && !matches!(key, "null" | "true" | "false");
    Some((key, rest.strip_prefix(':').filter(|_| sound)?))
}

/// Reads a value that takes the rest of its line.
fn line_value(text: &str) -> Option<Node> {
    if !text.chars().all(is_plain_character) || text.contains(" #") {
        return None;
    }
    match text.as_bytes().first()? {
        b'[' | b'{' | b'"' | b'\'' => {
            let (node, rest) = flow(text, 0)?;
            rest.is_empty().then_some(node)
        }
        _ if text.contains(": ") || text.ends_with(':') || text.ends_with(' ') => None,
        _ => plain(text),
    }
}

/// Line ends and what the library refuses or folds are not plain.
fn is_plain_character(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A1}'..='\u{1FFF}' | '\u{2030}'..='\u{D7FF}' | '\u{E000}'..='\u{FEFE}' | '\u{FF00}'..='\u{FFFD}' | '\u{2010}'..='\u{2027}')
}

/// Reads a value inside brackets, or in quotes; gives what stands after it.
fn flow(text: &str, depth: usize) -> Option<(Node, &str)> {
    if depth > DEPTH {
        return None;
    }
    let rest = text.get(1..);
    match text.as_bytes().first()? {
        b'"' => {
            let (inner, rest) = rest?.split_once('"')?;
            (!inner.contains('\\')).then(|| (Node::Text(inner.to_owned()), rest))
        }
        b'\'' => {
            let (inner, rest) = rest?.split_once('\'')?;
            (!rest.starts_with('\'')).then(|| (Node::Text(inner.to_owned()), rest))
        }
        b'[' => {
            let mut items = Vec::with_capacity(2);
            let rest = each(rest?, ']', |text| {
                let (item, rest) = flow(text, depth + 1)?;
                items.push(item);
                Some(rest)
            })?;
            Some((Node::List(items), rest))
        }
        b'{' => {
            let mut entries = Vec::with_capacity(4);
            let rest = each(rest?, '}', |text| {
                let (key, rest) = key(text)?;
                let (value, rest) = flow(rest.strip_prefix(' ')?, depth + 1)?;
                entries.push((key.to_owned(), value));
                Some(rest)
            })?;
            Some((Node::Map(entries), rest))
        }
        _ => {
            let end = text.find([',', ']', '}', '[', '{'])?;
            let (word, rest) = text.split_at(end);
            let sound = !word.ends_with([' ', ':']) && !word.contains(": ") && !word.contains(['"', '\'', '?']);
            Some((plain(word).filter(|_| sound)?, rest))
        }
    }
}

/// Reads items divided by `, ` up to the closing bracket.
fn each<'a>(text: &'a str, close: char, mut item: impl FnMut(&'a str) -> Option<&'a str>) -> Option<&'a str> {
    if let Some(rest) = text.strip_prefix(close) {
        return Some(rest);
    }
    let mut rest = item(text)?;
    loop {
        if let Some(rest) = rest.strip_prefix(close) {
            return Some(rest);
        }
        rest = item(rest.strip_prefix(", ")?)?;
    }
}

fn plain(text: &str) -> Option<Node> {
    let first = text.chars().next()?;
    let is_text = if first.is_ascii_digit() {
        if text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit()) && (first != '0' || text == "0") {
            return text.parse().ok().map(Node::Int);
        }
        is_date(text)
    } else {
        first.is_alphabetic() && !NO_TEXT.iter().any(|word| text.eq_ignore_ascii_case(word))
    };
    is_text.then(|| Node::Text(text.to_owned()))
}

/// `2026-03-02` and `2026-03-02 14:05` are text to every reader of YAML 1.2.
fn is_date(text: &str) -> bool {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let day = text.get(..10).is_some_and(|day| day.parse::<Date>().is_ok() && digits(&day[..4]));
    let rest = text.get(10..).unwrap_or_default();
    let hour = |rest: &str| rest.len() == 6 && rest.starts_with(' ') && rest.as_bytes()[3] == b':';
    day && (rest.is_empty() || (rest.is_ascii() && hour(rest) && digits(&rest[1..3]) && digits(&rest[4..])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: &str = "title: \"Lights: out\"\nkind: consult\nreferences: [\"1\", 'a b']\nreceived: 2026-03-02\nn: 12\n\
        text:\n  en: One, two\n  zh-Hans: 路灯（一）：不亮\nevents:\n- {on: 2026-03-03, type: assigned, more: {x: [], y: {}}}\n\
        - on: 2026-03-04 08:30\n  list:\n    - reply:urban-1\n    - b\nlast: x:y\n";

    fn library(text: &str) -> Option<Node> {
        serde_yaml::from_str(text).ok()
    }

    #[test]
    fn usual_records_are_read_without_the_library() {
        assert_eq!(read(SAMPLE), library(SAMPLE));
        assert!(read(SAMPLE).is_some());
    }

    #[test]
    fn depth_is_bounded() {
        let deep = |levels: usize| {
            (0..levels).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>() + &" ".repeat(levels) + "a: b"
        };
        assert_eq!(read(&deep(6)), library(&deep(6)));
        assert!(read(&deep(6)).is_some() && read(&deep(5000)).is_none());
        let lists = (0..5000).map(|n| format!("{}- a:\n", "  ".repeat(n))).collect::<String>();
        assert!(read(&format!("a:\n{lists}")).is_none());
    }

    #[test]
    fn what_is_rare_is_left_to_the_library() {
        for text in [
            "a: yes",
            "a: 1.5",
            "a: 012",
            "a: \"x\\n\"",
            "a: b # c",
            "a: b\n  c",
            "a: |\n  b",
            "a: &x b",
            "a: *x",
            "a: 'it''s'",
            "a:\n",
            "a",
            "- a",
            "a: [b,c]",
            "a: [b, c",
            "a: {b}",
            "a: b: c",
            "# c\na: b",
            "a: b\n\nc: d",
            "a:\tb",
            "a: [1]x",
            "a: x\n b: y",
            "---\na: b",
            "a: 2026-02-30",
            "a: “x”",
            "a:\n- k：v",
            "null: a",
            "a: ~",
            "? a",
            "a: !t b",
            "a: b\r\n",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest! {
        /// A tree given is the library's.
        #[test]
        fn agrees_with_the_library(text in "([a-d]|on|路|: |:|\\n|  |- |-|\\[|\\]|\\{|\\}|, |,|\"|'|#|2026-01-02|0|1|\\.|e|y|true| |\\?|\\||>|&|\\*|!|%|@|`|~|\\\\|\u{85}|\u{2028}|\u{FEFF}|\t){0,24}") {
            if let Some(node) = read(&text) {
                prop_assert_eq!(Some(node), library(&text), "{:?}", text);
            }
        }

        /// So it is for texts that are nearly in the subset.
        #[test]
        fn agrees_when_a_record_is_altered(at in 0usize..SAMPLE.len(), len in 0usize..6, with in "[ -~\\n路：]{0,3}") {
            let from = crate::source::text::floor_boundary(SAMPLE, at);
            let to = crate::source::text::floor_boundary(SAMPLE, (at + len).min(SAMPLE.len())).max(from);
            let text = format!("{}{with}{}", &SAMPLE[..from], &SAMPLE[to..]);
            if let Some(node) = read(&text) {
                prop_assert_eq!(Some(node), library(&text), "{:?}", text);
            }
        }
    }
}
