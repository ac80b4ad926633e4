//! Digests: what is claimed of cases is so.

use super::{Drafts, rules};
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordScheme;
use crate::record::{Case, Digest, Id};

/// Checks the claims of every digest against the cases behind them.
pub(super) fn check(d: &Drafts, findings: &mut Vec<Finding>) {
    for digest in &d.digests {
        for (i, opinion) in digest.opinions.iter().enumerate() {
            let at = KeyPath::of("opinions").index(i);
            if let Some(claimed) = opinion.count.filter(|claimed| *claimed != opinion.cases.len()) {
                let finding = Finding::new(&rules::DIGEST_COUNT_DIFFERS, &digest.file, Place::Value(at.key("count")));
                findings.push(finding.arg("claimed", claimed).arg("linked", opinion.cases.len()));
            }
            for (j, link) in opinion.cases.iter().enumerate() {
                let replies = link.link.scheme == RecordScheme::Reply;
                let case = d.cases.binary_search_by(|c| (*c.id).cmp(&link.link.id)).ok().map(|at| &d.cases[at]);
                if let Some(case) = case.filter(|case| replies && !fits(d, digest, case)) {
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
fn fits(d: &Drafts, digest: &Digest, case: &Case) -> bool {
    let last = case.events.last().map_or(case.received, |e| e.on);
    case.received <= digest.to && last >= digest.from && case.topics.iter().any(|t| is_below(d, t, &digest.topic))
}

/// Whether a topic is another, or stands somewhere below it.
fn is_below(d: &Drafts, topic: &Id, wanted: &Id) -> bool {
    let mut topic = topic;
    // A circle of broader topics must not hold us: it is no longer than all of them.
    for _ in 0..=d.topics.len() {
        if topic == wanted {
            return true;
        }
        match d.topics.iter().find(|t| t.id == *topic).and_then(|t| t.broader.as_ref()) {
            Some(broader) => topic = broader,
            None => return false,
        }
    }
    false
}
