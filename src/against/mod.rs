//! What was published stays as it was, or says what changed: two states of a site held against each
//! other.
//!
//! Takes both, read and checked; gives findings about the later one. Each record is laid out as facts,
//! parts and texts (`facts`); what differs is allowed only where the later state says so with an act
//! that the earlier one does not have: a correction, a redaction, a withdrawal, a revision, a new
//! edition. Changes of layout are none (`same`); an edition that calls its change minor is held to
//! what may be called so (`minor`). What must hold: a record that is new, or never was shown, is free.
//!
//! The kinds are those of POLICIES 6; what an act allows is DOMAIN 5 and 6.

mod anchors;
mod minor;
mod releases;
mod tables;

use crate::build::{Lost, lost};
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::kept::{self, For, brief, compare};
use crate::model::Model;
use crate::record::Policy;
use crate::record::words::Change;
use crate::source::text::decode;
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
    minor_changes(before, after, &mut findings)?;
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

/// Editions that are new, or have another text, and call their change minor.
fn minor_changes(before: &Prepared<'_>, after: &Prepared<'_>, findings: &mut Vec<Finding>) -> Result<(), BuildError> {
    let policy = |model: &'_ Model, id: &str| -> Option<usize> {
        model.policies.binary_search_by(|policy| (*policy.id).cmp(id)).ok()
    };
    for new in &after.checked.model.policies {
        let old: Option<&Policy> = policy(&before.checked.model, &new.id).map(|at| &before.checked.model.policies[at]);
        for pair in new.editions.windows(2) {
            let [earlier, later] = pair else { continue };
            let known = old.is_some_and(|old| old.editions.iter().any(|e| e.body.digest == later.body.digest));
            if known || later.change != Some(Change::Minor) || earlier.lang != later.lang {
                continue;
            }
            let read = |file: &str| after.snapshot.read(file).map(|bytes| decode(&bytes).text);
            let (was, is) = (read(&earlier.body.file)?, read(&later.body.file)?);
            let text = |whole: &str, range| kept::articles(whole.get(range).unwrap_or_default());
            if let Some(why) = minor::not_minor(&text(&was, earlier.body.range()), &text(&is, later.body.range())) {
                let place = Place::Value(KeyPath::of("change"));
                findings.push(
                    Finding::new(&rules::CHANGE_NOT_MINOR, &later.file, place)
                        .arg("old", brief(&why.old))
                        .arg("new", brief(&why.new)),
                );
            }
        }
    }
    Ok(())
}
