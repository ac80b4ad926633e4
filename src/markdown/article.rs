//! Numbers of articles, chapters and sections.
//!
//! Takes the text of a heading, or the start of a paragraph; gives the number it starts with.
//!
//! ```text
//! chinese = "第" sp numeral sp ("条" | "章" | "节") { "之" numeral }
//! western = word sp ([series] core { sub } | roman) | ("§" | "§§") sp core { sub }
//! word    = "Article" | "Artikel" | "Art." | "Rule" | "Chapter" | "Section"      in any case
//! series  = ("L" | "LO" | "R" | "D" | "A") ["*"] ["."]       French codes: L110-1, R*123-4
//! core    = digits ["er" | letters]      71B, 6A, 1er; letters: one, or two capitals
//! sub     = "-" digits [letter] | [sp | "-"] ordinal | sp letter, where the number ends there
//! ordinal = "bis" | "ter" | "quater" | …
//! numeral = digits | full-width digits | 一 … 千, 零, 〇, 两
//! ```
//!
//! Ids are lower case: `article-3-bis`, `article-71b`, `article-12a` (§ 12a and § 12 a alike),
//! `article-l110-1`; the star of a series is an `s`. A range (`§§ 7 bis 9`, `§§ 7 und 8`) has the
//! id of its first number and those of the others beside it.
//!
//! What must hold: `第三条规定` in running text is no article, so a caller looks at what follows
//! the number ([`follows`]).

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Article,
    Rule,
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
    /// The other numbers of a range.
    pub others: Vec<String>,
    /// Bytes of text the number takes.
    pub length: usize,
}

impl Number {
    /// Returns the id before it is made unique: `article-3-1`.
    pub fn id(&self) -> String {
        self.id_of(&self.tail)
    }

    /// Returns the ids of the other numbers of a range.
    pub fn other_ids(&self) -> impl Iterator<Item = String> {
        self.others.iter().map(|tail| self.id_of(tail))
    }

    fn id_of(&self, tail: &str) -> String {
        let unit = match self.unit {
            Unit::Article => "article",
            Unit::Rule => "rule",
            Unit::Chapter => "chapter",
            Unit::Section => "section",
        };
        format!("{unit}-{tail}")
    }
}

/// Returns the number that `text` starts with, whatever follows.
pub(super) fn number(text: &str) -> Option<Number> {
    match text.as_bytes().first()? {
        0xE7 => chinese(text),
        0xC2 | b'A' | b'a' | b'C' | b'c' | b'R' | b'r' | b'S' | b's' => western(text),
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
        return true;
    };
    let is_bracket = matches!(next, '【' | '（' | '(');
    let is_dash = |text: &str| text.starts_with(['—', '–']);
    match (script, place) {
        (Script::Chinese, Where::Paragraph) => next.is_whitespace() || is_bracket,
        (Script::English, Where::Paragraph) => next == '\n' || is_stop(after) || is_dash(after.trim_start()),
        (Script::Chinese, _) => next.is_whitespace() || is_bracket || "：:—–.、".contains(next),
        (Script::English, _) => next.is_whitespace() || is_stop(after) || is_dash(after) || matches!(next, ':' | '('),
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
    Some(Number { unit, script: Script::Chinese, tail, others: vec![], length: text.len() - rest.len() })
}

/// Reads a numeral with units (一百零二) or of digits alone (一二, 12, １２).
pub(super) fn numeral(text: &str) -> Option<(u32, &str)> {
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

/// Words that announce a number. `§` needs no space behind it.
const WORDS: [(&str, Unit); 6] = [
    ("article", Unit::Article),
    ("artikel", Unit::Article),
    ("art.", Unit::Article),
    ("rule", Unit::Rule),
    ("chapter", Unit::Chapter),
    ("section", Unit::Section),
];

/// Latin ordinals that tell inserted articles apart.
const ORDINALS: [&str; 24] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
    "quaterdecies",
    "quindecies",
    "sexdecies",
    "septdecies",
    "octodecies",
    "novodecies",
    "vicies",
    "unvicies",
    "duovicies",
    "tervicies",
    "septvicies",
];

fn western(text: &str) -> Option<Number> {
    let (unit, rest) = word(text)?;
    let (series, rest) = series(rest);
    let (mut tail, rest) = core(rest).or_else(|| roman_core(rest).filter(|_| series.is_empty()))?;
    tail.insert_str(0, &series);
    let mut rest = rest;
    let mut others = vec![];
    if text.starts_with("§§") {
        // Here "bis" is German and means "to".
        (others, rest) = range(&tail, rest).unwrap_or((vec![], rest));
    } else {
        while let Some((sub, after)) = sub(rest) {
            tail.push_str(&sub);
            rest = after;
        }
    }
    Some(Number { unit, script: Script::English, tail, others, length: text.len() - rest.len() })
}

/// Reads the end of a range: the numbers behind the first, and the rest of the text.
fn range<'t>(first: &str, text: &'t str) -> Option<(Vec<String>, &'t str)> {
    const LONGEST: u32 = 500;
    let text = text.trim_start_matches([' ', '\u{A0}']);
    let signs = ["bis", "to", "à", "-", "–", "und", "and", "et"];
    let sign = signs.into_iter().find(|sign| text.starts_with(sign))?;
    let (last, rest) = core(text[sign.len()..].trim_start_matches([' ', '\u{A0}']))?;
    let between = match (first.parse::<u32>(), last.parse::<u32>()) {
        (Ok(from), Ok(to)) if !["und", "and", "et"].contains(&sign) && to.saturating_sub(from) < LONGEST => {
            from + 1..to
        }
        _ => 0..0,
    };
    Some((between.map(|number| number.to_string()).chain([last]).collect(), rest))
}

/// Reads the word and the space behind it.
fn word(text: &str) -> Option<(Unit, &str)> {
    let is_space = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{202F}');
    if let Some(rest) = text.strip_prefix('§') {
        return Some((Unit::Article, rest.trim_start_matches('§').trim_start_matches(is_space)));
    }
    let starts = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let (word, unit) = WORDS.into_iter().find(|(word, _)| starts(word))?;
    let rest = &text[word.len()..];
    let number = rest.trim_start_matches(is_space);
    (number.len() < rest.len() || word.ends_with('.')).then_some((unit, number))
}

/// Reads the series of a French code, in the form it has in an id.
fn series(text: &str) -> (String, &str) {
    let end = text.bytes().position(|b| !b.is_ascii_uppercase()).unwrap_or(text.len());
    if !["L", "LO", "R", "D", "A"].contains(&&text[..end]) {
        return (String::new(), text);
    }
    let rest = text[end..].strip_prefix('*');
    let star = if rest.is_some() { "s" } else { "" };
    let rest = rest.unwrap_or(&text[end..]);
    let rest = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches([' ', '\u{A0}']));
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        (format!("{}{star}", text[..end].to_ascii_lowercase()), rest)
    } else {
        (String::new(), text)
    }
}

/// Reads digits with the letters that stick to them.
fn core(text: &str) -> Option<(String, &str)> {
    let (main, rest) = digits(text).filter(|(main, _)| *main > 0)?;
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let letters = &rest[..end];
    let lower = letters.to_ascii_lowercase();
    let one = letters.len() == 1 && letters.is_ascii();
    let two = letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_uppercase());
    let tail = match lower.as_str() {
        "" | "er" => main.to_string(),
        _ if one || two => format!("{main}{lower}"),
        ordinal if ORDINALS.contains(&ordinal) => format!("{main}-{ordinal}"),
        _ => return None,
    };
    Some((tail, &rest[end..]))
}

fn roman_core(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    Some((roman(&text[..end])?.to_string(), &text[end..]))
}

/// Reads one more part of a number, in the form it has in an id.
fn sub(text: &str) -> Option<(String, &str)> {
    let rest = text.strip_prefix([' ', '-', '\u{A0}'])?;
    if text.starts_with('-')
        && let Some((tail, rest)) = core(rest)
    {
        return Some((format!("-{tail}"), rest));
    }
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (letters, after) = rest.split_at(end);
    let lower = letters.to_ascii_lowercase();
    if ORDINALS.contains(&lower.as_str()) {
        return Some((format!("-{lower}"), after));
    }
    // "§ 12 a" is § 12a and "Article 3 A" an article of its own, but "Article 3 a rule" is not.
    let ends = after.is_empty() || after.starts_with([':', '—', '–', '(']) || is_stop(after);
    let is_capitals = letters.len() <= 2 && letters.bytes().all(|b| b.is_ascii_uppercase());
    match letters.as_bytes() {
        [letter] if ends && letter.is_ascii_lowercase() => Some((lower, after)),
        [_, ..] if ends && is_capitals => Some((format!("-{lower}"), after)),
        _ => None,
    }
}

/// Returns whether a full stop ends the text or stands before a space.
fn is_stop(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace))
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
