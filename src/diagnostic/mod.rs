//! Findings: what is wrong in the content, as data.
//!
//! A [`Finding`] names its [`Rule`], a file and a [`Place`] in it, and the words that fill the
//! rule's message. It holds no line numbers: [`locate`] finds them by reading that one file
//! again, so that the model carries no spans. [`emit`] shows findings to people and programs.
//! What must hold: every finding has file, line, column and a next step.

pub mod emit;
pub mod example;
pub mod fix;
pub mod locate;
pub mod rule;
pub mod rules;
pub mod terms;
mod tree;

pub use terms::listed;

pub use rule::{Rule, RuleText, Severity};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A language messages can be shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    English,
    Chinese,
}

impl Tongue {
    /// Returns the language for a tag such as `zh-Hans`, `zh` or `en-GB`; English if unknown.
    pub fn of(tag: &str) -> Self {
        let chinese = tag.get(..2).is_some_and(|t| t.eq_ignore_ascii_case("zh"));
        if chinese { Self::Chinese } else { Self::English }
    }

    /// Returns the language that a person asked for; `None` when there are no messages in it. Those
    /// in Chinese are in simplified characters.
    pub fn named(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let traditional = ["hant", "tw", "hk", "mo"];
        let mut parts = tag.split('-');
        match parts.next()? {
            "en" => Some(Self::English),
            "zh" if !parts.any(|part| traditional.contains(&part)) => Some(Self::Chinese),
            _ => None,
        }
    }
}

/// One step to a value in YAML.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Step {
    Key(String),
    Index(usize),
}

/// Where a value stands in YAML: `events[2].due`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct KeyPath(pub Vec<Step>);

impl KeyPath {
    /// Returns the path one key deeper.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Key(key.to_owned()));
        Self(steps)
    }

    /// Returns the path one list item deeper.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Index(index));
        Self(steps)
    }

    /// Returns the path of a top-level key.
    pub fn of(key: &str) -> Self {
        Self::default().key(key)
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(n) => write!(f, "[{}]", n + 1)?,
            }
        }
        Ok(())
    }
}

/// Where in a file a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The file as a whole: shown at its first line.
    File,
    /// The value at a key path; the block that should hold it when it is absent.
    Value(KeyPath),
    /// The key itself; with `nth`, the repeated occurrence (1 = the second).
    Key(KeyPath, usize),
    /// Bytes of the file.
    Bytes(Range<usize>),
    /// A line (from 1) and a column in characters (from 1), as parsers of tables give it.
    Line(usize, usize),
}

impl Place {
    /// Returns a key that gives places of one file a fixed order.
    pub fn order(&self) -> (u8, usize, String) {
        match self {
            Self::File => (0, 0, String::new()),
            Self::Line(line, column) => (1, line * 10_000 + column, String::new()),
            Self::Key(path, nth) => (2, *nth, path.to_string()),
            Self::Value(path) => (2, 0, path.to_string()),
            Self::Bytes(range) => (3, range.start, range.end.to_string()),
        }
    }
}

/// One of several things that a finding lists: as it is written, and what it is called in English
/// and Chinese.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    pub written: &'a str,
    pub called: [&'a str; 2],
}

impl<'a> Item<'a> {
    /// Returns a thing that is called as it is written.
    pub fn plain(written: &'a str) -> Self {
        Self { written, called: ["", ""] }
    }
}

impl From<&crate::spelling::Word> for Item<'static> {
    fn from(word: &crate::spelling::Word) -> Self {
        Self { written: word.word, called: word.labels() }
    }
}

/// A fault, or something worth a look, in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    #[serde(with = "rules::by_name")]
    pub rule: &'static Rule,
    /// Path relative to the site.
    pub file: String,
    pub place: Place,
    /// What fills `{name}` in the rule's texts.
    pub args: Vec<(Cow<'static, str>, String)>,
    /// A second place that explains the first, in the same file or another.
    pub related: Option<(String, Place)>,
    /// What to write at the place instead, where there is no doubt.
    pub fix: Option<String>,
}

impl Finding {
    /// Returns a finding of `rule` at a place of `file`.
    pub fn new(rule: &'static Rule, file: &str, place: Place) -> Self {
        Self { rule, file: file.to_owned(), place, args: Vec::new(), related: None, fix: None }
    }

    /// Adds a word that fills `{name}`.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name.into(), value.to_string()));
        self
    }

    /// Adds the word that was meant, if that is known: `{nearest}`.
    #[must_use]
    pub fn meant(self, word: Option<&str>) -> Self {
        match word {
            Some(word) => self.arg("nearest", word),
            None => self,
        }
    }

    /// Adds the part of the file that it is about, as it is called in English and Chinese: `{part}`.
    #[must_use]
    pub fn part(self, called: [&str; 2]) -> Self {
        self.arg("part", listed([Item { written: "", called }]))
    }

    /// Adds what to write instead of what stands there, where nothing else can have been meant.
    #[must_use]
    pub fn certain(mut self, text: Option<&str>) -> Self {
        self.fix = text.map(str::to_owned);
        self
    }

    /// Adds what could stand there, if anything could: `{allowed}`.
    #[must_use]
    pub fn allowed<'a>(self, items: impl IntoIterator<Item = Item<'a>>) -> Self {
        match listed(items) {
            list if list.is_empty() => self,
            list => self.arg("allowed", list),
        }
    }

    /// The same, with a list from [`listed`].
    #[must_use]
    pub fn meant_or_listed(self, word: Option<&str>, list: &str) -> Self {
        match word {
            None if !list.is_empty() => self.arg("allowed", list),
            word => self.meant(word),
        }
    }

    /// Adds the word that was meant; where that is not known, all that could stand there.
    #[must_use]
    pub fn meant_or<'a>(self, word: Option<&str>, items: impl IntoIterator<Item = Item<'a>>) -> Self {
        if word.is_some() { self.meant(word) } else { self.allowed(items) }
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, file: &str, place: Place) -> Self {
        self.related = Some((file.to_owned(), place));
        self
    }

    /// Returns whether the finding stops publication.
    pub fn is_error(&self) -> bool {
        self.rule.severity == Severity::Error
    }
}
