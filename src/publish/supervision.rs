//! The page of supervision: overdue, supervised, asleep, promises.

use super::{Add, Made, Press, RenderError};
use crate::derive::listings::Group;
use crate::derive::measures::sets::{SUMS, Set};
use crate::derive::promises::PromiseAt;
use crate::escape::markup::Html;
use crate::publish::charts::measures::flow;
use crate::publish::rows::{CaseRow, PromiseRow};
use crate::record::Lang;
use crate::record::words::Level;
use crate::site::about::About;
use crate::site::cells::Wait;
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use crate::site::{Planned, Site};
use jiff::civil::Date;
use serde::Serialize;

/// The page of supervision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Out;

/// Lists it.
pub fn list(_: &Site<'_>, add: &mut Add<'_>) {
    add.page("supervision/index.html", Out);
}

/// Returns what is to be known of it.
pub fn about(_: &Out, _: &Site<'_>, _: Lang) -> About {
    About::front().daily("supervision/index.html")
}

/// Makes it.
pub fn make(_: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    press.page("supervision.html", supervision(press.seen, planned, press.nav("supervision")))
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
    /// Open and overdue at the end of each month, as markup.
    pub flow: Option<Html>,
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

/// Rows in a part of a page that is no list of its own.
const MOST: usize = 50;

/// Fills the page of supervision: overdue, supervised, promises.
pub fn supervision(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, Supervision) {
    let all = &seen.site_figures().all;
    let ([asleep, supervised], promises) =
        ([Wait::Asleep, Wait::Supervised].map(|wait| seen.waiting(wait)), seen.promises());
    let overdue = seen.overdue(Group::Site);
    let rows = |list: &[PromiseAt]| seen.promise_rows(list.iter().take(MOST));
    // Those of withheld cases are counted too, though their words are not shown.
    let sum = |name: &str| -> usize {
        SUMS.iter().zip(all.sums()).filter(|((id, ..), _)| *id == name).map(|(_, n)| n as usize).sum()
    };
    let counted = |level: &Level| {
        let set = match level {
            Level::Remind => Set::Reminded,
            Level::Notice => Set::Noticed,
            Level::Yellow => Set::Yellow,
            Level::Red => Set::Red,
            Level::Leader => Set::Led,
        };
        LevelCount { level: level.word(), set: Set::ALL[set as usize].1, count: all.count(set) }
    };
    let day = seen.day();
    let mut page = seen.page(planned, Head::new(seen.lang, title.to_owned(), "supervision"));
    let view = Supervision {
        flow: flow(seen, &mut page, &[(7, "bulletin.n_open"), (8, "bulletin.n_overdue")], None),
        as_of: day,
        missed_filter: format!("done = \"\", due < {day}"),
        running_filter: format!("done = \"\", due ≥ {day} | \"\""),
        kept_filter: "done ≠ \"\"".to_owned(),
        asleep_total: asleep.len(),
        asleep: seen.first_rows(asleep, MOST),
        levels: [Level::Remind, Level::Notice, Level::Yellow, Level::Red, Level::Leader].iter().map(counted).collect(),
        overdue_total: overdue.len(),
        overdue: seen.first_rows(overdue, MOST * 2),
        supervised_total: supervised.len(),
        supervised: supervised.iter().take(MOST).filter_map(|at| supervised_row(seen, *at as usize)).collect(),
        missed: rows(&promises.missed),
        running: rows(&promises.running),
        kept: rows(&promises.kept),
        missed_total: sum("promises_missed"),
        running_total: sum("promises_running"),
        kept_total: sum("promises_kept") + sum("promises_kept_late"),
    };
    (page, view)
}

fn supervised_row(seen: Seen<'_>, index: usize) -> Option<SupervisedRow> {
    let event = &seen.case(index).events[seen.status(index).supervised?];
    let more = event.more.as_deref();
    let reason = more.and_then(|m| m.reason.as_ref()).map(|r| r.get(seen.lang));
    Some(SupervisedRow {
        case: seen.case_row(index),
        level: more.and_then(|m| m.level).unwrap_or(Level::Remind).word(),
        by: more.and_then(|m| m.by.as_ref()).map(|b| seen.actor(b)).unwrap_or_default(),
        on: event.on,
        due: more.and_then(|m| m.due),
        lang: reason.and_then(|(_, lang)| seen.other(lang)),
        reason: reason.map(|(text, _)| text.to_owned()),
    })
}
