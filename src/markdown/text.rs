//! Characters and escaping.
//!
//! Takes any text; gives HTML text and attribute values, slugs, and the character classes that
//! emphasis needs. What must hold: nothing that [`escape_into`] writes can open a tag, close an
//! attribute, break XML or turn the direction of the text around it.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Opens the stand-in of a redaction mark; see `source`.
pub(super) const MARK_START: char = '\u{E000}';
/// Closes it.
pub(super) const MARK_END: char = '\u{E001}';

/// Stand-ins of one byte for characters that the parser must not see as markup, with what they
/// stand for; see `letter`. Control characters: no text holds them, for `source` takes them out.
pub(super) const STOOD: [(char, char); 13] = [
    ('\u{1}', '*'),
    ('\u{2}', '_'),
    ('\u{3}', '-'),
    ('\u{4}', '='),
    ('\u{5}', '.'),
    ('\u{6}', ')'),
    ('\u{7}', '#'),
    ('\u{8}', '>'),
    ('\u{E}', '+'),
    ('\u{F}', ':'),
    ('\u{10}', '~'),
    ('\u{11}', '`'),
    ('\u{12}', '|'),
];

/// Returns what a character stands for, which is mostly itself.
pub(super) fn restored(c: char) -> char {
    match c {
        '\u{1}'..='\u{12}' => STOOD.iter().find(|(stand_in, _)| *stand_in == c).map_or(c, |(_, stood)| *stood),
        _ => c,
    }
}

/// Returns whether a character is a stand-in of one byte.
pub(super) fn is_stand_in(c: char) -> bool {
    restored(c) != c
}

/// Returns the text that a text with stand-ins of one byte stands for.
pub(super) fn all_restored(text: &str) -> Cow<'_, str> {
    if text.contains(is_stand_in) { text.chars().map(restored).collect::<String>().into() } else { text.into() }
}

/// Returns whether a line that ends in `before` and goes on with `after` is one word: Chinese and
/// Japanese have no spaces, so a line end between them is none. Their own punctuation brings its
/// space along, whatever follows; curly quotes and dashes are wide where one side is. Korean has
/// spaces.
pub(super) fn is_joined(before: char, after: char) -> bool {
    let either = |is: fn(char) -> bool| is(before) || is(after);
    if either(char::is_whitespace) {
        return true;
    }
    if either(is_hangul) || !either(is_cjk) {
        return false;
    }
    let is_wide = |c| is_cjk(c) || "“”‘’…—·".contains(c);
    either(is_wide_punctuation) || (is_wide(before) && is_wide(after))
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}' | '\u{FFA0}'..='\u{FFDC}')
}

fn is_wide_punctuation(c: char) -> bool {
    is_cjk(c) && !c.is_alphanumeric() && !is_mark_sign(c)
}

/// Returns text on one line: a line end is a space, or nothing between Chinese characters. The end of
/// a paragraph is a space unless Chinese punctuation divides it from the next: a heading is no
/// part of the text below.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut ends = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim();
        if let (Some(before), Some(after)) = (line.chars().next_back(), bare.chars().next()) {
            let is_divided = ends < 2 || is_wide_punctuation(before) || is_wide_punctuation(after);
            if !(ends > 0 && is_divided && is_joined(before, after)) {
                line.push(' ');
            }
        }
        if !bare.is_empty() {
            ends = 0;
        }
        line.push_str(bare);
        ends += usize::from(word.ends_with('\n'));
    }
    line
}

/// Returns whether a character must not reach the output: control characters, bidi controls,
/// what XML forbids, and stand-ins.
pub(super) fn is_dropped(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{61C}'
        | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FFFE}' | '\u{FFFF}' | MARK_START | MARK_END)
}

/// Returns whether a character is written in Chinese, Japanese or Korean text, punctuation
/// included. A redaction counts: it stands for such text as often as not.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303F}' | '\u{3040}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{1B000}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFF}' | MARK_START | MARK_END)
}

/// Bytes at which escaping has to look closer. Only ASCII and lead bytes, so a hit is always at
/// a character's start.
const LOOK: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != b'\n' as usize && byte != b'\t' as usize;
        byte += 1;
    }
    // `&`, `<`, `>`, `"`, DEL; then the lead bytes of C1 controls, U+061C, bidi controls,
    // stand-ins and U+FFFE.
    let others = [b'&', b'<', b'>', b'"', 0x7F, 0xC2, 0xD8, 0xE2, 0xEE, 0xEF];
    let mut at = 0;
    while at < others.len() {
        table[others[at] as usize] = true;
        at += 1;
    }
    table
};

/// Where escaped text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Attribute,
}

/// Writes `text` escaped. `mark` writes the redaction whose number it is given.
pub(super) fn escape_into(out: &mut String, text: &str, place: Place, mut mark: impl FnMut(&mut String, usize)) {
    let bytes = text.as_bytes();
    let mut stood = [0; 4];
    let (mut done, mut at) = (0, 0);
    while at < bytes.len() {
        if !LOOK[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let raw = text[at..].chars().next().unwrap_or_default();
        let c = restored(raw);
        let with = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if place == Place::Attribute => "&quot;",
            MARK_START | MARK_END => "",
            _ if is_dropped(c) => "",
            _ if c == raw => {
                at += c.len_utf8();
                continue;
            }
            _ => c.encode_utf8(&mut stood),
        };
        out.push_str(&text[done..at]);
        out.push_str(with);
        if c == MARK_START
            && let Some((number, length)) = read_mark(&text[at..])
        {
            mark(out, number);
            at += length;
        } else {
            at += raw.len_utf8();
        }
        done = at;
    }
    out.push_str(&text[done..]);
}

/// Writes an attribute value; redactions cannot stand there and vanish.
pub(super) fn attribute_into(out: &mut String, text: &str) {
    escape_into(out, text, Place::Attribute, |_, _| {});
}

/// Returns the number in the stand-in that `text` starts with, and the stand-in's length.
pub(super) fn read_mark(text: &str) -> Option<(usize, usize)> {
    let digits = text.strip_prefix(MARK_START)?;
    let end = digits.bytes().position(|b| !b.is_ascii_digit())?;
    digits[end..].strip_prefix(MARK_END)?;
    let number = digits[..end].parse().ok()?;
    Some((number, MARK_START.len_utf8() + end + MARK_END.len_utf8()))
}

/// Writes `text` without the characters that must not reach the output; `mark` as above.
pub(super) fn clean_into(out: &mut String, text: &str, mut mark: impl FnMut(&mut String, usize)) {
    let bytes = text.as_bytes();
    let (mut done, mut at) = (0, 0);
    while at < bytes.len() {
        if !LOOK[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let c = text[at..].chars().next().unwrap_or_default();
        if !is_dropped(c) {
            at += c.len_utf8();
            continue;
        }
        out.push_str(&text[done..at]);
        if is_stand_in(c) {
            out.push(restored(c));
            at += 1;
        } else if let Some((number, length)) = read_mark(&text[at..]) {
            mark(out, number);
            at += length;
        } else {
            at += c.len_utf8();
        }
        done = at;
    }
    out.push_str(&text[done..]);
}

/// Writes an address as an attribute value: what cannot stand in one is percent-encoded, and
/// what is percent-encoded already stays. Chinese stays readable.
pub(super) fn href_into(out: &mut String, url: &str) {
    for (at, c) in url.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#39;"),
            '%' if !is_percent_code(&url.as_bytes()[at..]) => out.push_str("%25"),
            '"' | '<' | '>' | '\\' | '`' | '{' | '}' | '|' | '^' | ' ' | '\n' | '\t' => {
                percent_into(out, c);
            }
            _ if is_dropped(c) || c.is_whitespace() => percent_into(out, c),
            _ => out.push(c),
        }
    }
}

fn is_percent_code(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
}

fn percent_into(out: &mut String, c: char) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push('%');
        out.push(char::from(HEX[usize::from(byte >> 4)]));
        out.push(char::from(HEX[usize::from(byte & 15)]));
    }
}

/// Percent-encodes what may not stand in a fragment.
pub fn percent_encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Returns the text with percent codes decoded, or as it was when they are not UTF-8.
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if is_percent_code(&bytes[at..])
            && let Ok(byte) = u8::from_str_radix(&text[at + 1..at + 3], 16)
        {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Returns a heading's slug: NFC, ASCII letters in lower case, white space as one hyphen,
/// letters, digits, marks, `-` and `_` of any script kept, all else dropped.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfc() {
        if c.is_whitespace() {
            gap = !slug.is_empty();
        } else if c.is_alphanumeric() || c == '-' || c == '_' || is_combining_mark(c) {
            if gap {
                slug.push('-');
                gap = false;
            }
            slug.push(c.to_ascii_lowercase());
        }
    }
    slug
}

/// Returns text in NFC with white space collapsed: equal headings have equal forms.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.nfc());
    }
    folded
}

/// Returns whether a character opens or closes a stand-in.
pub(super) fn is_mark_sign(c: char) -> bool {
    c == MARK_START || c == MARK_END
}
