//! What can be mended without asking what was meant, as a difference and as a new file.
//!
//! Takes the bytes of one file and the findings about it that have a fix; gives the lines that
//! change and the bytes to write. What must hold: nothing changes but the places of the findings,
//! the byte-order mark where it is a finding, and line ends where they are mixed; a file in another
//! encoding than UTF-8 is left alone.

use super::emit::Placed;
use super::{Finding, Place};
use crate::source::text::{Encoding, decode};

/// A file, mended.
#[derive(Debug, PartialEq, Eq)]
pub struct Mended {
    pub bytes: Vec<u8>,
    /// The changes in their order.
    pub changes: Vec<Change>,
}

/// A line, or what is not seen of a file, before and after.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// From 1.
    pub line: usize,
    /// Why: the message of the finding.
    pub message: String,
    /// `None` where the words of the file stay.
    pub lines: Option<(String, String)>,
}

/// Returns whether a finding can be mended without asking.
pub fn is_certain(finding: &Finding) -> bool {
    finding.fix.is_some()
}

/// Mends a file; `None` where nothing can be.
pub fn mend(bytes: &[u8], placed: &[&Placed<'_>]) -> Option<Mended> {
    let decoded = decode(bytes);
    if !matches!(decoded.encoding, Encoding::Utf8 | Encoding::Utf8WithMark) {
        return None;
    }
    let mut edits: Vec<&Placed<'_>> = placed.iter().filter(|p| is_certain(p.finding)).copied().collect();
    edits.sort_by_key(|p| (p.finding.place != Place::File, p.at.bytes.start, p.at.bytes.end));
    let text = &decoded.text;
    let (mut after, mut changes, mut done) = (String::with_capacity(text.len() + 64), Vec::new(), 0);
    for p in edits {
        let message = p.message.clone();
        let (Some(fix), at) = (&p.finding.fix, &p.at.bytes) else { continue };
        if p.finding.place == Place::File {
            changes.push(Change { line: 1, message, lines: None });
            continue;
        }
        // Two findings about the same words: the second is found again, if it still is one.
        if at.start < done || text.get(at.clone()).is_none() {
            continue;
        }
        let line = |text: &str, at: usize| {
            let from = text[..at].rfind('\n').map_or(0, |end| end + 1);
            text[from..].lines().next().unwrap_or_default().to_owned()
        };
        // Spaces that are none to YAML, and cannot be told from plain ones, go with what they stand beside.
        let start = done.max(text[..at.start].trim_end_matches(is_odd_space).len());
        after.push_str(&text[done..start]);
        let place = after.len();
        after.push_str(fix);
        done = text.len() - text[at.end..].trim_start_matches(is_odd_space).len();
        let rest = text[done..].lines().next().unwrap_or_default();
        let changed = line(&format!("{after}{rest}"), place);
        changes.push(Change { line: p.at.line, message, lines: Some((line(text, at.start), changed)) });
    }
    after.push_str(&text[done..]);
    let mark: &[u8] = match (decoded.encoding, placed.iter().any(|p| p.finding.rule.name == "byte-order-mark")) {
        (Encoding::Utf8WithMark, false) => b"\xEF\xBB\xBF",
        _ => b"",
    };
    let returns = bytes.contains(&b'\r') && !decoded.mixed_line_ends;
    let after = if returns { after.replace('\n', "\r\n") } else { after };
    (!changes.is_empty()).then(|| Mended { bytes: [mark, after.as_bytes()].concat(), changes })
}

/// Returns whether a character looks like a space or like nothing, and is no plain one.
fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200D}' | '\u{2060}' | '\u{202F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::emit::{self, Text};
    use crate::diagnostic::{KeyPath, Tongue, rules};

    fn mended(bytes: &[u8], findings: &[Finding]) -> Option<(Vec<u8>, Vec<Change>)> {
        let sources = emit::Sources::of(findings, |_| Text::Shown(decode(bytes).text));
        let placed = emit::place(findings, &sources, Tongue::English);
        mend(bytes, &placed.iter().collect::<Vec<_>>()).map(|mended| (mended.bytes, mended.changes))
    }

    fn value(key: &str, fix: &str) -> Finding {
        Finding::new(&rules::UNKNOWN_WORD, "a.md", Place::Value(KeyPath::of(key))).certain(Some(fix))
    }

    #[test]
    fn only_the_places_of_findings_change() {
        let text = "---\nkind: \"投诉\"\nrated: 不满意\n---\n正文  \n";
        let (bytes, changes) =
            mended(text.as_bytes(), &[value("rated", "dissatisfied"), value("kind", "complaint")]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "---\nkind: complaint\nrated: dissatisfied\n---\n正文  \n");
        let lines: Vec<_> = changes.into_iter().map(|change| (change.line, change.lines.unwrap().1)).collect();
        assert_eq!(lines, [(2, "kind: complaint".into()), (3, "rated: dissatisfied".into())]);
    }

    #[test]
    fn marks_and_line_ends_stay_unless_they_are_the_fault() {
        let text = b"\xEF\xBB\xBF---\r\nkind: x\r\n---\r\n";
        let (bytes, _) = mended(text, &[value("kind", "help")]).unwrap();
        assert_eq!(bytes, b"\xEF\xBB\xBF---\r\nkind: help\r\n---\r\n");
        let mark = Finding::new(&rules::BYTE_ORDER_MARK, "a.md", Place::File).certain(Some(""));
        let (bytes, changes) = mended(text, &[mark]).unwrap();
        assert_eq!(bytes, b"---\r\nkind: x\r\n---\r\n");
        assert_eq!(changes[0].lines, None);
        let mixed = Finding::new(&rules::LINE_ENDINGS_MIXED, "a.md", Place::File).certain(Some(""));
        assert_eq!(mended(b"a\r\nb\n", &[mixed]).unwrap().0, b"a\nb\n");
    }

    #[test]
    fn what_is_not_certain_or_not_readable_is_left_alone() {
        let open = Finding::new(&rules::UNKNOWN_WORD, "a.md", Place::Value(KeyPath::of("kind")));
        assert_eq!(mended(b"---\nkind: x\n---\n", &[open]), None);
        assert_eq!(mended(b"---\nkind: \xC4\xE3\xBA\xC3\n---\n", &[value("kind", "help")]), None);
    }
}
