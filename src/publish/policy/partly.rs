//! What holds for some articles of a policy only: those that came into force before the rest, are suspended
//! or were repealed. An article is called as the text that is shown calls it.

use super::policy_link;
use crate::derive::force::Part;
use crate::record::{Policy, Text};
use crate::site::contents::ContentsEntry;
use crate::site::links::Link;
use crate::site::seen::Seen;
use jiff::civil::Date;
use serde::Serialize;

/// What holds for some articles of a policy only.
#[derive(Debug, Serialize)]
pub struct PartRow {
    /// Key of `strings.part`: `commenced`, `suspended`, `repealed`.
    pub what: &'static str,
    pub articles: Vec<Article>,
    pub on: Date,
    pub until: Option<Date>,
    /// The policy that did it, or else its name.
    pub by: Option<Link>,
    pub source: Option<String>,
    pub note: Option<String>,
}

/// An article of the text that is shown.
#[derive(Debug, Serialize)]
pub struct Article {
    pub anchor: String,
    /// Its heading; else its anchor.
    pub label: String,
    /// It is in the text that is shown.
    pub shown: bool,
}

pub(super) fn part_row(seen: Seen<'_>, policy: &Policy, part: &Part, contents: &[ContentsEntry]) -> PartRow {
    let act = part.act.and_then(|place| policy.acts.get(place));
    let say = |text: &Option<Text>| text.as_ref().map(|text| text.in_lang(seen.lang).to_owned());
    PartRow {
        what: part.what,
        articles: part.articles.iter().map(|anchor| article(anchor, contents)).collect(),
        on: part.on,
        until: part.until,
        by: part.by.map(|by| policy_link(seen, by as usize)),
        source: act.and_then(|act| say(&act.by)),
        note: act.and_then(|act| say(&act.note)),
    }
}

fn article(anchor: &str, contents: &[ContentsEntry]) -> Article {
    let found = find(anchor, contents);
    Article { anchor: anchor.to_owned(), label: found.unwrap_or(anchor).to_owned(), shown: found.is_some() }
}

/// The heading of an article, where the contents have it.
fn find<'c>(anchor: &str, contents: &'c [ContentsEntry]) -> Option<&'c str> {
    contents.iter().find(|entry| entry.id == anchor).map(|entry| &*entry.title)
}
