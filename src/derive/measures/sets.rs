//! The sets that figures count: for each case, which it is in.
//!
//! A figure is the size of a set, or what part one set is of another (DOMAIN 2). The sets of
//! a case are worked out once, as bits; a group's figures are sums of them.

use crate::derive::Status;
use crate::derive::due::Due;
use crate::derive::promises::Standing;
use crate::model::Model;
use crate::record::case::Event;
use crate::record::words::{EventKind, Kind, Level, Outcome, Rating, State};
use crate::record::{Case, life_cycle};
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
    Merged = "merged", "merged into another case, and not registered", "并入其他来信，不计入登记数";
    MergedLate = "merged_late", "merged when it was late, and its lateness is not carried by the case it joined: stays owed a reply, and late", "并入时已逾期，且其逾期未由所并入的来信承接：仍计入应答复数和逾期";
    Accepted = "accepted", "registered, with a recorded acceptance", "有受理记录";
    AcceptanceDue = "acceptance_due", "registered, with a time for accepting that has passed; without those ended in it, and without those whose acceptance is only implied by work begun in it", "受理期限已届满，不含期限内终结的，也不含期限内已开始办理但无受理记录的";
    AcceptedInTime = "accepted_in_time", "of these, accepted by the last day for it", "其中在受理期限内受理";
    NotAccepted = "not_accepted", "registered, not accepted", "不予受理";
    Withdrawn = "withdrawn", "registered, withdrawn by the asker", "撤回";
    Lapsed = "lapsed", "registered, ended because the asker did not answer", "逾期不补正而终结";
    Excused = "excused", "registered, and left out of the rates: withdrawn before it was due, lapsed, or declined within the time for accepting", "不计入各项比率：到期前撤回、逾期不补正、受理期限内不予受理";
    Clarifying = "clarifying", "a reply is owed, and the clock stands still for an answer", "在办且因等待补正或第三方意见而暂停计时";
    PassedOn = "passed_on", "passed on to another department in the last fifth of the term or later; counted for the department that passed it on", "在期限最后五分之一或逾期后转出，计入转出部门";
    Assigned = "assigned", "accepted, with an assignment recorded by the due day", "受理后在期限内有交办记录";
    AssignmentKnown = "assignment_known", "accepted, without those replied to by the due day with no assignment recorded", "受理数，不含期限内已答复但无交办记录的";
    Received = "received", "registered, without those withdrawn before they were due, lapsed, or declined within the time for accepting", "登记数，不含到期前撤回、逾期不补正和受理期限内不予受理";
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
    Concluded = "concluded", "replied to, and concluded", "已答复并办结";
    EverConcluded = "ever_concluded", "replied to, and concluded at least once", "已答复并曾办结";
    Reopened = "reopened", "reopened at least once", "曾重新办理";
    ReopenedSoon = "reopened_soon", "replied to, and reopened at most 90 days after a reply or a conclusion", "答复或办结后90日内重新办理";
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
    Rated = "rated", "received, and rated by the asker", "已评价";
    Rateable = "rateable", "received, and concluded at least once or rated", "曾办结或已评价";
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
    Resolvable = "resolvable", "request for information, concluded: granted in full, in part, or refused", "依申请公开：予以、部分或不予公开";
    GrantedFoi = "foi_granted", "request for information, granted in full", "依申请公开：予以公开";
    Corrected = "corrected", "with a corrected reply", "答复有更正";
    Redacted = "redacted", "with a passage redacted", "有隐去内容";
    Withheld = "withheld", "withheld after publication", "公开后转为不公开";
    Removed = "removed", "removed", "撤下";
    HeldBack = "held_back", "not published yet: drafts and records whose day has not come; in no other count", "尚未公开：草稿和定时公开的记录，不计入其他各项";
}

/// Sums over a case that may be more than one; those of promises in the order of [`Standing`].
pub const SUMS: [(&str, &str, &str); 5] = [
    ("transfers", "how often cases were moved or sent back, by the department that did it", "转办和退件次数"),
    ("promises_kept", "promises kept in time", "按期兑现的承诺"),
    ("promises_kept_late", "promises kept late", "逾期兑现的承诺"),
    ("promises_missed", "promises not kept by their day", "逾期未兑现的承诺"),
    ("promises_running", "promises whose day has not come", "未到期的承诺"),
];

/// What a case adds to figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    bits: u128,
    pub sums: [u16; SUMS.len()],
    /// Working days to the first reply; for a case without one, its age. Of cases whose due
    /// date has passed: among those still in their term the quick ones would be answered and
    /// the slow ones not counted, and without a term nobody can say when one should have ended.
    pub reply: Option<Time>,
    /// Working days to the last conclusion; for a case without one, its age.
    pub conclusion: Option<Time>,
    /// Days from the first reply to the day it was made public, where that is recorded.
    pub publication: Option<u16>,
}

/// What speaks of the day of the site: it counts for the department that owes the reply.
const OWED: u128 = bit(Set::Open)
    | bit(Set::DueSoon)
    | bit(Set::Overdue)
    | bit(Set::VeryOverdue)
    | bit(Set::Asleep)
    | bit(Set::Clarifying)
    | bit(Set::SupervisedNow);

/// What a department did by handing the case on: it counts for that department.
const MOVED: u128 = bit(Set::PassedOn) | bit(Set::Transferred) | bit(Set::Returned);

const fn bit(set: Set) -> u128 {
    1 << set as u32
}

/// A length of time in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Taken(u16),
    /// So far.
    Running(u16),
}

impl Facts {
    /// What adds nothing.
    pub const NONE: Self = Self { bits: 0, sums: [0; SUMS.len()], reply: None, conclusion: None, publication: None };

    /// Returns what nothing but being in one set adds.
    pub fn only(set: Set) -> Self {
        Self { bits: bit(set), ..Self::NONE }
    }

    /// Returns whether the case is in a set.
    pub fn is_in(&self, set: Set) -> bool {
        self.bits & bit(set) != 0
    }

    /// Returns what counts for the department whose answer it is, and what counts for the one
    /// that owes the reply now.
    pub fn by_department(&self) -> (Self, Self) {
        let mut answer = Self { bits: self.bits & !OWED & !MOVED, ..*self };
        answer.sums[0] = 0;
        (answer, Self { bits: self.bits & OWED, ..Self::NONE })
    }

    /// Returns what one department added by handing the case on, with `self` as the facts of the
    /// case.
    pub fn moved(&self, kinds: &[EventKind], late: bool) -> Self {
        let mut moved = Self::NONE;
        moved.sums[0] = small(kinds.len());
        let mut put = |set: Set, is_in: bool| moved.bits |= u128::from(is_in && self.is_in(set)) << set as u32;
        put(Set::Transferred, kinds.contains(&EventKind::Transferred));
        put(Set::Returned, kinds.contains(&EventKind::Returned));
        put(Set::PassedOn, late);
        moved
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

const _: () = assert!(Set::ALL.len() <= 128, "sets fit into the bits");

/// Returns what a case adds to figures; of a merged one only that it was merged.
pub fn facts(model: &Model, case: &Case, status: &Status) -> Facts {
    let mut bits = 0_u128;
    let mut put = |set: Set, is_in: bool| bits |= u128::from(is_in) << set as u32;
    if !status.registered() {
        let late = bit(Set::MergedLate) | bit(Set::Received) | bit(Set::Mature);
        let merged = Facts::only(Set::Merged);
        return if status.merged_late { Facts { bits: merged.bits | late, ..merged } } else { merged };
    }
    let past = case.events_by(model.as_of);
    let has = |kind: EventKind| past.iter().any(|e| e.kind == kind);
    let due = status.counted_due();
    let received = status.received();
    let accepted = status.accepted.is_some();
    let replied = received && status.first_reply.is_some();
    put(Set::Registered, true);
    put(Set::Accepted, accepted);
    let (acceptance_due, accepted_in_time) = acceptance(status, past, model.as_of);
    put(Set::AcceptanceDue, acceptance_due);
    put(Set::AcceptedInTime, accepted_in_time);
    put(Set::NotAccepted, status.state == State::NotAccepted);
    put(Set::Withdrawn, status.state == State::Withdrawn);
    put(Set::Lapsed, status.state == State::Lapsed);
    put(Set::Excused, status.excused);
    put(Set::Clarifying, status.open && status.due.is_some_and(|due| due.stopped.is_some()));
    put(Set::PassedOn, !status.passed_on.is_empty());
    let in_term = |on: Date| due.is_none_or(|due| due.stopped.is_some() || on <= due.end.on);
    let assigned = status.assigned.is_some_and(in_term);
    put(Set::Assigned, accepted && assigned);
    put(Set::AssignmentKnown, accepted && (assigned || !status.first_reply.is_some_and(in_term)));
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
    let mature = received && due.is_some_and(|due| matures(due, status, model.as_of));
    let met = |base: bool| {
        let end = due.map(|due| if base { due.base } else { due.end });
        reply_event.zip(end).is_some_and(|(reply, end)| end.met(reply.on, reply.time))
    };
    put(Set::Mature, mature);
    put(Set::OnTime, mature && met(false));
    put(Set::OnTimeBase, mature && met(true));
    put(Set::Provisional, received && !mature);
    let ever = replied && has(EventKind::Concluded);
    put(Set::Concluded, replied && status.concluded.is_some());
    put(Set::EverConcluded, ever);
    put(Set::Reopened, status.reopened);
    put(Set::ReopenedSoon, replied && reopened_soon(past));
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
    let rating = status.rating.filter(|_| received);
    put(Set::Rated, rating.is_some());
    put(Set::Rateable, rating.is_some() || ever);
    put(Set::Satisfied, rating == Some(Rating::Satisfied));
    put(Set::Basically, rating == Some(Rating::Basically));
    put(Set::Dissatisfied, rating == Some(Rating::Dissatisfied));
    let outcome = status.outcome.filter(|_| replied && status.concluded.is_some());
    if let Some(outcome) = outcome {
        let foi = case.kind == Kind::Foi;
        put(outcome_set(outcome), true);
        put(Set::Resolvable, foi && matches!(outcome, Outcome::Granted | Outcome::Part | Outcome::Refused));
        put(Set::GrantedFoi, foi && outcome == Outcome::Granted);
    }
    put(Set::Corrected, has(EventKind::Corrected));
    put(Set::Redacted, has(EventKind::Redacted));
    put(Set::Withheld, has(EventKind::Withheld));
    put(Set::Removed, has(EventKind::Removed));
    let moves = past.iter().filter(|e| matches!(e.kind, EventKind::Transferred | EventKind::Returned)).count();
    let mut sums = [small(moves), 0, 0, 0, 0];
    for promise in case.promises_by(model.as_of) {
        sums[1 + Standing::of(promise, model.as_of) as usize] += 1;
    }
    let (reply, conclusion) = if mature { times(model, status) } else { (None, None) };
    let made_public = case.published.filter(|on| replied && *on <= model.as_of);
    let publication = status.first_reply.zip(made_public).map(|(reply, on)| {
        let days = reply.until(on).map_or(0, |span| span.get_days());
        u16::try_from(days.max(0)).unwrap_or(u16::MAX)
    });
    Facts { bits, sums, reply, conclusion, publication }
}

/// Returns whether a case is late: its due day has passed without a reply by then.
pub fn is_late(facts: &Facts) -> bool {
    facts.is_in(Set::Mature) && !facts.is_in(Set::OnTime)
}

/// Whether the due day of the counted round has passed. While an answer is awaited there is no
/// due day; once a reply was given there was one.
fn matures(due: &Due, status: &Status, as_of: Date) -> bool {
    due.end.on < as_of && (due.stopped.is_none() || status.first_reply.is_some())
}

/// Whether the time for accepting has passed, and whether the case was accepted in it.
fn acceptance(status: &Status, past: &[Event], as_of: Date) -> (bool, bool) {
    let Some(limit) = status.acceptance_limit.filter(|limit| *limit < as_of) else { return (false, false) };
    let by_then = || past.iter().take_while(|e| e.on <= limit);
    let accepted = by_then().any(|e| e.kind == EventKind::Accepted);
    let ends = [EventKind::Withdrawn, EventKind::Lapsed];
    let begun = [EventKind::Assigned, EventKind::Transferred, EventKind::Replied, EventKind::HoldingReply];
    let out = by_then().any(|e| ends.contains(&e.kind) || begun.contains(&e.kind));
    (accepted || !out, accepted)
}

fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn very_overdue(model: &Model, status: &Status) -> bool {
    let Some(due) = status.due.filter(|_| status.overdue) else { return false };
    let calendar = model.calendars.get(model.rules[due.rule].calendar.as_ref());
    // More than 20 working days are at least 28 days: most need no counting.
    due.end.on.until(model.as_of).is_ok_and(|span| span.get_days() >= 28)
        && calendar.known(model.as_of).working_days_between(due.end.on, model.as_of) > 20
}

fn reopened_soon(past: &[Event]) -> bool {
    let mut closed: Option<Date> = None;
    past.iter().any(|e| match e.kind {
        EventKind::Concluded | EventKind::Replied => {
            closed = Some(e.on);
            false
        }
        _ if life_cycle::begins_round(e) => {
            let days = closed.take().and_then(|on| on.until(e.on).ok()).map(|span| span.get_days());
            days.is_some_and(|days| days <= 90)
        }
        _ => false,
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

/// Working days in (start, reply] and (start, conclusion], without those in which an answer was
/// awaited; by the calendar of the case's rule.
fn times(model: &Model, status: &Status) -> (Option<Time>, Option<Time>) {
    let calendar = model.calendars.get(model.calendar_of(status.counted_due().map(|due| due.rule)));
    let days = |to: Date| u16::try_from(status.days_to(to, calendar.known(to))).unwrap_or(u16::MAX);
    let time = |end: Option<Date>| match end {
        Some(end) => Time::Taken(days(end)),
        None => Time::Running(days(model.as_of)),
    };
    // A conclusion without a reply settles nothing.
    let concluded = status.concluded.filter(|_| status.first_reply.is_some());
    (Some(time(status.first_reply)), Some(time(concluded)))
}
