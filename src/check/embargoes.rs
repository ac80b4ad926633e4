//! Figures that are not public before an instant: a dataset, or the file that takes the place of a table.
//!
//! Takes datasets, the site's zone and the moment that the site stands for; notes which embargoes hold. Of a
//! day alone, what ends in the course of it holds all day: better late than early. What must hold: the model
//! has nothing of what is held back, and an embargo that cannot be read is never taken for one that has ended.

use super::public::Fates;
use super::{Day, Drafts, Embargoed};
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::record::dataset::{Dataset, Embargo};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Notes which embargoes hold, and that figures were brought up to date when one ended.
pub(super) fn check(d: &mut Drafts, zone: &str, day: Day, findings: &mut Vec<Finding>) {
    for dataset in &mut d.datasets {
        let file = dataset.file.clone();
        let mut settle = |embargo: &mut Embargo, path: KeyPath| {
            match embargo.at {
                Some(at) => embargo.holds = at.local(zone) > day.moment(),
                None => {
                    let finding = Finding::new(&rules::EMBARGO_UNREAD, &file, Place::Value(path));
                    findings.push(finding.arg("value", &embargo.written));
                }
            }
            embargo.at.filter(|_| !embargo.holds).map(|at| at.local(zone).date())
        };
        if let Some(embargo) = &mut dataset.embargo {
            settle(embargo, KeyPath::of("embargo"));
        }
        for (i, table) in dataset.tables.iter_mut().enumerate() {
            let Some(next) = &mut table.next else { continue };
            let path = KeyPath::of("tables").index(i).key("next").key("embargo");
            let ended = settle(&mut next.embargo, path);
            dataset.updated_on = dataset.updated_on.max(ended);
        }
    }
}

/// Returns whether figures of a dataset are held back.
pub(super) fn waits(x: &Dataset) -> bool {
    let next = x.tables.iter().filter_map(|table| table.next.as_deref()).map(|next| &next.embargo);
    x.embargo.iter().chain(next).any(|embargo| embargo.holds)
}

/// Returns the first day on which a dataset is shown: none is known while its embargo holds.
pub(super) fn shown_from(x: &Dataset) -> Date {
    let held = x.embargo.as_ref().is_some_and(|embargo| embargo.holds);
    if held { Date::MAX } else { x.published_on }
}

/// Takes out of a dataset what is held back.
pub(super) fn leave_out(x: &mut Dataset, fates: &mut Fates<'_>) {
    x.embargo = None;
    for table in &mut x.tables {
        if let Some(next) = table.next.take() {
            fates.hold_part(&format!("{}{}", x.file.trim_end_matches("dataset.yaml"), next.file));
        }
    }
}

/// Returns what is held back until its hour, the first to come first.
pub(super) fn held(datasets: &[Dataset], zone: &str, refused: &BTreeSet<Box<str>>) -> Vec<Embargoed> {
    let mut all = Vec::new();
    for x in datasets.iter().filter(|x| !x.draft && !refused.contains(&x.file)) {
        let mut note = |file: String, embargo: &Embargo| {
            let at = embargo.at.filter(|_| embargo.holds);
            all.extend(at.map(|at| Embargoed { file: file.into(), until: at.written(zone), moment: at.local(zone) }));
        };
        x.embargo.iter().for_each(|embargo| note(x.file.to_string(), embargo));
        for next in x.tables.iter().filter_map(|table| table.next.as_deref()) {
            note(format!("{}{}", x.file.trim_end_matches("dataset.yaml"), next.file), &next.embargo);
        }
    }
    all.sort_by(|a, b| (a.moment, &a.file).cmp(&(b.moment, &b.file)));
    all
}
