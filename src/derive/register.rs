//! The register of corrections: what was corrected, redacted, withheld, withdrawn, removed or revised.
//!
//! Takes the records; gives its [`Entry`]s up to the day of the model, the newest first. Every kind of
//! record has them; an entry says all that is said of it, so that whoever shows it asks nobody else.

use crate::markdown::RecordScheme;
use crate::model::{Model, RecordKey};
use crate::record::words::{EventKind, ForceAct, Mending, ReasonClass, RevisionKind};
use crate::record::{Case, Correction, Text, Withdrawal};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Corrected,
    Revised,
    Redacted,
    Withheld,
    Withdrawn,
    Removed,
}

impl Act {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 6] =
        [Self::Corrected, Self::Revised, Self::Redacted, Self::Withheld, Self::Withdrawn, Self::Removed];

    /// Returns its word: a key of `strings.act`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Revised => "revised",
            Self::Redacted => "redacted",
            Self::Withheld => "withheld",
            Self::Withdrawn => "withdrawn",
            Self::Removed => "removed",
        }
    }

    fn of(event: EventKind) -> Option<Self> {
        Some(match event {
            EventKind::Corrected => Self::Corrected,
            EventKind::Redacted => Self::Redacted,
            EventKind::Withheld => Self::Withheld,
            EventKind::Removed => Self::Removed,
            _ => return None,
        })
    }
}

/// One entry: what happened to which record, when, why, and who decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub on: Date,
    pub record: RecordKey,
    /// The edition of a policy that it is about, if not all.
    pub edition: Option<u32>,
    pub act: Act,
    pub class: Option<ReasonClass>,
    /// What was changed, in words.
    pub what: Option<Text>,
    pub reason: Option<Text>,
    /// A department's id, or words.
    pub by: Option<Text>,
    pub basis: Option<Text>,
    /// What was redacted: the category as written.
    pub category: Option<Box<str>>,
    /// What takes its place.
    pub instead: Option<RecordKey>,
}

impl Entry {
    fn new(on: Date, record: &RecordKey, act: Act) -> Self {
        Self {
            on,
            record: record.clone(),
            edition: None,
            act,
            class: None,
            what: None,
            reason: None,
            by: None,
            basis: None,
            category: None,
            instead: None,
        }
    }

    fn of_withdrawal(record: &RecordKey, withdrawal: &Withdrawal) -> Self {
        let act = if withdrawal.removes() { Act::Removed } else { Act::Withdrawn };
        Self {
            class: Some(withdrawal.class),
            reason: Some(withdrawal.reason.clone()),
            by: Some(withdrawal.by.clone()),
            basis: withdrawal.basis.clone(),
            instead: withdrawal.instead.as_ref().map(|instead| RecordKey::of(&instead.link)),
            ..Self::new(withdrawal.on, record, act)
        }
    }

    fn of_correction(record: &RecordKey, correction: &Correction) -> Self {
        let act = if correction.kind == Mending::Redacted { Act::Redacted } else { Act::Corrected };
        let said = |text: &Text| (!text.0.is_empty()).then(|| text.clone());
        Self {
            class: correction.class,
            what: said(&correction.what),
            reason: said(&correction.reason),
            by: correction.by.clone(),
            basis: correction.basis.clone(),
            ..Self::new(correction.on, record, act)
        }
    }
}

/// Returns whether events of a kind stand in the register.
pub fn is_listed(kind: EventKind) -> bool {
    Act::of(kind).is_some()
}

/// Lists all entries, the newest first; of one day by record, and by their order in it.
pub fn register(model: &Model) -> Vec<Entry> {
    let mut entries = Vec::new();
    let key = |scheme, id: &str| RecordKey { scheme, id: id.into() };
    for case in &model.cases {
        of_case(case, &mut entries);
    }
    for policy in &model.policies {
        let key = key(RecordScheme::Policy, &policy.id);
        let edition = |number: u32, entry| Entry { edition: Some(number), ..entry };
        entries.extend(policy.corrections.iter().map(|correction| Entry::of_correction(&key, correction)));
        entries.extend(policy.withdrawal.iter().map(|withdrawal| Entry::of_withdrawal(&key, withdrawal)));
        // Withdrawn in the words of the law alone.
        let acts = policy.acts.iter().filter(|act| act.what == ForceAct::Withdrawn && policy.withdrawal.is_none());
        entries.extend(acts.map(|act| Entry {
            reason: act.reason.clone(),
            by: act.by.clone(),
            ..Entry::new(act.on, &key, Act::Withdrawn)
        }));
        let shown = policy.editions.iter().map(|e| (e.number, &e.withdrawal));
        let all = shown.chain(policy.gone.iter().map(|e| (e.number, &e.withdrawal)));
        let withdrawn = all.filter_map(|(number, withdrawal)| Some((number, withdrawal.as_deref()?)));
        entries.extend(withdrawn.map(|(number, w)| edition(number, Entry::of_withdrawal(&key, w))));
    }
    for x in &model.datasets {
        let key = key(RecordScheme::Dataset, &x.id);
        let corrections = x.revisions.iter().filter(|revision| revision.kind == RevisionKind::Correction);
        entries.extend(corrections.map(|revision| Entry {
            class: revision.class,
            reason: (!revision.note.0.is_empty()).then(|| revision.note.clone()),
            by: revision.by.clone(),
            basis: revision.basis.clone(),
            ..Entry::new(revision.on, &key, Act::Revised)
        }));
        entries.extend(x.withdrawal.iter().map(|withdrawal| Entry::of_withdrawal(&key, withdrawal)));
    }
    for x in &model.digests {
        let key = key(RecordScheme::Digest, &x.id);
        entries.extend(x.corrections.iter().map(|correction| Entry::of_correction(&key, correction)));
        entries.extend(x.withdrawal.iter().map(|withdrawal| Entry::of_withdrawal(&key, withdrawal)));
    }
    for x in &model.pages {
        let key = key(RecordScheme::Page, &x.id);
        entries.extend(x.corrections.iter().map(|correction| Entry::of_correction(&key, correction)));
        entries.extend(x.withdrawal.iter().map(|withdrawal| Entry::of_withdrawal(&key, withdrawal)));
    }
    entries.retain(|entry| entry.on <= model.as_of);
    entries.sort_by(|a, b| (Reverse(a.on), &a.record).cmp(&(Reverse(b.on), &b.record)));
    entries
}

fn of_case(case: &Case, entries: &mut Vec<Entry>) {
    let key = || RecordKey { scheme: RecordScheme::Reply, id: case.id.clone() };
    for event in &case.events {
        let Some(act) = Act::of(event.kind) else { continue };
        let more = event.more.as_deref();
        let hides = matches!(act, Act::Withheld | Act::Removed);
        // Why it is hidden stands beside the event.
        let hidden_for = case.visibility_reason.as_ref().filter(|_| hides && case.visibility.is_hidden());
        entries.push(Entry {
            class: more.and_then(|m| m.class),
            reason: more.and_then(|m| m.reason.as_ref().or(m.note.as_ref())).or(hidden_for).cloned(),
            by: more.and_then(|m| m.by.clone()),
            basis: more.and_then(|m| m.basis.clone()),
            category: more.and_then(|m| m.category.clone()),
            ..Entry::new(event.on, &key(), act)
        });
    }
    entries.extend(case.withdrawal.iter().map(|withdrawal| Entry::of_withdrawal(&key(), withdrawal)));
}

/// Returns the entries of each record: their places in the register, the newest first.
pub fn by_record(entries: &[Entry]) -> BTreeMap<RecordKey, Vec<u32>> {
    let mut all = BTreeMap::<RecordKey, Vec<u32>>::new();
    for (entry, at) in entries.iter().zip(0..) {
        all.entry(entry.record.clone()).or_default().push(at);
    }
    all
}
