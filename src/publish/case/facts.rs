//! What the page of a case is made of: its facts, before they are put into words.

use crate::model::Logged;
use crate::publish::notice::Notice;
use crate::publish::rows::{DayOff, Download, Mentions, PromiseRow};
use crate::record::licence::Licence;
use crate::site::links::{Link, RecordLink, Translation};
use jiff::civil::Date;
use serde::Serialize;

/// Facts of `case.html`; the template gets them in words ([`super::words::CasePage`]).
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
    /// Its newest entry in the public log.
    pub logged: Option<Logged>,
    pub tombstone: Option<Notice>,
    /// It was withdrawn, and can be read.
    pub notice: Option<Notice>,
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
    pub html: String,
    /// For a correction: what was wrong, in words.
    pub reason: Option<String>,
    /// For a correction: what it changed in the text before it, HTML.
    pub difference: String,
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
    pub calendar: String,
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
