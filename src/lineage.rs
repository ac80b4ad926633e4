//! Which article of a policy is which, over all its editions.
//!
//! Takes the model, a way to read texts, and what is known of pairs of texts already; gives each clause of
//! each edition its permanent id: the id of its first appearance, carried along by the alignment that
//! difference pages show, corrected by `moved` in the front matter of an edition. Where that id was taken
//! by another before, the number of the edition stands behind it: `article-3@2`.
//!
//! What must hold: two clauses of an edition never share a permanent id, and none is used for another text
//! later; it depends on nothing but the texts, titles and `moved`; a policy with one edition costs nothing,
//! and two texts are aligned once ([`Known`] is kept between builds).

use crate::difference::{self, Part};
use crate::markdown;
use crate::model::Model;
use crate::record::{Body, Edition, Lang, Policy};
use crate::source::{ContentDigest, fingerprint};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// For each clause of an edition, which one of the edition before it was.
pub type Carried = Arc<[Option<u32>]>;

/// What was found for pairs of texts: by a digest of both, their titles, and what is said of numbers.
pub type Known = BTreeMap<ContentDigest, Carried>;

/// The permanent ids of all policies that have more than one edition.
#[derive(Debug, Default)]
pub struct Lineages {
    /// By the place of the policy.
    lines: Vec<Option<Lineage>>,
    /// What the next run may know.
    pub known: Known,
    /// How many pairs of texts were aligned, and not known before.
    pub aligned: usize,
}

/// The permanent ids of a policy.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lineage {
    names: Vec<Box<str>>,
    /// For each edition and each of its clauses, the place of its name.
    editions: Vec<Box<[u32]>>,
    /// The same turned around: name and clause, sorted.
    clauses: Vec<Box<[(u32, u32)]>>,
}

impl Lineages {
    /// Returns the permanent ids of a policy, by its place; none where it has one edition.
    pub fn of(&self, policy: usize) -> Option<&Lineage> {
        self.lines.get(policy)?.as_ref()
    }
}

impl Lineage {
    /// Returns the permanent id of a clause, by the places of its edition and itself.
    pub fn name(&self, edition: usize, clause: usize) -> Option<&str> {
        let place = *self.editions.get(edition)?.get(clause)?;
        self.names.get(place as usize).map(|name| &**name)
    }

    /// Returns the place that a clause of one edition has in another, if it is there.
    pub fn carried(&self, from: usize, clause: usize, to: usize) -> Option<usize> {
        let place = *self.editions.get(from)?.get(clause)?;
        let clauses = self.clauses.get(to)?;
        clauses.binary_search_by_key(&place, |(name, _)| *name).ok().map(|at| clauses[at].1 as usize)
    }
}

/// Traces the clauses of all policies through their editions.
pub fn trace(model: &Model, known: &Known, read: &(dyn Fn(&Body) -> Option<String> + Sync)) -> Lineages {
    let traced = model.policies.par_iter().map(|policy| trace_policy(policy, known, read)).collect::<Vec<_>>();
    let mut lineages = Lineages::default();
    for (line, pairs) in traced {
        lineages.lines.push(line);
        for (key, from) in pairs {
            lineages.aligned += usize::from(!known.contains_key(&key));
            lineages.known.insert(key, from);
        }
    }
    lineages
}

fn trace_policy(
    policy: &Policy,
    known: &Known,
    read: &(dyn Fn(&Body) -> Option<String> + Sync),
) -> (Option<Lineage>, Vec<(ContentDigest, Carried)>) {
    if policy.editions.len() < 2 {
        return (None, Vec::new());
    }
    let mut line = Lineage::default();
    let mut taken = HashSet::new();
    let mut pairs = Vec::new();
    // The text that was read last: the next pair begins with it.
    let mut last: Option<(ContentDigest, Vec<Part>)> = None;
    for (at, edition) in policy.editions.iter().enumerate() {
        let from = at.checked_sub(1).map(|before| {
            let (old, lang) = (&policy.editions[before], common(&policy.editions[before], edition));
            let (was, is) = (text_in(old, lang), text_in(edition, lang));
            let title = |(_, lang): (&Body, Lang)| policy.title.get(lang).0;
            let key = fingerprint(&(was.0.digest, is.0.digest, title(was), title(is), &edition.moved));
            let found = known.get(&key).filter(|from| fits(from, old, edition)).cloned();
            let found = found.unwrap_or_else(|| {
                let parts = |(body, lang)| read(body).map(|text| parts(&text, policy.title.get(lang).0));
                let before = last.take().filter(|(digest, _)| *digest == was.0.digest).map(|(_, parts)| parts);
                let old_parts = before.or_else(|| parts(was)).unwrap_or_default();
                let new_parts = parts(is).unwrap_or_default();
                let from = carried(old, &old_parts, edition, &new_parts);
                last = Some((is.0.digest, new_parts));
                from
            });
            pairs.push((key, found.clone()));
            found
        });
        let before = line.editions.last().cloned().unwrap_or_default();
        let named = edition.clauses.iter().enumerate().map(|(i, clause)| {
            let old = from.as_ref().and_then(|from| *from.get(i)?);
            old.and_then(|old| before.get(old as usize).copied()).unwrap_or_else(|| {
                let mut name = clause.id.to_string();
                while !taken.insert(name.clone()) {
                    name = format!("{name}@{}", edition.number);
                }
                line.names.push(name.into());
                small(line.names.len() - 1)
            })
        });
        let named: Box<[u32]> = named.collect();
        let mut clauses: Vec<(u32, u32)> = named.iter().copied().zip(0..).collect();
        clauses.sort_unstable();
        line.clauses.push(clauses.into());
        line.editions.push(named);
    }
    (Some(line), pairs)
}

/// Returns whether what is known of a pair can be true of it.
fn fits(from: &Carried, old: &Edition, new: &Edition) -> bool {
    let mut seen = HashSet::new();
    from.len() == new.clauses.len()
        && from.iter().flatten().all(|i| (*i as usize) < old.clauses.len() && seen.insert(*i))
}

/// Aligns two texts, and gives what was found by the places of their clauses.
fn carried(old: &Edition, old_parts: &[Part], new: &Edition, new_parts: &[Part]) -> Carried {
    let found = difference::follow(old_parts, new_parts, &new.moved());
    let by_id: HashMap<&str, usize> = new_parts.iter().enumerate().map(|(at, part)| (&*part.id, at)).collect();
    let places: HashMap<&str, u32> = old.clauses.iter().zip(0..).map(|(clause, at)| (&*clause.id, at)).collect();
    let was = |id: &str| match by_id.get(id) {
        Some(at) => found[*at].and_then(|i| places.get(&*old_parts[i].id).copied()),
        // The title of the text, which its page does not repeat.
        None => places.get(id).copied().filter(|_| !old_parts.iter().any(|part| part.id == id)),
    };
    let mut seen = HashSet::new();
    new.clauses.iter().map(|clause| was(&clause.id).filter(|i| seen.insert(*i))).collect()
}

fn parts(text: &str, title: &str) -> Vec<Part> {
    markdown::parts(text, Some(title), None).iter().map(Part::of).collect()
}

/// Returns the language in which two editions are aligned: the first of the site where both have it, else
/// one that both have.
fn common(old: &Edition, new: &Edition) -> Option<Lang> {
    let has = |edition: &Edition, lang| edition.lang == lang || edition.translations.iter().any(|t| t.lang == lang);
    [0, new.lang, old.lang].into_iter().find(|lang| has(old, *lang) && has(new, *lang))
}

fn text_in(edition: &Edition, lang: Option<Lang>) -> (&Body, Lang) {
    let other = edition.translations.iter().find(|t| Some(t.lang) == lang && edition.lang != t.lang);
    other.map_or((&edition.body, edition.lang), |t| (&t.body, t.lang))
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
