//! What is to be known of an output besides its bytes: the one source for sitemaps, descriptions of
//! data, the page that lists it, the list of what changes daily, and messages.
//!
//! Made by the family of the output; read by families that tell of others. What must hold: whoever
//! lists outputs reads this and nothing else, so that a new one is in every list that it belongs in.

use crate::derive::listings::Group;
use crate::model::Model;
use crate::record::{Lang, Translation};
use jiff::civil::Date;
use serde::Serialize;

/// One sitemap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Hash)]
pub enum Part {
    Replies(i16),
    Policies,
    Statistics,
    Digests,
    Other,
}

impl Part {
    /// Returns the sitemap of a name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "policies" => Some(Self::Policies),
            "statistics" => Some(Self::Statistics),
            "digests" => Some(Self::Digests),
            "other" => Some(Self::Other),
            _ => name.strip_prefix("replies-")?.parse().ok().map(Self::Replies),
        }
    }

    /// Returns its name, as it stands in its path.
    pub fn name(self) -> String {
        match self {
            Self::Replies(year) => format!("replies-{year}"),
            Self::Policies => "policies".to_owned(),
            Self::Statistics => "statistics".to_owned(),
            Self::Digests => "digests".to_owned(),
            Self::Other => "other".to_owned(),
        }
    }
}

/// The form of a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Form {
    Csv,
    JsonLines,
    Json,
    JsonLd,
    Turtle,
    Calendar,
    Python,
    Text,
    Sqlite,
    Parquet,
    Workbook,
}

impl Form {
    /// Returns whether a file of this form is no text.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Sqlite | Self::Parquet | Self::Workbook)
    }

    /// Returns its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::JsonLines => "application/jsonl",
            Self::Json => "application/json",
            Self::JsonLd => "application/ld+json",
            Self::Turtle => "text/turtle",
            Self::Calendar => "text/calendar",
            Self::Python => "text/x-python",
            Self::Text => "text/plain",
            Self::Sqlite => "application/vnd.sqlite3",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A column of a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Column {
    pub name: &'static str,
    /// Its type in Table Schema.
    pub kind: &'static str,
    /// Its meaning in English and Chinese; empty where the name says all.
    pub en: &'static str,
    pub zh: &'static str,
}

/// Returns a column.
pub const fn column(name: &'static str, kind: &'static str, en: &'static str, zh: &'static str) -> Column {
    Column { name, kind, en, zh }
}

/// A file of the site's own data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Data {
    /// Key of its name in the words of the theme.
    pub key: &'static str,
    /// The year or month it is of; empty when it is of none.
    pub period: String,
    pub form: Form,
    pub columns: Vec<Column>,
}

impl Data {
    /// Returns a file without columns.
    pub fn new(key: &'static str, form: Form) -> Self {
        Self { key, period: String::new(), form, columns: Vec::new() }
    }

    /// Returns a table.
    pub fn csv(key: &'static str, columns: Vec<Column>) -> Self {
        Self { columns, ..Self::new(key, Form::Csv) }
    }

    /// Returns it as the file of a year or month.
    #[must_use]
    pub fn of(self, period: String) -> Self {
        Self { period, ..self }
    }
}

/// What an output is made from, for messages about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Source {
    Settings,
    /// The lists of departments and topics, whose ids were reported at their places.
    Groups,
    /// Place in the model.
    Case(usize),
    Policy(usize),
    Dataset(usize),
    Digest(usize),
    Page(usize),
    /// The output is a copy of this file of the site.
    File(Box<str>),
}

impl Source {
    /// Returns what a list or feed of a group is made from.
    pub fn of_group(group: Group) -> Self {
        if group == Group::Site { Self::Settings } else { Self::Groups }
    }

    /// Returns the file.
    pub fn file<'a>(&'a self, model: &'a Model) -> &'a str {
        match self {
            Self::Settings | Self::Groups => crate::config::FILE,
            Self::Case(at) => &model.cases[*at].file,
            Self::Policy(at) => &model.policies[*at].file,
            Self::Dataset(at) => &model.datasets[*at].file,
            Self::Digest(at) => &model.digests[*at].file,
            Self::Page(at) => &model.pages[*at].file,
            Self::File(file) => file,
        }
    }
}

/// What a server should say of an output besides sending it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Served {
    /// It has moved to this path, under the root of the site.
    Moved(Box<str>),
    /// A notice is left of it.
    Gone,
}

/// What is to be known of an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// The sitemap that lists it, with the day of its last change where one is known.
    pub sitemap: Option<(Part, Option<Date>)>,
    pub data: Option<Box<Data>>,
    /// The paths of outputs of its kind, where a day that passes may change it without an edit.
    pub daily: Option<&'static str>,
    /// A snippet of settings for a server.
    pub server: bool,
    pub served: Option<Served>,
    /// It is no text, and all that it says is in a file that is one.
    pub binary: bool,
    pub source: Source,
}

impl About {
    /// Returns what is to be known of an output that nothing lists.
    pub fn of(source: Source) -> Self {
        Self { sitemap: None, data: None, daily: None, server: false, served: None, binary: false, source }
    }

    /// Returns what is to be known of a front or a list of the site.
    pub fn front() -> Self {
        Self::of(Source::Settings).listed(Part::Other, None)
    }

    /// Returns what is to be known of a front or a list of a group.
    pub fn front_of(group: Group) -> Self {
        Self::of(Source::of_group(group)).listed(Part::Other, None)
    }

    /// Returns what is to be known of a data file.
    pub fn data(data: Data) -> Self {
        Self { binary: data.form.is_binary(), data: Some(Box::new(data)), ..Self::of(Source::Settings) }
    }

    /// Returns the same, as one that leads on to a path under the root of the site.
    #[must_use]
    pub fn moved(self, to: String) -> Self {
        Self { served: Some(Served::Moved(to.into())), ..self }
    }

    /// Returns the same, as a notice in the place of what is removed.
    #[must_use]
    pub fn gone(self) -> Self {
        Self { served: Some(Served::Gone), ..self }
    }

    /// Returns whether the output is a copy of a file of the site.
    pub fn is_copy(&self) -> bool {
        matches!(self.source, Source::File(_))
    }

    /// Returns the same, listed in a sitemap.
    #[must_use]
    pub fn listed(self, part: Part, changed: Option<Date>) -> Self {
        Self { sitemap: Some((part, changed)), ..self }
    }

    /// Returns the same, as one that a day that passes may change.
    #[must_use]
    pub fn daily(self, paths: &'static str) -> Self {
        Self { daily: Some(paths), ..self }
    }
}

/// Returns whether a record has a text of its own in a language, and does not repeat another's.
pub fn is_own(lang: Lang, original: Lang, translations: &[Translation]) -> bool {
    lang == original || translations.iter().any(|t| t.lang == lang)
}
