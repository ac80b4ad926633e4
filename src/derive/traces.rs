//! What changed on which day: what was published, brought up to date, corrected, withdrawn, removed;
//! new editions; what came into force and what ended.
//!
//! Takes the records and the register; gives [`Traces`] by month, up to the day of the model. What must
//! hold: of what is removed nothing is told but that it was; replies published are counted, as their own
//! lists and feeds name each.

use super::force::{Force, Standing};
use super::measures::{Month, month};
use super::register::Entry;
use crate::markdown::RecordScheme;
use crate::model::{Model, RecordKey};
use crate::record::{Policy, Text, Withdrawal};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An entry of the register.
    Entry(u32),
    /// An edition of a policy other than the first: its number, and whether the one before can be read.
    Edition(u32, bool),
    Published,
    /// The figures of a dataset were brought up to date.
    Updated,
    InForce,
    /// It ended, or its force did: what it is since.
    Ended(Force),
}

/// One thing that happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    pub on: Date,
    pub record: RecordKey,
    pub what: What,
    /// What an edition says of itself.
    pub note: Option<Text>,
}

impl Trace {
    /// Returns one without a note.
    pub fn new(on: Date, record: RecordKey, what: What) -> Self {
        Self { on, record, what, note: None }
    }
}

/// What changed in one month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MonthTraces {
    /// The last day first.
    pub traces: Vec<Trace>,
    /// How many replies were published on each day.
    pub replies: BTreeMap<Date, usize>,
}

impl MonthTraces {
    /// Returns how many lines a list of them has: one for the replies of a day.
    pub fn lines(&self) -> usize {
        self.traces.len() + self.replies.len()
    }
}

/// What changed, by month.
pub type Traces = BTreeMap<Month, MonthTraces>;

/// Lists what changed up to the day of the model.
pub fn traces(model: &Model, standings: &[Standing], register: &[Entry]) -> Traces {
    let mut all = Vec::new();
    for (policy, standing) in model.policies.iter().zip(standings) {
        of_policy(policy, standing, &mut all);
    }
    let key = |scheme, id: &str| RecordKey { scheme, id: id.into() };
    for x in model.datasets.iter().filter(|x| stands(&x.withdrawal)) {
        let key = key(RecordScheme::Dataset, &x.id);
        all.push(Trace::new(x.published_on, key.clone(), What::Published));
        let updated = x.updated_on.filter(|on| *on != x.published_on);
        all.extend(updated.map(|on| Trace::new(on, key, What::Updated)));
    }
    for x in model.digests.iter().filter(|x| stands(&x.withdrawal)) {
        all.push(Trace::new(x.to, key(RecordScheme::Digest, &x.id), What::Published));
    }
    let entries = register.iter().zip(0..);
    all.extend(entries.map(|(entry, at)| Trace::new(entry.on, entry.record.clone(), What::Entry(at))));
    all.retain(|trace| trace.on <= model.as_of);
    sort(&mut all);
    let mut months = Traces::new();
    for trace in all {
        months.entry(month(trace.on)).or_default().traces.push(trace);
    }
    // What is hidden since was published all the same.
    for case in &model.cases {
        let on = case.public_on(model.as_of);
        if on <= model.as_of {
            *months.entry(month(on)).or_default().replies.entry(on).or_default() += 1;
        }
    }
    months
}

/// Lists what happened to one policy, besides what the register has.
pub fn of_policy(policy: &Policy, standing: &Standing, all: &mut Vec<Trace>) {
    if !stands(&policy.withdrawal) {
        return;
    }
    let key = RecordKey { scheme: RecordScheme::Policy, id: policy.id.clone() };
    for edition in policy.editions.iter().filter(|edition| edition.number > 1) {
        let compared = policy.gone.iter().all(|gone| gone.number + 1 != edition.number);
        let what = What::Edition(edition.number, compared);
        all.push(Trace { note: edition.note.clone(), ..Trace::new(edition.on, key.clone(), what) });
    }
    let mut add = |on, what| all.push(Trace::new(on, key.clone(), what));
    add(policy.published_on, What::Published);
    if let Some(on) = policy.begins().filter(|_| policy.made_on.is_some()) {
        add(on, What::InForce);
    }
    let force = standing.state.force;
    if let Some(on) =
        standing.state.on.filter(|_| matches!(force, Force::Repealed | Force::Superseded | Force::Expired))
    {
        add(on, What::Ended(force));
    }
}

/// Sorts the last day first; of one day by record.
pub fn sort(traces: &mut [Trace]) {
    traces.sort_by(|a, b| (Reverse(a.on), &a.record, &a.what).cmp(&(Reverse(b.on), &b.record, &b.what)));
}

fn stands(withdrawal: &Option<Box<Withdrawal>>) -> bool {
    !withdrawal.as_deref().is_some_and(Withdrawal::removes)
}

/// Returns the months before and after one that have any.
pub fn near(traces: &Traces, month: Month) -> (Option<Month>, Option<Month>) {
    let before = traces.range(..month).next_back().map(|(month, _)| *month);
    let after = traces.range((Bound::Excluded(month), Bound::Unbounded)).next().map(|(month, _)| *month);
    (before, after)
}
