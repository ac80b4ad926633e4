//! Words as they are compared.
//!
//! Takes one paragraph; gives its tokens, which cover it. A token is one of Unicode's words (UAX 29:
//! a Latin word, one Chinese character, a blank), or an atom, of which half would mislead:
//!
//! ```text
//! label     = at the start: "（" numeral "）" | "(" number ")" | number ("." | ")" | "°" | "、") | letter ")"
//! reference = "第" numeral unit { "之" numeral } | "§" number | number { "-" number }
//! date      = numeral ("年" | "月" | "日") { numeral ("年" | "月" | "日") }
//! number    = [currency] digits { ("," | ".") digits } { ":" digit digit } [letters] [[" "] unit] | numeral
//! ```

use unicode_segmentation::UnicodeSegmentation as _;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Blank,
    Sign,
    Number,
    Reference,
    /// The number of an item, at the start of a paragraph.
    Label,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    pub kind: Kind,
}

impl Token<'_> {
    /// Returns whether a sentence or a clause of its own ends here; `next` is what follows.
    pub fn ends_sentence(&self, next: Option<&Token<'_>>) -> bool {
        match self.text {
            "。" | "；" | "！" | "？" | ";" | "!" | "?" => true,
            "." => next.is_none_or(|next| next.kind == Kind::Blank),
            _ => false,
        }
    }

    /// Returns how well a change begins or ends behind it.
    pub fn clause(&self) -> u8 {
        match self.text {
            "。" | "；" | "！" | "？" | ";" | "!" | "?" | "." => 3,
            "，" | "、" | "：" | "," | ":" | "）" | "》" => 2,
            _ if self.kind == Kind::Blank => 1,
            _ => 0,
        }
    }

    pub fn is_wide(&self) -> bool {
        self.text.chars().any(is_wide)
    }
}

/// Returns whether a character is one of Chinese or Japanese, or of their signs.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Cuts a paragraph into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all = Vec::with_capacity(text.len() / 3);
    let mut rest = text;
    if let Some(len) = label(text) {
        all.push(Token { text: &text[..len], kind: Kind::Label });
        rest = &text[len..];
    }
    while !rest.is_empty() {
        let (len, kind) = atom(rest).unwrap_or_else(|| word(rest));
        let (token, after) = rest.split_at(len);
        all.push(Token { text: token, kind });
        rest = after;
    }
    all
}

/// Returns the words of a text that count: marks and blanks are none, a unit and a sign before a number are.
pub(super) fn counted(text: &str) -> Vec<&str> {
    let all = tokens(text);
    let before = |at: usize| at.checked_sub(1).map(|at| all[at].kind);
    let counts = |(at, token): &(usize, &Token<'_>)| match token.kind {
        Kind::Blank => false,
        Kind::Sign => match token.text {
            "-" | "−" | "+" | "±" | "<" | ">" | "≤" | "≥" => {
                let number = all.get(at + 1).is_some_and(|next| next.kind == Kind::Number);
                number && !matches!(before(*at), Some(Kind::Number | Kind::Word))
            }
            sign => sign.chars().any(|c| "%‰°℃²³¥$€£".contains(c)),
        },
        _ => true,
    };
    all.iter().enumerate().filter(counts).map(|(_, token)| token.text).collect()
}

fn word(text: &str) -> (usize, Kind) {
    plain_word(text).unwrap_or_else(|| any_word(text))
}

/// Reads the words that nearly all texts are made of, as [`any_word`] would, without its tables.
fn plain_word(text: &str) -> Option<(usize, Kind)> {
    let bytes = text.as_bytes();
    let first = *bytes.first()?;
    if first.is_ascii_alphabetic() {
        let len = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let ends = bytes.get(len).is_none_or(|b| matches!(b, b' ' | b',' | b';' | b')' | b'(' | b'-' | b'/' | b'\n'));
        return ends.then_some((len, Kind::Word));
    }
    let len = match first {
        b' ' | b',' | b';' | b'(' | b')' => 1,
        _ if text.starts_with(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')) => '一'.len_utf8(),
        _ => return None,
    };
    // What joins itself to a word is none of these.
    let next = text[len..].chars().next();
    let apart =
        next.is_none_or(|c| c.is_ascii_graphic() || matches!(c, '\u{4E00}'..='\u{9FFF}' | '，' | '。' | '；' | '、'));
    let kind = match first {
        b' ' => Kind::Blank,
        _ if first.is_ascii() => Kind::Sign,
        _ => Kind::Word,
    };
    apart.then_some((len, kind))
}

fn any_word(text: &str) -> (usize, Kind) {
    let word = text.split_word_bounds().next().unwrap_or(text);
    let first = word.chars().next().unwrap_or(' ');
    let kind = match first {
        _ if word.chars().all(char::is_whitespace) => Kind::Blank,
        _ if word.chars().any(char::is_alphanumeric) => Kind::Word,
        _ => Kind::Sign,
    };
    (word.len(), kind)
}

/// The number of an item that a paragraph starts with.
fn label(text: &str) -> Option<usize> {
    let bracketed = bracketed(text);
    if bracketed.is_some() {
        return bracketed;
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[digits..];
    if (1..=3).contains(&digits) {
        for sign in ["°", ")", "）", "、", "．"] {
            if rest.starts_with(sign) {
                return Some(digits + sign.len());
            }
        }
        // "1. January" is an item, "1.5 km" a number.
        return rest.strip_prefix('.').filter(|rest| rest.starts_with(' ')).map(|_| digits + 1);
    }
    let wide = numeral(text);
    if wide > 0 && text[wide..].starts_with('、') {
        return Some(wide + '、'.len_utf8());
    }
    let letter = text.chars().next().filter(char::is_ascii_alphabetic)?;
    text[letter.len_utf8()..].starts_with(')').then_some(2)
}

/// `（八）`, `(8)`, `(a)`
fn bracketed(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['（', '('])?;
    let open = text.len() - inner.len();
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let letter = usize::from(digits == 0 && inner.starts_with(|c: char| c.is_ascii_lowercase()));
    let len = numeral(inner).max(digits).max(letter);
    let close = inner[len..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    (len > 0 && len <= 12).then(|| open + len + close.len_utf8())
}

fn atom(text: &str) -> Option<(usize, Kind)> {
    let first = text.chars().next()?;
    match first {
        '第' => article(text).map(|len| (len, Kind::Reference)),
        '（' | '(' => bracketed(text).map(|len| (len, Kind::Reference)),
        '§' => {
            let rest = text.trim_start_matches('§');
            let rest = rest.strip_prefix([' ', '\u{A0}']).unwrap_or(rest);
            let (len, _) = atom(rest).filter(|(_, kind)| matches!(kind, Kind::Number | Kind::Reference))?;
            Some((text.len() - rest.len() + len, Kind::Reference))
        }
        '$' | '€' | '£' | '¥' | '￥' => {
            let rest = text[first.len_utf8()..].trim_start_matches([' ', '\u{A0}']);
            let digits = digits(rest);
            (digits > 0).then(|| (text.len() - rest.len() + digits, Kind::Number))
        }
        '0'..='9' | '０'..='９' => date(text).map(|len| (len, Kind::Number)).or_else(|| Some(number(text))),
        'A'..='Z' => code(text).map(|len| (len, Kind::Reference)),
        _ => {
            let len = numeral(text);
            if len == 0 {
                return None;
            }
            let several = text[..len].chars().nth(1).is_some();
            let is_date = date(text);
            (several || is_date.is_some()).then(|| (is_date.unwrap_or(len), Kind::Number))
        }
    }
}

/// `第三条之一`, `第（八）项`
fn article(text: &str) -> Option<usize> {
    let mut at = '第'.len_utf8();
    let inner = bracketed(&text[at..]).unwrap_or_else(|| numeral(&text[at..]).max(digits(&text[at..])));
    at += inner;
    let unit = text[at..].chars().next().filter(|c| "条款项章节目编届号".contains(*c))?;
    if inner == 0 {
        return None;
    }
    at += unit.len_utf8();
    while let Some(rest) = text[at..].strip_prefix('之') {
        let sub = numeral(rest).max(digits(rest));
        if sub == 0 {
            break;
        }
        at += '之'.len_utf8() + sub;
    }
    Some(at)
}

/// `2019年1月3日`, `二〇一九年`, `2024-05-01`
fn date(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let digits = digits(&text[at..]).max(numeral(&text[at..]));
        let after = &text[at + digits..];
        match after.chars().next() {
            Some(unit @ ('年' | '月' | '日')) if digits > 0 => at += digits + unit.len_utf8(),
            _ => break,
        }
    }
    (at > 0).then_some(at)
}

/// `L110-1`, `R*123`
fn code(text: &str) -> Option<usize> {
    let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let star = text[letters..].strip_prefix('*').unwrap_or(&text[letters..]);
    let at = text.len() - star.len();
    let (len, _) = Some(star).filter(|_| letters <= 3 && digits(star) > 0).map(number)?;
    Some(at + len)
}

/// Units behind a number, the longer ones first.
const WIDE: [&str; 18] = [
    "个工作日",
    "工作日",
    "平方米",
    "立方米",
    "万元",
    "亿元",
    "公里",
    "小时",
    "分钟",
    "个月",
    "元",
    "米",
    "日",
    "天",
    "时",
    "倍",
    "岁",
    "周",
];
const NARROW: [&str; 14] = ["%", "‰", "€", "$", "£", "°C", "EUR", "Euro", "km", "cm", "mm", "kg", "m²", "m"];

fn number(text: &str) -> (usize, Kind) {
    let mut at = digits(text);
    // A time of day: half of it would mislead.
    while let Some(minutes) = text[at..].strip_prefix([':', '：']) {
        let sign = text.len() - at - minutes.len();
        let two = minutes.bytes().take_while(u8::is_ascii_digit).count() == 2;
        if !two {
            break;
        }
        at += sign + 2;
    }
    let letters = text[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters <= 2 {
        at += letters;
    }
    let plain = at;
    while let Some(rest) = text[at..].strip_prefix('-') {
        let more = digits(rest);
        if more == 0 {
            break;
        }
        at += 1 + more;
    }
    if at > plain {
        return (at, Kind::Reference);
    }
    if let Some(unit) = WIDE.into_iter().find(|unit| text[at..].starts_with(unit)) {
        return (at + unit.len(), Kind::Number);
    }
    let rest = &text[at..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']).len();
    let unit = NARROW.into_iter().find(|unit| {
        let after = rest[gap..].strip_prefix(unit);
        after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    });
    match unit.filter(|_| gap <= 3) {
        Some(unit) => (at + gap + unit.len(), Kind::Number),
        None => (at, Kind::Number),
    }
}

/// Returns the bytes of the digits that a text starts with, with what groups them.
fn digits(text: &str) -> usize {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let groups = end > 0 && matches!(c, ',' | '.') && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        if !is_digit(c) && !groups {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Returns the bytes of the Chinese numeral that a text starts with.
fn numeral(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| "一二三四五六七八九十百千万零〇两".contains(c)).len()
}

#[cfg(test)]
mod tests {
    use super::{any_word, plain_word};
    use proptest::prelude::*;

    proptest! {
        /// The short way cuts where the tables of Unicode cut.
        #[test]
        fn plain_words_are_those_of_unicode(text in "([a-zB9 ,;()./'_:\\-\u{0301}\u{200D}\u{3000}\u{A0}é的。、々ア\u{4E00}\n]){1,8}") {
            if let Some(found) = plain_word(&text) {
                prop_assert_eq!(found, any_word(&text));
            }
        }
    }
}
