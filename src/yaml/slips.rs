//! Slips in YAML, told in words of ours.
//!
//! [`find`] looks for what people write with a Chinese keyboard or a word processor; [`cause`] is
//! asked where the parser gave up: it tries, line by line, what would let it go on. What must hold:
//! a text that is read is never changed by a guess, and few readings are tried, however long the text.

use super::Node;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use std::ops::Range;

/// Returns the finding for a slip that the parser would report in its own jargon, or read as
/// something else.
pub fn find(yaml: &str, file: &str, offset: usize) -> Option<Finding> {
    let mut start = 0;
    let mut block_indent = None;
    for line in yaml.split_inclusive('\n') {
        let trimmed = line.trim_start_matches(' ');
        let indent = line.len() - trimmed.len();
        let in_block = block_indent.is_some_and(|b| indent > b || trimmed.trim().is_empty());
        if !in_block {
            block_indent = opens_block(trimmed).then_some(indent);
            if let Some(finding) = slip_in_line(line, trimmed, file, offset + start) {
                return Some(finding);
            }
        }
        start += line.len();
    }
    None
}

/// A line that ends in `|` or `>` (with an indicator) opens a block of literal text.
fn opens_block(line: &str) -> bool {
    let end = line.trim_end();
    let end = end.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    end.ends_with(": |") || end.ends_with(": >") || end.ends_with("- |") || end.ends_with("- >")
}

fn slip_in_line(line: &str, trimmed: &str, file: &str, at: usize) -> Option<Finding> {
    let indent = line.len() - trimmed.len();
    if let Some((place, fix)) = odd_space(line) {
        let c = line[place.clone()].chars().next().unwrap_or(' ');
        let finding = Finding::new(&rules::YAML_ODD_SPACE, file, Place::Bytes(at + place.start..at + place.end));
        return Some(finding.arg("character", format!("U+{:04X}", c as u32)).certain(Some(fix)));
    }
    if trimmed.starts_with('\t') && !trimmed.trim().is_empty() {
        let place = Place::Bytes(at + indent..at + indent + 1);
        return Some(Finding::new(&rules::YAML_TAB, file, place));
    }
    full_width_mark(trimmed).map(|(position, mark)| {
        let from = at + indent + position;
        Finding::new(&rules::YAML_FULL_WIDTH_MARK, file, Place::Bytes(from..from + mark.len_utf8()))
            .arg("mark", mark)
            .arg("plain", if mark == '：' { ": " } else { "\"" })
            // Of a pair of quotation marks only one is a finding at a time.
            .certain((mark == '：').then_some(": "))
    })
}

/// Finds `key：value`, a key followed by a full-width colon, or `key: “value”`.
fn full_width_mark(line: &str) -> Option<(usize, char)> {
    let bare = line.trim_start_matches("- ");
    let skipped = line.len() - bare.len();
    let key_end = bare.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))?;
    if key_end == 0 {
        return None;
    }
    let rest = &bare[key_end..];
    if rest.starts_with('：') {
        return Some((skipped + key_end, '：'));
    }
    let value = rest.strip_prefix(':')?.trim_start();
    let quoted = value.starts_with('“') && value.trim_end().ends_with('”') && value.contains(": ");
    quoted.then(|| (line.len() - value.len(), '“'))
}

/// Returns where a space that is none to YAML stands in for a plain one, before a key or behind its
/// colon, and what belongs there.
fn odd_space(line: &str) -> Option<(Range<usize>, &'static str)> {
    let is_odd =
        |c: char| matches!(c, '\u{A0}' | '\u{2000}'..='\u{200D}' | '\u{202F}' | '\u{2060}' | '\u{3000}' | '\u{FEFF}');
    let run = |from: usize| {
        let rest = &line[from..];
        let length = rest.len() - rest.trim_start_matches(is_odd).len();
        (length > 0).then_some(from..from + length)
    };
    let text = line.trim_start_matches(|c: char| c == ' ' || is_odd(c));
    let key = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    if key == 0 || !text[key..].starts_with(':') {
        return None;
    }
    let start = line.len() - text.len();
    if let Some(at) = line[..start].find(is_odd) {
        return run(at).map(|range| (range, ""));
    }
    run(start + key + 1).map(|range| (range, " "))
}

/// Readings that are tried to find what the parser stumbled over.
const TRIES: usize = 24;

/// What would let the parser go on at a line.
struct Mend {
    /// Bytes of the line that are written otherwise.
    at: Range<usize>,
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A mark between key and value that is none.
    Colon,
    /// A value that has to stand in quotes.
    Quotes,
    /// Anything else that is missing, or one too many.
    Sign,
    /// The line begins too far left or right.
    Indent,
}

/// Returns what the parser stumbled over, where one change lets it read on.
pub fn cause(
    yaml: &str,
    file: &str,
    offset: usize,
    error: &serde_yaml::Error,
    read: &dyn Fn(&str) -> Result<Node, serde_yaml::Error>,
) -> Option<Finding> {
    let mut at = 0;
    let lines: Vec<(usize, &str)> = yaml
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            (start, line.trim_end_matches('\n'))
        })
        .collect();
    let line_of = |error: &serde_yaml::Error| error.location().map_or(0, |location| location.line());
    let stopped = line_of(error);
    // Where it stopped, the lines before, then whatever is open.
    let near = (0..4).filter_map(|back| stopped.checked_sub(1 + back));
    let open = (0..lines.len()).filter(|n| is_open(lines[*n].1));
    let mut tries = 0;
    for number in near.chain(0..usize::from(stopped == 0)).chain(open).filter(|n| *n < lines.len()) {
        let (start, line) = lines[number];
        let before = number.checked_sub(1).map_or("", |n| lines[n].1);
        for mend in mends(line, before) {
            tries += 1;
            if tries > TRIES {
                return None;
            }
            let (from, to) = (start + mend.at.start, start + mend.at.end);
            let mended = [&yaml[..from], &mend.text, &yaml[to..]].concat();
            let goes_on = match read(&mended) {
                Ok(node) => matches!(node, Node::Map(_) | Node::List(_)),
                Err(e) => line_of(&e) > stopped.max(number + 1) + 1,
            };
            if goes_on {
                return Some(told(&mend, line, file, offset + from..offset + to));
            }
        }
    }
    None
}

fn told(mend: &Mend, line: &str, file: &str, place: Range<usize>) -> Finding {
    let empty = place.is_empty();
    let place = Place::Bytes(place);
    let whole = [&line[..mend.at.start], &mend.text, &line[mend.at.end..]].concat();
    match mend.kind {
        Kind::Colon => {
            let finding = Finding::new(&rules::YAML_COLON, file, place);
            // Between two words without any mark there may be more wrong than that.
            let sure = !line[mend.at.clone()].trim().is_empty();
            finding.arg("suggestion", whole.trim()).certain(sure.then_some(&mend.text))
        }
        Kind::Quotes => {
            let finding = Finding::new(&rules::YAML_SYNTAX, file, place).meant(Some(&mend.text));
            finding.certain(Some(&mend.text))
        }
        Kind::Sign => {
            let finding = Finding::new(&rules::YAML_SYNTAX, file, place);
            if mend.text.trim().is_empty() || empty { finding } else { finding.meant(Some(&mend.text)) }
        }
        Kind::Indent => Finding::new(&rules::YAML_SYNTAX, file, place).arg("column", mend.text.len() + 1),
    }
}

/// Returns whether a quote or a bracket of a line has no partner in it.
fn is_open(line: &str) -> bool {
    let count = |mark: char| line.matches(mark).count();
    count('"') % 2 == 1 || count('\'') % 2 == 1 || count('[') != count(']') || count('{') != count('}')
}

/// Returns the bytes of a key at the start of a text: a word, or what stands for one in Chinese.
fn key_len(text: &str) -> usize {
    let ascii = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    if ascii > 0 {
        return ascii;
    }
    let han: usize =
        text.chars().take(9).take_while(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).map(char::len_utf8).sum();
    if han <= 24 { han } else { 0 }
}

/// Returns what may be mended in a line, the likeliest first.
fn mends(line: &str, before: &str) -> Vec<Mend> {
    let mut mends = Vec::new();
    let indent = line.len() - line.trim_start_matches(' ').len();
    let item = indent + if line[indent..].starts_with("- ") { 2 } else { 0 };
    let text = &line[item..];
    let key = key_len(text);
    let (behind, at) = (&text[key..], item + key);
    let link = ["http", "https", "reply", "policy", "page", "dataset", "digest"].contains(&&text[..key]);
    if key > 0 && !link {
        let mark = behind.chars().next().filter(|c| matches!(c, ':' | '：' | ';' | '；' | '=' | '＝'));
        if let Some(mark) = mark.filter(|mark| *mark != ':' || !behind[1..].starts_with(' ')) {
            let rest = &behind[mark.len_utf8()..];
            let spaces = rest.len() - rest.trim_start().len();
            if !rest.trim().is_empty() {
                mends.push(Mend { at: at..at + mark.len_utf8() + spaces, text: ": ".into(), kind: Kind::Colon });
            }
        } else if behind.starts_with(' ') && !behind.contains(": ") {
            mends.push(Mend { at: at..at + 1, text: ": ".into(), kind: Kind::Colon });
        }
    }
    let value = match behind.strip_prefix(": ") {
        Some(rest) if key > 0 => Some(at + 2 + (rest.len() - rest.trim_start().len())),
        _ if item > indent => Some(item),
        _ => None,
    };
    if let Some(from) = value {
        values(line, from, &mut mends);
    }
    // Marks that stand before the items of a list elsewhere, or around a word.
    for mark in ["* ", "• ", "· ", "－ ", "— ", "– "] {
        if let Some(rest) = line[indent..].strip_prefix(mark) {
            mends.push(Mend { at: indent..line.len(), text: format!("- {rest}"), kind: Kind::Sign });
        }
    }
    if line[indent..].starts_with(['*', '_']) {
        let plain = line[indent..].replace("**", "").replace("__", "");
        mends.push(Mend { at: indent..line.len(), text: plain, kind: Kind::Sign });
    }
    if item > indent {
        mends.push(Mend { at: indent..line.len(), text: line[item..].to_owned(), kind: Kind::Sign });
    }
    let above = before.len() - before.trim_start_matches(' ').len();
    let above_item = above + if before[above..].starts_with("- ") { 2 } else { 0 };
    for width in [above, above_item, 0, above + 2].into_iter().filter(|width| *width != indent) {
        mends.push(Mend { at: 0..indent, text: " ".repeat(width), kind: Kind::Indent });
    }
    mends
}

/// Returns a value with the brackets, commas and colons of an English keyboard.
fn plain_brackets(value: &str) -> String {
    let plain = |c: char| match c {
        '｛' => "{".to_owned(),
        '｝' => "}".to_owned(),
        '［' | '【' => "[".to_owned(),
        '］' | '】' => "]".to_owned(),
        '，' | '、' => ", ".to_owned(),
        '：' => ": ".to_owned(),
        c => c.to_string(),
    };
    value.chars().map(plain).collect()
}

/// Returns what may be mended in a value that begins at a byte of a line.
fn values(line: &str, from: usize, mends: &mut Vec<Mend>) {
    let value = line[from..].trim_end();
    let at = from..from + value.len();
    let Some(first) = value.chars().next() else { return };
    let count = |mark: char| value.matches(mark).count();
    let mut sign = |text: String| mends.push(Mend { at: at.clone(), text, kind: Kind::Sign });
    match first {
        '"' | '\'' if count(first) == 1 => sign(format!("{value}{first}")),
        '[' if count(']') < count('[') => sign(format!("{value}]")),
        '[' if count(']') > count('[') => sign(value[..value.len() - 1].to_owned()),
        '{' if count('}') < count('{') => sign(format!("{value}}}")),
        '｛' | '［' | '【' => sign(plain_brackets(value)),
        _ => {}
    }
    let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    // Words behind a bracket that closes: it was part of a text.
    let list = first == '{' || (first == '[' && value.ends_with(']'));
    if !list {
        mends.push(Mend { at, text: quoted, kind: Kind::Quotes });
    }
}
