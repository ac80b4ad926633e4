//! The statutory tables of requests for government information.
//!
//! China: the annual table, section 3 of the report that 国办公开办函〔2021〕30号 prescribes;
//! columns by class of applicant, and for each column row 1 + row 2 = total of row 3 + row 4.
//! A request counts with the year in which it first ended, so that what is carried forward
//! from one year is what the next one carries over. United Kingdom: the quarterly table of
//! the code of practice under section 45 of the Freedom of Information Act 2000.

use super::force;
use super::status::Status;
use crate::model::Model;
use crate::record::Case;
use crate::record::case::Event;
use crate::record::words::{
    Applicant, EventKind, Ground, Kind, Outcome, PolicyKind, Review, ReviewResult, State, StatutoryForm as Form,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Results of the annual table, in its order: keys of `strings.statutory`.
pub const RESULTS: [&str; 21] = [
    "granted",
    "part",
    "state_secret",
    "law_forbids",
    "stability",
    "third_party",
    "internal_affairs",
    "process_information",
    "enforcement_file",
    "administrative_query",
    "not_kept",
    "needs_making",
    "still_unclear",
    "petition_or_report",
    "repeated",
    "public_publication",
    "mass_requests",
    "confirm_again",
    "not_corrected_in_time",
    "fee_not_paid",
    "other_ground",
];

/// Rows of the quarterly table, in its order: keys of `strings.statutory`.
pub const QUARTERLY: [&str; 12] = [
    "uk_received",
    "uk_not_yet",
    "uk_suspended",
    "uk_processed",
    "uk_granted",
    "uk_part",
    "uk_not_held",
    "uk_refused",
    "uk_in_time",
    "uk_late",
    "uk_extended",
    "uk_review",
];

/// A column of the annual table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Column {
    pub new: u32,
    pub carried_over: u32,
    pub results: [u32; RESULTS.len()],
    pub carried_forward: u32,
}

impl Column {
    /// Returns the total of the results.
    pub fn total(&self) -> u32 {
        self.results.iter().sum()
    }

    /// Returns whether what came in is what went out and what is left.
    pub fn balances(&self) -> bool {
        self.new + self.carried_over == self.total() + self.carried_forward
    }

    fn and(&mut self, other: &Self) {
        self.new += other.new;
        self.carried_over += other.carried_over;
        self.carried_forward += other.carried_forward;
        self.results.iter_mut().zip(other.results).for_each(|(a, b)| *a += b);
    }
}

/// The annual table of one year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annual {
    /// In the order of [`Applicant::ALL`].
    pub columns: [Column; Applicant::ALL.len()],
    /// Cases that ended in no row of the table, or whose applicant has no class.
    pub unplaced: Vec<usize>,
    /// Part two: what was issued. In the order of [`DOCUMENTS`].
    pub documents: [Documents; DOCUMENTS.len()],
    /// Part four: how reviews went. In the order of [`REVIEWS`], each in that of
    /// [`REVIEW_RESULTS`].
    pub reviews: [[u32; REVIEW_RESULTS.len()]; REVIEWS.len()],
}

/// Kinds of documents in part two: keys of `strings.statutory`.
pub const DOCUMENTS: [&str; 2] = ["doc_rules", "doc_normative"];

/// Documents of one kind in a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Documents {
    pub made: u32,
    pub ended: u32,
    /// On the last day of the year, or the day of the site where that is earlier.
    pub in_force: u32,
}

/// Kinds of reviews in part four: administrative reconsideration, litigation without it, and
/// litigation after it.
pub const REVIEWS: [&str; 3] = ["reconsideration", "litigation_direct", "litigation_after"];

/// Results in part four; the total is their sum.
pub const REVIEW_RESULTS: [&str; 4] = ["review_upheld", "review_corrected", "review_other", "review_pending"];

impl Annual {
    /// Returns the total of the columns.
    pub fn total(&self) -> Column {
        self.columns.iter().fold(Column::default(), |mut sum, column| {
            sum.and(column);
            sum
        })
    }
}

/// The tables of all years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statutory {
    pub annual: BTreeMap<i16, Annual>,
    /// Four quarters of a year, each in the order of [`QUARTERLY`].
    pub quarterly: BTreeMap<i16, [[u32; QUARTERLY.len()]; 4]>,
}

impl Statutory {
    /// Returns the years that have a table.
    pub fn years(&self) -> Vec<i16> {
        self.annual.keys().chain(self.quarterly.keys()).copied().collect()
    }
}

/// Fills the table that the site publishes.
pub fn statutory(model: &Model, statuses: &[Status], policies: &[force::Standing]) -> Statutory {
    let mut tables = Statutory::default();
    let Some(form) = model.config.statutory_table else { return tables };
    for (i, (case, status)) in model.cases.iter().zip(statuses).enumerate() {
        if case.kind != Kind::Foi || !status.registered() {
            continue;
        }
        match form {
            Form::ChinaAnnual => {
                annual(model, i, case, &mut tables.annual);
                reviews(model, case, &mut tables.annual);
            }
            Form::UkQuarterly => quarterly(model, case, status, &mut tables.quarterly),
        }
    }
    for (year, table) in &mut tables.annual {
        table.documents = documents(model, *year, policies);
    }
    tables
}

/// Counts a case's reviews by the year in which they ended; one that has not ended is pending
/// in each year that it reached the end of.
fn reviews(model: &Model, case: &Case, years: &mut BTreeMap<i16, Annual>) {
    let past = case.events_by(model.as_of);
    let mut reconsidered = false;
    for (i, begun) in past.iter().enumerate().filter(|(_, e)| e.kind == EventKind::ReviewStarted) {
        let kind = match begun.more.as_deref().and_then(|m| m.review) {
            Some(Review::Administrative) => 0,
            Some(Review::Litigation) => 1 + usize::from(reconsidered),
            _ => continue,
        };
        reconsidered |= kind == 0;
        let ended = past[i + 1..].iter().find(|e| e.kind == EventKind::ReviewEnded);
        let last = ended.map_or(model.as_of, |e| e.on).year();
        for year in begun.on.year()..last {
            years.entry(year).or_default().reviews[kind][3] += 1;
        }
        let result = match ended.map(|e| e.more.as_deref().and_then(|m| m.review_result)) {
            Some(Some(ReviewResult::Upheld)) => 0,
            Some(Some(ReviewResult::SetAside | ReviewResult::Corrected)) => 1,
            Some(_) => 2,
            None => 3,
        };
        years.entry(last).or_default().reviews[kind][result] += 1;
    }
}

/// Counts the documents of a year: rules (规章), and what binds besides them (规范性文件); plans
/// and standards are neither.
fn documents(model: &Model, year: i16, standings: &[force::Standing]) -> [Documents; DOCUMENTS.len()] {
    let last = jiff::civil::date(year, 12, 31).min(model.as_of);
    let mut counts = [Documents::default(); DOCUMENTS.len()];
    for (policy, standing) in model.policies.iter().zip(standings) {
        let Some(made) = policy.made_on else { continue };
        let place = match policy.kind {
            Some(PolicyKind::Rules) => 0,
            Some(PolicyKind::Measures | PolicyKind::Notice | PolicyKind::Opinions) => 1,
            _ => continue,
        };
        let ended = force::over(&model.policies, policy, &standing.acted_on, last);
        // The form knows documents in force and ended ones only: one that names no first day was made.
        let begun = policy.begins().unwrap_or(made);
        let count = &mut counts[place];
        count.made += u32::from(made.year() == year && made <= last);
        count.ended += u32::from(ended.is_some_and(|on| on.year() == year && on <= last));
        count.in_force += u32::from(begun <= last && ended.is_none_or(|on| on > last));
    }
    counts
}

/// How a request first ended: the event, and its row.
fn end(case: &Case, as_of: Date) -> Option<(&Event, Option<usize>)> {
    let past = case.events_by(as_of);
    let concluded = past.iter().any(|e| e.kind == EventKind::Concluded);
    past.iter()
        .filter_map(|event| {
            let more = event.more.as_deref();
            let row = match event.kind {
                EventKind::Concluded => result(more.and_then(|m| m.outcome), more.and_then(|m| m.ground)),
                EventKind::Lapsed => {
                    ground_row(Some(more.and_then(|m| m.ground).unwrap_or(Ground::NotCorrectedInTime)))
                }
                EventKind::Withdrawn => ground_row(Some(Ground::OtherGround)),
                EventKind::NotAccepted => ground_row(Some(Ground::OtherGround)),
                // Answered, and no outcome recorded: it has a row, but nobody can tell which.
                EventKind::Replied if !concluded => None,
                _ => return None,
            };
            Some((event, row))
        })
        .next()
}

/// The row of an outcome; `None` where the table has none, or the ground is missing.
fn result(outcome: Option<Outcome>, ground: Option<Ground>) -> Option<usize> {
    let within = |first: Ground, last: Ground| ground.filter(|g| first <= *g && *g <= last);
    match outcome? {
        Outcome::Granted => Some(0),
        Outcome::Part => Some(1),
        Outcome::Refused => ground_row(within(Ground::StateSecret, Ground::AdministrativeQuery)),
        Outcome::NotHeld => ground_row(Some(Ground::NotKept)),
        Outcome::CannotProvide => ground_row(within(Ground::NotKept, Ground::StillUnclear)),
        Outcome::Duplicate => ground_row(Some(Ground::Repeated)),
        Outcome::NotHandled => ground_row(within(Ground::PetitionOrReport, Ground::ConfirmAgain)),
        Outcome::Withdrawn | Outcome::NotResponsible => ground_row(Some(Ground::OtherGround)),
        Outcome::Done | Outcome::Planned | Outcome::NotFeasible => None,
    }
}

/// The results below "granted" and "part" are the grounds in their order.
fn ground_row(ground: Option<Ground>) -> Option<usize> {
    ground.map(|ground| ground as usize + 2)
}

fn annual(model: &Model, index: usize, case: &Case, years: &mut BTreeMap<i16, Annual>) {
    let end = end(case, model.as_of);
    let last = end.map_or(model.as_of.year(), |(event, _)| event.on.year());
    for year in case.received.year()..=last {
        let table = years.entry(year).or_default();
        let ended = end.filter(|(event, _)| event.on.year() == year);
        let Some(class) = case.applicant else {
            table.unplaced.push(index);
            continue;
        };
        let column = &mut table.columns[class as usize];
        if year == case.received.year() {
            column.new += 1;
        } else {
            column.carried_over += 1;
        }
        match ended {
            None => column.carried_forward += 1,
            Some((_, Some(row))) => column.results[row] += 1,
            Some((_, None)) => table.unplaced.push(index),
        }
    }
}

fn quarterly(model: &Model, case: &Case, status: &Status, years: &mut BTreeMap<i16, [[u32; QUARTERLY.len()]; 4]>) {
    let past = || case.events.iter().take_while(|e| e.on <= model.as_of);
    let has = |kind: EventKind| past().any(|e| e.kind == kind);
    let first_due = status.first_due.or(status.due);
    let replied = past().find(|e| e.kind == EventKind::Replied);
    let late = first_due.is_some_and(|due| match replied {
        Some(reply) => !due.end.met(reply.on, reply.time),
        None => due.passed(model.as_of),
    });
    let internal = |e: &Event| {
        e.kind == EventKind::ReviewStarted
            && e.more.as_deref().and_then(|m| m.review).unwrap_or(Review::Internal) == Review::Internal
    };
    let concluded = past().find(|e| e.kind == EventKind::Concluded);
    let outcome = concluded.and_then(|e| e.more.as_deref()).and_then(|m| m.outcome);
    let ended = matches!(status.state, State::NotAccepted | State::Lapsed | State::Withdrawn);
    let processed = replied.is_some() || ended;
    let suspended = !processed && first_due.is_some_and(|due| due.stopped.is_some());
    let month = usize::try_from(case.received.month()).unwrap_or(1);
    let quarter = &mut years.entry(case.received.year()).or_default()[(month - 1) / 3];
    let facts = [
        true,
        !processed && !suspended,
        suspended,
        processed,
        outcome == Some(Outcome::Granted),
        outcome == Some(Outcome::Part),
        outcome == Some(Outcome::NotHeld),
        outcome == Some(Outcome::Refused),
        replied.zip(first_due).is_some_and(|(reply, due)| due.end.met(reply.on, reply.time)),
        late,
        has(EventKind::Extended),
        past().any(internal),
    ];
    quarter.iter_mut().zip(facts).for_each(|(cell, is)| *cell += u32::from(is));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_the_table_are_the_grounds_in_their_order() {
        assert_eq!(RESULTS[2..], Ground::WORDS[..]);
        assert_eq!(result(Some(Outcome::Refused), Some(Ground::InternalAffairs)), Some(6));
        assert_eq!(result(Some(Outcome::Refused), None), None);
        assert_eq!(result(Some(Outcome::Refused), Some(Ground::Repeated)), None, "no ground of a refusal");
        assert_eq!(result(Some(Outcome::Done), None), None);
    }
}
