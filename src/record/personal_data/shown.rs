//! Text as a reader would see it, with a way back to the bytes of the source.
//!
//! Takes a part of a source and its [`Form`]; gives characters one by one, each with the bytes
//! it stands for. Undone are: backslash escapes (Markdown, YAML, JSON), character references,
//! percent-encoding, marks of emphasis, comments, tags, characters without width, and the
//! variants of digits, dashes and spaces. What must hold: one pass, no look further than
//! `REACH` bytes ahead but for the end of a comment or tag, which is not looked at twice.

/// One character as shown, and the bytes of the source it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub c: char,
    pub from: u32,
    pub to: u32,
}

/// How a source is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown, YAML, plain text.
    Prose,
    /// Rows of cells.
    Table,
    /// JSON: a number without quotes is a quantity, unless its key says otherwise.
    Json,
    /// HTML, SVG, XML: tags are not shown.
    Markup,
}

/// Stands for a tag that parts what is before it from what comes after.
const WALL: char = '|';

/// The longest escape or reference.
const REACH: usize = 12;

/// What was met on the way; what is known to have no end in the part is not looked for twice.
#[derive(Default)]
struct Open {
    comment: bool,
    tag: bool,
    /// What is not shown where it stands: values of attributes, and insides of comments, which whoever
    /// reads the source sees.
    aside: Vec<(usize, usize)>,
}

/// Appends what a reader sees of the bytes `start..end` of `text`; both are borders of characters.
pub fn show(text: &str, start: usize, end: usize, form: Form, out: &mut Vec<Seen>) {
    for (from, to) in flow(text, start, end, form, out) {
        out.push(Seen { c: WALL, from: small(from), to: small(from) });
        show(text, from, to, Form::Prose, out);
    }
}

/// Appends what is seen in the flow of the text, and returns what is not in it.
pub(super) fn flow(text: &str, start: usize, end: usize, form: Form, out: &mut Vec<Seen>) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut open = Open::default();
    let mut at = start;
    while at < end {
        let (c, to) = match bytes[at] {
            b'\\' => escape(bytes, at, end),
            b'&' => reference(text, at, end),
            b'%' => percent(bytes, at, end),
            b'<' => tag(text, at, end, form, &mut open),
            b'*' | b'~' | b'`' => emphasis(bytes, at, end),
            b'\t' | b'\r' => (Some(if form == Form::Table { '\t' } else { ' ' }), at + 1),
            plain if plain < 0x80 => (Some(char::from(plain)), at + 1),
            _ => match text[at..].chars().next() {
                Some(c) => (plain(c), at + c.len_utf8()),
                None => (None, at + 1),
            },
        };
        if let Some(c) = c {
            out.push(Seen { c, from: small(at), to: small(to) });
        }
        at = to;
    }
    open.aside
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A backslash and punctuation (Markdown), or a code in hexadecimal (YAML, JSON).
fn escape(bytes: &[u8], at: usize, end: usize) -> (Option<char>, usize) {
    let Some(next) = bytes[..end].get(at + 1).copied() else { return (Some('\\'), at + 1) };
    let digits = match next {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        b'n' | b'r' => return (Some('\n'), at + 2),
        b't' | b'_' | b'N' => return (Some(' '), at + 2),
        mark if mark.is_ascii_punctuation() => return (Some(char::from(mark)), at + 2),
        _ => return (Some('\\'), at + 1),
    };
    let code = bytes[..end].get(at + 2..at + 2 + digits).and_then(hexadecimal).and_then(char::from_u32);
    code.map_or((Some('\\'), at + 1), |c| (plain(c), at + 2 + digits))
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |n, d| Some((n << 4) | char::from(*d).to_digit(16)?))
}

/// `&#49;`, `&#x31;`, and the names of characters that stand in numbers and addresses.
pub(super) fn reference(text: &str, at: usize, end: usize) -> (Option<char>, usize) {
    let near = &text.as_bytes()[at + 1..end.min(at + 1 + REACH)];
    let known = near.iter().position(|b| *b == b';').and_then(|len| {
        let name = std::str::from_utf8(&near[..len]).ok()?;
        let code = match name.strip_prefix('#') {
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            },
            None => named(name)?,
        };
        Some((plain(char::from_u32(code)?), at + len + 2))
    });
    known.unwrap_or((Some('&'), at + 1))
}

fn named(name: &str) -> Option<u32> {
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" | "hairsp" | "numsp" | "puncsp" => 0x20,
        "commat" => 0x40,
        "period" => 0x2E,
        "hyphen" | "dash" | "ndash" | "mdash" | "minus" | "horbar" => 0x2D,
        "shy" | "zwj" | "zwnj" | "ZeroWidthSpace" | "NoBreak" | "lrm" | "rlm" => 0xAD,
        "lowbar" => 0x5F,
        "plus" => 0x2B,
        "sol" => 0x2F,
        "lpar" => 0x28,
        "rpar" => 0x29,
        "Tab" | "NewLine" => 0x0A,
        "amp" => 0x26,
        "lt" => 0x3C,
        "gt" => 0x3E,
        "quot" => 0x22,
        _ => return None,
    })
}

/// `%31`: only what is a character of ASCII that shows.
fn percent(bytes: &[u8], at: usize, end: usize) -> (Option<char>, usize) {
    let code = bytes[..end].get(at + 1..at + 3).and_then(hexadecimal).filter(|code| (0x20..0x7F).contains(code));
    code.and_then(char::from_u32).map_or((Some('%'), at + 1), |c| (Some(c), at + 3))
}

/// Up to three marks are emphasis; more stand for what was masked.
fn emphasis(bytes: &[u8], at: usize, end: usize) -> (Option<char>, usize) {
    let run = bytes[at..end].iter().take_while(|b| **b == bytes[at]).count();
    ((run > 3).then_some(char::from(bytes[at])), at + run)
}

/// A comment shows nothing, and a tag neither; what their insides say is put aside.
fn tag(text: &str, at: usize, end: usize, form: Form, open: &mut Open) -> (Option<char>, usize) {
    let rest = &text[at..end];
    if rest.starts_with("<!--") {
        let close = if open.comment { None } else { rest.find("-->") };
        open.comment = close.is_none();
        // One that never ends shows what is in it: nothing may hide there.
        let Some(len) = close else { return (Some('<'), at + 4) };
        open.aside.push(((at + 4).min(at + len), at + len));
        return (None, at + len + 3);
    }
    let name_at = 1 + usize::from(rest.as_bytes().get(1) == Some(&b'/'));
    let name_len = rest[name_at..].bytes().take(REACH).take_while(u8::is_ascii_alphanumeric).count();
    let name = &rest[name_at..name_at + name_len];
    if name.is_empty() || !name.as_bytes()[0].is_ascii_alphabetic() {
        return (Some('<'), at + 1);
    }
    let after = &rest[name_at + name_len..];
    let shown = if is_inline(name.as_bytes()) { None } else { Some(WALL) };
    if form != Form::Markup {
        let close = ["/>", " />", ">"].into_iter().find(|close| after.starts_with(close));
        return close.map_or((Some('<'), at + 1), |close| (shown, at + name_at + name_len + close.len()));
    }
    let close = if open.tag { None } else { after.find('>') };
    open.tag = close.is_none();
    let Some(len) = close else { return (Some('<'), at + 1) };
    let start = at + name_at + name_len;
    attributes(text, start, start + len, &mut open.aside);
    (shown, start + len + 1)
}

/// Tags that do not part what stands before them from what comes after.
pub(super) fn is_inline(name: &[u8]) -> bool {
    let mut lower = [0; 6];
    let Some(lower) = lower.get_mut(..name.len()) else { return false };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"a" | b"abbr"
            | b"b"
            | b"bdi"
            | b"bdo"
            | b"big"
            | b"code"
            | b"del"
            | b"em"
            | b"font"
            | b"i"
            | b"ins"
            | b"mark"
            | b"q"
            | b"s"
            | b"small"
            | b"span"
            | b"strong"
            | b"sup"
            | b"tspan"
            | b"u"
            | b"wbr"
    )
}

/// Puts values of attributes aside; those that draw are left out.
fn attributes(text: &str, start: usize, end: usize, aside: &mut Vec<(usize, usize)>) {
    const DRAWN: [&str; 14] = [
        "d",
        "points",
        "transform",
        "viewBox",
        "style",
        "class",
        "x",
        "y",
        "width",
        "height",
        "xmlns",
        "integrity",
        "values",
        "path",
    ];
    let mut at = start;
    while let Some(found) = text[at..end].find('=') {
        let name = text[at..at + found].trim_end().rsplit([' ', '\n', '\t', '"', '\'']).next().unwrap_or_default();
        let value = at + found + 1;
        let quote = text.as_bytes()[..end].get(value).copied().filter(|b| matches!(b, b'"' | b'\''));
        let (from, to) = match quote {
            Some(quote) => {
                let len = text.as_bytes()[value + 1..end].iter().position(|b| *b == quote);
                (value + 1, len.map_or(end, |len| value + 1 + len))
            }
            None => (value, text[value..end].find([' ', '\n']).map_or(end, |len| value + len)),
        };
        if !DRAWN.contains(&name) {
            aside.push((from, to));
        }
        at = (to + 1).min(end);
    }
}

/// Returns the plain form of a character; `None` when it has no width.
pub(super) fn plain(c: char) -> Option<char> {
    let code = c as u32;
    if code < 0x80 {
        return Some(c);
    }
    match code {
        0xAD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
        | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF
        // Marks laid over or under a digit.
        | 0x0300..=0x036F | 0x20D0..=0x20FF => None,
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => Some(' '),
        0x85 | 0x2028 | 0x2029 => Some('\n'),
        0x2010..=0x2015 | 0x2043 | 0x2212 | 0xFE58 | 0xFE63 => Some('-'),
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0),
        0x1D7CE..=0x1D7FF => char::from_digit((code - 0x1D7CE) % 10, 10),
        0x0660..=0xA9FF => decimal(code).or(Some(c)),
        _ => Some(c),
    }
}

/// Digits of other scripts: each block of ten begins at one of these.
fn decimal(code: u32) -> Option<char> {
    const ZEROS: [u32; 19] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
        0x0F20, 0x1040, 0x17E0, 0x1810, 0xA9D0,
    ];
    if (0x1820..0xA9D0).contains(&code) {
        return None;
    }
    ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|n| *n < 10)).and_then(|n| char::from_digit(n, 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, form: Form) -> String {
        let mut out = Vec::new();
        show(text, 0, text.len(), form, &mut out);
        for seen in &out {
            assert!(text.is_char_boundary(seen.from as usize) && text.is_char_boundary(seen.to as usize), "{text}");
        }
        out.into_iter().map(|seen| seen.c).collect()
    }

    #[test]
    fn what_a_reader_sees_is_what_is_scanned() {
        let cases = [
            (r"138\-1234", "138-1234"),
            ("138&#49;2&#x33;4&nbsp;5", "1381234 5"),
            ("%31%33%40a", "13@a"),
            ("138\u{200B}12\u{AD}34", "1381234"),
            ("138**12**_34", "13812_34"),
            ("１３８－１２", "138-12"),
            ("𝟏𝟑𝟖\u{FE0F}٣", "1383"),
            (r#""\u0031\x33""#, "\"13\""),
            ("13<!-- x -->8<b>1</b>", "1381| x "),
            ("138****1234", "138*1234"),
            ("<a@b.example> &amp &x; 5%", "<a@b.example> &amp &x; 5%"),
            ("a<!-- b", "a< b"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text, Form::Prose), expected, "{text}");
        }
    }

    #[test]
    fn tags_are_not_shown_and_their_attributes_are() {
        assert_eq!(shown("<p>138<i>12</i></p>", Form::Markup), "|13812|");
        assert_eq!(shown("<img alt='138'>", Form::Markup), "||138");
        assert_eq!(shown("138<a href='x' title='y'>12</a>", Form::Markup), "13812|x|y");
        assert_eq!(shown("<path d='M138 1234 5678'/>", Form::Markup), "|");
        assert_eq!(shown("<td>1<td", Form::Markup), "|1<td");
    }

    #[test]
    fn no_text_makes_it_fail() {
        for text in [
            "\\",
            "\\x",
            "\\u12",
            "&",
            "&#;",
            "&#xFFFFFFFF;",
            "%",
            "%4",
            "<",
            "</",
            "<!--",
            "<b",
            "<a =",
            "<a x=\"",
            "\\é",
        ] {
            for form in [Form::Prose, Form::Markup, Form::Json, Form::Table] {
                shown(text, form);
            }
        }
    }
}
