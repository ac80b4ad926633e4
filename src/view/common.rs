//! What every page has: the frame around its content, and the small pieces many pages share.
//!
//! Plain data only. `href`s are relative to the page's language root and are printed as
//! `{{ page.base }}{{ href }}`, so that a row is the same on every page that shows it.

use super::case_words::at_hour;
use super::texts::FromText;
use crate::render::strings::{Strings, filled};
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// The frame of one page: where it is, in which language, and what it is called.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// Language of the frame (navigation, labels), as in `site-config.yaml`: `en`, `zh-Hans`.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Language of the title and the main text where it differs from `lang`.
    pub content_lang: Option<String>,
    pub title: String,
    /// One or two sentences for search engines; may be empty.
    pub description: FromText<String>,
    /// Path under `public/`.
    pub path: String,
    /// Prefix that leads from this page to the root of its language: ``, `../`, `../../`.
    pub base: String,
    /// Prefix that leads to the root of the site, where data, assets and attachments live.
    pub root: String,
    /// Absolute address of the page, or of the original when this page repeats it.
    pub canonical: String,
    /// The section of the navigation the page belongs to: `replies`, `policies`, …, or empty.
    pub section: &'static str,
    /// `true` keeps search engines away.
    pub noindex: bool,
    /// The same page in every language of the site, this one included.
    pub languages: Vec<LanguageLink>,
    /// Path (under the language root) of the feed that belongs to the page.
    pub feed: Option<String>,
    pub crumbs: Vec<Crumb>,
}

/// The same page in one of the site's languages.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageLink {
    pub lang: String,
    /// The language's own name: `English`, `简体中文`.
    pub name: String,
    pub current: bool,
    /// Relative to the page itself.
    pub url: String,
    /// Absolute address; empty when the page is no real translation and search engines
    /// should not be told of it.
    pub absolute: String,
    /// `false`: the link leads to the nearest page, this one does not exist in that language.
    pub exists: bool,
}

/// One step of the path above the title.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    /// Key of `strings.nav`, or empty when `label` holds the text.
    pub key: &'static str,
    pub label: String,
    pub href: String,
}

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
}

/// The records that link to one, at most so many of them.
#[derive(Debug, Clone, Serialize)]
pub struct Mentions {
    pub shown: Vec<RecordLink>,
    pub total: usize,
    /// How the others are found in the data.
    pub filter: String,
}

/// One case in a list. As with a case's page, its facts make the fingerprint, and the template
/// gets the words.
#[derive(Debug, Clone)]
pub struct CaseRow {
    pub id: String,
    pub href: String,
    pub title: String,
    /// Set where the title is in another language than the page.
    pub lang: Option<String>,
    pub department: String,
    pub received: Date,
    /// Key of `strings.state`.
    pub state: &'static str,
    /// `done`, `late`, `wait` or `open`: which mark stands before the word.
    pub tone: &'static str,
    /// The date that belongs to the state: replied on, overdue since, due on.
    pub on: Option<Date>,
    /// `HH:MM` of that date, where the term ends at an hour.
    pub at: Option<String>,
    pub strings: Arc<Strings>,
}

/// What templates see of a row.
#[derive(Serialize)]
struct RowWords<'a> {
    href: &'a str,
    title: &'a str,
    lang: Option<&'a str>,
    department: &'a str,
    /// The day of receipt, in words.
    received: String,
    /// The state, with its date.
    state: String,
    tone: &'static str,
}

impl Serialize for CaseRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { id, href, title, lang, department, received, state, tone, on, at, strings } = self;
        if !serializer.is_human_readable() {
            return (id, href, title, lang, department, received, state, tone, on, at).serialize(serializer);
        }
        let state = match on {
            Some(on) => {
                let day = at_hour(*on, at.as_deref(), strings);
                filled(strings.word("state_on", state), &[("date", &day)])
            }
            None => strings.word("state", state).to_owned(),
        };
        let received = strings.fill("list.received", &[("date", &strings.date(*received))]);
        RowWords { href, title, lang: lang.as_deref(), department, received, state, tone }.serialize(serializer)
    }
}

/// A number that says one thing, with where it comes from.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Key of `strings.measure`: `registered`, `replied`, `open`, `overdue`, `reply_rate`.
    pub measure: &'static str,
    /// The group in `data/measures.csv`.
    pub g: String,
    /// The number as printed, `None` when it cannot be given.
    pub value: Option<String>,
    /// Of a rate, the range that chance alone explains.
    pub range: Option<(String, String)>,
    /// `cases`, `percent`, `working-days`.
    pub unit: &'static str,
    /// First and last day counted; `None` where all is counted up to the day of the figures.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// The day of the figures.
    pub as_of: Date,
    /// Where its cases are listed.
    pub href: Option<String>,
    /// Where it is defined.
    pub definition: String,
    /// The same figure a year earlier, where there is one.
    pub before: Option<String>,
    pub before_range: Option<(String, String)>,
    /// The group and months of `before` in `data/measures.csv`.
    pub before_g: String,
}

/// A promise made in a reply.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseRow {
    pub text: String,
    pub lang: Option<String>,
    pub due: Option<Date>,
    pub done: Option<Date>,
    /// `kept`, `kept_late`, `missed`, `running`.
    pub status: &'static str,
    pub tone: &'static str,
    /// The case it was made in; `None` on the page of the case itself.
    pub case: Option<Link>,
    pub department: String,
}

/// An improvement a digest reports.
#[derive(Debug, Clone, Serialize)]
pub struct ImprovementRow {
    pub text: String,
    /// `done`, `under-way`, `planned`, `not-feasible`.
    pub status: &'static str,
    /// Its day has passed, and it is not done.
    pub late: bool,
    pub on: Option<Date>,
    pub due: Option<Date>,
    pub related: Vec<RecordLink>,
    /// The digest it stands in; `None` on the digest's own page.
    pub digest: Option<Link>,
}

/// One month (or year) in an index of months.
#[derive(Debug, Clone, Serialize)]
pub struct MonthRow {
    /// The group in `data/measures.csv`.
    pub g: String,
    /// `2026-03`.
    pub month: String,
    pub href: String,
    pub count: usize,
    pub replied: usize,
    pub open: usize,
    /// Reply rate as printed (`97.4`), `None` when too few cases stand behind it.
    pub rate: Option<String>,
    /// The range of it that chance alone explains.
    pub rate_range: Option<(String, String)>,
    /// Height of the bar for this month in percent of the highest month.
    pub share: u8,
}

/// One policy in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PolicyRow {
    pub href: String,
    pub title: String,
    pub lang: Option<String>,
    pub number: Option<String>,
    pub issuers: String,
    pub published: Date,
    /// Key of `strings.force`.
    pub force: &'static str,
    pub tone: &'static str,
}

/// One dataset in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DatasetRow {
    pub href: String,
    pub title: String,
    pub lang: Option<String>,
    pub department: String,
    pub published: Date,
    pub updated: Date,
}

/// One digest in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DigestRow {
    pub href: String,
    pub title: String,
    pub lang: Option<String>,
    pub topic: String,
    pub from: Date,
    pub to: Date,
    pub cases: usize,
    pub done: usize,
    pub improvements: usize,
}

/// A file to download.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Download {
    /// Relative to the root of the site (`page.root`): data exist once for all languages.
    pub href: String,
    pub name: String,
    /// Human size: `12 KB`.
    pub size: String,
    /// Upper-case ending: `CSV`, `PDF`.
    pub format: String,
    pub title: String,
    pub sha256: Option<String>,
}

/// Earlier, later and numbered pages of one list.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    pub page: usize,
    pub pages: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}
