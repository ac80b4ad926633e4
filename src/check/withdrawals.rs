//! What is taken down: that its day can be, that what takes its place is there to be read, and that
//! of a policy something is left unless all of it is removed.

use super::stubs::removed;
use super::{Day, Drafts};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordScheme;
use crate::record::words::{EventKind, Removal};
use crate::record::{Withdrawal, withdrawal};
use jiff::civil::Date;

/// Checks the withdrawals of all records.
pub(super) fn check(d: &Drafts, day: Day, findings: &mut Vec<Finding>) {
    let mut check = |file: &str, from: (&str, Date), withdrawal: Option<&Withdrawal>| {
        if let Some(withdrawal) = withdrawal {
            alone(d, file, from, withdrawal, day, findings);
        }
    };
    for x in &d.cases {
        check(&x.file, ("received", x.received), x.withdrawal.as_deref());
    }
    for x in &d.policies {
        check(&x.file, ("published_on", x.published_on), x.withdrawal.as_deref());
        for e in &x.editions {
            check(&e.file, ("on", e.on), e.withdrawal.as_deref());
        }
    }
    for x in &d.datasets {
        check(&x.file, ("published_on", x.published_on), x.withdrawal.as_deref());
    }
    for x in &d.digests {
        check(&x.file, ("from", x.from), x.withdrawal.as_deref());
    }
    for x in &d.pages {
        check(&x.file, ("", Date::MIN), x.withdrawal.as_deref());
    }
    twice(d, findings);
    for policy in d.policies.iter().filter(|p| !removed(&p.withdrawal) && !p.editions.is_empty()) {
        if policy.editions.iter().all(|edition| removed(&edition.withdrawal)) {
            let last = &policy.editions[policy.editions.len() - 1].file;
            findings.push(Finding::new(&rules::EDITIONS_ALL_REMOVED, last, at("type")).arg("id", &policy.id));
        }
    }
}

fn at(key: &str) -> Place {
    Place::Value(KeyPath::of(withdrawal::KEY).key(key))
}

fn alone(
    d: &Drafts,
    file: &str,
    (key, from): (&str, Date),
    withdrawal: &Withdrawal,
    day: Day,
    findings: &mut Vec<Finding>,
) {
    if withdrawal.on < from {
        let finding = Finding::new(&rules::DATE_TOO_EARLY, file, at("on")).arg("key", "on");
        let finding = finding.arg("date", withdrawal.on).arg("other", key).arg("earlier", from);
        findings.push(finding.related(file, Place::Value(KeyPath::of(key))));
    } else if withdrawal.on > day.as_of && !day.replay {
        let finding = Finding::new(&rules::EVENT_IN_FUTURE, file, at("on")).arg("event", withdrawal.kind.word());
        findings.push(finding.arg("date", withdrawal.on).arg("as_of", day.as_of));
    }
    let Some(instead) = &withdrawal.instead else { return };
    if of(d, instead.link.scheme, &instead.link.id).is_some_and(|other| other.kind == Removal::Removed) {
        findings.push(Finding::new(&rules::INSTEAD_REMOVED, file, at("instead")).arg("link", &instead.link));
    }
}

/// The withdrawal of a record.
fn of<'d>(d: &'d Drafts, scheme: RecordScheme, id: &str) -> Option<&'d Withdrawal> {
    match scheme {
        RecordScheme::Reply => d.cases.iter().find(|x| *x.id == *id)?.withdrawal.as_deref(),
        RecordScheme::Policy => d.policies.iter().find(|x| *x.id == *id)?.withdrawal.as_deref(),
        RecordScheme::Dataset => d.datasets.iter().find(|x| *x.id == *id)?.withdrawal.as_deref(),
        RecordScheme::Digest => d.digests.iter().find(|x| *x.id == *id)?.withdrawal.as_deref(),
        RecordScheme::Page => d.pages.iter().find(|x| *x.id == *id)?.withdrawal.as_deref(),
    }
}

/// A case that says with an event too that it was taken down would stand in the register twice.
fn twice(d: &Drafts, findings: &mut Vec<Finding>) {
    for case in &d.cases {
        let Some(withdrawal) = case.withdrawal.as_deref() else { continue };
        // It may have been withheld for a time before.
        let hides = |kind| matches!(kind, EventKind::Withheld | EventKind::Removed);
        for event in case.events.iter().filter(|event| hides(event.kind) && event.on >= withdrawal.on) {
            let place = Place::Value(event.written.path().key("type"));
            findings.push(Finding::new(&rules::WITHDRAWAL_TWICE, &case.file, place).arg("other", "events"));
        }
    }
}
