//! The structs of the templates that speak of the whole site; see [`super::pages`], which
//! holds those of records and lists and gives these on.

use super::common::*;
use super::pages::{ContentsEntry, DayOff, FigureTable, GroupRow, Licence, Translation};
use super::texts::FromText;
use jiff::civil::Date;
use serde::Serialize;

/// `performance.html`
#[derive(Debug, Serialize)]
pub struct Performance {
    /// The day of the figures.
    pub as_of: Date,
    /// How many topics had a case.
    pub topics_total: usize,
    pub figures: Vec<Figure>,
    pub table: FigureTable,
    /// What left the rates, by department.
    pub beside: FigureTable,
    /// Whether there are statutory tables.
    pub reports: bool,
    /// Other tables of figures.
    pub tables: Vec<Link>,
    pub months: Vec<MonthRow>,
    /// Measures with a definition, keys of `strings.measure`.
    pub measures: Vec<&'static str>,
    /// Below this number of cases no rate is given.
    pub minimum: usize,
    pub total: GroupRow,
    /// Whether two departments or more have a rate, so that they can be held against the whole.
    pub compared: bool,
    /// Departments whose range lies above, or below, the rate of the whole city.
    pub above: Vec<Link>,
    pub below: Vec<Link>,
    /// Whether there are others with a rate.
    pub others: bool,
    /// How many first replies came within how many working days.
    pub reply_days: Vec<ReplyDays>,
    /// What people wrote about most in the twelve whole months before the day.
    pub topics: Vec<TopicRow>,
    pub topics_from: Date,
    pub topics_to: Date,
}

/// First replies that took so many working days.
#[derive(Debug, Serialize)]
pub struct ReplyDays {
    pub from: usize,
    /// `None`: and more.
    pub to: Option<usize>,
    /// Column of `data/measures.csv`.
    pub column: String,
    pub count: u32,
    /// Length of the bar, of 100.
    pub share: u32,
}

/// A topic, how many cases it had, and how many in the twelve months before.
#[derive(Debug, Serialize)]
pub struct TopicRow {
    pub topic: Link,
    /// Group and months in `data/measures.csv`.
    pub g: String,
    pub count: u32,
    /// In percent of all cases of these months, as printed.
    pub share: String,
    pub before_g: String,
    pub before: u32,
}

/// `reports.html`: the years that have a statutory table.
#[derive(Debug, Serialize)]
pub struct Statutories {
    pub years: Vec<Link>,
}

/// `report.html`: the statutory table of a year.
#[derive(Debug, Serialize)]
pub struct StatutoryTable {
    pub year: i16,
    /// Whether it is the annual table, else the quarterly one.
    pub annual: bool,
    /// The year is not over.
    pub running: bool,
    pub as_of: Date,
    pub columns: Vec<String>,
    /// Names of the columns in the data.
    pub keys: Vec<&'static str>,
    pub rows: Vec<StatutoryRow>,
    /// Part two: made, ended, in force, by kind of document; empty for the quarterly table.
    pub documents: Vec<StatutoryRow>,
    /// Part two: what was entered, by kind: key of `strings.statutory`, and the number as printed.
    pub entered: Vec<(&'static str, Option<String>)>,
    /// Part four: upheld, corrected, other, pending, total, by kind of review.
    pub reviews: Vec<StatutoryRow>,
    /// Equations that fail, and the cases behind them.
    pub failing: Vec<String>,
    pub unplaced: Vec<Link>,
    /// The same as data, under the root of the site.
    pub csv: String,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// A row of the table.
#[derive(Debug, Serialize)]
pub struct StatutoryRow {
    /// Key of `strings.statutory`.
    pub key: &'static str,
    pub depth: usize,
    /// The year, as `data-g` names it.
    pub g: String,
    pub cells: Vec<u32>,
}

/// `calendar.html`: what falls due.
#[derive(Debug, Serialize)]
pub struct Schedule {
    pub as_of: Date,
    /// Open cases whose due date has not passed, by due date.
    pub days: Vec<DueDay>,
    /// How many of them are listed.
    pub shown: usize,
    pub total: usize,
    pub promises: Vec<PromiseRow>,
    pub promises_total: usize,
    /// When a case that comes in today would be due.
    pub would: Vec<Would>,
    pub off: Vec<DayOff>,
    pub policies: Vec<PolicyDate>,
    /// The same for calendars, under the root of the language.
    pub ics: String,
}

/// The cases due on one day.
#[derive(Debug, Serialize)]
pub struct DueDay {
    pub on: Date,
    pub cases: Vec<CaseRow>,
}

/// A term that would start today.
#[derive(Debug, Serialize)]
pub struct Would {
    pub rule: String,
    pub on: Date,
    pub provisional: bool,
    pub statutory: bool,
}

/// Something that happens to a policy on a day.
#[derive(Debug, Serialize)]
pub struct PolicyDate {
    pub on: Date,
    /// Key of `strings.calendar`: `effective_from`, `effective_until`, `consultation_to`.
    pub key: &'static str,
    pub policy: PolicyRow,
}

/// `bulletins.html`: all bulletins, newest first.
#[derive(Debug, Serialize)]
pub struct Bulletins {
    pub months: Vec<BulletinRow>,
    pub weeks: Vec<BulletinRow>,
}

/// What became known of a period after it was over.
#[derive(Debug, Clone, Serialize)]
pub struct LaterKnown {
    pub cases: u32,
    /// In the order of [`crate::derive::flow::NUMBERS`].
    pub numbers: Vec<u32>,
    pub corrected: u32,
    pub on: Date,
}

/// Numbers of one department, or one period.
#[derive(Debug, Serialize)]
pub struct BulletinRow {
    pub name: String,
    pub href: String,
    /// Where the numbers stand in `data/flow.csv`.
    pub g: String,
    /// In the order of [`crate::derive::flow::NUMBERS`].
    pub numbers: Vec<u32>,
}

/// `bulletin.html`: one week or month.
#[derive(Debug, Serialize)]
pub struct Bulletin {
    pub is_month: bool,
    pub from: Date,
    pub to: Date,
    pub g: String,
    pub numbers: Vec<u32>,
    /// Those of the period before.
    pub before: Option<Vec<u32>>,
    pub before_g: String,
    /// What became known after the period: cases, what they would have added in the order of
    /// the numbers, replies corrected, and the last day.
    pub later_known: Option<LaterKnown>,
    pub rows: Vec<BulletinRow>,
    pub total: BulletinRow,
    pub notable: Vec<NotableRow>,
    /// Which rows of the files of events they are.
    pub notable_filter: String,
    pub notable_total: usize,
    pub concluded: Vec<NotableRow>,
    pub concluded_filter: String,
    pub concluded_total: usize,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// One matter of a bulletin.
#[derive(Debug, Serialize)]
pub struct NotableRow {
    pub case: CaseRow,
    /// Key of `strings.event`.
    pub key: &'static str,
    /// Keys of `strings.level` and `strings.outcome`.
    pub level: Option<&'static str>,
    pub outcome: Option<&'static str>,
    pub on: Date,
    pub reason: Option<String>,
    pub lang: Option<String>,
}

/// `supervision.html`
#[derive(Debug, Serialize)]
pub struct Supervision {
    /// The day of the figures.
    pub as_of: Date,
    /// Which rows of `data/promises.csv` stand below each head.
    pub missed_filter: String,
    pub running_filter: String,
    pub kept_filter: String,
    pub overdue: Vec<CaseRow>,
    pub overdue_total: usize,
    pub supervised: Vec<SupervisedRow>,
    pub supervised_total: usize,
    pub missed: Vec<PromiseRow>,
    pub running: Vec<PromiseRow>,
    pub kept: Vec<PromiseRow>,
    pub missed_total: usize,
    pub running_total: usize,
    pub kept_total: usize,
    /// Open cases of which nothing was recorded for six months, the longest first.
    pub asleep: Vec<CaseRow>,
    pub asleep_total: usize,
    /// Cases that were ever supervised, by level.
    pub levels: Vec<LevelCount>,
}

/// How many cases were supervised at a level.
#[derive(Debug, Serialize)]
pub struct LevelCount {
    /// Key of `strings.level`.
    pub level: &'static str,
    /// The set in `data/measures.csv`.
    pub set: &'static str,
    pub count: u32,
}

/// A case under supervision.
#[derive(Debug, Serialize)]
pub struct SupervisedRow {
    pub case: CaseRow,
    /// Key of `strings.level`.
    pub level: &'static str,
    pub by: String,
    pub on: Date,
    pub due: Option<Date>,
    pub reason: Option<String>,
    pub lang: Option<String>,
}

/// `search.html`
#[derive(Debug, Serialize)]
pub struct SearchIndex {
    pub departments: Vec<GroupRow>,
    pub topics: Vec<GroupRow>,
    pub months: Vec<MonthRow>,
    /// Month lists of reference numbers.
    pub references: Vec<MonthRow>,
}

/// `references.html`: reference numbers of one month of receipt, in their order.
#[derive(Debug, Serialize)]
pub struct ReferenceList {
    pub month: String,
    pub rows: Vec<ReferenceRow>,
    pub pager: Pager,
}

/// One reference number.
#[derive(Debug, Serialize)]
pub struct ReferenceRow {
    pub reference: String,
    pub case: Link,
}

/// `corrections.html`
#[derive(Debug, Serialize)]
pub struct Corrections {
    pub rows: Vec<CorrectionRow>,
    pub pager: Pager,
    pub total: usize,
}

/// One entry of the register.
#[derive(Debug, Serialize)]
pub struct CorrectionRow {
    pub on: Date,
    /// Key of `strings.event`: `corrected`, `redacted`, `withheld`, `removed`, or `revised` for statistics.
    pub key: &'static str,
    pub record: RecordLink,
    pub reason: Option<String>,
    pub by: Option<String>,
    pub lang: Option<String>,
}

/// `data.html`
#[derive(Debug, Serialize)]
pub struct DataIndex {
    pub files: Vec<DataFile>,
    pub dictionary: Vec<DictionaryTable>,
    pub licence: Option<Licence>,
}

/// One data file.
#[derive(Debug, Serialize)]
pub struct DataFile {
    pub download: Download,
    /// Key of `strings.data_file`: `replies_csv`, `replies_jsonl`, `events_csv`, `open_csv`, `measures_csv`, `package`, `catalogue`.
    pub key: &'static str,
    /// `2026`, `2026-03`, or empty.
    pub period: String,
}

/// The columns of one kind of file.
#[derive(Debug, Serialize)]
pub struct DictionaryTable {
    pub key: &'static str,
    pub columns: Vec<DictionaryColumn>,
}

/// One column and what it means.
#[derive(Debug, Serialize)]
pub struct DictionaryColumn {
    pub name: &'static str,
    pub kind: &'static str,
    /// In the language of the page.
    pub meaning: &'static str,
}

/// `transparency.html`
#[derive(Debug, Serialize)]
pub struct Transparency {
    /// Paths (patterns) that may change from one day to the next without any edit.
    pub daily: Vec<&'static str>,
    /// Address of the site, for the commands shown.
    pub base_url: String,
    pub licence: Option<Licence>,
    /// Server snippets to download.
    pub snippets: Vec<Download>,
    pub version: String,
    pub as_of: Date,
}

/// `page.html`
#[derive(Debug, Serialize)]
pub struct TextPage {
    pub html: FromText<String>,
    pub contents: FromText<Vec<ContentsEntry>>,
    pub translation: Translation,
    pub mentioned_in: Mentions,
}

/// `words.html`: what the words mean. Its text comes from the strings; only the parts used are named.
#[derive(Debug, Serialize)]
pub struct Words {
    pub kinds: Vec<&'static str>,
    pub states: Vec<&'static str>,
    pub events: Vec<&'static str>,
    pub outcomes: Vec<&'static str>,
    pub levels: Vec<&'static str>,
    pub forces: Vec<&'static str>,
    pub measures: Vec<&'static str>,
    /// How to ask and how to report an error, where no page of the site says it.
    pub rules: Vec<RuleRow>,
}

/// One deadline rule.
#[derive(Debug, Serialize)]
pub struct RuleRow {
    pub id: String,
    pub name: String,
    pub within: u32,
    pub unit: &'static str,
    pub from: &'static str,
    pub extension: Option<u32>,
    /// Key of `strings.clock`: an extension may be given in another unit than the term.
    pub extension_unit: &'static str,
    pub basis: String,
    pub statutory: bool,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub kinds: Vec<&'static str>,
}

/// `sitemap.html`
#[derive(Debug, Serialize)]
pub struct HtmlSitemap {
    pub departments: Vec<Link>,
    pub topics: Vec<Link>,
    pub months: Vec<MonthRow>,
    pub policies: Vec<Link>,
    pub policies_total: usize,
    pub datasets: Vec<Link>,
    pub datasets_total: usize,
    pub digests: Vec<Link>,
    pub digests_total: usize,
    pub pages: Vec<Link>,
}

/// `404.html`, `redirect.html`: the page that is not there, or has moved.
#[derive(Debug, Serialize)]
pub struct NotFound {
    /// Where the page is now (redirects only).
    pub target: Option<String>,
}

/// `feed.xml`
#[derive(Debug, Serialize)]
pub struct Feed {
    pub id: String,
    pub title: String,
    /// RFC 3339, in the site's time zone, as all moments of a feed.
    pub updated: String,
    pub self_url: String,
    pub html_url: String,
    pub entries: Vec<FeedEntry>,
}

/// One entry of a feed.
#[derive(Debug, Serialize)]
pub struct FeedEntry {
    pub id: String,
    pub title: String,
    pub url: String,
    /// The first public day; it stays.
    pub published: String,
    pub updated: String,
    pub department: String,
    pub lang: String,
    /// State in words.
    pub summary: String,
}
