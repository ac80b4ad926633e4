//! What follows from the records: states, due dates, figures.
//!
//! Takes the [`Model`]; gives a [`Status`] for each case and [`Measures`]. Nothing here is
//! stored in content. What must hold: a number is a sum over cases of a predicate that
//! [`Status`] answers, so the cases behind it can always be listed.

pub mod due;
pub mod interval;
pub mod measures;
pub mod status;

pub use due::Due;
pub use measures::{Counts, Measures};
pub use status::Status;

use crate::check::rules;
use crate::diagnostic::{Finding, Place};
use crate::model::Model;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Everything derived from a model.
pub struct Derived {
    /// One for each case, in the order of the model.
    pub statuses: Vec<Status>,
    pub measures: Measures,
}

/// Derives states and figures as of the day of the model.
pub fn derive(model: &Model) -> Derived {
    let statuses: Vec<Status> = model.cases.par_iter().map(|case| status::status(model, case)).collect();
    let measures = measures::measures(model, &statuses);
    Derived { statuses, measures }
}

/// Reports calendars that lack a year into which terms run: those due dates are provisional.
pub fn missing_calendars(model: &Model, derived: &Derived) -> Vec<Finding> {
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
