//! The sets that figures count: for each case, which it is in.
//!
//! A figure is the size of a set, or what part one set is of another (DOMAIN 2). The sets of
//! a case are worked out once, as bits; a group's figures are sums of them.

use crate::derive::Status;
use crate::derive::due::Due;
use crate::model::Model;
use crate::record::Case;
use crate::record::case::Event;
use crate::record::words::{EventKind, Level, Outcome, Rating, State};
use jiff::civil::Date;

macro_rules! sets {
    ($($variant:ident = $id:literal, $en:literal, $zh:literal;)*) => {
        /// A set of cases.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Set { $($variant),* }

        impl Set {
            /// All sets: name of the column, and what is in it, in English and Chinese.
            pub const ALL: &'static [(Set, &'static str, &'static str, &'static str)] =
                &[$((Set::$variant, $id, $en, $zh)),*];
        }
    };
}

sets! {
    Registered = "registered", "cases received, merged ones counted once", "登记数，合并的只计一次";
    Decided = "decided", "registered, with a recorded decision to accept or not", "有受理或不予受理记录";
    Accepted = "accepted", "registered, with a recorded acceptance", "有受理记录";
    NotAccepted = "not_accepted", "registered, not accepted", "不予受理";
    Withdrawn = "withdrawn", "registered, withdrawn by the asker", "撤回";
    Lapsed = "lapsed", "registered, ended because the asker did not answer", "逾期不补正而终结";
    Assigned = "assigned", "accepted, with a recorded assignment", "受理后有交办记录";
    AssignmentKnown = "assignment_known", "accepted, and assigned or still without a reply", "受理后已交办或尚未答复";
    Received = "received", "registered and accepted, not ended by the asker before the due date", "受理数，不含到期前撤回或终结";
    Replied = "replied", "received, with a substantive reply", "已实质答复";
    HoldingOnly = "holding_only", "received, with a holding reply and no substantive one", "仅有阶段性答复";
    Open = "open", "a reply is owed", "在办";
    DueSoon = "due_soon", "open, due within three working days", "三个工作日内到期";
    Overdue = "overdue", "open, and due before the day", "逾期未答复";
    VeryOverdue = "very_overdue", "overdue for more than 20 working days", "逾期超过20个工作日";
    Asleep = "asleep", "open, and nothing recorded for six months", "在办且六个月没有新的记录";
    Mature = "mature", "received, with a first due date before the day", "首次答复期限已届满";
    OnTime = "on_time", "mature, first replied by the due date with its extension", "在延长后的期限内首次答复";
    OnTimeBase = "on_time_base", "mature, first replied by the due date without extension", "未用延期即在期限内首次答复";
    Provisional = "provisional", "received, and not mature yet", "期限未届满（暂定）";
    Concluded = "concluded", "received, and concluded", "已办结";
    EverConcluded = "ever_concluded", "received, and concluded at least once", "曾办结";
    Reopened = "reopened", "reopened at least once", "曾重新办理";
    ReopenedSoon = "reopened_soon", "reopened at most 90 days after a conclusion", "办结后90日内重新办理";
    Extended = "extended", "received, with an extension", "延期";
    Suspended = "suspended", "received, with a clarification asked for", "要求补正（暂停计时）";
    Transferred = "transferred", "received, moved from one department to another", "转办";
    Returned = "returned", "received, sent back by a department", "退件";
    Supervised = "supervised", "received, supervised at least once", "督办";
    Reminded = "supervised_remind", "supervised by a reminder", "催办";
    Noticed = "supervised_notice", "supervised by a notice", "督办通知";
    Yellow = "supervised_yellow", "supervised by a yellow warning", "黄牌";
    Red = "supervised_red", "supervised by a red warning", "红牌";
    Led = "supervised_leader", "taken up by a leader", "领导督办";
    SupervisedNow = "supervised_now", "under supervision on the day", "督办中";
    SupervisionDue = "supervision_due", "supervised with a day set, which has passed", "督办期限已届满";
    SupervisionMet = "supervision_met", "of these, replied to by that day", "在督办期限内答复";
    Rated = "rated", "concluded at least once, and rated by the asker", "已评价";
    Satisfied = "satisfied", "last rated satisfied", "满意";
    Basically = "basically", "last rated mostly satisfied", "基本满意";
    Dissatisfied = "dissatisfied", "last rated dissatisfied", "不满意";
    Granted = "outcome_granted", "concluded: granted in full", "办结：予以公开";
    Part = "outcome_part", "concluded: granted in part", "办结：部分公开";
    Refused = "outcome_refused", "concluded: refused", "办结：不予公开";
    NotHeld = "outcome_not_held", "concluded: information not held", "办结：不掌握";
    CannotProvide = "outcome_cannot_provide", "concluded: cannot be provided", "办结：无法提供";
    NotHandled = "outcome_not_handled", "concluded: not handled", "办结：不予处理";
    Done = "outcome_done", "concluded: done", "办结：已解决";
    Planned = "outcome_planned", "concluded: planned", "办结：列入计划";
    NotFeasible = "outcome_not_feasible", "concluded: not feasible", "办结：暂不可行";
    NotResponsible = "outcome_not_responsible", "concluded: not the department's remit", "办结：不属职责";
    Duplicate = "outcome_duplicate", "concluded: duplicate", "办结：重复";
    OutcomeWithdrawn = "outcome_withdrawn", "concluded: withdrawn", "办结：撤回";
    Resolvable = "resolvable", "concluded: granted in full, in part, or refused", "予以、部分或不予公开";
    Corrected = "corrected", "with a corrected reply", "答复有更正";
    Redacted = "redacted", "with a passage redacted", "有隐去内容";
    Withheld = "withheld", "withheld after publication", "公开后转为不公开";
    Removed = "removed", "removed", "撤下";
}

/// Sums over a case that may be more than one.
pub const SUMS: [(&str, &str, &str); 5] = [
    ("transfers", "how often cases were moved or sent back", "转办和退件次数"),
    ("promises_kept", "promises kept in time", "按期兑现的承诺"),
    ("promises_kept_late", "promises kept late", "逾期兑现的承诺"),
    ("promises_missed", "promises not kept by their day", "逾期未兑现的承诺"),
    ("promises_running", "promises whose day has not come", "未到期的承诺"),
];

/// What a case adds to figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    bits: u64,
    pub sums: [u16; SUMS.len()],
    /// Working days to the first reply; for a case without one, its age. Of cases whose due
    /// date has passed, or that have none: among those still in their term the quick ones
    /// would be answered and the slow ones not counted.
    pub reply: Option<Time>,
    /// Working days to the last conclusion; for a case without one, its age.
    pub conclusion: Option<Time>,
}

/// A length of time in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Taken(u16),
    /// So far.
    Running(u16),
}

impl Facts {
    /// Returns whether the case is in a set.
    pub fn is_in(&self, set: Set) -> bool {
        self.bits & (1 << set as u32) != 0
    }

    /// Calls `f` with the place of each set the case is in.
    pub fn each(&self, mut f: impl FnMut(usize)) {
        let mut bits = self.bits;
        while bits != 0 {
            f(bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
}

const _: () = assert!(Set::ALL.len() <= 64, "sets fit into the bits");

/// Returns what a case adds to figures; merged ones add nothing.
pub fn facts(model: &Model, case: &Case, status: &Status) -> Facts {
    let mut bits = 0_u64;
    let mut put = |set: Set, is_in: bool| bits |= u64::from(is_in) << set as u32;
    let registered = status.registered();
    if !registered {
        return Facts { bits: 0, sums: [0; SUMS.len()], reply: None, conclusion: None };
    }
    let past = &case.events[..case.events.partition_point(|e| e.on <= model.as_of)];
    let has = |kind: EventKind| past.iter().any(|e| e.kind == kind);
    let first_due = status.first_due.as_ref().or(status.due.as_ref());
    let received = received(status, past, first_due);
    let accepted = status.accepted.is_some();
    let replied = received && status.first_reply.is_some();
    put(Set::Registered, true);
    put(Set::Decided, accepted || has(EventKind::NotAccepted));
    put(Set::Accepted, accepted);
    put(Set::NotAccepted, status.state == State::NotAccepted);
    put(Set::Withdrawn, status.state == State::Withdrawn);
    put(Set::Lapsed, status.state == State::Lapsed);
    put(Set::Assigned, accepted && status.assigned.is_some());
    put(Set::AssignmentKnown, accepted && (status.assigned.is_some() || status.first_reply.is_none()));
    put(Set::Received, received);
    put(Set::Replied, replied);
    put(Set::HoldingOnly, received && !replied && has(EventKind::HoldingReply));
    put(Set::Open, status.open);
    put(Set::DueSoon, status.due_soon);
    put(Set::Overdue, status.overdue);
    put(Set::VeryOverdue, very_overdue(model, status));
    put(Set::Asleep, status.asleep.is_some());
    put(Set::SupervisedNow, status.supervised.is_some());
    let reply_event = past.iter().find(|e| e.kind == EventKind::Replied);
    let running = first_due.is_some_and(|due| due.stopped && status.first_reply.is_none());
    let mature = received && !running && first_due.is_some_and(|due| due.end.on < model.as_of);
    let met = |base: bool| {
        let end = first_due.map(|due| if base { due.base } else { due.end });
        reply_event.zip(end).is_some_and(|(reply, end)| end.met(reply.on, reply.time))
    };
    put(Set::Mature, mature);
    put(Set::OnTime, mature && met(false));
    put(Set::OnTimeBase, mature && met(true));
    put(Set::Provisional, received && !mature);
    let ever = received && has(EventKind::Concluded);
    put(Set::Concluded, received && status.concluded.is_some());
    put(Set::EverConcluded, ever);
    put(Set::Reopened, status.reopened);
    put(Set::ReopenedSoon, ever && reopened_soon(past));
    put(Set::Extended, received && has(EventKind::Extended));
    put(Set::Suspended, received && has(EventKind::ClarificationAsked));
    put(Set::Transferred, received && has(EventKind::Transferred));
    put(Set::Returned, received && has(EventKind::Returned));
    let levels = || past.iter().filter(|e| e.kind == EventKind::Supervised);
    let level = |wanted: Level| {
        received && levels().any(|e| e.more.as_deref().and_then(|m| m.level).unwrap_or(Level::Remind) == wanted)
    };
    put(Set::Supervised, received && levels().next().is_some());
    put(Set::Reminded, level(Level::Remind));
    put(Set::Noticed, level(Level::Notice));
    put(Set::Yellow, level(Level::Yellow));
    put(Set::Red, level(Level::Red));
    put(Set::Led, level(Level::Leader));
    let (supervision_due, supervision_met) = supervision(past, model.as_of);
    put(Set::SupervisionDue, received && supervision_due);
    put(Set::SupervisionMet, received && supervision_met);
    let rating = status.rating.filter(|_| ever);
    put(Set::Rated, rating.is_some());
    put(Set::Satisfied, rating == Some(Rating::Satisfied));
    put(Set::Basically, rating == Some(Rating::Basically));
    put(Set::Dissatisfied, rating == Some(Rating::Dissatisfied));
    let outcome = status.outcome.filter(|_| received && status.concluded.is_some());
    if let Some(outcome) = outcome {
        put(outcome_set(outcome), true);
        put(Set::Resolvable, matches!(outcome, Outcome::Granted | Outcome::Part | Outcome::Refused));
    }
    put(Set::Corrected, has(EventKind::Corrected));
    put(Set::Redacted, has(EventKind::Redacted));
    put(Set::Withheld, has(EventKind::Withheld));
    put(Set::Removed, has(EventKind::Removed));
    let moves = past.iter().filter(|e| matches!(e.kind, EventKind::Transferred | EventKind::Returned)).count();
    let mut sums = [small(moves), 0, 0, 0, 0];
    for promise in &case.promises {
        sums[promise_place(promise, model.as_of)] += 1;
    }
    // Without a due date nobody can say when a case should have ended: all of these count.
    let timed = mature || (received && first_due.is_none());
    let (reply, conclusion) = if timed { times(model, case, status, past) } else { (None, None) };
    Facts { bits, sums, reply, conclusion }
}

fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn promise_place(promise: &crate::record::case::Promise, as_of: Date) -> usize {
    match (promise.done.filter(|done| *done <= as_of), promise.due) {
        (Some(done), Some(due)) if done > due => 2,
        (Some(_), _) => 1,
        (None, Some(due)) if due < as_of => 3,
        (None, _) => 4,
    }
}

/// Registered and accepted, or on its way as if it were; not ended by the asker before the
/// reply was due.
fn received(status: &Status, past: &[Event], due: Option<&Due>) -> bool {
    let accepted = status.accepted.is_some() || status.assigned.is_some() || status.first_reply.is_some();
    let ended = match status.state {
        State::NotAccepted | State::Merged => return false,
        State::Withdrawn | State::Lapsed => {
            past.iter().rev().find(|e| matches!(e.kind, EventKind::Withdrawn | EventKind::Lapsed))
        }
        _ => None,
    };
    let before_due = |end: &Event| due.is_none_or(|due| end.on <= due.end.on);
    accepted && !ended.is_some_and(before_due)
}

fn very_overdue(model: &Model, status: &Status) -> bool {
    let Some(due) = status.due.filter(|_| status.overdue) else { return false };
    let calendar = model.calendars.get(model.rules[due.rule].calendar.as_ref());
    // More than 20 working days are at least 28 days: most need no counting.
    due.end.on.until(model.as_of).is_ok_and(|span| span.get_days() >= 28)
        && calendar.known(model.as_of).working_days_between(due.end.on, model.as_of) > 20
}

fn reopened_soon(past: &[Event]) -> bool {
    let mut concluded: Option<Date> = None;
    past.iter().any(|e| {
        match e.kind {
            EventKind::Concluded => concluded = Some(e.on),
            EventKind::Reopened => {
                let days = concluded.take().and_then(|on| on.until(e.on).ok()).map(|span| span.get_days());
                return days.is_some_and(|days| days <= 90);
            }
            _ => {}
        }
        false
    })
}

/// Whether a day set by a supervisor has passed, and whether all of these were met by a reply.
fn supervision(past: &[Event], as_of: Date) -> (bool, bool) {
    let mut passed = (false, true);
    for (i, event) in past.iter().enumerate().filter(|(_, e)| e.kind == EventKind::Supervised) {
        let Some(due) = event.more.as_deref().and_then(|m| m.due).filter(|due| *due < as_of) else { continue };
        let ended = past[i..]
            .iter()
            .find(|e| matches!(e.kind, EventKind::Replied | EventKind::Concluded | EventKind::SupervisionClosed));
        passed = (true, passed.1 && ended.is_some_and(|e| e.on <= due));
    }
    (passed.0, passed.0 && passed.1)
}

fn outcome_set(outcome: Outcome) -> Set {
    match outcome {
        Outcome::Granted => Set::Granted,
        Outcome::Part => Set::Part,
        Outcome::Refused => Set::Refused,
        Outcome::NotHeld => Set::NotHeld,
        Outcome::CannotProvide => Set::CannotProvide,
        Outcome::NotHandled => Set::NotHandled,
        Outcome::Done => Set::Done,
        Outcome::Planned => Set::Planned,
        Outcome::NotFeasible => Set::NotFeasible,
        Outcome::NotResponsible => Set::NotResponsible,
        Outcome::Duplicate => Set::Duplicate,
        Outcome::Withdrawn => Set::OutcomeWithdrawn,
    }
}

/// Working days in (received, reply] and (received, conclusion], without those in which an
/// answer of the asker was awaited; by the calendar of the case's rule, else by the week.
fn times(model: &Model, case: &Case, status: &Status, past: &[Event]) -> (Option<Time>, Option<Time>) {
    let due = status.first_due.as_ref().or(status.due.as_ref());
    let calendar = model.calendars.get(due.and_then(|due| model.rules[due.rule].calendar.as_ref()));
    let days = |to: Date| {
        let known = calendar.known(to);
        let mut days = known.working_days_between(case.received, to);
        let mut stop = None;
        for event in past.iter().take_while(|e| e.on <= to) {
            match event.kind {
                EventKind::ClarificationAsked => stop = Some(event.on),
                EventKind::Clarified => {
                    days -= stop
                        .take()
                        .map_or(0, |from| known.working_days_between(before(from), before(event.on)))
                        .min(days);
                }
                _ => {}
            }
        }
        days -= stop.map_or(0, |from| known.working_days_between(before(from), to)).min(days);
        u16::try_from(days).unwrap_or(u16::MAX)
    };
    let age = || days(model.as_of);
    let time = |end: Option<Date>| match end {
        Some(end) => Time::Taken(days(end)),
        None => Time::Running(age()),
    };
    (Some(time(status.first_reply)), Some(time(status.concluded)))
}

fn before(date: Date) -> Date {
    date.yesterday().unwrap_or(date)
}
