//! What follows from the records: states, due dates, figures.
//!
//! Takes the [`Model`]; gives a [`Status`] for each case and [`Measures`]. Nothing here is
//! stored in content. What must hold: a number is a sum over cases of a predicate that
//! [`Status`] answers, so the cases behind it can always be listed.

pub mod due;
pub mod flow;
pub mod interval;
pub mod measures;
pub mod status;
pub mod statutory;

pub use due::Due;
pub use flow::Flow;
pub use measures::{Counts, Measures};
pub use status::Status;
pub use statutory::Statutory;

use crate::check::rules;
use crate::derive::due::BadExtension;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::model::Model;
use crate::record::Case;
use crate::record::words::EventKind;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Everything derived from a model.
pub struct Derived {
    /// One for each case, in the order of the model.
    pub statuses: Vec<Status>,
    pub measures: Measures,
    pub flow: Flow,
    pub statutory: Statutory,
}

/// Derives states and figures as of the day of the model.
pub fn derive(model: &Model) -> Derived {
    let statuses: Vec<Status> = model.cases.par_iter().map(|case| status::status(model, case)).collect();
    let measures = measures::measures(model, &statuses);
    let flow = flow::flow(model, &statuses);
    let statutory = statutory::statutory(model, &statuses);
    Derived { statuses, measures, flow, statutory }
}

/// Reports what the terms show to be amiss: calendars that lack a year, extensions that do
/// not hold.
pub fn findings(model: &Model, derived: &Derived) -> Vec<Finding> {
    let mut findings = missing_calendars(model, derived);
    let extended = model.cases.par_iter().zip(&derived.statuses);
    let bad: Vec<Finding> = extended.flat_map_iter(|(case, status)| extensions(model, case, status)).collect();
    findings.extend(bad);
    findings.extend(unbalanced(model, derived));
    findings
}

/// Reports the requests for information that keep an annual table from balancing.
fn unbalanced(model: &Model, derived: &Derived) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (year, table) in &derived.statutory.annual {
        let total = table.total();
        for case in table.unplaced.iter().map(|i| &model.cases[*i]) {
            let finding = if case.applicant.is_none() {
                Finding::new(&rules::STATUTORY_TABLE_APPLICANT, &case.file, Place::Value(KeyPath::of("kind")))
            } else {
                let ended = case.events.iter().find(|e| e.kind == EventKind::Concluded);
                let place = ended.map_or(KeyPath::of("kind"), |e| e.written.path());
                Finding::new(&rules::STATUTORY_TABLE_UNBALANCED, &case.file, Place::Value(place))
                    .arg("came", format!("{} + {}", total.new, total.carried_over))
                    .arg("went", format!("{} + {}", total.total(), total.carried_forward))
            };
            findings.push(finding.arg("year", year));
        }
    }
    findings
}

fn missing_calendars(model: &Model, derived: &Derived) -> Vec<Finding> {
    let mut missing = BTreeMap::<(String, i16), usize>::new();
    for (rule, year) in derived.statuses.iter().filter_map(Status::lacks_calendar) {
        let Some(code) = &model.rules[rule].calendar else { continue };
        *missing.entry((code.to_string(), year)).or_default() += 1;
    }
    let finding = |((code, year), count): ((String, i16), usize)| {
        let finding = Finding::new(&rules::CALENDAR_MISSING, "content/rules/deadlines.yaml", Place::File);
        finding.arg("code", code).arg("year", year).arg("count", count)
    };
    missing.into_iter().map(finding).collect()
}

/// Reports the extensions of a case that do not hold.
pub fn extensions(model: &Model, case: &Case, status: &Status) -> Vec<Finding> {
    if !case.events.iter().any(|e| e.kind == EventKind::Extended) {
        return Vec::new();
    }
    let finding = |bad: BadExtension| match bad {
        BadExtension::Late { event, due } => {
            let place = Place::Value(event.path().key("on"));
            Finding::new(&rules::EXTENSION_AFTER_DUE, &case.file, place).arg("due", due)
        }
        BadExtension::Long { event } => {
            let rule = status.due.map(|due| &model.rules[due.rule]);
            let most = rule.and_then(|rule| rule.extension);
            let most = most.map_or_else(|| "0 days".to_owned(), |t| format!("{} {}", t.count, t.unit.word()));
            let place = Place::Value(event.path().key("within"));
            let finding = Finding::new(&rules::EXTENSION_BEYOND_RULE, &case.file, place);
            finding.arg("most", most).arg("rule", rule.map_or("", |rule| &rule.id))
        }
    };
    due::bad_extensions(model, case, &status.department).into_iter().map(finding).collect()
}
