//! What the newest publications entered and changed, as the site tells it.

use super::{Last, Ledger, Line};
use crate::log::entry::{Act, Entry, Id};
use crate::log::manifest::{Change, Delta};
use crate::model::{Entered, EnteredRecord};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The list of what the newest releases changed; it tells of all but itself.
pub const CHANGES: &str = "resourcesync/changelist.xml";
/// Releases of which it tells, and how many changes: no more than deltas are kept of.
const TOLD: (usize, usize) = (20, 5000);
/// Entries of one publication that the site tells one by one.
const ENTERED: usize = 50;

/// What the newest releases changed, the oldest first.
#[derive(Debug, Clone)]
pub struct Told {
    /// When the release before them was made.
    pub from: Timestamp,
    pub releases: Vec<(Timestamp, BTreeMap<String, Change>)>,
}

impl Told {
    fn of(newest: impl Iterator<Item = (Timestamp, Option<Delta>)>) -> Option<Self> {
        let (mut told, mut count) = (None::<Self>, 0);
        for (time, delta) in newest {
            let told = told.get_or_insert_with(|| Self { from: time, releases: Vec::new() });
            told.from = time;
            let Some(mut delta) = delta else { break };
            delta.changes.remove(CHANGES);
            count += delta.changes.len();
            if count > TOLD.1 || told.releases.len() == TOLD.0 {
                break;
            }
            told.releases.insert(0, (time, delta.changes));
        }
        told
    }
}

impl Ledger {
    /// Returns the entries of records that were last entered together: those before the newest release, or after
    /// it where that is still to come.
    pub(super) fn entered(&self, acts: &BTreeMap<Id, Last>) -> Entered {
        let is_record = |line: &Line| matches!(line.entry, Entry::Record { .. });
        let Some(last) = self.entries.iter().rposition(is_record) else { return Entered::default() };
        let first = self.entries[..last].iter().rposition(|line| !is_record(line)).map_or(0, |at| at + 1);
        let all = &self.entries[first..=last];
        let mut entered = Entered { on: None, count: all.len(), first: Vec::new() };
        for (index, line) in (first as u64..).zip(all) {
            let Entry::Record { act, id, version, date, .. } = &line.entry else { continue };
            entered.on = Some(*date);
            if entered.first.len() == ENTERED {
                continue;
            }
            let act = if *act == Act::Publish && *version > 1 { "add" } else { act.as_str() };
            let record = self.kept.values().rev().find(|kept| kept.id == *id).map(|kept| kept.record.as_str().into());
            let is_erased = |last: &Last| last.act == Act::Erase;
            let erased = acts.get(id).is_some_and(is_erased) || self.erased.iter().any(|own| own.0 == *id);
            entered.first.push(EnteredRecord { index, act, record, erased });
        }
        entered
    }

    /// Returns what the newest releases changed; `None` for a log without an entry.
    pub fn told(&self) -> Option<Told> {
        Told::of(self.releases())
    }

    /// Returns the same with one more release, which is about to be entered.
    pub fn told_with(&self, time: Timestamp, delta: Option<Delta>) -> Option<Told> {
        Told::of(std::iter::once((time, delta)).chain(self.releases()))
    }

    /// The releases, the newest first, each with what it changed, as far as that is known; then the beginning.
    fn releases(&self) -> impl Iterator<Item = (Timestamp, Option<Delta>)> {
        let begun = self.entries.first().and_then(|line| match &line.entry {
            Entry::Key { time, .. } => Some((*time, None)),
            _ => None,
        });
        let releases = self.entries.iter().rev().filter_map(|line| match &line.entry {
            Entry::Release { sequence, time, .. } => {
                Some((*time, self.deltas.get(sequence).and_then(|text| Delta::parse(text).ok())))
            }
            _ => None,
        });
        releases.chain(begun)
    }
}
