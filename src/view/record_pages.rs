//! The structs of the templates of policies, datasets and digests; see [`super::pages`], which
//! holds those of cases and lists and gives these on.

use super::common::*;
use super::pages::{Licence, Translation};
use super::texts::FromText;
use jiff::civil::Date;
use serde::Serialize;

/// `policies.html`
#[derive(Debug, Serialize)]
pub struct PolicyIndex {
    pub groups: Vec<PolicyGroup>,
    pub pager: Pager,
    pub total: usize,
}

/// Policies of one force.
#[derive(Debug, Serialize)]
pub struct PolicyGroup {
    /// Key of `strings.force`.
    pub force: &'static str,
    pub rows: Vec<PolicyRow>,
}

/// `policy.html`: the current text or one edition.
#[derive(Debug, Serialize)]
pub struct PolicyPage {
    pub id: String,
    /// Key of `strings.force`: `draft`, `consultation`, `not_yet`, `in_force`, `amended`, `repealed`, `expired`.
    pub force: &'static str,
    pub tone: &'static str,
    /// Since when it has that force.
    pub force_on: Option<Date>,
    /// What repealed, replaced or amended it.
    /// Key of `strings.relation`: how that one acts.
    pub force_how: &'static str,
    pub force_by: Option<Link>,
    pub kind: Option<&'static str>,
    pub number: Option<String>,
    pub issuers: Vec<Link>,
    pub topics: Vec<Link>,
    pub made: Date,
    pub published: Date,
    pub effective_from: Option<Date>,
    pub effective_until: Option<Date>,
    pub summary: Option<String>,
    pub consultation: Option<Consultation>,
    pub contents: FromText<Vec<ContentsEntry>>,
    pub html: FromText<String>,
    /// The edition shown, its number and date.
    pub edition: u32,
    pub edition_on: Date,
    /// `true` when the page shows the newest edition.
    pub current: bool,
    pub editions: Vec<EditionRow>,
    pub relations: Vec<Relation>,
    pub mentioned_in: Mentions,
    pub attachments: Vec<Download>,
    pub licence: Option<Licence>,
    pub translation: Translation,
}

/// Open, coming or closed consultation on a draft.
#[derive(Debug, Serialize)]
pub struct Consultation {
    pub from: Date,
    pub to: Date,
    pub how: String,
    /// `open`, `coming`, `closed`.
    pub status: &'static str,
}

/// One place in the contents of a text.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    pub id: String,
    pub title: String,
    /// First and last article below it.
    pub range: Option<String>,
    /// The list that opens behind it.
    pub list: Option<ContentsList>,
    /// Lists that end behind it, the inner ones first: whether each folds.
    pub close: Vec<bool>,
}

/// A list inside the contents.
#[derive(Debug, Serialize)]
pub struct ContentsList {
    pub folds: bool,
    pub range: Option<String>,
    /// Whether it holds nothing but numbers, which stand side by side.
    pub numbers: bool,
}

/// One edition in a policy's history.
#[derive(Debug, Serialize)]
pub struct EditionRow {
    pub number: u32,
    pub on: Date,
    /// `major`, `minor`, `first`.
    pub change: &'static str,
    pub note: Option<String>,
    pub href: String,
    pub shown: bool,
}

/// A relation between policies, seen from the page's own policy.
#[derive(Debug, Serialize)]
pub struct Relation {
    /// Key of `strings.relation`: `repeals`, `repealed_by`, `amends`, `amended_by`, …
    pub key: &'static str,
    pub link: Link,
}

/// `statistics.html`
#[derive(Debug, Serialize)]
pub struct DatasetIndex {
    pub rows: Vec<DatasetRow>,
    pub pager: Pager,
}

/// `dataset.html`
#[derive(Debug, Serialize)]
pub struct DatasetPage {
    pub id: String,
    pub description: String,
    pub department: Link,
    pub topics: Vec<Link>,
    pub published: Date,
    pub updated: Date,
    pub frequency: Option<&'static str>,
    pub methodology: Option<String>,
    pub tables: Vec<Table>,
    pub notes_title: Option<String>,
    pub notes: Option<FromText<String>>,
    pub revisions: Vec<Revision>,
    pub mentioned_in: Mentions,
    pub licence: Option<Licence>,
    /// `datapackage.json` of the dataset.
    pub package: String,
    pub translation: Translation,
    /// JSON-LD, ready to print inside `<script type="application/ld+json">`.
    pub jsonld: String,
}

/// A table of a dataset.
#[derive(Debug, Serialize)]
pub struct Table {
    pub id: String,
    pub title: String,
    pub columns: Vec<Column>,
    /// The rows shown; cells as they stand in the file.
    pub rows: FromText<Vec<Vec<String>>>,
    pub total_rows: usize,
    /// Which rows are shown when not all are: key of `strings.dataset.cut`, `newest` or `first`.
    pub cut: Option<&'static str>,
    pub download: FromText<Download>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub struct Column {
    pub name: String,
    pub title: String,
    pub unit: Option<String>,
    pub description: Option<String>,
    /// Key of `strings.type`.
    pub kind: &'static str,
    /// Right-aligned.
    pub numeric: bool,
}

/// A revision of a dataset.
#[derive(Debug, Serialize)]
pub struct Revision {
    pub on: Date,
    /// `scheduled` or `correction`.
    pub kind: &'static str,
    pub note: String,
}

/// `digests.html`
#[derive(Debug, Serialize)]
pub struct DigestIndex {
    pub rows: Vec<DigestRow>,
    pub pager: Pager,
}

/// `digest.html`
#[derive(Debug, Serialize)]
pub struct DigestPage {
    pub id: String,
    pub topic: Link,
    pub departments: Vec<Link>,
    pub from: Date,
    pub to: Date,
    pub html: FromText<String>,
    pub opinions: Vec<Opinion>,
    pub improvements: Vec<ImprovementRow>,
    /// How many of these were done after the period.
    pub since: usize,
    /// What was promised in the cases named.
    pub promises: Vec<PromiseRow>,
    pub mentioned_in: Mentions,
    pub translation: Translation,
    pub licence: Option<Licence>,
}

/// One opinion a digest gathers, with its cases.
#[derive(Debug, Serialize)]
pub struct Opinion {
    pub text: String,
    pub count: usize,
    pub cases: Vec<RecordLink>,
}
