//! Dates of one record that cannot lie in this order.
//!
//! Takes records one by one; gives a finding where a date is earlier than the one it follows. Events
//! of cases are held against receipt in `cases`; here are the dates beside them.

use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::record::dataset::Dataset;
use crate::record::{Case, Policy};
use jiff::civil::Date;

/// A date, by its key and the place it stands at.
type Dated<'a> = (&'a str, KeyPath, Date);

fn after(file: &str, earlier: &Dated<'_>, later: Dated<'_>) -> Option<Finding> {
    let (key, path, date) = later;
    let wrong = date < earlier.2 && date != Date::MIN;
    wrong.then(|| {
        let finding = Finding::new(&rules::DATE_TOO_EARLY, file, Place::Value(path));
        let finding = finding.arg("key", key).arg("date", date).arg("other", earlier.0).arg("earlier", earlier.2);
        finding.related(file, Place::Value(earlier.1.clone()))
    })
}

/// Checks the dates of a case besides those of its events.
pub(super) fn case(case: &Case, findings: &mut Vec<Finding>) {
    let received = ("received", KeyPath::of("received"), case.received);
    let mut check = |earlier: &Dated<'_>, key, path, date: Option<Date>| {
        findings.extend(date.and_then(|date| after(&case.file, earlier, (key, path, date))));
    };
    check(&received, "published", KeyPath::of("published"), case.published);
    for (i, promise) in case.promises.iter().enumerate() {
        let at = KeyPath::of("promises").index(i);
        check(&received, "due", at.key("due"), promise.due);
        check(&received, "done", at.key("done"), promise.done);
    }
    for event in &case.events {
        let Some(more) = event.more.as_deref() else { continue };
        let at = event.written.path();
        check(&("on", at.key("on"), event.on), "due", at.key("due"), more.due);
        check(&received, "notified", at.key("notified"), more.notified);
    }
}

/// Checks the dates of a policy.
pub(super) fn policy(policy: &Policy, findings: &mut Vec<Finding>) {
    let Some(made) = policy.made_on else { return };
    let made = ("made_on", KeyPath::of("made_on"), made);
    findings.extend(after(&policy.file, &made, ("published_on", KeyPath::of("published_on"), policy.published_on)));
}

/// Checks the dates of a dataset.
pub(super) fn dataset(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let published = ("published_on", KeyPath::of("published_on"), dataset.published_on);
    let coverage = KeyPath::of("coverage");
    let ends = dataset.coverage.from.zip(dataset.coverage.to).and_then(|(from, to)| {
        after(&dataset.file, &("from", coverage.key("from"), from), ("to", coverage.key("to"), to))
    });
    findings.extend(ends);
    let next = dataset.next_release.map(|on| ("next_release", KeyPath::of("next_release"), on));
    let updated = dataset.updated_on.map(|on| ("updated_on", KeyPath::of("updated_on"), on));
    let revised = dataset.revisions.iter().enumerate();
    let revised = revised.map(|(i, revision)| ("on", KeyPath::of("revisions").index(i).key("on"), revision.on));
    findings.extend(
        updated.into_iter().chain(next).chain(revised).filter_map(|later| after(&dataset.file, &published, later)),
    );
}
