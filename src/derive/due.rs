//! When a reply is owed: the rule, its arithmetic, and the reasons (DOMAIN 1.4).
//!
//! Day 0 is the day the term starts; working days are counted forward; the term ends with the
//! n-th. A term in calendar days that ends on a day off ends on the next working day. A
//! clarification stops the clock: the working days from the question to the answer are added.
//! An extension is added to the due date it extends. A reopening starts a new round.

use crate::calendar::{Calendar, DayKind};
use crate::model::Model;
use crate::record::case::Event;
use crate::record::reference::DeadlineRule;
use crate::record::words::{EventKind, Start};
use crate::record::{Case, Lang};
use crate::yaml::schema::{Term, TermUnit};
use jiff::ToSpan;
use jiff::civil::Date;

/// A due date and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub on: Date,
    /// Before extensions and suspensions.
    pub original: Date,
    pub start: Date,
    /// Index of the rule in the model.
    pub rule: usize,
    pub extended_by: u32,
    pub suspended: u32,
    /// The clock stands still on the day of the build: a clarification is awaited.
    pub stopped: bool,
    /// A year without calendar lies in the term.
    pub provisional: bool,
}

/// Returns when a reply to the current round of a case is owed; `None` without a rule, or
/// while the day its term counts from has not come.
pub fn due(model: &Model, case: &Case) -> Option<Due> {
    let past: Vec<&Event> = case.events.iter().filter(|e| e.on <= model.as_of).collect();
    let reopened = past.iter().rposition(|e| e.kind == EventKind::Reopened);
    let round = reopened.map_or(&past[..], |at| &past[at..]);
    let (rule, start) = model.rules.iter().enumerate().find_map(|(i, rule)| {
        let start = if reopened.is_some() { round[0].on } else { start(rule.from, case, round)? };
        applies(rule, case, start).then_some((i, start))
    })?;
    Some(count(model, rule, start, round))
}

fn applies(rule: &DeadlineRule, case: &Case, start: Date) -> bool {
    let fits = |list_empty: bool, contains: bool| list_empty || contains;
    fits(rule.kinds.is_empty(), rule.kinds.contains(&case.kind))
        && fits(rule.departments.is_empty(), rule.departments.contains(&case.department))
        && fits(rule.urgency.is_empty(), rule.urgency.contains(&case.urgency))
        && rule.valid_from <= start
        && rule.valid_to.is_none_or(|to| start <= to)
}

/// The day a term counts from. Acceptance and assignment that are only implied by a later
/// event take the date of receipt.
fn start(from: Start, case: &Case, events: &[&Event]) -> Option<Date> {
    let first = |kind| events.iter().find(|e| e.kind == kind).map(|e| e.on);
    let implied = |later: &[EventKind]| events.iter().any(|e| later.contains(&e.kind)).then_some(case.received);
    match from {
        Start::Received => Some(case.received),
        Start::Accepted => first(EventKind::Accepted).or_else(|| implied(&[EventKind::Assigned, EventKind::Replied])),
        Start::Assigned => first(EventKind::Assigned).or_else(|| implied(&[EventKind::Replied])),
    }
}

fn count(model: &Model, rule: usize, start: Date, events: &[&Event]) -> Due {
    let facts = &model.rules[rule];
    let calendar = model.calendars.get(facts.calendar.as_ref());
    let original = end_of_term(calendar, start, facts.within);
    let mut due =
        Due { on: original, original, start, rule, extended_by: 0, suspended: 0, stopped: false, provisional: false };
    let mut stopped_on = None;
    for event in events {
        match event.kind {
            EventKind::Replied => break,
            EventKind::ClarificationAsked => stopped_on = Some(event.on),
            EventKind::Clarified => {
                if let Some(stop) = stopped_on.take() {
                    suspend(calendar, &mut due, stop, event.on);
                }
            }
            EventKind::Extended => {
                if let Some(term) = event.more.as_deref().and_then(|m| m.within) {
                    due.on = end_of_term(calendar, due.on, term);
                    due.extended_by += term.count;
                }
            }
            _ => {}
        }
    }
    due.stopped = stopped_on.is_some();
    due.provisional = facts.calendar.is_some() && !(calendar.covers(due.start) && calendar.covers(due.on));
    due
}

/// The working days in [`stop`, `resume`) are given back.
fn suspend(calendar: &Calendar, due: &mut Due, stop: Date, resume: Date) {
    let (Ok(stop), Ok(resume)) = (stop.yesterday(), resume.yesterday()) else { return };
    let days = calendar.working_days_between(stop, resume);
    due.suspended += days;
    due.on = calendar.add_working_days(due.on, days);
}

fn end_of_term(calendar: &Calendar, start: Date, term: Term) -> Date {
    match term.unit {
        TermUnit::WorkingDays => calendar.add_working_days(start, term.count),
        TermUnit::Days => {
            let end = start.checked_add(i64::from(term.count).days()).unwrap_or(Date::MAX);
            calendar.roll(end)
        }
    }
}

/// What the days of a term were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// Holidays, with their names.
    pub holidays: Vec<(Date, String)>,
    pub weekend: u32,
    pub make_up: Vec<Date>,
}

/// Returns the days of a term that did not count, or counted though they are of a weekend.
pub fn days(model: &Model, due: &Due, lang: Lang) -> Days {
    let calendar = model.calendars.get(model.rules[due.rule].calendar.as_ref());
    let mut days = Days::default();
    let mut date = due.start;
    while date < due.on {
        let Ok(next) = date.tomorrow() else { break };
        date = next;
        match calendar.kind(date) {
            DayKind::Holiday(name) => days.holidays.push((date, name.in_lang(lang).to_owned())),
            DayKind::Weekend => days.weekend += 1,
            DayKind::MakeUp => days.make_up.push(date),
            DayKind::Working => {}
        }
    }
    days
}
