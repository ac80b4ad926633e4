//! Citizens' text is a letter, not source code.
//!
//! Takes the text; gives it with stand-ins of one byte in place of signs at the start of lines
//! that the parser would take for markup though they are plain text, so that they arrive as they
//! were written. `text` turns the stand-ins back into the signs wherever text leaves.
//!
//! | Line | The parser would make of it |
//! |---|---|
//! | `1998. May: the house is built` | a list whose number does not fit the margin |
//! | `***`, `-----`, `=====`, `####` | a line, or a heading of the line above |
//! | `# 3 楼`, `> 30 minutes`, `+ 86 …` | a heading, a quotation, a list |
//! | `[附件]: 见后` | the address of a link, which is never shown |
//! | `~~~`, or ` ``` ` without an end or with words behind it | a block of code up to the end |
//! | `# C #` | a heading without its last sign |
//!
//! What must hold: every stand-in has the length of its sign; what is replaced is decided by the
//! line alone, and for fences by whether one closes it; time is linear but for fences of many
//! different lengths.

use std::borrow::Cow;

use crate::markdown::text::STOOD;

/// Replaces signs that are plain text.
pub(super) fn plain_signs(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut stood: Vec<(usize, u8)> = vec![];
    let mut fences = Fences { text: &text, closing: None, none_from: usize::MAX };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        // Most lines start with a letter, and nothing more has to be asked of them.
        let first = line.bytes().find(|b| !matches!(b, b' ' | b'\t')).unwrap_or(b'\n');
        if (first.is_ascii_punctuation() || first.is_ascii_digit()) && !fences.holds(line, at) {
            read_line(line, at, &mut stood);
        }
        at += line.len();
    }
    if stood.is_empty() {
        return text;
    }
    let mut bytes = text.into_owned().into_bytes();
    for (at, stand_in) in stood {
        bytes[at] = stand_in;
    }
    Cow::Owned(String::from_utf8(bytes).expect("ASCII in place of ASCII"))
}

fn stand_in(sign: u8) -> u8 {
    let found = STOOD.iter().find(|(_, stood)| *stood == char::from(sign));
    found.map_or(sign, |(stand_in, _)| *stand_in as u8)
}

/// Blocks of code between rows of backticks.
struct Fences<'t> {
    text: &'t str,
    /// Length of the row that ends the block that is open.
    closing: Option<usize>,
    /// No row of this length or more follows anywhere.
    none_from: usize,
}

impl Fences<'_> {
    /// Returns whether a line is part of a block of code.
    fn holds(&mut self, line: &str, at: usize) -> bool {
        let Some((length, alone)) = row(line) else {
            return self.closing.is_some();
        };
        match self.closing {
            Some(open) => {
                if alone && length >= open {
                    self.closing = None;
                }
                true
            }
            None => {
                let opens = alone && self.is_closed(length, at + line.len());
                self.closing = opens.then_some(length);
                opens
            }
        }
    }

    fn is_closed(&mut self, length: usize, from: usize) -> bool {
        if length >= self.none_from {
            return false;
        }
        let closes = |line: &str| row(line).is_some_and(|(other, alone)| alone && other >= length);
        let closed = self.text[from..].lines().any(closes);
        if !closed {
            self.none_from = length;
        }
        closed
    }
}

/// Returns the length of a fence of backticks and whether nothing stands behind it.
fn row(line: &str) -> Option<(usize, bool)> {
    let line = line.trim();
    let words = line.trim_start_matches('`');
    let length = line.len() - words.len();
    (length >= 3 && !words.contains('`')).then_some((length, words.is_empty()))
}

/// Notes the signs of one line, behind the signs of quotations and lists that hold it.
fn read_line(line: &str, start: usize, stood: &mut Vec<(usize, u8)>) {
    let bytes = line.as_bytes();
    let mut at = 0;
    loop {
        at += bytes[at..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let rest = line[at..].trim_end();
        let Some(sign) = rest.bytes().next() else { return };
        let mut note = |from: usize, length: usize| {
            let range = at + from..at + from + length;
            stood.extend(range.map(|at| (start + at, stand_in(bytes[at]))));
        };
        if is_row(rest) {
            return note(0, rest.len());
        }
        at += match sign {
            b'>' if is_before_digit(&rest[1..]) => return note(0, 1),
            b'>' => 1,
            b'#' => {
                let marks = rest.bytes().take_while(|b| *b == b'#').count();
                if is_before_digit(&rest[marks..]) {
                    return note(0, marks);
                }
                let closing = rest.bytes().rev().take_while(|b| *b == b'#').count();
                return note(rest.len() - closing, closing);
            }
            b'+' if is_before_digit(&rest[1..]) => return note(0, 1),
            b'*' | b'-' | b'+' if is_spaced(&rest[1..]) => 1,
            b'0'..=b'9' => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let is_marker =
                    matches!(rest.as_bytes().get(digits), Some(b'.' | b')')) && is_spaced(&rest[digits + 1..]);
                match digits {
                    _ if !is_marker => return,
                    4.. => return note(digits, 1),
                    _ => digits + 1,
                }
            }
            b'[' => return note_definition(rest, note),
            b'~' | b'`' => {
                let fence = rest.bytes().take_while(|b| *b == sign).count();
                let fence = if fence >= 3 { fence } else { 0 };
                return note(0, fence);
            }
            _ => return,
        };
    }
}

/// `[label]:` defines a link unless a note.
fn note_definition(rest: &str, mut note: impl FnMut(usize, usize)) {
    let Some(end) = rest[1..].find(['[', ']']).map(|at| at + 1) else { return };
    if rest[end..].starts_with("]:") && !rest.starts_with("[^") {
        note(end + 1, 1);
    }
}

/// Returns whether a line is nothing but signs that draw a line or mark a heading.
fn is_row(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b'*' | b'-' | b'_' | b'=' | b'#' | b'~' | b' ' | b'\t'))
}

fn is_spaced(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t'])
}

/// Returns whether spaces and a digit follow.
fn is_before_digit(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t']).starts_with(|c: char| c.is_ascii_digit())
}
