//! The words of a theme in one language: `strings/<lang>.yaml`.

use crate::markdown::Words;
use crate::yaml::Node;
use jiff::civil::Date;
use std::collections::HashMap;

/// A table of words, nested by keys.
#[derive(Debug, Clone)]
pub struct Strings {
    pub lang: String,
    node: Node,
    /// Dotted key → text: pages ask a hundred times each.
    texts: HashMap<String, String>,
    date: DatePattern,
    month: DatePattern,
    months: Vec<String>,
}

/// The pattern of a date, taken apart once.
#[derive(Debug, Clone)]
struct DatePattern(Vec<DatePart>);

#[derive(Debug, Clone)]
enum DatePart {
    Year,
    MonthName,
    Month,
    Day,
    Text(String),
}

impl DatePattern {
    fn of(pattern: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = pattern;
        let marks = [
            ("{y}", DatePart::Year),
            ("{month}", DatePart::MonthName),
            ("{m}", DatePart::Month),
            ("{d}", DatePart::Day),
        ];
        while !rest.is_empty() {
            let next = marks.iter().filter_map(|(mark, part)| Some((rest.find(mark)?, mark, part)));
            let Some((at, mark, part)) = next.min_by_key(|(at, ..)| *at) else {
                parts.push(DatePart::Text(rest.to_owned()));
                break;
            };
            if at > 0 {
                parts.push(DatePart::Text(rest[..at].to_owned()));
            }
            parts.push(part.clone());
            rest = &rest[at + mark.len()..];
        }
        Self(parts)
    }
}

impl Strings {
    /// Wraps the tree of a strings file.
    pub fn new(lang: &str, node: Node) -> Self {
        let mut list = Vec::new();
        collect(&node, "", &mut list);
        let texts: HashMap<_, _> =
            list.into_iter().filter_map(|(key, value)| Some((key, value.as_text()?.to_owned()))).collect();
        let pattern = |key: &str| DatePattern::of(texts.get(key).map_or(key, String::as_str));
        let months = node.get("dates").map_or(&[][..], |dates| dates.items("months"));
        let months = months.iter().filter_map(Node::as_text).map(str::to_owned).collect();
        Self { lang: lang.to_owned(), date: pattern("dates.date"), month: pattern("dates.month"), months, texts, node }
    }

    /// Returns the tree.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// Returns the text of a dotted key, or the key itself when there is none.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// Returns the text of a dotted key, if there is one.
    pub fn known(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// Returns a word of a table; its key when there is none.
    pub fn word(&self, table: &str, key: &'static str) -> &str {
        let mut dotted = [0_u8; 64];
        let len = table.len() + 1 + key.len();
        if len > dotted.len() {
            return self.texts.get(&format!("{table}.{key}")).map_or(key, String::as_str);
        }
        // Pages ask a hundred times each: the key is put together without asking for memory.
        dotted[..table.len()].copy_from_slice(table.as_bytes());
        dotted[table.len()] = b'.';
        dotted[table.len() + 1..len].copy_from_slice(key.as_bytes());
        std::str::from_utf8(&dotted[..len]).ok().and_then(|dotted| self.texts.get(dotted)).map_or(key, String::as_str)
    }

    /// Returns the phrase of a dotted key with values put into it.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        filled(self.text(key), values)
    }

    /// Returns all dotted keys, sorted.
    pub fn keys(&self) -> Vec<String> {
        let mut list = Vec::new();
        collect(&self.node, "", &mut list);
        let mut keys: Vec<String> = list.into_iter().map(|(key, _)| key).collect();
        keys.sort();
        keys
    }

    /// Returns a date in words.
    pub fn date(&self, date: Date) -> String {
        self.fill_date(&self.date, date.year(), date.month(), Some(date.day()))
    }

    /// Returns a month (`2026-03`) in words; what is none comes back as it is.
    pub fn month(&self, month: &str) -> String {
        let parts = month.split_once('-').and_then(|(y, m)| Some((y.parse().ok()?, m.parse().ok()?)));
        match parts {
            Some((year, month)) => self.fill_date(&self.month, year, month, None),
            None => month.to_owned(),
        }
    }

    fn fill_date(&self, pattern: &DatePattern, year: i16, month: i8, day: Option<i8>) -> String {
        let mut text = String::with_capacity(24);
        let index = usize::try_from(month).unwrap_or(1).saturating_sub(1);
        for part in &pattern.0 {
            match part {
                DatePart::Year => push_number(&mut text, year),
                DatePart::MonthName => match self.months.get(index) {
                    Some(name) => text.push_str(name),
                    None => push_number(&mut text, month.into()),
                },
                DatePart::Month => push_number(&mut text, month.into()),
                DatePart::Day => day.into_iter().for_each(|d| push_number(&mut text, d.into())),
                DatePart::Text(words) => text.push_str(words),
            }
        }
        text
    }

    /// Returns the name of a category of what is redacted; the category itself if it has none.
    pub fn category<'a>(&'a self, category: &'a str) -> &'a str {
        self.texts.get(&format!("markdown.category.{category}")).map_or(category, String::as_str)
    }

    /// Returns the phrase of a key with a number put into it, in the right form.
    pub fn counted(&self, key: &str, n: u32) -> String {
        let form = if n == 1 { "one" } else { "other" };
        let phrase = self.known(&[key, ".", form].concat()).or_else(|| self.known(key)).unwrap_or("{n}");
        filled(phrase, &[("n", &grouped(&n.to_string(), self.text("dates.thousands")))])
    }

    /// Returns what stands in place of a redacted text.
    pub fn redaction(&self, category: &str, basis: &str) -> String {
        let category = self.category(category);
        self.text("markdown.redacted").replace("{category}", category).replace("{basis}", basis)
    }

    /// Returns the words of Markdown's own parts.
    pub fn words(&self) -> Words<'_> {
        Words {
            table: self.text("markdown.table"),
            note: self.text("markdown.note"),
            tip: self.text("markdown.tip"),
            important: self.text("markdown.important"),
            warning: self.text("markdown.warning"),
            caution: self.text("markdown.caution"),
            footnotes: self.text("markdown.footnotes"),
            back: self.text("markdown.back"),
            done: self.text("markdown.done"),
            not_done: self.text("markdown.not_done"),
        }
    }
}

/// Replaces each `{name}` of a phrase by the value of that name; one that has none stays.
pub fn filled(phrase: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(phrase.len() + 48);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match value {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// Puts a separator between groups of three digits of a whole number.
pub fn grouped(number: &str, separator: &str) -> String {
    let digits = number.trim_start_matches('-');
    if digits.len() < 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut text = String::with_capacity(number.len() + 4);
    text.push_str(&number[..number.len() - digits.len()]);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// Appends a number. A page has dozens of dates: the formatter of the library takes ten times as long.
fn push_number(text: &mut String, number: i16) {
    if number < 0 {
        text.push('-');
    }
    let number = number.unsigned_abs();
    let from = [10_000, 1000, 100, 10].iter().position(|unit| number >= *unit).unwrap_or(4);
    for unit in &[10_000, 1000, 100, 10, 1][from..] {
        text.push(char::from(b'0' + (number / unit % 10) as u8));
    }
}

fn collect<'n>(node: &'n Node, prefix: &str, list: &mut Vec<(String, &'n Node)>) {
    for (key, value) in node.entries() {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Node::Map(_) => collect(value, &path, list),
            _ => list.push((path, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_their_patterns() {
        let node =
            serde_yaml::from_str("dates: {date: '{d} {month} {y}', month: '{y}/{m}', months: [Jan, Feb]}").unwrap();
        let strings = Strings::new("en", node);
        assert_eq!(strings.date(Date::constant(2026, 2, 3)), "3 Feb 2026");
        assert_eq!(strings.date(Date::constant(2026, 3, 3)), "3 3 2026");
        assert_eq!(strings.month("2026-02"), "2026/2");
        assert_eq!(strings.month("soon"), "soon");
        assert_eq!(strings.month("32767-2"), "32767/2");
        assert_eq!(strings.month("-120-2"), "-120-2");
        assert_eq!(strings.text("dates.none"), "dates.none");
        assert_eq!(strings.word("dates", "month"), "{y}/{m}");
        assert_eq!(strings.word("dates", "none"), "none");
        assert_eq!(strings.fill("dates.month", &[("m", "2"), ("y", "{m}")]), "{m}/2");
        assert_eq!(filled("{a} {b {a}", &[("a", "1")]), "1 {b 1");
    }
}
