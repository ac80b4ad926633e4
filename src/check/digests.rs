//! Digests: what is claimed of cases is so.

use super::Drafts;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordScheme;
use crate::record::{Case, Digest};
use std::collections::{HashMap, HashSet};

/// Checks the claims of every digest against the cases behind them.
pub(super) fn check(d: &Drafts, findings: &mut Vec<Finding>) {
    let narrower = narrower(d);
    // What is wrong with a case was said of the case.
    let faulty: HashSet<String> = findings.iter().filter(|f| f.is_error()).map(|f| f.file.clone()).collect();
    for digest in &d.digests {
        let below = below(&narrower, &digest.topic);
        for (i, opinion) in digest.opinions.iter().enumerate() {
            let at = KeyPath::of("opinions").index(i);
            if let Some(claimed) = opinion.count.filter(|claimed| *claimed != opinion.cases.len()) {
                let finding = Finding::new(&rules::DIGEST_COUNT_DIFFERS, &digest.file, Place::Value(at.key("count")));
                findings.push(finding.arg("claimed", claimed).arg("linked", opinion.cases.len()));
            }
            for (j, link) in opinion.cases.iter().enumerate() {
                let replies = link.link.scheme == RecordScheme::Reply;
                if !replies {
                    let path = at.key("cases").index(j);
                    let finding = Finding::new(&rules::WRONG_TYPE, &digest.file, Place::Value(path.clone()));
                    let finding = finding.arg("key", path).arg("expected", "@record-link");
                    findings.push(finding.arg("found", &link.link));
                }
                let case = d.cases.binary_search_by(|c| (*c.id).cmp(&link.link.id)).ok().map(|at| &d.cases[at]);
                if let Some(case) = case.filter(|case| {
                    replies
                        && !faulty.contains(&*case.file)
                        && !faulty.contains(&*digest.file)
                        && !fits(&below, digest, case)
                }) {
                    let place = Place::Value(at.key("cases").index(j));
                    let finding = Finding::new(&rules::DIGEST_CASE_OUTSIDE, &digest.file, place);
                    let finding = finding.arg("id", &case.id).arg("received", case.received);
                    findings.push(finding.arg("topic", &digest.topic).arg("from", digest.from).arg("to", digest.to));
                }
            }
        }
    }
}

/// A case belongs where it was open in the period and is of the topic or a narrower one. It may
/// have come in before: what is still open is still an opinion held.
fn fits(below: &HashSet<&str>, digest: &Digest, case: &Case) -> bool {
    let last = case.events.last().map_or(case.received, |e| e.on);
    case.received <= digest.to && last >= digest.from && case.topics.iter().any(|t| below.contains(&**t))
}

type Narrower<'a> = HashMap<&'a str, Vec<&'a str>>;

/// The topics right below each.
fn narrower(d: &Drafts) -> Narrower<'_> {
    let mut narrower = Narrower::new();
    for topic in &d.topics {
        if let Some(broader) = &topic.broader {
            narrower.entry(broader).or_default().push(&topic.id);
        }
    }
    narrower
}

/// A topic, and all that stand somewhere below it; a circle of them ends where it began.
fn below<'a>(narrower: &Narrower<'a>, topic: &'a str) -> HashSet<&'a str> {
    let mut below = HashSet::from([topic]);
    let mut todo = vec![topic];
    while let Some(topic) = todo.pop() {
        todo.extend(narrower.get(topic).into_iter().flatten().filter(|next| below.insert(next)));
    }
    below
}
