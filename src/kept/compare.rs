//! A record held against what it was: what differs is allowed where the later one has an act that the
//! earlier one does not have.

use super::{Laid, Part, Words, same};
use crate::diagnostic::{Finding, KeyPath, Place, Rule, rules};

/// Holds a record against what it was; findings are about the later one.
pub fn compare(old: &Laid, new: &Laid, findings: &mut Vec<Finding>) {
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
        let lifted = was.redactions > is.redactions;
        let allowed = redacted || ((corrected || new.released > old.released) && !lifted);
        if !was.is_same(is) && !allowed {
            findings.push(text_changed((old, new), (name, was), is, lifted));
        }
    }
}

fn facts_kept(old: &Laid, new: &Laid, findings: &mut Vec<Finding>) {
    // A new edition may bring another title and other days in force.
    let anew = |key: &str| new.newest > old.newest && matches!(key, "title" | "effective_from" | "effective_until");
    for (part, facts) in &old.facts {
        let now = new.facts.get(part);
        // An edition that is gone is told as a whole.
        if now.is_none() && !part.is_empty() {
            continue;
        }
        for (key, was) in facts {
            let is = now.and_then(|now| now.get(key));
            if anew(key) || is.is_some_and(|is| same::is_same(was, is)) {
                continue;
            }
            let place = if is.is_some() { Place::Value(KeyPath::of(key)) } else { Place::File };
            let finding = Finding::new(&rules::PUBLISHED_FACT_CHANGED, new.file_of(part), place);
            let finding = finding.arg("key", key).arg("old", brief(was));
            findings.push(match is {
                Some(is) => finding.arg("new", brief(is)),
                None => finding,
            });
        }
    }
}

fn text_changed((old, new): (&Laid, &Laid), (name, was): (&str, &Words), is: &Words, lifted: bool) -> Finding {
    let file = new.file_of(name);
    let is_other = |(other, words): &(&String, &Words)| *other != name && words.is_same(is);
    let other = old.texts.iter().find(is_other).filter(|_| is.text.as_deref() != Some(""));
    if let Some((other, _)) = other.filter(|_| old.newest.is_some()) {
        return Finding::new(&rules::EDITIONS_RENUMBERED, file, Place::File).arg("old", other).arg("new", name);
    }
    let rule = if lifted { &rules::REDACTION_LIFTED } else { &rules::PUBLISHED_TEXT_CHANGED };
    let finding = Finding::new(rule, file, Place::File).arg("part", name);
    match (&was.text, &is.text) {
        (Some(was), Some(is)) => {
            let (was, is) = same::differing(was, is);
            finding.arg("old", was).arg("new", is)
        }
        _ => finding.arg("page", page(&old.record, name)),
    }
}

/// Where a text stands in the published site: of a longer one the data tells the digest alone.
fn page(record: &str, part: &str) -> String {
    let (scheme, id) = record.split_once(':').unwrap_or_default();
    match (scheme, part.strip_prefix("edition ")) {
        ("policy", Some(number)) => format!("policies/{id}/edition-{number}.html"),
        ("dataset", _) => format!("statistics/{id}/{part}"),
        _ => format!("digests/{id}.html"),
    }
}

fn gone(rule: &'static Rule, new: &Laid, name: &str) -> Finding {
    Finding::new(rule, &new.file, Place::File).arg("part", brief(name))
}

/// The beginning of a text.
pub fn brief(text: &str) -> String {
    const MOST: usize = 60;
    let short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
