//! A review in words: one page and one comment.
//!
//! Takes a [`Review`], the findings with their places, and the language of messages; puts every sentence
//! together once, as parts, which `html` and `markdown` write. What must hold: all text of a record
//! goes through a door of `escape`; the page works without a script and asks no other host for anything.

mod html;
mod markdown;
mod words;

use super::Review;
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Placed;

pub use html::page;
pub use markdown::comment;

/// A piece of a line.
pub(crate) enum Run {
    Text(String),
    Strong(String),
    /// A path, an id, a word of a file.
    Code(String),
}

/// What is read of a page before and after.
pub(crate) struct Words<'a> {
    lang: &'a str,
    before: &'a str,
    after: &'a str,
}

/// One item of a list.
pub(crate) struct Item<'a> {
    runs: Vec<Run>,
    words: Option<Words<'a>>,
}

/// A section.
pub(crate) struct Part<'a> {
    heading: String,
    /// Said before the list.
    lead: Option<String>,
    items: Vec<Item<'a>>,
}

/// A whole review, put into words.
pub(crate) struct Told<'a> {
    tongue: Tongue,
    title: String,
    verdict: String,
    stops: bool,
    sum: Vec<String>,
    parts: Vec<Part<'a>>,
}

/// Puts a review into words; `placed` are its findings with their places.
pub(crate) fn told<'a>(review: &'a Review, placed: &[Placed<'_>], tongue: Tongue) -> Told<'a> {
    words::told(review, placed, tongue)
}

/// Chooses between the two languages of messages.
pub(crate) fn say(tongue: Tongue, english: &str, chinese: &str) -> String {
    match tongue {
        Tongue::English => english.to_owned(),
        Tongue::Chinese => chinese.to_owned(),
    }
}
