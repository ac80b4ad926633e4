//! One struct for each template: all a template may print, and nothing it has to fetch.
//!
//! The name of the template stands in the comment of each. Rendering gives a template its
//! view under `v`, the frame under `page`, site-wide facts under `site` and the words of the
//! page's language under `s`.

pub use super::record_pages::*;
pub use super::report_pages::*;

use super::common::*;
use super::texts::FromText;
use jiff::civil::Date;
use serde::Serialize;

/// `home.html`
#[derive(Debug, Serialize)]
pub struct Home {
    /// The day of the figures.
    pub as_of: Date,
    pub figures: Vec<Figure>,
    pub overdue: Vec<CaseRow>,
    pub overdue_total: usize,
    pub latest: Vec<CaseRow>,
    pub improvements: Vec<ImprovementRow>,
    pub policies: Vec<PolicyRow>,
    pub datasets: Vec<DatasetRow>,
    pub digests: Vec<DigestRow>,
}

pub use super::case_words::CasePage;

/// Facts of `case.html`; the template gets them in words ([`CasePage`]).
#[derive(Debug, Serialize)]
pub struct CaseFacts {
    pub id: String,
    /// Key of `strings.kind`, `strings.channel`.
    pub kind: &'static str,
    pub channel: Option<&'static str>,
    pub state: &'static str,
    pub tone: &'static str,
    pub sentence: Sentence,
    pub track: Vec<Station>,
    /// Reminders, extensions, re-openings: shown above the track and in the timeline.
    pub marks: Vec<Mark>,
    pub sections: Vec<Section>,
    pub timeline: Vec<TimelineEntry>,
    pub promises: Vec<PromiseRow>,
    pub related: Vec<RecordLink>,
    /// Records that link here.
    pub mentioned_in: Mentions,
    pub attachments: Vec<Download>,
    pub department: Link,
    /// The day set for the department, or its own term from the assignment.
    pub department_due: Option<Date>,
    /// Who took over, where the department is no longer there.
    pub department_now: Option<Link>,
    pub topics: Vec<Link>,
    pub received: Date,
    /// `HH:MM`, where known.
    pub received_at: Option<String>,
    /// `HH:MM` of the latest reply, where the term ends at an hour.
    pub replied_at: Option<String>,
    /// Ended without a reply, for a reason other than one: key of `strings.case`.
    pub unanswered: &'static str,
    pub due: Option<Due>,
    /// The case is under no rule: no term is set for it.
    pub no_term: bool,
    /// The latest reply, who gave it, and the working days that it took.
    pub replied: Option<Date>,
    pub replier: String,
    pub working_days: Option<u32>,
    pub outcome: Option<&'static str>,
    pub rating: Option<&'static str>,
    pub urgent: bool,
    pub location: Option<String>,
    pub references: Vec<String>,
    pub licence: Option<Licence>,
    pub tombstone: Option<Tombstone>,
    pub translation: Translation,
    /// Month list the case stands in.
    pub month: Link,
}

/// The state of a case as one sentence: a key of `strings.sentence` and what fills it.
#[derive(Debug, Serialize)]
pub struct Sentence {
    pub key: &'static str,
    pub department: String,
    pub date: Option<Date>,
    pub days: Option<u32>,
    /// A second sentence: a reminder was sent, the term was extended, a clarification is awaited.
    pub also: Vec<SentencePart>,
}

/// See [`Sentence::also`].
#[derive(Debug, Serialize)]
pub struct SentencePart {
    pub key: &'static str,
    pub by: String,
    pub date: Option<Date>,
    /// `10:00`, where the hour counts.
    pub time: Option<String>,
}

/// One of the stations of the track: received, accepted, assigned, replied, concluded.
#[derive(Debug, Serialize)]
pub struct Station {
    /// Key of `strings.station`.
    pub key: &'static str,
    /// `done`, `implied` (by a later one, not recorded), `here` (the latest one reached) or `ahead`.
    pub status: &'static str,
    pub on: Option<Date>,
    /// How the line *to* this station runs: `done`, `late`, `ahead`, `none` for the first.
    pub line: &'static str,
}

/// A mark on the track.
#[derive(Debug, Serialize)]
pub struct Mark {
    /// Table of the strings, and a key in it: what happened, or the level of a supervision.
    pub table: &'static str,
    pub key: &'static str,
    pub on: Date,
}

/// A part of the exchange.
#[derive(Debug, Serialize)]
pub struct Section {
    /// `question`, `reply`, `holding`, `correction`.
    pub kind: &'static str,
    pub id: String,
    pub on: Option<Date>,
    pub department: String,
    /// Number among the replies, from 1; 0 where there is only one.
    pub number: usize,
    pub lang: Option<String>,
    pub html: FromText<String>,
    /// For a correction: what was wrong, in words.
    pub reason: Option<String>,
    /// For a correction: what it changed in the text before it, HTML.
    pub difference: FromText<String>,
}

/// One event in the timeline.
#[derive(Debug, Serialize)]
pub struct TimelineEntry {
    pub on: Date,
    /// `HH:MM` where hours are known.
    pub time: Option<String>,
    /// Key of `strings.event`.
    pub key: &'static str,
    pub department: Option<String>,
    pub by: Option<String>,
    /// Free words: note, reason, result.
    pub text: Vec<String>,
    /// Further values: key of `strings.detail`, key of the strings table named by `table` or text.
    pub details: Vec<Detail>,
    /// Link to the part of the page that holds the text.
    pub section: Option<String>,
    /// A case this one was merged into.
    pub case: Option<Link>,
    pub lang: Option<String>,
}

/// A value of an event: `{{ s.detail[key] }}: {{ s[table][value] }}`, or the date or the text.
#[derive(Debug, Serialize)]
pub struct Detail {
    /// `outcome`, `level`, `rating`, `due`, `within`, `until`, `review`, `basis`, `category`, `instead`, `grounds`, `notified`, `role`.
    pub key: &'static str,
    /// Table of strings that holds `value` (`outcome`, `level`, `rating`, `review`, `role`), or empty: `value` is text.
    pub table: &'static str,
    pub value: String,
    pub date: Option<Date>,
}

/// When a reply is owed, and why then.
#[derive(Debug, Serialize)]
pub struct Due {
    pub on: Date,
    /// `HH:MM`, where the term ends at an hour.
    pub at: Option<String>,
    /// Due date before extensions and suspensions, and before extensions alone.
    pub original: Date,
    pub base: Date,
    /// A calendar year was missing: the date may move.
    pub provisional: bool,
    pub statutory: bool,
    /// Name of the rule.
    pub rule: String,
    pub basis: String,
    /// Key of `strings.clock`: `received`, `accepted`, `assigned`, `reopened`, `clarified`,
    /// `acceptance_limit`.
    pub from: &'static str,
    /// Day 0, and the hour from which hours run, where known.
    pub start: Date,
    pub start_at: Option<String>,
    /// The day it came in, after the hour at which the next working day begins to count.
    pub cut_off: Option<Date>,
    /// Key of `strings.clock` for a number: `working-days`, `days`, `months`, `hours`.
    pub unit: &'static str,
    pub within: u32,
    /// The day of the act that extended it.
    pub extended: Option<Date>,
    /// By how much, where one act gave a length: key of `strings.clock`, and the number.
    pub extended_by: Option<(&'static str, u32)>,
    /// The clock has stood still since this day: there is no due date.
    pub stopped: Option<Date>,
    /// Days off from which the end, and the one before extensions and suspensions, rolled.
    pub rolled_from: Option<Date>,
    pub original_rolled_from: Option<Date>,
    pub suspended: u32,
    pub suspended_unit: &'static str,
    pub moved: Option<Moved>,
    /// Days of rest and days off up to the end without suspensions and extensions, which did not
    /// count; and those between that and the end.
    pub weekend_days: usize,
    pub days_off: usize,
    pub more_weekend_days: usize,
    pub more_days_off: usize,
    pub off: Vec<DayOff>,
    /// Days of a weekend that counted.
    pub make_up: usize,
    /// The term as a table, HTML.
    pub calendar: FromText<String>,
}

/// Days off in a row under one name.
#[derive(Debug, Serialize)]
pub struct DayOff {
    pub from: Date,
    pub to: Date,
    pub name: String,
}

/// A day off announced on a day moved the end from another.
#[derive(Debug, Serialize)]
pub struct Moved {
    pub announced: Date,
    pub from: Date,
}

impl From<(Date, Date)> for Moved {
    fn from((announced, from): (Date, Date)) -> Self {
        Self { announced, from }
    }
}

/// A licence with its address where it is a known one.
#[derive(Debug, Clone, Serialize)]
pub struct Licence {
    pub id: String,
    pub url: Option<String>,
}

/// What stands in place of a withheld or removed record.
#[derive(Debug, Serialize)]
pub struct Tombstone {
    /// `withheld` or `removed`.
    pub kind: &'static str,
    pub on: Option<Date>,
    pub reason: String,
    pub by: Option<String>,
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

/// `replies.html`: the front of all replies.
#[derive(Debug, Serialize)]
pub struct RepliesFront {
    /// The day of the figures.
    pub as_of: Date,
    /// How many cases are listed by month.
    pub listed: usize,
    pub latest: Vec<CaseRow>,
    pub months: Vec<MonthRow>,
    pub total: usize,
}

/// `month.html`: the cases received in one month; of the site, a department or a topic.
#[derive(Debug, Serialize)]
pub struct MonthList {
    /// `site`, `department`, `topic`.
    pub group: &'static str,
    pub group_link: Option<Link>,
    pub month: String,
    /// The group and month in `data/measures.csv`.
    pub g: String,
    /// Cases registered; the list holds those merged into others as well.
    pub count: usize,
    pub rows: Vec<CaseRow>,
    pub pager: Pager,
    pub earlier: Option<String>,
    pub later: Option<String>,
    /// Months of `earlier` and `later`.
    pub earlier_month: Option<String>,
    pub later_month: Option<String>,
}

/// `departments.html` and `topics.html`: all of them.
#[derive(Debug, Serialize)]
pub struct GroupIndex {
    /// The day of the figures.
    pub as_of: Date,
    /// `department` or `topic`.
    pub group: &'static str,
    pub rows: Vec<GroupRow>,
}

/// One department or topic in an index or a table of figures.
#[derive(Debug, Serialize)]
pub struct GroupRow {
    pub href: String,
    /// The group in `data/measures.csv`.
    pub g: String,
    pub name: String,
    /// Depth in the tree of topics; 0 for departments.
    pub depth: usize,
    /// Key of `strings.department_status`, or empty when live.
    pub status: &'static str,
    pub registered: usize,
    /// Registered and accepted, not withdrawn: what the reply rate is a share of.
    pub received: usize,
    pub replied: usize,
    pub open: usize,
    pub overdue: usize,
    /// Reply rate in percent as printed; `None` when there are too few cases to say.
    pub rate: Option<String>,
    /// Ends of the range that chance alone explains, in percent as printed.
    pub rate_range: Option<(String, String)>,
}

/// `figures.html`: one table of figures.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// The day of the figures.
    pub as_of: Date,
    pub table: FigureTable,
    /// Key of `strings.measure` that the table is sorted by.
    pub by: Option<&'static str>,
    /// Key of `strings.group` for the head of the first column.
    pub name_key: &'static str,
    pub minimum: usize,
    /// Whether the rows have ranks.
    pub ranked: bool,
}

/// Groups by measures.
#[derive(Debug, Serialize)]
pub struct FigureTable {
    pub columns: Vec<FigureColumn>,
    pub rows: Vec<FigureRow>,
    pub total: FigureRow,
    /// So many rows at the top cannot be told apart.
    pub alike: usize,
}

/// A column: a measure, and the page sorted by it.
#[derive(Debug, Serialize)]
pub struct FigureColumn {
    pub measure: &'static str,
    pub sorted: bool,
    pub href: Option<String>,
}

/// The figures of one group.
#[derive(Debug, Serialize)]
pub struct FigureRow {
    pub name: String,
    /// Empty where the group has no page.
    pub href: String,
    /// The group in `data/measures.csv`.
    pub g: String,
    pub depth: usize,
    /// Key of `strings.department_status`, or empty when live.
    pub status: &'static str,
    pub rank: Option<usize>,
    pub cells: Vec<FigureCell>,
}

/// One figure of a table.
#[derive(Debug, Serialize)]
pub struct FigureCell {
    pub measure: &'static str,
    /// As printed; `None` when it cannot be given.
    pub value: Option<String>,
    /// `cases`, `percent`, `working-days`.
    pub unit: &'static str,
    pub range: Option<(String, String)>,
    pub late: bool,
}

/// `department.html` and `topic.html`
#[derive(Debug, Serialize)]
pub struct GroupPage {
    pub group: &'static str,
    /// The group in `data/measures.csv`.
    pub g: String,
    pub name: String,
    /// Remit of a department, scope note of a topic.
    pub remit: Option<String>,
    pub contact: Option<String>,
    /// `live`, `renamed`, `merged`, `closed`.
    pub status: &'static str,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub predecessors: Vec<Link>,
    pub successors: Vec<Link>,
    /// Broader topic or parent department, then narrower ones.
    pub broader: Option<Link>,
    pub narrower: Vec<Link>,
    pub figures: Vec<Figure>,
    pub overdue: Vec<CaseRow>,
    pub overdue_total: usize,
    /// Which rows of `data/open.csv` they are.
    pub overdue_filter: String,
    /// The day of the figures.
    pub as_of: Date,
    pub latest: Vec<CaseRow>,
    /// How many cases are listed by month.
    pub listed: usize,
    pub total: usize,
    pub months: Vec<MonthRow>,
    pub policies: Vec<PolicyRow>,
    pub policies_total: usize,
    pub datasets: Vec<DatasetRow>,
    pub datasets_total: usize,
    pub digests: Vec<DigestRow>,
    pub digests_total: usize,
}
