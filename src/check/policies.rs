//! Policies: editions without gaps, relations to policies that exist.

use super::assemble::References;
use super::{Drafts, rules};
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordScheme;
use crate::record::{Edition, Id, Policy};
use crate::yaml::schema::nearest;
use std::collections::BTreeMap;

/// Puts editions to their policies and checks both.
pub(super) fn check(d: &mut Drafts, findings: &mut Vec<Finding>) {
    let mut editions = BTreeMap::<Id, Vec<Edition>>::new();
    for edition in std::mem::take(&mut d.editions) {
        editions.entry(edition.policy.clone()).or_default().push(edition);
    }
    let mut policies = std::mem::take(&mut d.policies);
    for policy in &mut policies {
        policy.editions = editions.remove(&policy.id).unwrap_or_default();
        check_editions(policy, d, findings);
        check_relations(policy, d, findings);
    }
    for (policy, orphans) in editions {
        if !d.known.has(RecordScheme::Policy, &policy) {
            findings.extend(orphans.iter().map(|e| missing_policy(e, &policy)));
        }
    }
    d.policies = policies;
}

fn missing_policy(edition: &Edition, policy: &str) -> Finding {
    let finding = Finding::new(&rules::LINK_TO_MISSING_RECORD, &edition.file, Place::File);
    finding.arg("link", format!("policy:{policy}")).arg("nearest", "policy.yaml")
}

fn check_editions(policy: &Policy, d: &Drafts, findings: &mut Vec<Finding>) {
    // A file that could not be read keeps its number: its own finding is enough.
    let folder = policy.file.trim_end_matches("policy.yaml");
    let exists = |number: u32| d.has_file(&format!("{folder}edition-{number}.md"));
    let last = policy.editions.last().map_or(1, |e| e.number);
    let Some(gap) = (1..=last).find(|n| !exists(*n)) else { return };
    let (file, found) = match policy.editions.iter().find(|e| e.number > gap) {
        Some(edition) => (&edition.file, edition.number),
        None => (&policy.file, 0),
    };
    let finding = Finding::new(&rules::EDITION_GAP, file, Place::File);
    findings.push(finding.arg("number", found).arg("expected", gap));
}

fn check_relations(policy: &Policy, d: &Drafts, findings: &mut Vec<Finding>) {
    let mut references = References::new(d, findings);
    references.departments(&policy.file, &policy.issuers, &KeyPath::of("issuers"));
    for (i, issuer) in policy.issuers.iter().enumerate() {
        references.there(&policy.file, issuer, policy.made_on, KeyPath::of("issuers").index(i));
    }
    references.topics(&policy.file, &policy.topics, &KeyPath::of("topics"));
    for (_, id, path) in &policy.relations {
        if !d.known.has(RecordScheme::Policy, id) {
            let near = nearest(id, d.known.ids(RecordScheme::Policy)).unwrap_or_default();
            let finding = Finding::new(&rules::LINK_TO_MISSING_RECORD, &policy.file, Place::Value(path.clone()));
            findings.push(finding.arg("link", format!("policy:{id}")).arg("nearest", format!("policy:{near}")));
        }
    }
}
