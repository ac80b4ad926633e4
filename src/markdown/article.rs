//! Numbers of articles, chapters and sections.
//!
//! Takes the text of a heading, or the start of a paragraph; gives the number it starts with.
//!
//! ```text
//! chinese = "第" sp numeral sp ("条" | "章" | "节") { "之" numeral }
//! english = ("Article" | "Chapter" | "Section") sp (digits | roman) { "-" digits }
//! numeral = digits | full-width digits | 一 … 千, 零, 〇, 两
//! ```
//!
//! What must hold: `第三条规定` in running text is no article, so a caller looks at what follows
//! the number ([`follows`]).

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Article,
    Chapter,
    Section,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Chinese,
    English,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub unit: Unit,
    pub script: Script,
    /// `3`, or `3-1` for 第三条之一.
    pub tail: String,
    /// Bytes of text the number takes.
    pub length: usize,
}

impl Number {
    /// Returns the id before it is made unique: `article-3-1`.
    pub fn id(&self) -> String {
        let unit = match self.unit {
            Unit::Article => "article",
            Unit::Chapter => "chapter",
            Unit::Section => "section",
        };
        format!("{unit}-{}", self.tail)
    }
}

/// Returns the number that `text` starts with, whatever follows.
pub(super) fn number(text: &str) -> Option<Number> {
    match text.as_bytes().first()? {
        0xE7 => chinese(text),
        b'A' | b'a' | b'C' | b'c' | b'S' | b's' => english(text),
        _ => None,
    }
}

/// How strictly the text after a number is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    Heading,
    /// The number or the text it opens is bold at a paragraph's start.
    Bold,
    Paragraph,
}

/// Returns whether `after` may follow a number.
pub(super) fn follows(script: Script, place: Where, after: &str) -> bool {
    let Some(next) = after.chars().next() else {
        return place != Where::Paragraph || script == Script::Chinese;
    };
    let is_bracket = matches!(next, '【' | '（' | '(');
    let is_dash = |text: &str| text.starts_with(['—', '–']);
    let is_stop = next == '.' && after[1..].chars().next().is_none_or(char::is_whitespace);
    match (script, place) {
        (Script::Chinese, Where::Paragraph) => next.is_whitespace() || is_bracket,
        (Script::English, Where::Paragraph) => is_stop || is_dash(after.trim_start()),
        (Script::Chinese, _) => next.is_whitespace() || is_bracket || "：:—–.、".contains(next),
        (Script::English, _) => next.is_whitespace() || is_stop || is_dash(after) || next == ':',
    }
}

fn chinese(text: &str) -> Option<Number> {
    let rest = text.strip_prefix('第')?.trim_start_matches([' ', '\u{3000}']);
    let (main, rest) = numeral(rest)?;
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    let unit = match rest.chars().next()? {
        '条' => Unit::Article,
        '章' => Unit::Chapter,
        '节' => Unit::Section,
        _ => return None,
    };
    let mut rest = &rest['条'.len_utf8()..];
    let mut tail = main.to_string();
    while let Some((sub, after)) = rest.strip_prefix('之').and_then(numeral) {
        tail.push_str(&format!("-{sub}"));
        rest = after;
    }
    Some(Number { unit, script: Script::Chinese, tail, length: text.len() - rest.len() })
}

/// Reads a numeral with units (一百零二) or of digits alone (一二, 12, １２).
fn numeral(text: &str) -> Option<(u32, &str)> {
    let (mut total, mut digit, mut length) = (0_u32, None, 0);
    for c in text.chars() {
        if let Some(value) = digit_value(c) {
            digit = Some(digit.unwrap_or(0_u32).checked_mul(10)?.checked_add(value)?);
        } else if let Some(unit) = unit_value(c) {
            total = total.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?;
        } else {
            break;
        }
        length += c.len_utf8();
    }
    let value = total.checked_add(digit.unwrap_or(0))?;
    (length > 0 && value > 0 && value < 100_000).then(|| (value, &text[length..]))
}

fn digit_value(c: char) -> Option<u32> {
    let chinese = match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '０'..='９' => u32::from(c) - u32::from('０'),
        _ => return c.to_digit(10),
    };
    Some(chinese)
}

fn unit_value(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn english(text: &str) -> Option<Number> {
    let word = text.get(..7)?;
    let units = [Unit::Article, Unit::Chapter, Unit::Section];
    let names = ["article", "chapter", "section"];
    let at = names.iter().position(|name| word.eq_ignore_ascii_case(name))?;
    let rest = text[7..].strip_prefix([' ', '\u{A0}'])?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let main: u32 = match rest[..end].parse() {
        Ok(main) => main,
        Err(_) => roman(&rest[..end])?,
    };
    let mut tail = main.to_string();
    let mut rest = &rest[end..];
    while let Some((sub, after)) = rest.strip_prefix('-').and_then(digits) {
        tail.push_str(&format!("-{sub}"));
        rest = after;
    }
    let length = text.len() - rest.len();
    (main > 0).then(|| Number { unit: units[at], script: Script::English, tail, length })
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// Reads a Roman numeral in capitals. `C` and `L` alone are letters: "Section C".
fn roman(text: &str) -> Option<u32> {
    if matches!(text, "C" | "L") {
        return None;
    }
    let mut total = 0_u32;
    let mut last = 0;
    for c in text.chars().rev() {
        let value = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            _ => return None,
        };
        total = if value < last { total.checked_sub(value)? } else { total.checked_add(value)? };
        last = last.max(value);
    }
    (total > 0 && total < 400).then_some(total)
}
