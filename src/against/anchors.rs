//! Addresses inside a page: none that was published goes, and none comes to name another text.
//!
//! Takes both states; gives findings about the later one. A number that another article takes in a new
//! edition is no such thing: the page of the policy says what it stood for before. Within an edition it
//! is: its text may be corrected, but a link to its article 5 must find that article 5.

use crate::Prepared;
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::record::{Edition, Policy, TextFacts};
use std::collections::BTreeSet;

/// Addresses that a finding names; of more the number is told.
const NAMED: usize = 3;
/// Words that are fewer stand in many articles.
const TELLING: u32 = 20;

/// Reports what is gone from the pages of records, and what names another text.
pub(super) fn anchors(before: &Prepared<'_>, after: &Prepared<'_>, findings: &mut Vec<Finding>) {
    let (old, new) = (&before.checked.model, &after.checked.model);
    for was in old.cases.iter().filter(|case| !case.facts.anchors.is_empty() && !case.visibility.is_hidden()) {
        let is = new.case(&was.id).filter(|case| !case.visibility.is_hidden());
        findings.extend(is.and_then(|is| gone(&is.file, &was.facts, &is.facts)));
    }
    for was in &old.digests {
        findings.extend(new.digest(&was.id).and_then(|is| gone(&is.file, &was.facts, &is.facts)));
    }
    for (at, was) in old.policies.iter().enumerate() {
        let Some(now) = new.policy_index(&was.id) else { continue };
        let is = &new.policies[now];
        for edition in &was.editions {
            let same = is.editions.iter().find(|other| other.number == edition.number);
            findings.extend(same.and_then(|same| gone(&same.file, &edition.facts, &same.facts)));
        }
        findings.extend(names_other((before, at, was), (after, now, is)));
    }
}

fn gone(file: &str, was: &TextFacts, is: &TextFacts) -> Option<Finding> {
    if was.anchors == is.anchors {
        return None;
    }
    let has: BTreeSet<&str> = is.anchors.iter().map(|anchor| &**anchor).collect();
    let gone: Vec<&str> = was.anchors.iter().map(|anchor| &**anchor).filter(|anchor| !has.contains(anchor)).collect();
    let named: Vec<String> = gone.iter().take(NAMED).map(|anchor| format!("#{anchor}")).collect();
    let finding = Finding::new(&rules::ANCHOR_GONE, file, Place::File).arg("anchors", named.join(", "));
    let more = gone.len().saturating_sub(NAMED);
    let finding = if more > 0 { finding.arg("more", more) } else { finding };
    (!gone.is_empty()).then(|| finding.arg("mark", format!("{{#{}}}", gone[0])))
}

/// Reports the first edition of a policy in which an address has another article than was published; what
/// follows from that is not told again.
fn names_other(
    (before, at, old): (&Prepared<'_>, usize, &Policy),
    (after, now, new): (&Prepared<'_>, usize, &Policy),
) -> Option<Finding> {
    let before_it = |(site, at, policy): (&Prepared<'_>, usize, &Policy), edition: usize, clause: usize| {
        let earlier = edition.checked_sub(1)?;
        let place = site.derived.lineages.of(at)?.carried(edition, clause, earlier)?;
        Some(policy.editions.get(earlier)?.clauses.get(place)?.id.clone())
    };
    old.editions.iter().enumerate().find_map(|(i, was)| {
        let (j, is) = new.editions.iter().enumerate().find(|(_, other)| other.number == was.number)?;
        was.clauses.iter().enumerate().filter(|(_, clause)| !clause.id.is_empty()).find_map(|(a, clause)| {
            let b = is.clauses.iter().position(|other| other.id == clause.id)?;
            let (was_it, is_it) = (before_it((before, at, old), i, a), before_it((after, now, new), j, b));
            // Where that address is gone, it was told already.
            let there = |id: &str| j.checked_sub(1).is_some_and(|earlier| new.editions[earlier].clause(id).is_some());
            let other_line = was_it != is_it && was_it.as_deref().is_none_or(there);
            let elsewhere = is.clauses[b].digest != clause.digest && stands_elsewhere(clause.digest, clause.chars, is);
            (other_line || elsewhere).then(|| {
                let said = was.moved != is.moved;
                let place = if said { Place::Value(KeyPath::of("moved")) } else { Place::File };
                let finding = Finding::new(&rules::ANCHOR_NAMES_OTHER, &is.file, place);
                finding.arg("anchor", &clause.id).arg("number", is.number)
            })
        })
    })
}

fn stands_elsewhere(digest: [u8; 32], chars: u32, edition: &Edition) -> bool {
    chars >= TELLING && edition.clauses.iter().any(|other| other.digest == digest)
}
