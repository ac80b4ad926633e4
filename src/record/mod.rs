//! One file at a time: from bytes to a record's facts.
//!
//! Takes the bytes of one file and the site's languages and labels; gives [`Parsed`]: the
//! record as far as it can be read, and findings. It never fails, consults no other file and
//! keeps no body text: a body is a [`Body`] (file, byte range, digest) that rendering reads
//! again. Where to look next: [`crate::check`] holds the records against each other.

pub mod accidents;
pub mod attached;
pub mod body;
pub mod case;
pub mod characters;
pub mod charts;
pub mod dataset;
pub mod digest;
pub mod fields;
pub mod guide;
pub mod inert;
pub mod instant;
pub mod kind;
pub mod labels;
pub mod licence;
pub mod life_cycle;
pub mod names;
pub mod page;
pub mod parse;
pub mod personal_data;
pub mod policy;
pub mod reference;
pub mod release;
pub mod revision;
pub mod schema;
pub mod slips;
pub mod table;
pub mod withdrawal;
pub mod words;

pub use body::Body;
pub use case::{Case, Event, Section, SectionKind};
pub use dataset::Dataset;
pub use digest::Digest;
pub use page::Page;
pub use policy::{Edition, Policy};
pub use withdrawal::{GoneEdition, Withdrawal};

use crate::diagnostic::{Finding, KeyPath};
use crate::markdown::RecordLink;
use crate::source::ContentDigest;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A language of the site: its place in `languages` of the config.
pub type Lang = u8;

/// An id; short and never changed, so a boxed string.
pub type Id = Box<str>;

/// Human text: one string for each language it is written in, never none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text(pub Box<[(Lang, Box<str>)]>);

impl Text {
    /// Returns text in one language.
    pub fn plain(lang: Lang, text: &str) -> Self {
        Self(Box::new([(lang, text.into())]))
    }

    /// Returns the text in `lang`, else in the first language it has, and which that is.
    pub fn get(&self, lang: Lang) -> (&str, Lang) {
        let exact = self.0.iter().find(|(l, _)| *l == lang);
        exact.or_else(|| self.0.first()).map_or(("", lang), |(l, text)| (text, *l))
    }

    /// Returns the text in `lang`, else in the first language it has.
    pub fn in_lang(&self, lang: Lang) -> &str {
        self.get(lang).0
    }
}

/// A link written in a record: what it leads to and where it is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WrittenLink {
    pub link: RecordLink,
    pub at: At,
}

/// Where in its file something is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum At {
    Key(KeyPath),
    Bytes(u32, u32),
}

/// A file published beside a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attachment {
    /// Name as it stands in the folder.
    pub file: Box<str>,
    pub title: Option<Text>,
    pub pages: Option<u32>,
    /// Whether everyone can read it, with whatever aids; not said of most.
    pub accessible: Option<bool>,
    /// Whom to ask for it in another form.
    pub alternative: Option<Text>,
}

/// What was changed in a record after it was published, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub on: Date,
    /// What is otherwise now: a key, an edition, in words.
    pub what: Text,
    pub reason: Text,
    pub kind: words::Mending,
    pub class: Option<words::ReasonClass>,
    /// A department's id, or words.
    pub by: Option<Text>,
    pub basis: Option<Text>,
}

/// A translation beside an original.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Translation {
    pub file: Box<str>,
    pub lang: Lang,
    pub title: Box<str>,
    pub translator: Option<Box<str>>,
    /// Digest of the text it was made from, as written.
    pub of: Box<str>,
    /// `true` when the original has changed since; set by the check that compares them.
    pub stale: bool,
    pub body: Body,
    pub sections: Vec<Section>,
    pub facts: TextFacts,
    /// The articles of an edition; none of any other text.
    pub clauses: Box<[policy::Clause]>,
}

/// Returns a title in a language, else the original's, and the language it is in.
pub fn title<'t>(own: &'t str, original: Lang, translations: &'t [Translation], lang: Lang) -> (&'t str, Lang) {
    match translations.iter().find(|t| t.lang == lang) {
        Some(t) if lang != original => (&t.title, lang),
        _ => (own, original),
    }
}

/// What a text links to and can be linked at.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TextFacts {
    pub links: Box<[WrittenLink]>,
    /// Destinations without a scheme, with their bytes in the file's text.
    pub relative: Box<[(Box<str>, u32, u32)]>,
    /// Addresses of this site written in full: the path below `base_url`, with its bytes.
    pub own: Box<[(Box<str>, u32, u32)]>,
    /// Ids of headings and articles, in order.
    pub anchors: Box<[Box<str>]>,
    /// What was redacted: the section, and the category as written.
    pub redactions: Box<[(u16, Box<str>)]>,
    /// Chart blocks that name something of the site: where each starts, and its text.
    pub charts: Box<[(u32, Box<str>)]>,
}

/// A waiver for personal data in one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    pub kind: words::PersonalData,
    pub until: Date,
    /// Whether it says who answers for it.
    pub named: bool,
}

/// One file, read.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub file: Box<str>,
    pub digest: ContentDigest,
    pub size: u64,
    pub record: Option<Record>,
    pub findings: Vec<Finding>,
    /// Personal data that no rule has judged yet: the check needs the day to see a waiver's end.
    pub personal: Vec<personal_data::Hit>,
    pub waivers: Vec<Waiver>,
}

/// What a file holds.
#[derive(Debug, Clone)]
pub enum Record {
    Departments(Vec<reference::Department>),
    Topics(Vec<reference::Topic>),
    Rules(Vec<reference::DeadlineRule>),
    Calendar(reference::CalendarYear),
    /// Shared: a server that stays keeps the files as they were parsed, and the model.
    Case(Arc<Case>),
    Policy(Box<Policy>),
    Edition(Box<Edition>),
    Dataset(Box<Dataset>),
    Table(Box<dataset::TableFacts>),
    Digest(Box<Digest>),
    Page(Box<Page>),
    /// A translation of the record in the file named.
    Translation(Box<Translation>, Box<str>),
    /// A file published as it is.
    Attachment,
}
