//! What links to articles mean, and which replies rely on which article.
//!
//! A link to an article is read on the day of the text it stands in: it means the article of the edition
//! that was the newest on that day. What must hold: it never leads to another article because numbers
//! moved later.

use crate::lineage::{Lineage, Lineages};
use crate::markdown::RecordScheme;
use crate::model::Model;
use crate::model::links::edition_number;
use crate::record::policy::Clause;
use crate::record::{Policy, WrittenLink};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a link to an article means now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// It is in the newest edition: places of that and of the clause, and of the edition and the clause
    /// that were meant.
    Now { edition: usize, clause: usize, then: (usize, usize) },
    /// It is not there any longer: the last edition that it can be read in, of those before the newest.
    Then { edition: usize },
}

/// The replies that rely on articles of the newest text: policy → clause → cases.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reliance(BTreeMap<u32, BTreeMap<u32, Vec<u32>>>);

impl Reliance {
    /// Returns the clauses of a policy that replies rely on, each with the cases, in the order of the text.
    pub fn of(&self, policy: usize) -> impl Iterator<Item = (usize, &[u32])> {
        let found = u32::try_from(policy).ok().and_then(|policy| self.0.get(&policy));
        found.into_iter().flatten().map(|(clause, cases)| (*clause as usize, &**cases))
    }

    /// Returns how many lines the list of a policy has.
    pub fn lines(&self, policy: usize) -> usize {
        self.of(policy).map(|(_, cases)| cases.len()).sum()
    }

    /// Returns whether the lists have as many lines as others.
    pub fn is_shaped_as(&self, other: &Self) -> bool {
        let lines = |all: &Self| -> Vec<(u32, usize)> {
            all.0.iter().map(|(policy, clauses)| (*policy, clauses.values().map(Vec::len).sum())).collect()
        };
        lines(self) == lines(other)
    }
}

/// Returns the place of the edition that was the newest on a day; of a policy that had none yet, the first.
pub fn edition_on(policy: &Policy, day: Date) -> usize {
    policy.editions.iter().rposition(|edition| edition.on <= day).unwrap_or(0)
}

/// Returns what `#fragment` of a policy means in a text of a day; nothing where no edition has it.
pub fn meant(model: &Model, lineages: &Lineages, policy: usize, fragment: &str, on: Option<Date>) -> Option<Meant> {
    let record = model.policies.get(policy)?;
    let newest = edition_on(record, model.as_of);
    let that_day = on.map_or(newest, |on| edition_on(record, on)).min(newest);
    let at = |edition: usize| record.editions.get(edition)?.clause(fragment);
    // Where that day's text has none, the reader is led to one that does; a finding says so.
    let then = std::iter::once(that_day).chain((0..=newest).rev()).find(|edition| at(*edition).is_some())?;
    let clause = at(then)?;
    if then == newest {
        return Some(Meant::Now { edition: newest, clause, then: (then, clause) });
    }
    let line = lineages.of(policy)?;
    Some(match line.carried(then, clause, newest) {
        Some(now) => Meant::Now { edition: newest, clause: now, then: (then, clause) },
        None => Meant::Then { edition: then },
    })
}

/// Returns the edition, by its place, before which a clause of another had other words, or which brought it;
/// none where it stands as it did in the first.
pub fn last_changed(policy: &Policy, lineages: &Lineages, at: usize, edition: usize, clause: usize) -> Option<Change> {
    let line = lineages.of(at)?;
    let (mut edition, mut clause) = (edition, clause);
    while let Some(before) = edition.checked_sub(1) {
        let Some(was) = line.carried(edition, clause, before) else {
            return Some(Change { edition, clause, added: true });
        };
        let digest =
            |edition: usize, clause: usize| policy.editions.get(edition)?.clauses.get(clause).map(|c| c.digest);
        if digest(before, was) != digest(edition, clause) {
            return Some(Change { edition, clause, added: false });
        }
        (edition, clause) = (before, was);
    }
    None
}

/// An address of an earlier edition that leads to something else in the newest text, or to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Former {
    /// Places of the last edition that had it, and of the clause in that.
    pub edition: usize,
    pub clause: usize,
    /// The day of the edition after that.
    pub until: Date,
    /// Place of what the clause became, in the newest text.
    pub now: Option<usize>,
    /// The newest text has another clause at that address.
    pub held: bool,
}

/// Returns the addresses of earlier editions that do not lead where they led, each once.
pub fn former(policy: &Policy, lineages: &Lineages, at: usize, newest: usize) -> Vec<Former> {
    let (Some(line), Some(now)) = (lineages.of(at), policy.editions.get(newest)) else { return Vec::new() };
    let held: HashMap<&str, usize> =
        now.clauses.iter().zip(0..).flat_map(|(c, at)| c.ids().map(move |id| (id, at))).collect();
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for before in (0..newest).rev() {
        for (clause, i) in policy.editions[before].clauses.iter().zip(0..).filter(|(clause, _)| !clause.id.is_empty()) {
            let carried = line.carried(before, i, newest);
            let there = held.get(&*clause.id).copied();
            // Of several that it led to, the last one is told.
            if (carried.is_none() || carried != there) && seen.insert(&*clause.id) {
                let until = policy.editions[before + 1].on;
                all.push(Former { edition: before, clause: i, until, now: carried, held: there.is_some() });
            }
        }
    }
    all
}

/// A clause in the editions, one after the other, in which it has the same words and address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Places of the first of them, and of the clause in it.
    pub first: (usize, usize),
    /// Place of the last, where that is not the newest of all.
    pub last: Option<usize>,
}

/// Returns the clauses of a policy that have an address, in the order in which they came.
pub fn stretches(policy: &Policy, line: Option<&Lineage>) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    // Which stretch each clause of the edition before belongs to.
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, edition) in policy.editions.iter().enumerate() {
        let mut open = std::mem::take(&mut before);
        for (i, clause) in edition.clauses.iter().enumerate() {
            let was = at.checked_sub(1).and_then(|earlier| Some((earlier, line?.carried(at, i, earlier)?)));
            let same = was.filter(|(earlier, was)| {
                policy.editions[*earlier].clauses.get(*was).is_some_and(|old| old.stands_as(clause))
            });
            let goes_on = same.and_then(|(_, was)| open.get_mut(was)?.take());
            before.push(goes_on.or_else(|| {
                (!clause.id.is_empty()).then(|| {
                    all.push(Stretch { first: (at, i), last: None });
                    all.len() - 1
                })
            }));
        }
        for ended in open.into_iter().flatten() {
            all[ended].last = at.checked_sub(1);
        }
    }
    all
}

/// When a clause got the words that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Places of the edition, and of the clause in it.
    pub edition: usize,
    pub clause: usize,
    /// It was not there before.
    pub added: bool,
}

/// Returns the id that a link to `fragment` has after it was carried to another clause.
pub fn carried_id<'c>(fragment: &'c str, then: &Clause, now: &'c Clause) -> &'c str {
    // One of the numbers of a range stays what it is while the range has it.
    let is_other = *then.id != *fragment && now.has(fragment);
    if is_other { fragment } else { &now.id }
}

/// Returns the links of a record that lead to an article of a policy.
pub fn to_articles(links: &[WrittenLink]) -> impl Iterator<Item = (&WrittenLink, &str)> {
    links.iter().filter_map(|written| {
        let fragment = written.link.fragment.as_deref()?;
        let is_article = written.link.scheme == RecordScheme::Policy && edition_number(fragment).is_none();
        is_article.then_some((written, fragment))
    })
}

/// Finds which replies rely on which article.
pub(super) fn reliance(model: &Model, lineages: &Lineages) -> Reliance {
    let mut all = Reliance::default();
    for (case, at) in model.cases.iter().zip(0_u32..) {
        if case.visibility.is_hidden() {
            continue;
        }
        let links = to_articles(&case.related).chain(to_articles(&case.facts.links));
        for (written, fragment) in links {
            let Some(policy) = model.policy_index(&written.link.id) else { continue };
            let day = case.day_of(&written.at, model.as_of);
            let Some(Meant::Now { clause, .. }) = meant(model, lineages, policy, fragment, Some(day)) else { continue };
            let key = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let cases = all.0.entry(key(policy)).or_default().entry(key(clause)).or_default();
            if cases.last() != Some(&at) {
                cases.push(at);
            }
        }
    }
    all
}
