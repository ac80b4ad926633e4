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

mod facts;
mod minor;
mod same;

use crate::build::{Lost, lost};
use crate::diagnostic::{Finding, KeyPath, Place, Rule, rules};
use crate::model::Model;
use crate::record::Policy;
use crate::record::words::Change;
use crate::source::text::decode;
use crate::{BuildError, Prepared};
use facts::{Laid, Part, Published};
use std::collections::{BTreeMap, BTreeSet};

/// Holds a site against what it was.
///
/// # Errors
/// When a text cannot be read.
pub fn against(before: &Prepared<'_>, after: &Prepared<'_>) -> Result<Vec<Finding>, BuildError> {
    let mut findings = Vec::new();
    let now: BTreeMap<_, _> = facts::all(after).map(|record| (record.key(), record)).collect();
    for old in facts::all(before) {
        match now.get(&old.key()) {
            Some(new) if !old.is_same(new) => compare(&old.laid(before)?, &new.laid(after)?, &mut findings),
            Some(_) => {}
            None => findings.extend(held_back(&old, after)),
        }
    }
    minor_changes(before, after, &mut findings)?;
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
fn held_back(old: &Published<'_>, after: &Prepared<'_>) -> Option<Finding> {
    let file = old.file();
    let there = after.snapshot.entry(file).is_some() && !after.checked.refused.contains(file);
    there.then(|| Finding::new(&rules::PUBLISHED_HELD_BACK, file, Place::File).arg("record", old.key().id))
}

fn compare(old: &Laid, new: &Laid, findings: &mut Vec<Finding>) {
    if new.hidden || old.hidden {
        return;
    }
    let acts: Vec<&Part> = new.acts.iter().filter(|act| !old.acts.contains(act)).collect();
    let vanished = old.acts.iter().filter(|act| !new.acts.contains(act));
    findings.extend(vanished.map(|act| gone(&rules::ACT_GONE, new, &act.name)));
    let corrected = acts.iter().any(|act| !act.of_redaction);
    let redacted = acts.iter().any(|act| act.of_redaction);
    if !corrected {
        facts_kept(old, new, findings);
        let kept = |part: &&Part| !new.parts.contains(part);
        findings.extend(old.parts.iter().filter(kept).map(|part| gone(&rules::PUBLISHED_PART_GONE, new, &part.name)));
    }
    for (name, was) in &old.texts {
        if new.removed.contains(name) {
            continue;
        }
        let Some(is) = new.texts.get(name) else {
            findings.push(gone(&rules::PUBLISHED_PART_GONE, new, name));
            continue;
        };
        let lifted = same::redactions(&was.text) > same::redactions(&is.text);
        let allowed = redacted || ((corrected || new.released > old.released) && !lifted);
        if was.text != is.text && !allowed {
            findings.push(text_changed(old, (name, &was.text), is, lifted));
        }
    }
}

fn facts_kept(old: &Laid, new: &Laid, findings: &mut Vec<Finding>) {
    // A new edition may bring another title and other days in force.
    let anew = |key: &str| new.newest > old.newest && matches!(key, "title" | "effective_from" | "effective_until");
    for ((file, key), was) in &old.facts {
        let is = new.facts.get(&(file.clone(), key.clone()));
        // An edition that is gone is told as a whole.
        let of_part = is.is_none() && *file != old.file;
        if of_part || anew(key) || is.is_some_and(|is| same::is_same(was, is)) {
            continue;
        }
        let place = if is.is_some() { Place::Value(KeyPath::of(key)) } else { Place::File };
        let finding = Finding::new(&rules::PUBLISHED_FACT_CHANGED, file, place).arg("key", key).arg("old", brief(was));
        findings.push(match is {
            Some(is) => finding.arg("new", brief(is)),
            None => finding,
        });
    }
}

fn text_changed(old: &Laid, (name, was): (&str, &str), is: &facts::Laying, lifted: bool) -> Finding {
    let other = old.texts.iter().find(|(other, text)| *other != name && text.text == is.text && !is.text.is_empty());
    if let Some((other, _)) = other.filter(|_| old.newest.is_some()) {
        let finding = Finding::new(&rules::EDITIONS_RENUMBERED, &is.file, Place::File);
        return finding.arg("old", other).arg("new", name);
    }
    let rule = if lifted { &rules::REDACTION_LIFTED } else { &rules::PUBLISHED_TEXT_CHANGED };
    let (old_words, new_words) = same::differing(was, &is.text);
    let finding = Finding::new(rule, &is.file, Place::File).arg("part", name);
    finding.arg("old", old_words).arg("new", new_words)
}

fn gone(rule: &'static Rule, new: &Laid, name: &str) -> Finding {
    Finding::new(rule, &new.file, Place::File).arg("part", brief(name))
}

fn brief(text: &str) -> String {
    const MOST: usize = 60;
    let short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() { short + "…" } else { short }
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
            let text = |whole: &str, range| same::articles(whole.get(range).unwrap_or_default());
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
