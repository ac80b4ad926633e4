//! Links as pages print them.

pub use crate::record::title;
use serde::Serialize;

/// A link with its text; `lang` is set where the target is in another language.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub href: String,
    pub label: String,
    pub lang: Option<String>,
}

/// A link to another record of the site.
#[derive(Debug, Clone, Serialize)]
pub struct RecordLink {
    /// `reply`, `policy`, `dataset`, `digest` or `page`.
    pub kind: &'static str,
    pub href: String,
    pub label: String,
    pub lang: Option<String>,
    /// For a policy the word of its force, for a reply its state; key of the strings table.
    pub state: Option<&'static str>,
    /// For a policy the articles of it that are meant.
    pub articles: Vec<Link>,
}

/// How the text shown relates to the language of the page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Translation {
    /// `original`, `translated`, `stale` (of an earlier text), `missing` (shown in the original).
    pub status: &'static str,
    /// Language of the original.
    pub original: String,
    pub translator: Option<String>,
    /// Link to the original page where this is a translation.
    pub href: Option<String>,
}
