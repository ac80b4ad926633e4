//! The register of corrections: what was corrected, redacted, withheld, removed or revised.
//!
//! Takes the records; gives its [`Entry`]s up to the day of the model, the newest first.

use crate::markdown::RecordScheme;
use crate::model::{Model, RecordKey};
use crate::record::words::{EventKind, RevisionKind};
use jiff::civil::Date;
use std::cmp::Reverse;

/// One entry: what happened to which record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub on: Date,
    pub record: RecordKey,
    pub what: What,
}

/// What an entry tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An event of a case: places of both.
    Event { case: u32, event: u16 },
    /// A revision of a dataset: places of both.
    Revision { dataset: u32, revision: u16 },
    /// A correction of a policy: places of both.
    Policy { policy: u32, correction: u16 },
    /// A correction of a digest: places of both.
    Digest { digest: u32, correction: u16 },
}

/// Returns whether events of a kind stand in the register.
pub fn is_listed(kind: EventKind) -> bool {
    matches!(kind, EventKind::Corrected | EventKind::Redacted | EventKind::Withheld | EventKind::Removed)
}

/// Lists all entries, the newest first; of one day by record, and by their order in it.
pub fn register(model: &Model) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (case, index) in model.cases.iter().zip(0..) {
        for (event, place) in case.events.iter().zip(0..).filter(|(event, _)| is_listed(event.kind)) {
            let record = RecordKey { scheme: RecordScheme::Reply, id: case.id.clone() };
            entries.push(Entry { on: event.on, record, what: What::Event { case: index, event: place } });
        }
    }
    for (dataset, index) in model.datasets.iter().zip(0..) {
        let corrections = dataset.revisions.iter().zip(0..).filter(|(r, _)| r.kind == RevisionKind::Correction);
        for (revision, place) in corrections {
            let record = RecordKey { scheme: RecordScheme::Dataset, id: dataset.id.clone() };
            entries.push(Entry { on: revision.on, record, what: What::Revision { dataset: index, revision: place } });
        }
    }
    for (policy, index) in model.policies.iter().zip(0..) {
        for (correction, place) in policy.corrections.iter().zip(0..) {
            let record = RecordKey { scheme: RecordScheme::Policy, id: policy.id.clone() };
            entries.push(Entry { on: correction.on, record, what: What::Policy { policy: index, correction: place } });
        }
    }
    for (digest, index) in model.digests.iter().zip(0..) {
        for (correction, place) in digest.corrections.iter().zip(0..) {
            let record = RecordKey { scheme: RecordScheme::Digest, id: digest.id.clone() };
            entries.push(Entry { on: correction.on, record, what: What::Digest { digest: index, correction: place } });
        }
    }
    entries.retain(|entry| entry.on <= model.as_of);
    entries.sort_by(|a, b| (Reverse(a.on), &a.record).cmp(&(Reverse(b.on), &b.record)));
    entries
}
