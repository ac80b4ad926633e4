//! Days that have not come, on every kind of record but the events of cases (`cases`).
//!
//! What is to appear later is held back until its day, and said; what claims to have happened is
//! refused. With a day asked for, both are left out without a word: the past is shown.

use super::{Day, Drafts, embargoes};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use jiff::civil::Date;

/// Checks all records but the events of cases.
pub(super) fn check(d: &Drafts, day: Day, findings: &mut Vec<Finding>) {
    if day.replay {
        return;
    }
    let late = |on: &Date| *on > day.as_of;
    let mut held = |file: &str, key: &str, on: Date| {
        let finding = Finding::new(&rules::SHOWN_LATER, file, Place::Value(KeyPath::of(key)));
        findings.push(finding.arg("key", key).arg("date", on).arg("as_of", day.as_of));
    };
    for case in d.cases.iter().filter(|c| !c.draft && c.publish_at.is_none_or(|on| !late(&on))) {
        case.published.filter(late).into_iter().for_each(|on| held(&case.file, "published", on));
    }
    for policy in d.policies.iter().filter(|p| !p.draft && late(&p.published_on)) {
        held(&policy.file, "published_on", policy.published_on);
    }
    for dataset in d.datasets.iter().filter(|x| !x.draft && late(&x.published_on) && !embargoes::waits(x)) {
        held(&dataset.file, "published_on", dataset.published_on);
    }
    for digest in d.digests.iter().filter(|x| !x.draft && late(&x.to) && x.to != Date::MAX) {
        held(&digest.file, "to", digest.to);
    }
    let mut claimed = |file: &str, path: KeyPath, what: &str, on: Date| {
        let finding = Finding::new(&rules::EVENT_IN_FUTURE, file, Place::Value(path));
        findings.push(finding.arg("event", what).arg("date", on).arg("as_of", day.as_of));
    };
    for digest in d.digests.iter().filter(|x| !x.draft && !late(&x.to)) {
        for (i, improvement) in digest.improvements.iter().enumerate() {
            let path = KeyPath::of("improvements").index(i).key("on");
            improvement.on.filter(late).into_iter().for_each(|on| claimed(&digest.file, path.clone(), "on", on));
        }
    }
    for policy in d.policies.iter().filter(|p| !p.draft && !late(&p.published_on)) {
        let made = policy.made_on.filter(late);
        made.into_iter().for_each(|on| claimed(&policy.file, KeyPath::of("made_on"), "made_on", on));
    }
    for dataset in d.datasets.iter().filter(|x| !x.draft && !late(&x.published_on)) {
        let updated = dataset.updated_on.filter(late);
        updated.into_iter().for_each(|on| claimed(&dataset.file, KeyPath::of("updated_on"), "updated_on", on));
        for (i, revision) in dataset.revisions.iter().enumerate().filter(|(_, r)| late(&r.on)) {
            claimed(&dataset.file, KeyPath::of("revisions").index(i).key("on"), "on", revision.on);
        }
    }
}
