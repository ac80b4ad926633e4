//! Policies: editions without gaps, relations to policies that exist.

use super::Drafts;
use super::assemble::References;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Item, KeyPath, Place, Rule};
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
        check_moved(policy, findings);
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

/// Reports what `moved` names and is not there, and articles that were moved to one place.
fn check_moved(policy: &Policy, findings: &mut Vec<Finding>) {
    let mut before: Option<&Edition> = None;
    for edition in &policy.editions {
        let mut taken = BTreeMap::<&str, KeyPath>::new();
        for (was, is) in &edition.moved {
            let key = KeyPath::of("moved").key(was);
            let Some(before) = before else {
                let finding = Finding::new(&rules::MOVED_IN_FIRST_EDITION, &edition.file, Place::Key(key, 0));
                findings.push(finding);
                break;
            };
            let sides = [(before, was, Place::Key(key.clone(), 0)), (edition, is, Place::Value(key.clone()))];
            for (of, id, place) in sides {
                findings.extend(missing_article(edition, of, id, place));
            }
            if let Some(first) = taken.insert(is, key.clone()) {
                let finding = Finding::new(&rules::MOVED_TWICE, &edition.file, Place::Value(key)).arg("article", is);
                findings.push(finding.related(&edition.file, Place::Value(first)));
            }
        }
        before = Some(edition);
    }
}

fn missing_article(edition: &Edition, of: &Edition, id: &str, place: Place) -> Option<Finding> {
    if of.clauses.iter().any(|clause| *clause.id == *id && !id.is_empty()) {
        return None;
    }
    let known = || of.clauses.iter().map(|clause| &*clause.id).filter(|id| !id.is_empty());
    let near = crate::spelling::slip(id, known().take(ARTICLES));
    let finding = Finding::new(&rules::MOVED_ARTICLE_MISSING, &edition.file, place);
    let all = known().take(ARTICLES).map(Item::plain);
    Some(finding.arg("article", id).arg("number", of.number).meant_or(near, all))
}

/// Articles among which the one that was meant is looked for, and listed.
const ARTICLES: usize = 64;

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
