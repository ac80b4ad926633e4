//! When a reply is owed: the rule, its arithmetic, and the reasons (DOMAIN 1.4, DESIGN 8).
//!
//! The rule is the first that applies on the day of receipt, to the kind, the urgency and the
//! department first in charge: a transfer keeps the clock. Day 0 is the day the term starts;
//! what comes at or after the rule's cut-off hour counts as come on the next working day. A
//! rule that counts from acceptance counts from receipt plus `accept_within` where no
//! acceptance is recorded, or one that came only after the term had ended.
//!
//! Working days are counted forward and the term ends with the n-th. A term in days or months
//! ends on the day so many later (the last of the month where it has no such day), and rolls
//! from a day off to the next working day. A term in hours counts from the hour of receipt,
//! from the end of the day where no hour is recorded.
//!
//! A question to the asker stops the clock, starts the term anew with the answer, or changes
//! nothing, as the rule says; asking a third party stops it. Day 0 is no day of the term and is
//! not given back. An extension is added to the unrolled end, which then rolls once; all
//! together reach no further than the latest day that the rule allows. **What comes after the
//! end of a term cannot move it**: it is reported, and changes no date.
//!
//! Calendars are taken as they were known when the term ended: a day off that was announced
//! while the term ran moves its end; one announced later does not.

use crate::calendar::{DayKind, Known};
pub use crate::model::{At, Origin};

use crate::model::Model;
use crate::record::Case;
use crate::record::case::{Event, Written};
use crate::record::life_cycle;
use crate::record::reference::DeadlineRule;
use crate::record::words::{EventKind, Pause, Roll, Start, ThirdParty};
use crate::yaml::schema::{Term, TermUnit};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use serde::Serialize;
use std::ops::Range;

/// The end of a term: a day, or an hour of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

    /// Returns whether something came in time. On the day on which a term ends at an hour, what
    /// bears no hour is not known to have come before it, and does not count as in time.
    pub fn met(self, on: Date, time: Option<Time>) -> bool {
        match (self.at, time) {
            (Some(end), Some(time)) if on == self.on => time <= end,
            (Some(_), None) if on == self.on => false,
            _ => on <= self.on,
        }
    }

    /// Returns whether the hour decides if something on this day came in time.
    pub fn needs_hour(self, on: Date, time: Option<Time>) -> bool {
        self.at.is_some() && time.is_none() && on == self.on
    }

    fn earlier(self, other: Self) -> Self {
        if other.moment() < self.moment() { other } else { self }
    }
}

/// A due date and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Due {
    pub end: End,
    /// Without extensions.
    pub base: End,
    /// Before extensions and suspensions.
    pub original: End,
    /// The day off from which the end, and the one before extensions and suspensions, rolled.
    pub rolled_from: Option<Date>,
    pub original_rolled_from: Option<Date>,
    /// Day 0.
    pub start: Date,
    /// The event that the term counts from.
    pub from: From,
    /// The event that the term counts from lies at or after the cut-off hour of this day.
    pub cut_off: Option<Date>,
    /// Index of the rule in the model.
    pub rule: usize,
    /// The day of the last extension that held.
    pub extended: Option<Date>,
    /// Working days, or days for a rule that counts days or months, or hours for one in hours.
    pub suspended: u32,
    /// The clock has stood still since this day, up to the day of the build or the end of the
    /// round: an answer is awaited.
    pub stopped: Option<Date>,
    /// A year without calendar lies in the term.
    pub provisional: bool,
    /// The calendar is taken as it was known on this day.
    pub known: Date,
    /// A day off announced on the first date moved the end from the second.
    pub moved: Option<(Date, Date)>,
}

impl Due {
    /// Returns whether a term has run out before a day: it has an end, and that has passed.
    pub fn passed(&self, day: Date) -> bool {
        self.stopped.is_none() && self.end.on < day
    }
}

/// What a term counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum From {
    Received,
    Accepted,
    Assigned,
    /// No acceptance or assignment was recorded in time: the end of the time for accepting.
    AcceptanceLimit,
    /// The asker's answer to a question.
    Clarified,
    Reopened,
}

/// Extensions of one round that are followed: with each, and with each answer after it, the end
/// is worked out from all of them.
const EXTENSIONS: usize = 10;

/// An act that could not move a term, or not so far as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VainAct {
    /// Dated after the end of the term, which is given.
    Late { event: Written, kind: EventKind, due: Date },
    /// An extension beyond the latest day that the rule allows, which is given.
    Long { event: Written, latest: Date },
}

/// A term, worked out.
#[derive(Debug)]
pub struct Counting {
    pub due: Due,
    pub vain: Vec<VainAct>,
    /// The periods in which the clock stood still: first day, and the day it went on.
    pub pauses: Vec<(Date, Date)>,
}

/// Returns the rounds of a case up to a day, as places of its events: the event that begins a
/// round is its first.
pub fn rounds(events: &[Event]) -> Vec<Range<usize>> {
    let mut rounds = Vec::with_capacity(1);
    let mut from = 0;
    for (i, _) in events.iter().enumerate().skip(1).filter(|(_, e)| life_cycle::begins_round(e)) {
        rounds.push(from..i);
        from = i;
    }
    rounds.push(from..events.len());
    rounds
}

/// Returns the rule for a case: chosen by the day of receipt, it holds for all its rounds.
pub fn rule(model: &Model, case: &Case, received: Date) -> Option<usize> {
    let department = case.first_department();
    let fits = |list_empty: bool, contains: bool| list_empty || contains;
    let applies = |rule: &DeadlineRule| {
        fits(rule.kinds.is_empty(), rule.kinds.contains(&case.kind))
            && fits(rule.departments.is_empty(), rule.departments.contains(department))
            && fits(rule.urgency.is_empty(), rule.urgency.contains(&case.urgency))
            && rule.valid_from <= received
            && rule.valid_to.is_none_or(|to| received <= to)
    };
    model.rules.iter().position(applies)
}

/// Works out when a reply to a round of a case is owed, as known on a day. `events` are those of
/// the round up to that day; `begun` is the moment that a later round began.
pub fn count(model: &Model, rule: usize, origin: Origin, events: &[Event], begun: Option<At>, as_of: Date) -> Counting {
    let calendar = model.calendars.get(model.rules[rule].calendar.as_ref());
    let clock = |known| Clock { rule: &model.rules[rule], place: rule, calendar: calendar.known(known), known };
    let first = begun.unwrap_or(origin.received).0;
    let mut counted = clock(first).count(origin, events, begun);
    // Again with each announcement that falls into the term, up to the day of the build.
    while let Some(on) = calendar.next_announcement(counted.due.known, counted.due.end.on.min(as_of)) {
        let before = counted.due;
        counted = clock(on).count(origin, events, begun);
        counted.due.moved = if counted.due.end == before.end { before.moved } else { Some((on, before.end.on)) };
    }
    counted
}

struct Clock<'a> {
    rule: &'a DeadlineRule,
    place: usize,
    calendar: Known<'a>,
    known: Date,
}

/// What is known of a term while its events are gone through.
struct Running {
    start: At,
    from: From,
    cut_off: Option<Date>,
    /// In the unit of [`Due::suspended`]; for a term in hours, in minutes.
    suspended: u32,
    extensions: Vec<Term>,
    extended: Option<Date>,
    base: End,
    end: End,
    /// Who is asked, and since when the clock stands still for it.
    asker: bool,
    third_party: bool,
    standing: Option<At>,
    pauses: Vec<(Date, Date)>,
    vain: Vec<VainAct>,
}

impl Clock<'_> {
    fn count(&self, origin: Origin, events: &[Event], begun: Option<At>) -> Counting {
        let mut vain = Vec::new();
        let (moment, from) = match begun {
            Some(at) => (at, From::Reopened),
            None => self.start(origin, events, &mut vain),
        };
        let mut run = self.running(moment, from, vain);
        for event in events {
            match event.kind {
                EventKind::Replied
                | EventKind::Concluded
                | EventKind::Lapsed
                | EventKind::Withdrawn
                | EventKind::Merged => break,
                EventKind::ClarificationAsked if self.rule.clarification != Pause::RunsOn => {
                    run.asker |= self.stop(&mut run, event);
                }
                EventKind::ThirdPartyAsked if self.rule.third_party == ThirdParty::Stops => {
                    run.third_party |= self.stop(&mut run, event);
                }
                EventKind::Clarified if run.asker => {
                    run.asker = false;
                    self.answered(&mut run, event);
                }
                EventKind::ThirdPartyAnswered if run.third_party => {
                    run.third_party = false;
                    self.go_on(&mut run, event);
                }
                EventKind::Extended => self.extend(&mut run, event),
                _ => {}
            }
        }
        self.settled(run)
    }

    fn settled(&self, run: Running) -> Counting {
        let fresh = Running { suspended: 0, extensions: Vec::new(), ..self.running(run.start, run.from, Vec::new()) };
        let plain = self.plain(&fresh);
        let original = self.rolled(plain, &[]);
        let unrolled = run.extensions.iter().fold(self.plain(&run), |end, term| self.later(end, *term));
        let from = |unrolled: End, end: End| Some(unrolled.on).filter(|on| *on < end.on);
        let years = run.start.0.year()..=run.end.on.year();
        let hours = self.rule.within.unit == TermUnit::Hours;
        let due = Due {
            end: run.end,
            base: run.base,
            original,
            rolled_from: from(unrolled, run.end),
            original_rolled_from: from(plain, original),
            start: run.start.0,
            from: run.from,
            cut_off: run.cut_off,
            rule: self.place,
            extended: run.extended,
            suspended: if hours { run.suspended.div_ceil(60) } else { run.suspended },
            stopped: run.standing.map(|(on, _)| on),
            provisional: self.rule.calendar.is_some() && !years.into_iter().all(|year| self.calendar.has(year)),
            known: self.known,
            moved: None,
        };
        Counting { due, vain: run.vain, pauses: run.pauses }
    }

    /// The moment a first round counts from. An acceptance after the end that the term has
    /// without it cannot move that end.
    fn start(&self, origin: Origin, events: &[Event], vain: &mut Vec<VainAct>) -> (At, From) {
        let (recorded, kind, from) = match self.rule.from {
            Start::Received => return (origin.received, From::Received),
            Start::Accepted => (origin.accepted, EventKind::Accepted, From::Accepted),
            Start::Assigned => (origin.assigned, EventKind::Assigned, From::Assigned),
        };
        let (limit, without) = match self.rule.accept_within {
            Some(term) => {
                let end = self.term_from(origin.received, term);
                ((end.on, end.at), From::AcceptanceLimit)
            }
            None => (origin.received, From::Received),
        };
        let Some(at) = recorded else { return (limit, without) };
        let end = self.running(limit, without, Vec::new()).end;
        if end.met(at.0, at.1) || end.needs_hour(at.0, at.1) {
            return (at, from);
        }
        let late = events.iter().find(|e| e.kind == kind && (e.on, e.time) == at);
        vain.extend(late.map(|e| VainAct::Late { event: e.written, kind, due: end.on }));
        (limit, without)
    }

    fn running(&self, (day, time): At, from: From, vain: Vec<VainAct>) -> Running {
        let late = self.rule.cut_off.is_some_and(|hour| time.is_some_and(|time| time >= hour));
        let start = if late { (self.calendar.add_working_days(day, 1), None) } else { (day, time) };
        let mut run = Running {
            start,
            from,
            cut_off: late.then_some(day),
            suspended: 0,
            extensions: Vec::new(),
            extended: None,
            base: End::day(start.0),
            end: End::day(start.0),
            asker: false,
            third_party: false,
            standing: None,
            pauses: Vec::new(),
            vain,
        };
        self.reckon(&mut run);
        run
    }

    /// Works out both ends from start, pauses and extensions.
    fn reckon(&self, run: &mut Running) {
        let plain = self.plain(run);
        run.base = self.rolled(plain, &[]);
        let extended = run.extensions.iter().fold(plain, |end, term| self.later(end, *term));
        run.end = self.rolled(extended, &run.extensions).earlier(self.latest(plain));
    }

    /// The latest day that the rule allows.
    fn latest(&self, plain: End) -> End {
        let most = self.rule.extension;
        self.rolled(most.map_or(plain, |term| self.later(plain, term)), most.as_slice())
    }

    /// The end of the term, without extensions and before it rolls.
    fn plain(&self, run: &Running) -> End {
        let (start, within) = (run.start, self.rule.within);
        match within.unit {
            TermUnit::WorkingDays => {
                End::day(self.calendar.add_working_days(start.0, within.count.saturating_add(run.suspended)))
            }
            TermUnit::Hours => {
                let end = self.later(End { on: start.0, at: start.1 }, within);
                End::of(end.moment().checked_add(i64::from(run.suspended).minutes()).unwrap_or(DateTime::MAX))
            }
            TermUnit::Days | TermUnit::Months => {
                let end = self.later(End::day(start.0), within);
                End::day(end.on.checked_add(i64::from(run.suspended).days()).unwrap_or(Date::MAX))
            }
        }
    }

    /// So much later, not rolled.
    fn later(&self, end: End, term: Term) -> End {
        let count = i64::from(term.count);
        let day = |on: Result<Date, jiff::Error>| End { on: on.unwrap_or(Date::MAX), at: end.at };
        match term.unit {
            TermUnit::Hours => End::of(end.moment().checked_add(count.hours()).unwrap_or(DateTime::MAX)),
            TermUnit::WorkingDays => End { on: self.calendar.add_working_days(end.on, term.count), at: end.at },
            TermUnit::Days => day(end.on.checked_add(count.days())),
            TermUnit::Months => day(end.on.checked_add(count.months())),
        }
    }

    /// A term that counts days or months rolls from a day off; hours and working days do not.
    fn rolled(&self, end: End, extensions: &[Term]) -> End {
        let rolls = |unit: TermUnit| matches!(unit, TermUnit::Days | TermUnit::Months);
        let any = rolls(self.rule.within.unit) || extensions.iter().any(|term| rolls(term.unit));
        if !any || end.at.is_some() || self.rule.roll == Roll::Stays {
            return end;
        }
        End::day(self.calendar.roll(end.on))
    }

    /// The end of a term of its own that starts at a moment.
    fn term_from(&self, (on, time): At, term: Term) -> End {
        let at = time.filter(|_| term.unit == TermUnit::Hours);
        let end = self.later(End { on, at }, term);
        let rolls = matches!(term.unit, TermUnit::Days | TermUnit::Months) && self.rule.roll != Roll::Stays;
        if rolls { End::day(self.calendar.roll(end.on)) } else { end }
    }

    /// The clock stops, if it still runs; returns whether the question counts.
    fn stop(&self, run: &mut Running, event: &Event) -> bool {
        if run.standing.is_none() && !run.end.met(event.on, event.time) {
            run.vain.push(VainAct::Late { event: event.written, kind: event.kind, due: run.end.on });
            return false;
        }
        run.standing = run.standing.or(Some((event.on, event.time)));
        true
    }

    /// The asker answered: the term starts anew, or goes on.
    fn answered(&self, run: &mut Running, event: &Event) {
        if self.rule.clarification != Pause::Restarts {
            self.go_on(run, event);
            return;
        }
        let Some((stop, _)) = run.standing else { return };
        run.pauses.push((stop, event.on));
        let third_party = run.third_party;
        // A term that starts later than the answer has not begun: nothing starts anew.
        if event.on >= run.start.0 {
            let (pauses, vain) = (std::mem::take(&mut run.pauses), std::mem::take(&mut run.vain));
            *run = self.running((event.on, event.time), From::Clarified, vain);
            run.pauses = pauses;
        }
        run.third_party = third_party;
        run.standing = third_party.then_some((event.on, event.time));
    }

    /// The clock goes on once nobody's answer is awaited: the days in [stop, answer) are given
    /// back, of those that belong to the term.
    fn go_on(&self, run: &mut Running, event: &Event) {
        if run.asker || run.third_party {
            return;
        }
        let Some(stop) = run.standing.take() else { return };
        run.pauses.push((stop.0, event.on));
        run.suspended = run.suspended.saturating_add(self.lost(run.start, stop, (event.on, event.time)));
        self.reckon(run);
    }

    /// How much of the term was lost while the clock stood still.
    fn lost(&self, start: At, stop: At, answer: At) -> u32 {
        if self.rule.within.unit == TermUnit::Hours {
            // Whole days, unless both hours are known.
            let (Some(from), Some(to)) = (stop.1, answer.1) else {
                return days_between(stop.0.max(start.0), answer.0).saturating_mul(24 * 60);
            };
            let from = stop.0.to_datetime(from).max(End { on: start.0, at: start.1 }.moment());
            let minutes = answer.0.to_datetime(to).duration_since(from).as_mins();
            return u32::try_from(minutes.max(0)).unwrap_or(u32::MAX);
        }
        // Day 0 is no day of the term.
        let first = stop.0.max(start.0.tomorrow().unwrap_or(start.0));
        if answer.0 <= first {
            return 0;
        }
        match (first.yesterday(), answer.0.yesterday()) {
            (Ok(before), Ok(last)) if self.rule.within.unit == TermUnit::WorkingDays => {
                self.calendar.working_days_between(before, last)
            }
            _ => days_between(first, answer.0),
        }
    }

    /// An extension holds when it comes while the term runs or stands still, and up to the
    /// latest day that the rule allows.
    fn extend(&self, run: &mut Running, event: &Event) {
        let Some(term) = event.more.as_deref().and_then(|m| m.within) else { return };
        if run.standing.is_none() && !run.end.met(event.on, event.time) {
            run.vain.push(VainAct::Late { event: event.written, kind: event.kind, due: run.end.on });
            return;
        }
        if run.extensions.len() == EXTENSIONS {
            run.vain.push(VainAct::Long { event: event.written, latest: run.end.on });
            return;
        }
        let before = run.end;
        run.extensions.push(term);
        self.reckon(run);
        let plain = self.plain(run);
        let asked = run.extensions.iter().fold(plain, |end, term| self.later(end, *term));
        let latest = self.latest(plain);
        if latest.moment() < self.rolled(asked, &run.extensions).moment() {
            run.vain.push(VainAct::Long { event: event.written, latest: latest.on });
        }
        if run.end != before {
            run.extended = Some(event.on);
        }
    }
}

fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from(from.until(to).map_or(0, |span| span.get_days())).unwrap_or(0)
}

/// Returns the last day of a rule's term that starts on a day, without extension, and whether
/// that is provisional.
pub fn plain_term(model: &Model, rule: &DeadlineRule, start: Date) -> (Date, bool) {
    let calendar = model.calendars.get(rule.calendar.as_ref());
    let clock = Clock { rule, place: 0, calendar: calendar.known(start), known: start };
    let end = clock.term_from((start, None), rule.within).on;
    let known = (start.year()..=end.year()).all(|year| clock.calendar.has(year));
    (end, rule.calendar.is_some() && !known)
}

/// Returns the end of a term of a rule other than its own: for accepting, for a review.
pub fn other_term(model: &Model, rule: usize, start: At, term: Term) -> End {
    let facts = &model.rules[rule];
    let calendar = model.calendars.get(facts.calendar.as_ref());
    Clock { rule: facts, place: rule, calendar: calendar.known(start.0), known: start.0 }.term_from(start, term)
}

/// Returns the day by which the department in charge owes its answer within the city's term:
/// the one set with its assignment, else that of the rule counted from it.
pub fn department_due(model: &Model, due: &Due, assigned: &Event) -> Option<Date> {
    if let Some(set) = assigned.more.as_deref().and_then(|m| m.due) {
        return Some(set);
    }
    let rule = &model.rules[due.rule];
    let calendar = model.calendars.get(rule.calendar.as_ref());
    let clock = Clock { rule, place: due.rule, calendar: calendar.known(due.known), known: due.known };
    rule.department_within.map(|term| clock.term_from((assigned.on, assigned.time), term).on)
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
pub fn days<'a>(model: &'a Model, due: &Due, pauses: &[(Date, Date)]) -> Vec<(Date, Counted<'a>)> {
    let rule = &model.rules[due.rule];
    let calendar = model.calendars.get(rule.calendar.as_ref()).known(due.known);
    let working = rule.within.unit == TermUnit::WorkingDays;
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
