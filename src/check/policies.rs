//! Policies: editions without gaps, relations to policies that exist.

use super::Drafts;
use super::assemble::References;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place, Rule};
use crate::markdown::RecordScheme;
use crate::record::{Edition, Id, Policy};
use crate::yaml::bounds::EDITIONS;
use jiff::civil::Date;
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// Puts editions to their policies and checks both.
pub(super) fn check(d: &mut Drafts, findings: &mut Vec<Finding>) {
    let mut editions = BTreeMap::<Id, Vec<Edition>>::new();
    for edition in std::mem::take(&mut d.editions) {
        editions.entry(edition.policy.clone()).or_default().push(edition);
    }
    let mut policies = std::mem::take(&mut d.policies);
    let names = d.names();
    let known = LazyCell::new(|| d.known.vocabulary(RecordScheme::Policy));
    let near = |id: &str| known.slip(id).map(|id| format!("policy:{id}"));
    for policy in &mut policies {
        policy.editions = editions.remove(&policy.id).unwrap_or_default();
        check_editions(policy, d, findings);
        check_order(policy, findings);
        super::order::policy(policy, findings);
        shorten(policy, findings);
        check_relations(policy, d, &near, &mut References { names: &names, findings });
    }
    numbered_once(&policies, "number", |p| p.number.as_deref(), &rules::DOCUMENT_NUMBER_REPEATED, findings);
    numbered_once(&policies, "index_number", |p| p.index_number.as_deref(), &rules::INDEX_NUMBER_REPEATED, findings);
    for (policy, orphans) in editions {
        if !d.known.has(RecordScheme::Policy, &policy) {
            findings.extend(orphans.iter().map(|e| missing_policy(e, &policy)));
        }
    }
    d.policies = policies;
}

/// A number belongs to one document.
fn numbered_once(
    policies: &[Policy],
    key: &'static str,
    number: fn(&Policy) -> Option<&str>,
    rule: &'static Rule,
    findings: &mut Vec<Finding>,
) {
    let mut seen = BTreeMap::<&str, &Policy>::new();
    for policy in policies {
        let Some(number) = number(policy) else { continue };
        if let Some(first) = seen.insert(number, policy) {
            let place = || Place::Value(KeyPath::of(key));
            let finding = Finding::new(rule, &policy.file, place());
            findings.push(finding.arg("number", number).arg("other", &first.id).related(&first.file, place()));
        }
    }
}

fn missing_policy(edition: &Edition, policy: &str) -> Finding {
    let finding = Finding::new(&rules::LINK_TO_MISSING_RECORD, &edition.file, Place::File);
    finding.arg("link", format!("policy:{policy}"))
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

/// Reports an edition that is earlier than the one before it; two of one day may be an error put right at once.
fn check_order(policy: &Policy, findings: &mut Vec<Finding>) {
    for pair in policy.editions.windows(2) {
        let [before, edition] = pair else { continue };
        if edition.on < before.on && edition.on != Date::MIN {
            let finding = Finding::new(&rules::EDITION_TOO_EARLY, &edition.file, Place::Value(KeyPath::of("on")));
            let finding = finding.arg("number", edition.number).arg("on", edition.on);
            let finding = finding.arg("before", before.number).arg("earlier", before.on);
            findings.push(finding.related(&before.file, Place::Value(KeyPath::of("on"))));
        }
    }
}

/// Leaves out the editions of a policy that has too many, and reports the first of them.
fn shorten(policy: &mut Policy, findings: &mut Vec<Finding>) {
    if let Some(first) = policy.editions.get(EDITIONS) {
        findings.push(Finding::new(&rules::LIST_TOO_LONG, &first.file, Place::File).arg("most", EDITIONS));
        policy.editions.truncate(EDITIONS);
    }
}

fn check_relations(
    policy: &Policy,
    d: &Drafts,
    near: &dyn Fn(&str) -> Option<String>,
    references: &mut References<'_, '_>,
) {
    references.departments(&policy.file, &policy.issuers, &KeyPath::of("issuers"));
    for (i, issuer) in policy.issuers.iter().enumerate() {
        // Of a draft nobody says when it will be made; who is gone by then cannot issue it.
        let on = policy.made_on.unwrap_or(policy.published_on);
        references.there(&policy.file, issuer, on, KeyPath::of("issuers").index(i));
    }
    references.departments(&policy.file, &policy.drafted_by, &KeyPath::of("drafted_by"));
    references.topics(&policy.file, &policy.topics, &KeyPath::of("topics"));
    for (id, path) in policy.relations.iter().map(|r| (&r.to, r.path())) {
        if *id == policy.id {
            let finding = Finding::new(&rules::LINK_TO_ITSELF, &policy.file, Place::Value(path.clone()));
            references.findings.push(finding.arg("link", format!("policy:{id}")));
        }
        if !d.known.has(RecordScheme::Policy, id) {
            let finding = Finding::new(&rules::LINK_TO_MISSING_RECORD, &policy.file, Place::Value(path.clone()));
            let finding = finding.arg("link", format!("policy:{id}")).meant(near(id).as_deref());
            references.findings.push(finding);
        }
    }
}
