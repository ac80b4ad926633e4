//! Where one case stands on the day of the build.

use super::due::{self, Due, Round};
use crate::model::Model;
use crate::record::words::{EventKind, Outcome, Rating, Role, State};
use crate::record::{Case, Id, life_cycle};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The state of a case and what its figures are made of.
#[derive(Debug, Clone)]
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
    /// It was reopened: the current round is not the first.
    pub reopened: bool,
    /// A reply is owed.
    pub open: bool,
    /// Of the current round.
    pub due: Option<Due>,
    /// Of the first round, where that is not the current one.
    pub first_due: Option<Due>,
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
    /// Department the case counts for: the lead at the first substantive reply, else the lead.
    pub department: Id,
    /// Latest date that the page shows: event, publication or correction.
    pub changed: Date,
    /// Working days from receipt to the first reply, by the calendar of the rule.
    pub working_days: Option<u32>,
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

    /// Returns whether the case is in the denominator of the reply rate: registered and
    /// accepted, not withdrawn.
    pub fn received(&self) -> bool {
        let out = matches!(self.state, State::NotAccepted | State::Withdrawn | State::Merged);
        !out && (self.accepted.is_some() || self.assigned.is_some() || self.first_reply.is_some())
    }

    /// Returns the rule and the year of a due date that is provisional for want of a calendar.
    pub fn lacks_calendar(&self) -> Option<(usize, i16)> {
        self.due.filter(|due| self.open && due.provisional).map(|due| (due.rule, due.end.on.year()))
    }

    /// Returns the word, mark and date for lists. A case is overdue from the day after the due
    /// date: on the due day itself a reply is in time.
    pub fn shown(&self) -> Shown {
        let due = self.due.filter(|d| self.open && !d.stopped).map(|d| d.end.on);
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
        lead: None,
        overdue: false,
        due_soon: false,
        asleep: None,
        supervised: None,
        department: case.department.clone(),
        changed: case.published.filter(|d| *d <= as_of).map_or(case.received, |d| d.max(case.received)),
        working_days: None,
    };
    let mut lead = &case.department;
    for (i, event) in case.events.iter().enumerate().take_while(|(_, e)| e.on <= as_of) {
        let more = event.more.as_deref();
        s.state = life_cycle::next(s.state, event.kind).unwrap_or(s.state);
        s.changed = s.changed.max(event.on);
        match event.kind {
            EventKind::Accepted => s.accepted = s.accepted.or(Some(event.on)),
            EventKind::Assigned | EventKind::Transferred => {
                if event.kind == EventKind::Assigned {
                    s.assigned = s.assigned.or(Some(event.on));
                }
                if let Some(department) = event.department()
                    && more.is_some_and(|m| m.role != Some(Role::Assist))
                {
                    lead = department;
                    s.lead = Some(i);
                }
            }
            EventKind::Replied => {
                if s.first_reply.is_none() {
                    s.first_reply = Some(event.on);
                    s.department = lead.clone();
                }
                s.last_reply = Some(event.on);
            }
            EventKind::Concluded => {
                s.concluded = Some(event.on);
                s.outcome = more.and_then(|m| m.outcome);
            }
            EventKind::Reopened => {
                s.reopened = true;
                s.concluded = None;
            }
            EventKind::Rated => s.rating = more.and_then(|m| m.rating),
            EventKind::Supervised => s.supervised = Some(i),
            EventKind::SupervisionClosed => s.supervised = None,
            _ => {}
        }
    }
    if life_cycle::has_ended(s.state) {
        s.supervised = None;
    }
    if s.first_reply.is_none() {
        s.department = lead.clone();
    }
    clock(model, case, lead, as_of, &mut s);
    let last = case.events.iter().rev().find(|e| e.on <= as_of).map_or(case.received, |e| e.on.max(case.received));
    s.asleep = Some(last).filter(|on| s.open && on.checked_add(ASLEEP.months()).is_ok_and(|then| then <= as_of));
    s
}

/// Months without any record after which an open case is called asleep.
const ASLEEP: i64 = 6;

/// Due date, lateness, and the working days that the first reply took.
fn clock(model: &Model, case: &Case, lead: &Id, as_of: Date, s: &mut Status) {
    s.open = life_cycle::owes_reply(s.state);
    s.due = due::due(model, case, lead, Round::Current, as_of);
    if s.reopened {
        s.first_due = due::due(model, case, &s.department, Round::First, as_of);
    }
    let calendar = |due: &Due| model.calendars.get(model.rules[due.rule].calendar.as_ref());
    if let (true, Some(due)) = (s.open, &s.due)
        && !due.stopped
    {
        s.overdue = due.end.on < as_of;
        let known = calendar(due).known(as_of);
        s.due_soon = !s.overdue && known.working_days_between(as_of, due.end.on) <= 3;
    }
    s.working_days = s.first_reply.and_then(|reply| {
        let due = s.first_due.as_ref().or(s.due.as_ref())?;
        Some(calendar(due).known(reply).working_days_between(case.received, reply))
    });
}
