//! The words of a theme in one language: `strings/<lang>.yaml`.

use crate::markdown::Words;
use crate::yaml::Node;
use jiff::civil::Date;

/// A table of words, nested by keys.
#[derive(Debug, Clone)]
pub struct Strings {
    pub lang: String,
    node: Node,
}

impl Strings {
    /// Wraps the tree of a strings file.
    pub fn new(lang: &str, node: Node) -> Self {
        Self { lang: lang.to_owned(), node }
    }

    /// Returns the tree.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// Returns the text of a dotted key, or the key itself when there is none.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).and_then(Node::as_text).unwrap_or(key)
    }

    fn find(&self, key: &str) -> Option<&Node> {
        key.split('.').try_fold(&self.node, |node, part| node.get(part))
    }

    /// Returns all dotted keys, sorted.
    pub fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        collect(&self.node, "", &mut keys);
        keys.sort();
        keys
    }

    /// Returns a date in words.
    pub fn date(&self, date: Date) -> String {
        let pattern = self.text("dates.date");
        self.fill_date(pattern, date.year(), date.month(), Some(date.day()))
    }

    /// Returns a month (`2026-03`) in words; what is none comes back as it is.
    pub fn month(&self, month: &str) -> String {
        let parts = month.split_once('-').and_then(|(y, m)| Some((y.parse().ok()?, m.parse().ok()?)));
        match parts {
            Some((year, month)) => self.fill_date(self.text("dates.month"), year, month, None),
            None => month.to_owned(),
        }
    }

    fn fill_date(&self, pattern: &str, year: i16, month: i8, day: Option<i8>) -> String {
        let index = usize::try_from(month).unwrap_or(1).saturating_sub(1);
        let names = self.find("dates.months").map_or(&[][..], Node::as_list);
        let name = names.get(index).and_then(Node::as_text).map_or_else(|| month.to_string(), str::to_owned);
        let text =
            pattern.replace("{y}", &year.to_string()).replace("{month}", &name).replace("{m}", &month.to_string());
        text.replace("{d}", &day.map_or_else(String::new, |d| d.to_string()))
    }

    /// Returns the name of a category of what is redacted; the category itself if it has none.
    pub fn category<'a>(&'a self, category: &'a str) -> &'a str {
        self.find(&format!("markdown.category.{category}")).and_then(Node::as_text).unwrap_or(category)
    }

    /// Returns the phrase of a key with a number put into it, in the right form.
    pub fn counted(&self, key: &str, n: u32) -> String {
        let form = if n == 1 { "one" } else { "other" };
        let node = self.find(key);
        let phrase = node.and_then(|f| f.text(form).or_else(|| f.as_text())).unwrap_or("{n}");
        phrase.replace("{n}", &n.to_string())
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

fn collect(node: &Node, prefix: &str, keys: &mut Vec<String>) {
    for (key, value) in node.entries() {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Node::Map(_) => collect(value, &path, keys),
            _ => keys.push(path),
        }
    }
}
