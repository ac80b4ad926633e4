//! When two texts say the same, whatever their layout.
//!
//! Takes Markdown; gives its text with everything folded that changes nothing: line ends, blanks,
//! wraps, characters without width, the shapes of quotes and dashes, full and half width, emphasis,
//! levels of headings, the space between Chinese and Latin letters. Not folded: figures as they are
//! written otherwise (`m²`, `½`), since NFKC would make other words of them (POLICIES 6).

use crate::markdown::{self, Profile};
use unicode_normalization::UnicodeNormalization as _;

/// Returns the text that counts.
pub fn normal(text: &str) -> String {
    layout_folded(&markdown::plain(text, Profile::Official))
}

/// The same of a text without marks.
pub fn layout_folded(bare: &str) -> String {
    let mut folded = String::with_capacity(bare.len());
    let mut blank = false;
    for c in bare.nfc().filter_map(fold) {
        if c == ' ' {
            blank = true;
            continue;
        }
        let between_words = folded.chars().next_back().is_some_and(|last| !is_wide(last)) && !is_wide(c);
        if blank && between_words {
            folded.push(' ');
        }
        blank = false;
        folded.push(c);
    }
    folded
}

/// Returns the articles of an edition, and what stands between them: ids, and the texts that count.
pub fn articles(text: &str) -> Vec<(String, String)> {
    let parts = markdown::parts(text, None, None).into_iter();
    let id = |part: &markdown::Stretch| part.anchor().map_or_else(String::new, |anchor| anchor.id.clone());
    parts.map(|part| (id(&part), layout_folded(&part.text))).collect()
}

/// Returns whether two values are written alike but for layout.
pub fn is_same(a: &str, b: &str) -> bool {
    a == b || folded(a) == folded(b)
}

fn folded(value: &str) -> String {
    value.nfc().filter_map(fold).filter(|c| *c != ' ').collect()
}

/// Returns the plain form of a character; `None` when it shows nothing.
fn fold(c: char) -> Option<char> {
    Some(match c {
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => return None,
        c if c.is_whitespace() => ' ',
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' | '‚' => '\'',
        '‐'..='―' => '-',
        '…' => '.',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    })
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Returns how many redactions a text has, as [`markdown::plain`] shows them.
pub fn redactions(text: &str) -> usize {
    text.matches("[redacted:").count()
}

/// Words round the first place where two texts differ, as each has them; without long numbers of the older
/// one, which may be what somebody now takes out of sight.
pub fn differing(old: &str, new: &str) -> (String, String) {
    let first = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let before = first.saturating_sub(12);
    let near = |text: &str| -> String { text.chars().skip(before).take(40).collect() };
    (masked(&near(old)), near(new))
}

/// Digits of a number that may be a person's: a telephone has seven at least.
const LONG: usize = 7;

fn masked(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '+');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(from) = rest.find(|c: char| c.is_ascii_digit()) {
        let len = rest[from..].find(|c| !is_part(c)).unwrap_or(rest.len() - from);
        let run = rest[from..from + len].trim_end_matches(|c: char| !c.is_ascii_digit());
        shown.push_str(&rest[..from]);
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let is_day = run.parse::<jiff::civil::Date>().is_ok();
        shown.push_str(if digits >= LONG && !is_day { "…" } else { run });
        rest = &rest[from + run.len()..];
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_may_be_a_persons_are_not_repeated() {
        let old = "Call 138 0013 8000, or 0571-8876543 by 2026-03-02, room 1204.";
        assert_eq!(masked(old), "Call …, or … by 2026-03-02, room 1204.");
    }

    #[test]
    fn layout_is_no_change() {
        let text =
            "### Article 1\n\nThe “old” rule — 5m² of space holds in the\nwhole city.\n\n第三条 本市实行 8 小时制。\n";
        for other in [
            text.replace('\n', "\r\n"),
            text.replace("the\nwhole", "the whole"),
            text.replace(['“', '”'], "\""),
            text.replace('—', "–"),
            text.replace("###", "####"),
            text.replace("rule", "**rule**"),
            text.replace("实行 8 小时", "实行8小时"),
            text.replace('8', "８"),
            text.replace("city", "ci\u{AD}ty\u{200B}"),
            text.replace(" rule", "\u{A0}rule"),
        ] {
            assert_eq!(normal(&other), normal(text), "{other}");
        }
        for other in [text.replace("m²", "m2"), text.replace('8', "9"), text.replace("holds", "hold")] {
            assert_ne!(normal(&other), normal(text), "{other}");
        }
        assert!(normal("maybe") != normal("may be"));
    }
}
