//! Redaction marks, and signs that are none.
//!
//! Takes the text of a body and who wrote it; gives it with every redaction mark replaced by a
//! stand-in of the same number of bytes, and what the marks said. In citizens' text `letter`
//! puts stand-ins in place of signs that are plain text.
//!
//! ```text
//! mark     = "[[" sp "redacted" sp ":" category "|" basis "]]"     on one line
//! category = basis = text without "[", "]", "|", not blank; "\|" may stand for "|"
//! stand-in = U+E000 digits U+E001        digits: the mark's number with leading zeros
//! ```
//!
//! Why in the source and not on parsed events: the parser splits brackets into several events,
//! cuts table cells at `|`, and would read `[a]` as a link. Why the same length: ranges into the
//! stand-in text are then ranges into the text given.
//!
//! What must hold: only this module makes stand-ins. U+E000 and U+E001 in the text given become
//! U+FFFD, also three bytes long, and control characters become DEL; those written as `&#xE000;`
//! or `&#1;` are removed in `stream`.

mod letter;

use std::borrow::Cow;
use std::ops::Range;

use super::text::{MARK_END, MARK_START};
use super::{Problem, Profile, Redaction};

pub(super) struct Source<'t> {
    pub text: Cow<'t, str>,
    pub marks: Vec<Mark<'t>>,
    pub problems: Vec<(Problem, Range<usize>)>,
}

/// A redaction mark in the text given.
pub(super) struct Mark<'t> {
    pub category: &'t str,
    pub basis: &'t str,
    span: Range<usize>,
}

impl<'t> Source<'t> {
    pub fn new(text: &'t str, profile: Profile) -> Source<'t> {
        let mut source = Source { text: Cow::Borrowed(text), marks: vec![], problems: vec![] };
        // Without leaving early, which lets many bytes be looked at together.
        if text.bytes().fold(false, |found, byte| found | is_control(byte)) {
            source.replace_controls();
        }
        if ["[[", "\u{E000}", "\u{E001}"].iter().any(|sign| text.contains(sign)) {
            source.replace(text);
        }
        if profile == Profile::Citizen {
            source.text = letter::plain_signs(source.text);
        }
        source
    }

    fn replace_controls(&mut self) {
        let tame = |c: char| if c.is_ascii() && is_control(c as u8) { '\u{7F}' } else { c };
        self.text = self.text.chars().map(tame).collect::<String>().into();
    }

    pub fn redactions(&self) -> Vec<(Redaction, Range<usize>)> {
        let redaction = |mark: &Mark| Redaction { category: mark.category.to_owned(), basis: mark.basis.to_owned() };
        self.marks.iter().map(|mark| (redaction(mark), mark.span.clone())).collect()
    }

    fn replace(&mut self, text: &'t str) {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(['[', MARK_START, MARK_END]) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let taken = self.replace_one(rest, &mut out);
            rest = &rest[taken..];
        }
        out.push_str(rest);
        self.text = Cow::Owned(out);
    }

    /// Replaces what `rest` starts with and returns how much of it was dealt with.
    fn replace_one(&mut self, rest: &'t str, out: &mut String) -> usize {
        let start = out.len();
        if !rest.starts_with('[') {
            let problem = Problem::NotShown { text: rest.chars().take(1).map(code).collect() };
            self.problems.push((problem, start..start + MARK_START.len_utf8()));
            out.push(char::REPLACEMENT_CHARACTER);
            return MARK_START.len_utf8();
        }
        match read(rest) {
            Reading::Other => {
                out.push('[');
                1
            }
            Reading::Malformed(length) => {
                self.problems.push((Problem::MalformedRedaction, start..start + length));
                out.push('[');
                1
            }
            Reading::Mark { category, basis, length } => {
                let digits = length - MARK_START.len_utf8() - MARK_END.len_utf8();
                let number = self.marks.len();
                out.push(MARK_START);
                out.push_str(&format!("{number:0digits$}"));
                out.push(MARK_END);
                self.marks.push(Mark { category, basis, span: start..start + length });
                length
            }
        }
    }
}

/// Returns the name of a character that cannot be seen.
pub(super) fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Returns whether a byte is a control character other than tab and line ends.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\n' | b'\t' | b'\r')
}

enum Reading<'t> {
    Other,
    Malformed(usize),
    Mark { category: &'t str, basis: &'t str, length: usize },
}

/// Reads the mark at the start of `text`. Stops at the first bracket or line end, which keeps
/// the whole replacement linear.
fn read(text: &str) -> Reading<'_> {
    let Some(inner) = text.strip_prefix("[[") else {
        return Reading::Other;
    };
    let word = inner.trim_start_matches(' ');
    let is_attempt = word.get(..6).is_some_and(|six| six.eq_ignore_ascii_case("redact"));
    if !is_attempt {
        return Reading::Other;
    }
    let end = inner.find(['[', ']', '\n', '\r']).unwrap_or(inner.len());
    if !inner[end..].starts_with("]]") {
        return Reading::Malformed(2 + end);
    }
    let length = 2 + end + 2;
    match parts(&inner[..end]) {
        Some((category, basis)) => Reading::Mark { category, basis, length },
        None => Reading::Malformed(length),
    }
}

fn parts(inner: &str) -> Option<(&str, &str)> {
    let inner = inner.trim();
    let after_word = inner.get("redacted".len()..)?;
    if !inner[..inner.len() - after_word.len()].eq_ignore_ascii_case("redacted") {
        return None;
    }
    let (category, basis) = after_word.trim_start().strip_prefix(':')?.split_once('|')?;
    let category = category.strip_suffix('\\').unwrap_or(category).trim();
    let basis = basis.trim();
    let ok = !category.is_empty() && !basis.is_empty() && !basis.contains('|');
    let forged = |part: &str| part.contains([MARK_START, MARK_END]);
    (ok && !forged(category) && !forged(basis)).then_some((category, basis))
}
