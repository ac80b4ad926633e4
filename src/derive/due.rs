//! When a reply is owed: the rule, its arithmetic, and the reasons (DOMAIN 1.4).
//!
//! Day 0 is the day the term starts; what comes at or after the rule's cut-off hour counts as
//! come on the next working day. Working days are counted forward and the term ends with the
//! n-th. A term in days or months ends on the day so many later (the last of the month where
//! it has no such day), and rolls from a day off to the next working day. A term in hours
//! counts from the hour of receipt, from the end of the day where no hour is recorded.
//!
//! A clarification stops the clock (the days from the question to the answer are added),
//! restarts it, or changes nothing, as the rule says. An extension is added to the due date
//! it extends; it must be dated by then, and all together are no longer than the rule allows.
//! A reopening starts a new round.
//!
//! Calendars are taken as they were known when the term ended: a day off that was announced
//! while the term ran moves its end; one announced later does not.

use crate::calendar::{Calendar, DayKind, Known};
use crate::model::Model;
use crate::record::case::{Event, Written};
use crate::record::reference::DeadlineRule;
use crate::record::words::{EventKind, Pause, Roll, Start};
use crate::record::{Case, Id};
use crate::yaml::schema::{Term, TermUnit};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

/// The end of a term: a day, or an hour of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    pub on: Date,
    /// `None`: the day counts whole.
    pub at: Option<Time>,
}

impl End {
    fn day(on: Date) -> Self {
        Self { on, at: None }
    }

    fn of(moment: DateTime) -> Self {
        match moment.date().yesterday() {
            Ok(day) if moment.time() == Time::midnight() => Self::day(day),
            _ => Self { on: moment.date(), at: Some(moment.time()) },
        }
    }

    /// The first moment after it.
    fn moment(self) -> DateTime {
        match self.at {
            Some(time) => self.on.to_datetime(time),
            None => self.on.tomorrow().unwrap_or(Date::MAX).at(0, 0, 0, 0),
        }
    }

    /// Returns whether something came in time: hours are compared where both are known.
    pub fn met(self, on: Date, time: Option<Time>) -> bool {
        match (self.at, time) {
            (Some(end), Some(time)) if on == self.on => time <= end,
            _ => on <= self.on,
        }
    }
}

/// A due date and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub end: End,
    /// Without extensions.
    pub base: End,
    /// Before extensions and suspensions.
    pub original: End,
    /// Day 0.
    pub start: Date,
    /// The event that the term counts from lies at or after the cut-off hour of this day.
    pub cut_off: Option<Date>,
    /// Index of the rule in the model.
    pub rule: usize,
    /// In the unit of the rule's extension.
    pub extended_by: u32,
    /// Working days, or days for a rule that counts days, months or hours.
    pub suspended: u32,
    /// The clock stands still on the day of the build: a clarification is awaited.
    pub stopped: bool,
    /// A clarification started the term anew.
    pub restarted: bool,
    /// A year without calendar lies in the term.
    pub provisional: bool,
    /// The calendar is taken as it was known on this day.
    pub known: Date,
    /// A day off announced on the first date moved the end from the second.
    pub moved: Option<(Date, Date)>,
}

/// An extension that does not hold, or not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadExtension {
    /// Dated after the due date it would extend.
    Late { event: Written, due: Date },
    /// Longer than the rule allows, with those before it.
    Long { event: Written },
}

/// Which round of a case a term is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    First,
    Current,
}

/// Returns when a reply to a round of a case is owed by `department`, as known on a
/// day; `None` without a rule, or while the day its term counts from has not come.
pub fn due(model: &Model, case: &Case, department: &Id, round: Round, as_of: Date) -> Option<Due> {
    let (rule, start, events) = term(model, case, department, round, as_of)?;
    Some(settle(model, rule, start, events, as_of).0)
}

/// Returns the extensions of the current round that do not hold.
pub fn bad_extensions(model: &Model, case: &Case, department: &Id) -> Vec<BadExtension> {
    let term = term(model, case, department, Round::Current, model.as_of);
    term.map_or_else(Vec::new, |(rule, start, events)| settle(model, rule, start, events, model.as_of).1)
}

/// A day and, where known, its hour.
type At = (Date, Option<Time>);

/// The rule, the moment it counts from, and the events of the round.
fn term<'c>(
    model: &Model,
    case: &'c Case,
    department: &Id,
    round: Round,
    as_of: Date,
) -> Option<(usize, At, &'c [Event])> {
    let past = &case.events[..case.events.partition_point(|e| e.on <= as_of)];
    let reopenings = || past.iter().enumerate().filter(|(_, e)| e.kind == EventKind::Reopened).map(|(i, _)| i);
    let (events, reopened) = match round {
        Round::First => (&past[..reopenings().next().unwrap_or(past.len())], None),
        Round::Current => match reopenings().next_back() {
            Some(at) => (&past[at..], Some((past[at].on, past[at].time))),
            None => (past, None),
        },
    };
    model.rules.iter().enumerate().find_map(|(i, rule)| {
        let start = reopened.or_else(|| start(rule.from, case, events))?;
        applies(rule, case, department, start.0).then_some((i, start, events))
    })
}

fn applies(rule: &DeadlineRule, case: &Case, department: &Id, start: Date) -> bool {
    let fits = |list_empty: bool, contains: bool| list_empty || contains;
    fits(rule.kinds.is_empty(), rule.kinds.contains(&case.kind))
        && fits(rule.departments.is_empty(), rule.departments.contains(department))
        && fits(rule.urgency.is_empty(), rule.urgency.contains(&case.urgency))
        && rule.valid_from <= start
        && rule.valid_to.is_none_or(|to| start <= to)
}

/// The moment a term counts from. Acceptance and assignment that are only implied by a later
/// event take the date of receipt.
fn start(from: Start, case: &Case, events: &[Event]) -> Option<At> {
    let received = (case.received, case.received_at);
    let first = |kind| events.iter().find(|e| e.kind == kind).map(|e| (e.on, e.time));
    let implied = |later: &[EventKind]| events.iter().any(|e| later.contains(&e.kind)).then_some(received);
    match from {
        Start::Received => Some(received),
        Start::Accepted => first(EventKind::Accepted).or_else(|| implied(&[EventKind::Assigned, EventKind::Replied])),
        Start::Assigned => first(EventKind::Assigned).or_else(|| implied(&[EventKind::Replied])),
    }
}

/// Counts with the calendar as known on day 0, and again with each announcement that falls
/// into the term, up to the day of the build.
fn settle(model: &Model, rule: usize, start: At, events: &[Event], as_of: Date) -> (Due, Vec<BadExtension>) {
    let calendar = model.calendars.get(model.rules[rule].calendar.as_ref());
    let clock = |known| Clock { rule: &model.rules[rule], calendar: calendar.known(known), known };
    let mut counted = clock(start.0).count(calendar, rule, start, events);
    while let Some(on) = calendar.next_announcement(counted.0.known, counted.0.end.on.min(as_of)) {
        let before = counted.0;
        counted = clock(on).count(calendar, rule, start, events);
        counted.0.moved = if counted.0.end == before.end { before.moved } else { Some((on, before.end.on)) };
    }
    counted
}

struct Clock<'a> {
    rule: &'a DeadlineRule,
    calendar: Known<'a>,
    known: Date,
}

impl Clock<'_> {
    fn count(&self, calendar: &Calendar, rule: usize, (day, time): At, events: &[Event]) -> (Due, Vec<BadExtension>) {
        let late = self.rule.cut_off.is_some_and(|hour| time.is_some_and(|time| time >= hour));
        let start = if late { self.calendar.add_working_days(day, 1) } else { day };
        let original = self.first_end(start, if late { None } else { time });
        let mut due = Due {
            end: original,
            base: original,
            original,
            start,
            cut_off: late.then_some(day),
            rule,
            extended_by: 0,
            suspended: 0,
            stopped: false,
            restarted: false,
            provisional: false,
            known: self.known,
            moved: None,
        };
        let mut bad = Vec::new();
        let mut stopped_on = None;
        for event in events {
            match event.kind {
                EventKind::Replied => break,
                EventKind::ClarificationAsked if self.rule.clarification != Pause::RunsOn => {
                    stopped_on = Some(event.on);
                }
                EventKind::Clarified => {
                    if let Some(stop) = stopped_on.take() {
                        self.resume(&mut due, stop, event);
                    }
                }
                EventKind::Extended => self.extend(&mut due, event, &mut bad),
                _ => {}
            }
        }
        due.stopped = stopped_on.is_some();
        due.provisional =
            self.rule.calendar.is_some() && !(due.start.year()..=due.end.on.year()).all(|year| calendar.has(year));
        (due, bad)
    }

    fn first_end(&self, start: Date, time: Option<Time>) -> End {
        let zero = if self.rule.within.unit == TermUnit::Hours { time } else { None };
        self.add(End { on: start, at: zero }, self.rule.within)
    }

    /// The end of a term that starts where another ends.
    fn add(&self, from: End, term: Term) -> End {
        let count = i64::from(term.count);
        match term.unit {
            TermUnit::Hours => End::of(from.moment().checked_add(count.hours()).unwrap_or(DateTime::MAX)),
            TermUnit::WorkingDays => End::day(self.calendar.add_working_days(from.on, term.count)),
            TermUnit::Days => self.roll(from.on.checked_add(count.days())),
            TermUnit::Months => self.roll(from.on.checked_add(count.months())),
        }
    }

    fn roll(&self, end: Result<Date, jiff::Error>) -> End {
        let end = end.unwrap_or(Date::MAX);
        End::day(if self.rule.roll == Roll::Stays { end } else { self.calendar.roll(end) })
    }

    /// The days in [`stop`, the day of the answer) are given back, or the term starts anew.
    fn resume(&self, due: &mut Due, stop: Date, answer: &Event) {
        if self.rule.clarification == Pause::Restarts {
            let end = self.first_end(answer.on, answer.time);
            (due.start, due.end, due.base, due.original) = (answer.on, end, end, end);
            (due.restarted, due.extended_by, due.suspended) = (true, 0, 0);
            return;
        }
        let working = self.rule.within.unit == TermUnit::WorkingDays;
        let days = match (stop.yesterday(), answer.on.yesterday()) {
            (Ok(stop), Ok(resume)) if working => self.calendar.working_days_between(stop, resume),
            _ => u32::try_from(stop.until(answer.on).map_or(0, |span| span.get_days())).unwrap_or(0),
        };
        due.suspended += days;
        let later = |on: Date, days: u32| on.checked_add(i64::from(days).days());
        let shift = |end: End| match self.rule.within.unit {
            TermUnit::WorkingDays => End::day(self.calendar.add_working_days(end.on, days)),
            TermUnit::Hours => End::of(end.moment().checked_add(i64::from(days).days()).unwrap_or(DateTime::MAX)),
            TermUnit::Days | TermUnit::Months => self.roll(later(end.on, days)),
        };
        // A term in days rolls once, at its end: what stood still is added to the term, not to a
        // day that it had rolled to.
        due.base = match self.plain_end(due.start) {
            Some(end) => self.roll(end.and_then(|end| later(end, due.suspended))),
            None => shift(due.base),
        };
        due.end = if due.extended_by == 0 { due.base } else { shift(due.end) };
    }

    /// The end of a term in days or months before it rolls.
    fn plain_end(&self, start: Date) -> Option<Result<Date, jiff::Error>> {
        let count = i64::from(self.rule.within.count);
        match self.rule.within.unit {
            TermUnit::Days => Some(start.checked_add(count.days())),
            TermUnit::Months => Some(start.checked_add(count.months())),
            TermUnit::Hours | TermUnit::WorkingDays => None,
        }
    }

    fn extend(&self, due: &mut Due, facts: &Event, bad: &mut Vec<BadExtension>) {
        let event = facts.written;
        let Some(term) = facts.more.as_deref().and_then(|m| m.within) else { return };
        if !due.end.met(facts.on, facts.time) {
            bad.push(BadExtension::Late { event, due: due.end.on });
            return;
        }
        let allowed = match self.rule.extension {
            Some(most) if most.unit == term.unit => most.count.saturating_sub(due.extended_by).min(term.count),
            Some(_) => term.count,
            None => 0,
        };
        if allowed < term.count {
            bad.push(BadExtension::Long { event });
        }
        if allowed > 0 {
            due.end = self.add(due.end, Term { count: allowed, unit: term.unit });
            due.extended_by += allowed;
        }
    }
}

/// Returns the last day of a rule's term that starts on a day, without extension, and whether
/// that is provisional.
pub fn plain_term(model: &Model, rule: &DeadlineRule, start: Date) -> (Date, bool) {
    let calendar = model.calendars.get(rule.calendar.as_ref());
    let clock = Clock { rule, calendar: calendar.known(start), known: start };
    let end = clock.first_end(start, None).on;
    let known = (start.year()..=end.year()).all(|year| calendar.has(year));
    (end, rule.calendar.is_some() && !known)
}

/// Returns the day by which the department in charge owes its answer within the city's term:
/// the one set with its assignment, else that of the rule counted from it.
pub fn department_due(model: &Model, due: &Due, assigned: &Event) -> Option<Date> {
    if let Some(set) = assigned.more.as_deref().and_then(|m| m.due) {
        return Some(set);
    }
    let rule = &model.rules[due.rule];
    let calendar = model.calendars.get(rule.calendar.as_ref());
    let clock = Clock { rule, calendar: calendar.known(due.known), known: due.known };
    rule.department_within.map(|term| clock.add(End { on: assigned.on, at: assigned.time }, term).on)
}

/// How one day of a term counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Counted<'a> {
    /// The n-th day of the term; a make-up working day where told so.
    Day {
        number: u32,
        make_up: bool,
    },
    Weekend,
    Holiday(&'a crate::record::Text),
    /// The clock stood still.
    Paused,
}

/// Returns the days of a term after day 0, with how each counted: the working of a due date.
/// Empty for a term in hours.
pub fn days<'a>(model: &'a Model, case: &Case, due: &Due) -> Vec<(Date, Counted<'a>)> {
    let rule = &model.rules[due.rule];
    let calendar = model.calendars.get(rule.calendar.as_ref()).known(due.known);
    let working = rule.within.unit == TermUnit::WorkingDays;
    let pauses = if due.suspended > 0 { pauses(model, case, due) } else { Vec::new() };
    let mut days = Vec::new();
    let mut number = 0;
    let mut date = due.start;
    while date < due.end.on && rule.within.unit != TermUnit::Hours {
        let Ok(next) = date.tomorrow() else { break };
        date = next;
        let kind = calendar.kind(date);
        let paused = pauses.iter().any(|(stop, resume)| *stop <= date && date < *resume);
        let counted = match kind {
            DayKind::Weekend if working => Counted::Weekend,
            DayKind::Holiday(name) if working => Counted::Holiday(name),
            _ if paused => Counted::Paused,
            _ => {
                number += 1;
                Counted::Day { number, make_up: kind == DayKind::MakeUp }
            }
        };
        days.push((date, counted));
    }
    days
}

fn pauses(model: &Model, case: &Case, due: &Due) -> Vec<(Date, Date)> {
    let mut pauses = Vec::new();
    let mut stop = None;
    for event in case.events.iter().filter(|e| due.start <= e.on && e.on <= model.as_of) {
        match event.kind {
            EventKind::ClarificationAsked => stop = Some(event.on),
            EventKind::Clarified => pauses.extend(stop.take().map(|stop| (stop, event.on))),
            _ => {}
        }
    }
    pauses
}
