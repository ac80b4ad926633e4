//! Where one case stands on the day of the build.

use super::due::{self, At, Counting, Due, End, Origin};
use crate::calendar::Known;
use crate::model::Model;
use crate::record::case::Event;
use crate::record::life_cycle::{self, Life};
use crate::record::words::{EventKind, Outcome, Rating, State};
use crate::record::{Case, Id};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// The state of a case and what its figures are made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    pub state: State,
    /// First substantive reply.
    pub first_reply: Option<Date>,
    /// Latest substantive reply.
    pub last_reply: Option<Date>,
    pub accepted: Option<Date>,
    pub assigned: Option<Date>,
    pub concluded: Option<Date>,
    pub outcome: Option<Outcome>,
    pub rating: Option<Rating>,
    /// The current round is not the first.
    pub reopened: bool,
    /// A reply is owed.
    pub open: bool,
    /// Of the current round.
    pub due: Option<Due>,
    /// Of the round that the figures count, where that is not the current one.
    pub first_due: Option<Due>,
    /// The last day for accepting the case: the rule's, at most the due day of the first round.
    pub acceptance_limit: Option<Date>,
    /// The case left the rates: withdrawn before it was due, lapsed, or declined in time.
    pub excused: bool,
    /// Index of the event that put the department in charge.
    pub lead: Option<usize>,
    pub overdue: bool,
    /// Due within three working days.
    pub due_soon: bool,
    /// The last day on which something was recorded, where that is six months ago or more and a
    /// reply is still owed.
    pub asleep: Option<Date>,
    /// Index of the event that began the supervision still open.
    pub supervised: Option<usize>,
    /// Department the case counts for: the lead at the first substantive reply or, where that
    /// came late or not at all, at the end of the term; else the lead. Passing a case on after its
    /// term takes no lateness off whoever had it.
    pub department: Id,
    /// Department in charge: the last assigned. It owes the reply of an open case.
    pub owner: Id,
    /// Who gave the latest reply: the department it names, else the one in charge then.
    pub replier: Id,
    /// Latest date that the page shows: event, publication or correction.
    pub changed: Date,
    /// The day from which the time to the first reply counts: receipt, unless the asker's
    /// silence or withdrawal ended the rounds before.
    pub counted_from: Date,
    /// The periods before the first reply in which an answer was awaited.
    pub waits: Box<[(Date, Date)]>,
    /// Working days from receipt to the first reply, without those of `waits`.
    pub working_days: Option<u32>,
    /// The case was handed on: transferred, sent back, or assigned to another department.
    pub moved: bool,
    /// Departments that passed the case on in the last fifth of its term or later.
    pub passed_on: Box<[Id]>,
    /// Working days from the start of the current round to the latest reply, where that is of
    /// this round and the only one, or of a round that began with a reopening.
    pub round_days: Option<u32>,
    /// It was merged when it was late, and no other case carries its lateness: it counts here.
    pub merged_late: bool,
    /// The end of the term that the first reply of the current round missed.
    pub late_reply: Option<End>,
}

/// How a case is shown in a list: a word, a mark, and the date that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub word: &'static str,
    pub tone: &'static str,
    pub on: Option<Date>,
}

impl Status {
    /// Returns whether the case counts: merged ones are counted with the case they went into.
    pub fn registered(&self) -> bool {
        self.state != State::Merged
    }

    /// Returns whether the case is in the denominator of the reply rate: registered, and not
    /// withdrawn before it was due, lapsed, or declined within the time for accepting.
    pub fn received(&self) -> bool {
        self.registered() && !self.excused
    }

    /// Returns the department that a page or a list names: who owes the reply of an open case,
    /// else the one it counts for.
    pub fn shown_department(&self) -> &Id {
        if self.open { &self.owner } else { &self.department }
    }

    /// Returns the term where there is something to say of it: a reply is owed, was given, or
    /// was owed when the case ended.
    pub fn told_due(&self) -> Option<Due> {
        let told = self.open || self.last_reply.is_some() || !(self.excused || self.state == State::Merged);
        self.due.filter(|_| told)
    }

    /// Returns the term that the figures count.
    pub fn counted_due(&self) -> Option<&Due> {
        self.first_due.as_ref().or(self.due.as_ref())
    }

    /// Returns the rule and the year of a due date that is provisional for want of a calendar.
    pub fn lacks_calendar(&self) -> Option<(usize, i16)> {
        self.due.filter(|due| self.open && due.provisional).map(|due| (due.rule, due.end.on.year()))
    }

    /// Returns the word, mark and date for lists. A case is overdue from the day after the due
    /// date: on the due day itself a reply is in time.
    pub fn shown(&self) -> Shown {
        let due = self.due.filter(|d| self.open && d.stopped.is_none()).map(|d| d.end.on);
        if self.overdue {
            let since = due.and_then(|d| d.tomorrow().ok());
            return Shown { word: "overdue", tone: "late", on: since };
        }
        if self.due_soon {
            return Shown { word: "due_soon", tone: "wait", on: due };
        }
        let (tone, on) = match self.state {
            State::Concluded => ("done", self.concluded),
            State::Replied => ("done", self.last_reply),
            State::AwaitingAsker | State::UnderReview | State::Reopened => ("wait", None),
            State::NotAccepted | State::Lapsed | State::Withdrawn | State::Merged => ("closed", None),
            _ => ("open", due),
        };
        Shown { word: self.state.word(), tone, on }
    }
}

/// Returns the status of a case as of the day of the model.
pub fn status(model: &Model, case: &Case) -> Status {
    status_on(model, case, model.as_of)
}

/// Returns the status of a case as of a day.
pub fn status_on(model: &Model, case: &Case, as_of: Date) -> Status {
    let past = case.events_by(as_of);
    let first_department = case.first_department();
    let mut s = Status {
        state: State::Received,
        first_reply: None,
        last_reply: None,
        accepted: None,
        assigned: None,
        concluded: None,
        outcome: None,
        rating: None,
        reopened: false,
        open: false,
        due: None,
        first_due: None,
        acceptance_limit: None,
        excused: false,
        lead: None,
        overdue: false,
        due_soon: false,
        asleep: None,
        supervised: None,
        department: first_department.clone(),
        owner: first_department.clone(),
        replier: first_department.clone(),
        changed: case.published.filter(|d| *d <= as_of).map_or(case.received, |d| d.max(case.received)),
        counted_from: case.received,
        waits: Box::default(),
        working_days: None,
        moved: false,
        passed_on: Box::default(),
        round_days: None,
        merged_late: false,
        late_reply: None,
    };
    let mut life = Life::default();
    for (i, event) in past.iter().enumerate() {
        // Contradictions were reported by the check and are left out.
        if life.step(event).is_ok() {
            happened(&mut s, i, event);
        }
    }
    s.state = life.state();
    s.open = life.owes_reply();
    if life_cycle::has_ended(s.state) {
        s.supervised = None;
    }
    if s.first_reply.is_none() {
        s.department = s.owner.clone();
    }
    clock(model, case, past, as_of, &mut s);
    let last = past.last().map_or(case.received, |e| e.on.max(case.received));
    s.asleep = Some(last).filter(|on| s.open && on.checked_add(ASLEEP.months()).is_ok_and(|then| then <= as_of));
    s
}

/// What of a case stands open at the end of a day.
#[derive(Debug, Clone)]
pub struct Standing {
    /// A reply is owed.
    pub open: bool,
    pub overdue: bool,
    /// Department in charge.
    pub owner: Id,
    /// Without further events it stays so on all later days.
    pub settled: bool,
}

/// Returns what [`status_on`] says of a case being open, without all else that it works out.
pub fn standing_on(model: &Model, case: &Case, as_of: Date) -> Standing {
    let past = case.events_by(as_of);
    let mut owner = case.first_department();
    let mut life = Life::default();
    for event in past {
        if life.step(event).is_ok() {
            owner = event.leads().unwrap_or(owner);
        }
    }
    let open = life.owes_reply();
    let rounds = Rounds::of(model, case, as_of);
    let due = if open { rounds.count(rounds.spans.len() - 1).map(|c| c.due) } else { None };
    let overdue = due.is_some_and(|due| due.passed(as_of));
    let settled = due.is_none_or(|due| overdue || due.stopped.is_some());
    Standing { open, overdue, owner: owner.clone(), settled }
}

fn happened(s: &mut Status, place: usize, event: &Event) {
    let more = event.more.as_deref();
    s.changed = s.changed.max(event.on);
    s.moved |= matches!(event.kind, EventKind::Transferred | EventKind::Returned)
        || event.leads().is_some_and(|next| *next != s.owner);
    if let Some(department) = event.leads() {
        s.owner = department.clone();
        s.lead = Some(place);
    }
    match event.kind {
        EventKind::Accepted => s.accepted = s.accepted.or(Some(event.on)),
        EventKind::Assigned => s.assigned = s.assigned.or(Some(event.on)),
        EventKind::Replied => {
            if s.first_reply.is_none() {
                s.first_reply = Some(event.on);
                s.department = s.owner.clone();
            }
            s.last_reply = Some(event.on);
            s.replier = event.department().unwrap_or(&s.owner).clone();
        }
        EventKind::Concluded => {
            s.concluded = Some(event.on);
            s.outcome = more.and_then(|m| m.outcome);
        }
        EventKind::Rated => s.rating = more.and_then(|m| m.rating),
        EventKind::Supervised => s.supervised = Some(place),
        EventKind::SupervisionClosed => s.supervised = None,
        _ => {}
    }
    if life_cycle::begins_round(event) {
        s.reopened = true;
        s.concluded = None;
        s.outcome = None;
    }
}

/// Months without any record after which an open case is called asleep.
const ASLEEP: i64 = 6;

/// The rounds of a case on a day, with what each term rests on.
pub struct Rounds<'a> {
    model: &'a Model,
    events: &'a [Event],
    as_of: Date,
    rule: Option<usize>,
    origin: Origin,
    spans: Vec<Range<usize>>,
}

impl<'a> Rounds<'a> {
    /// Returns the rounds of a case, with its events up to a day.
    pub fn of(model: &'a Model, case: &'a Case, as_of: Date) -> Self {
        let events = case.events_by(as_of);
        let origin = model.origin(case, as_of);
        let rule = due::rule(model, case, origin.received.0);
        Self { model, events, as_of, rule, origin, spans: due::rounds(events) }
    }

    fn events(&self, round: usize) -> &'a [Event] {
        &self.events[self.spans[round].clone()]
    }

    fn begun(&self, round: usize) -> Option<At> {
        self.events(round).first().filter(|_| round > 0).map(|e| (e.on, e.time))
    }

    /// Works out the term of a round; `None` without a rule.
    fn count(&self, round: usize) -> Option<Counting> {
        Some(due::count(self.model, self.rule?, self.origin, self.events(round), self.begun(round), self.as_of))
    }

    /// Returns the terms of all rounds.
    pub fn counted(&self) -> Vec<Counting> {
        (0..self.spans.len()).filter_map(|round| self.count(round)).collect()
    }
}

/// The rule, the due dates, lateness, and the working days that the first reply took.
fn clock(model: &Model, case: &Case, past: &[Event], as_of: Date, s: &mut Status) {
    let rounds = Rounds::of(model, case, as_of);
    let last = rounds.spans.len() - 1;
    let mut counted = (0, rounds.count(0));
    s.acceptance_limit = rounds.rule.and_then(|rule| acceptance_limit(&rounds, rule, counted.1.as_ref()));
    s.excused = excused(&rounds, counted.0, counted.1.as_ref(), s.acceptance_limit);
    while s.excused && counted.0 < last {
        counted = (counted.0 + 1, rounds.count(counted.0 + 1));
        s.excused = excused(&rounds, counted.0, counted.1.as_ref(), s.acceptance_limit);
    }
    let (round, counting) = counted;
    let first = counting.as_ref().map(|c| c.due);
    s.due = if round == last { first } else { rounds.count(last).map(|c| c.due) };
    s.first_due = first.filter(|_| round != last);
    s.counted_from = rounds.begun(round).map_or(rounds.origin.received.0, |(on, _)| on);
    if let Some(due) = first.filter(|due| due.passed(as_of) && s.first_reply.is_none_or(|on| on > due.end.on)) {
        let by_then = past.iter().take_while(|e| e.on <= due.end.on);
        s.department = by_then.filter_map(Event::leads).last().unwrap_or(case.first_department()).clone();
    }
    let calendar = model.calendars.get(model.calendar_of(rounds.rule));
    if let (true, Some(due)) = (s.open, &s.due)
        && due.stopped.is_none()
    {
        s.overdue = due.end.on < as_of;
        let known = calendar.known(as_of);
        s.due_soon = !s.overdue && known.working_days_between(as_of, due.end.on) <= 3;
    }
    s.waits = counting.map(waits).unwrap_or_default();
    s.working_days = s.first_reply.map(|reply| s.days_to(reply, calendar.known(reply)));
    s.round_days = s.last_reply.and_then(|reply| {
        let begun = rounds.begun(last).map_or(s.counted_from, |(on, _)| on);
        let in_round = begun <= reply && rounds.events(last).iter().any(|e| e.kind == EventKind::Replied);
        match round == last {
            true => s.working_days.filter(|_| s.first_reply == Some(reply)),
            false => in_round.then(|| calendar.known(reply).working_days_between(begun, reply)),
        }
    });
    s.late_reply = late_reply(&rounds, last, s.due.as_ref());
    s.passed_on = passed_on(model, case, past);
}

/// The end that the first reply of a round missed.
fn late_reply(rounds: &Rounds<'_>, round: usize, due: Option<&Due>) -> Option<End> {
    let reply = rounds.events(round).iter().find(|e| e.kind == EventKind::Replied)?;
    due.map(|due| due.end).filter(|end| !end.met(reply.on, reply.time))
}

/// The pauses of a term, with the one that still goes on.
fn waits(counting: Counting) -> Box<[(Date, Date)]> {
    let mut waits = counting.pauses;
    waits.extend(counting.due.stopped.map(|on| (on, Date::MAX)));
    waits.into()
}

impl Status {
    /// Returns the working days in (start, `to`], without those in which an answer was awaited.
    pub fn days_to(&self, to: Date, calendar: Known<'_>) -> u32 {
        let all = calendar.working_days_between(self.counted_from, to);
        let waited = self.waits.iter().map(|(stop, resume)| {
            // Day 0 is not counted, so it is not taken off either.
            let before = stop.yesterday().unwrap_or(*stop).max(self.counted_from);
            let last = resume.yesterday().unwrap_or(*resume).min(to);
            calendar.working_days_between(before, last)
        });
        all.saturating_sub(waited.sum())
    }
}

fn acceptance_limit(rounds: &Rounds<'_>, rule: usize, first: Option<&Counting>) -> Option<Date> {
    let within = rounds.model.rules[rule].accept_within;
    let limit = within.map(|term| due::other_term(rounds.model, rule, rounds.origin.received, term).on);
    let term = first.map(|c| c.due.original.on);
    // No case is accepted in time after its reply was due.
    limit.zip(term).map(|(limit, term)| limit.min(term)).or(limit).or(term)
}

/// Marks the cases that were merged when they were late and whose lateness no other case
/// carries: else it would be gone (DESIGN 8.6). A case carries the lateness of one that was
/// merged into it by the same department, if it is late for that reason alone.
pub fn mark_merged_late(model: &Model, statuses: &mut [Status], is_late: impl Fn(usize, &Status) -> bool) {
    // Also those merged into a case that is not published.
    let merged = statuses.iter().enumerate().filter(|(_, s)| s.state == State::Merged).map(|(i, _)| i);
    let late = merged.filter_map(|i| Some((late_when_merged(model, &model.cases[i])?, i)));
    let mut late: Vec<(Date, usize)> = late.collect();
    late.sort_unstable();
    // Whether a case can still carry one: worked out once, as thousands may be merged into it.
    let mut can_carry = BTreeMap::<usize, bool>::new();
    for (_, i) in late {
        let into = model.joined_in(i).filter(|into| statuses[*into].department == statuses[i].department);
        let carried = into.is_some_and(|into| {
            let could = || is_late(into, &statuses[into]) && !late_alone(model, &model.cases[into]);
            let can = can_carry.entry(into).or_insert_with(could);
            std::mem::replace(can, false)
        });
        statuses[i].merged_late = !carried;
    }
}

/// Whether a case would be late without those merged into it.
fn late_alone(model: &Model, case: &Case) -> bool {
    let mut rounds = Rounds::of(model, case, model.as_of);
    rounds.origin = Model::own_origin(case, model.as_of);
    let Some(due) = rounds.count(0).map(|c| c.due) else { return false };
    let in_time = rounds.events(0).iter().any(|e| e.kind == EventKind::Replied && due.end.met(e.on, e.time));
    !in_time && due.passed(model.as_of)
}

/// The day on which a case was merged when it was late.
fn late_when_merged(model: &Model, case: &Case) -> Option<Date> {
    let on = case.events_by(model.as_of).iter().find(|e| e.kind == EventKind::Merged)?.on;
    let rounds = Rounds::of(model, case, on);
    let due = rounds.count(0)?.due;
    let in_time = rounds.events(0).iter().any(|e| e.kind == EventKind::Replied && due.end.met(e.on, e.time));
    (!in_time && due.passed(on)).then_some(on)
}

/// Returns whether a round without a reply ended in a way that leaves the rates. What comes on
/// the due day or later does not: nothing escapes by being withdrawn when it falls due.
fn excused(rounds: &Rounds<'_>, round: usize, counting: Option<&Counting>, limit: Option<Date>) -> bool {
    let events = rounds.events(round);
    if events.iter().any(|e| e.kind == EventKind::Replied) {
        return false;
    }
    let is_exit = |e: &&Event| matches!(e.kind, EventKind::Withdrawn | EventKind::Lapsed | EventKind::NotAccepted);
    let Some(exit) = events.iter().rev().find(is_exit) else { return false };
    let taken_back = |e: &Event| matches!(e.kind, EventKind::Accepted | EventKind::Assigned | EventKind::Transferred);
    let Some(due) = counting.map(|c| c.due) else { return true };
    let stood = due.stopped.is_some_and(|on| on <= exit.on);
    match exit.kind {
        EventKind::Withdrawn => stood || exit.on < due.end.on,
        EventKind::Lapsed => stood || exit.on <= due.end.on,
        _ => {
            let after = events.iter().rev().take_while(|e| !std::ptr::eq(*e, exit));
            let set = rounds.model.rules[due.rule].accept_within.is_some();
            let in_time = limit.is_some_and(|limit| exit.on < limit || (set && exit.on == limit));
            in_time && !after.into_iter().any(taken_back)
        }
    }
}

/// The departments that passed a case on late: when more than four fifths of the term, as it
/// stood that day, were over.
fn passed_on(model: &Model, case: &Case, past: &[Event]) -> Box<[Id]> {
    if !past.iter().any(|e| e.kind == EventKind::Transferred || e.kind == EventKind::Assigned) {
        return Box::default();
    }
    let mut lead: Option<&Id> = None;
    let mut passed = Vec::new();
    for (i, event) in past.iter().enumerate() {
        let Some(next) = event.leads() else { continue };
        if let Some(before) = lead.filter(|before| *before != next)
            && !passed.contains(before)
            && late_in_term(model, case, past, i)
        {
            passed.push(before.clone());
        }
        lead = Some(next);
    }
    passed.into()
}

fn late_in_term(model: &Model, case: &Case, past: &[Event], place: usize) -> bool {
    let on = past[place].on;
    let rounds = Rounds::of(model, case, on);
    // The round that the case was passed on in, with what had happened by then.
    let Some(round) = rounds.spans.iter().position(|span| span.contains(&place)) else { return false };
    let before = &past[rounds.spans[round].start..place];
    if before.iter().any(|e| e.kind == EventKind::Replied) {
        return false;
    }
    let Some(rule) = rounds.rule else { return false };
    let due = due::count(model, rule, rounds.origin, before, rounds.begun(round), on).due;
    let known = model.calendars.get(model.rules[rule].calendar.as_ref()).known(on);
    let working = model.rules[rule].within.unit == crate::yaml::schema::TermUnit::WorkingDays;
    let days = |to: Date| match working {
        true => i64::from(known.working_days_between(due.start, to)),
        false => i64::from(due.start.until(to).map_or(0, |span| span.get_days())),
    };
    due.stopped.is_none() && days(on) * 5 > days(due.end.on) * 4
}
