//! What was published stays as it was, or says what changed: two states of a site held against each
//! other.
//!
//! Takes both, read and checked; gives findings about the later one. Each record is laid out as facts,
//! parts and texts (`facts`); what differs is allowed only where the later state says so with an act
//! that the earlier one does not have: a correction, a redaction, a withdrawal, a revision, a new
//! edition. Changes of layout are none; an edition that calls its change minor is held to what may be
//! called so ([`kept::minor_changes`]). What must hold: a record that is new, or never was shown, is free.
//!
//! The kinds are those of POLICIES 6; what an act allows is DOMAIN 5 and 6.

mod anchors;
mod releases;
mod tables;

use crate::build::{Lost, lost};
use crate::diagnostic::{Finding, Place, rules};
use crate::kept::{self, For, compare};
use crate::record::{Edition, Policy};
use crate::{BuildError, Prepared};
use std::collections::{BTreeMap, BTreeSet};

/// Holds a site against what it was.
///
/// # Errors
/// When a text cannot be read.
pub fn against(before: &Prepared<'_>, after: &Prepared<'_>) -> Result<Vec<Finding>, BuildError> {
    let mut findings = Vec::new();
    let now: BTreeMap<_, _> = kept::all(&after.checked.model).map(|record| (record.key(), record)).collect();
    for old in kept::all(&before.checked.model) {
        match now.get(&old.key()) {
            Some(new) if !old.is_same(new) => compare(
                &old.laid(&before.snapshot, For::Comparison)?,
                &new.laid(&after.snapshot, For::Comparison)?,
                &mut findings,
            ),
            Some(_) => {}
            None => findings.extend(held_back(old.file(), &old.key().id, after)),
        }
    }
    let old = &before.checked.model;
    let known = |policy: &Policy, edition: &Edition| {
        let old = old.policy_index(&policy.id).map(|at| &old.policies[at].editions);
        old.is_some_and(|old| old.iter().any(|e| e.body.digest == edition.body.digest))
    };
    findings.extend(kept::minor_changes(&after.checked.model, &after.snapshot, known)?);
    tables::tables(before, after, &mut findings)?;
    releases::releases(before, after, &mut findings);
    anchors::anchors(before, after, &mut findings);
    let paths = |site: &'_ Prepared<'_>| -> Vec<Box<str>> {
        site.outputs.plan.outputs.iter().map(|planned| planned.path.clone()).collect()
    };
    let (had, has) = (paths(before), paths(after));
    let gone = lost(had.iter().map(|path| &**path), has.iter().map(|path| &**path), &after.snapshot);
    let told: BTreeSet<String> = findings.iter().map(|finding: &Finding| finding.file.clone()).collect();
    let removed = |page: &str| after.checked.model.is_beside_removed(page);
    let gone = gone.into_iter().filter(|lost| !told.contains(&lost.file) && !removed(&lost.page));
    findings.extend(
        gone.map(|Lost { page, file }| Finding::new(&rules::ADDRESS_LOST, &file, Place::File).arg("page", page)),
    );
    findings.sort_by_cached_key(|f| (f.file.clone(), f.place.order(), f.rule.name, f.args.clone()));
    findings.dedup();
    Ok(findings)
}

/// A record that was shown, whose file is there still, and which nobody sees any longer: a draft again,
/// or one whose day has not come.
fn held_back(file: &str, id: &str, after: &Prepared<'_>) -> Option<Finding> {
    let there = after.snapshot.entry(file).is_some() && !after.checked.refused.contains(file);
    there.then(|| Finding::new(&rules::PUBLISHED_HELD_BACK, file, Place::File).arg("record", id))
}
