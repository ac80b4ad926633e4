//! What follows from the records: states, due dates, figures.
//!
//! Takes the [`Model`]; gives a [`Status`] for each case and [`Measures`]. Nothing here is
//! stored in content. What must hold: a number is a sum over cases of a predicate that
//! [`Status`] answers, so the cases behind it can always be listed.

pub mod beside;
pub mod clauses;
pub mod documents;
pub mod due;
pub mod flow;
pub mod force;
pub mod indexes;
pub mod interval;
pub mod listings;
pub mod measures;
pub mod moments;
pub mod numbers;
pub mod parts;
pub mod policies;
pub mod policy_figures;
pub mod promises;
pub mod register;
pub mod status;
pub mod statutory;
pub mod titles;
pub mod traces;
pub mod versions;
pub mod ways;
pub mod yearly;

pub use documents::Documents;
pub use due::Due;
pub use flow::Flow;
pub use indexes::Indexes;
pub use listings::{Group, Listings};
pub use measures::{Counts, Measures};
pub use promises::Promises;
pub use status::Status;
pub use statutory::Statutory;
pub use traces::Traces;

use crate::derive::due::VainAct;
use crate::derive::measures::sets;
use crate::derive::status::Rounds;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::lineage::Lineages;
use crate::model::{Model, RecordKey};
use crate::record::Case;
use crate::record::case::{Event, Written};
use crate::record::reference::DeadlineRule;
use crate::record::words::EventKind;
use crate::yaml::schema::TermUnit;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Everything derived from a model.
pub struct Derived {
    /// One for each case, in the order of the model.
    pub statuses: Vec<Status>,
    pub measures: Measures,
    pub flow: Flow,
    pub statutory: Statutory,
    pub listings: Listings,
    /// For who looks through the site by titles, numbers and names.
    pub indexes: Indexes,
    pub promises: Promises,
    pub register: Vec<register::Entry>,
    /// Places of the entries of each record in it.
    pub entries: BTreeMap<RecordKey, Vec<u32>>,
    /// What changed, by month.
    pub traces: Traces,
    /// What the site did in each year.
    pub yearly: BTreeMap<i16, yearly::Year>,
    /// One for each policy, in the order of the model.
    pub policies: Vec<force::Standing>,
    pub documents: Documents,
    pub ways: ways::Ways,
    pub policy_figures: policy_figures::PolicyFigures,
    /// Which article of a policy is which over its editions.
    pub lineages: Lineages,
    /// Which replies rely on which article.
    pub reliance: clauses::Reliance,
    /// Long editions by what they brought.
    pub versions: versions::Versions,
    /// The numbers by which the search names documents.
    pub numbers: numbers::Numbers,
}

/// Derives states and figures as of the day of the model.
pub fn derive(model: &Model, lineages: Lineages) -> Derived {
    let mut statuses: Vec<Status> = model.cases.par_iter().map(|case| status::status(model, case)).collect();
    status::mark_merged_late(model, &mut statuses, |i, status| {
        sets::is_late(&sets::facts(model, &model.cases[i], status))
    });
    tables(model, statuses, lineages, None)
}

/// Derives everything from the states of the cases; `indexes` are those of before, where no title,
/// number or name is another.
pub fn tables(model: &Model, statuses: Vec<Status>, lineages: Lineages, indexes: Option<Indexes>) -> Derived {
    let policies = force::standings(model);
    let figures = || (measures::measures(model, &statuses), statutory::statutory(model, &statuses, &policies));
    let lists = || (listings::listings(model, &statuses), flow::flow(model, &statuses));
    let ((measures, statutory), (listings, flow)) = rayon::join(figures, lists);
    let documents = documents::documents(model, &policies);
    let indexes = indexes.unwrap_or_else(|| indexes::indexes(model, &documents, &listings.references));
    let policy_figures = policy_figures::figures(model, &policies);
    let ways = ways::ways(model, &policies, &documents.site.policies);
    let (promises, register) = (promises::promises(model), register::register(model));
    let reliance = clauses::reliance(model, &lineages);
    let versions = versions::versions(model, &lineages);
    let entries = register::by_record(&register);
    let traces = traces::traces(model, &policies, &register);
    let yearly = yearly::yearly(model, &register);
    Derived {
        statuses,
        measures,
        flow,
        statutory,
        listings,
        indexes,
        promises,
        register,
        entries,
        traces,
        yearly,
        policies,
        documents,
        ways,
        policy_figures,
        lineages,
        reliance,
        versions,
        numbers: numbers::numbers(model),
    }
}

impl Derived {
    /// Returns whether lists and tables are of the same number and length as others: then the same
    /// pages show them.
    pub fn is_shaped_as(&self, other: &Self) -> bool {
        let lists = |derived: &Self| {
            let months = derived.listings.groups.iter().map(|(group, list)| {
                let pages = list.months.iter().map(|(month, cases)| (*month, listings::pages(cases.len())));
                (*group, pages.collect::<Vec<_>>())
            });
            let references = derived.listings.references.iter().map(|(month, list)| (*month, list.len()));
            (months.filter(|(_, pages)| !pages.is_empty()).collect::<Vec<_>>(), references.collect::<Vec<_>>())
        };
        lists(self) == lists(other)
            && self.flow.keys().eq(other.flow.keys())
            && self.statutory.years() == other.statutory.years()
            && self.yearly.keys().eq(other.yearly.keys())
            && self.register.len() == other.register.len()
            && self.reliance.is_shaped_as(&other.reliance)
            && self.versions.is_shaped_as(&other.versions)
            && self.numbers.is_shaped_as(&other.numbers)
            && self.traces.keys().eq(other.traces.keys())
            && self.traces.values().zip(other.traces.values()).all(|(a, b)| a.lines() == b.lines())
    }
}

/// Reports what the terms show to be amiss: calendars that lack a year, acts that could not
/// move a term.
pub fn findings(model: &Model, derived: &Derived) -> Vec<Finding> {
    let mut findings = missing_calendars(model, derived);
    let vain: Vec<Finding> = model.cases.par_iter().flat_map_iter(|case| vain_acts(model, case)).collect();
    findings.extend(vain);
    findings.extend(unbalanced(model, derived));
    findings.extend(policies::findings(model, derived));
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
                let first = |kind| case.events.iter().find(|e| e.kind == kind);
                let ended = first(EventKind::Concluded).or_else(|| first(EventKind::Replied));
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
        // A year that has a file was not announced yet on the day that is shown.
        if model.calendars.get(Some(code)).has(year) {
            continue;
        }
        *missing.entry((code.to_string(), year)).or_default() += 1;
    }
    let finding = |((code, year), count): ((String, i16), usize)| {
        let finding = Finding::new(&rules::CALENDAR_MISSING, "content/rules/deadlines.yaml", Place::File);
        finding.arg("code", code).arg("year", year).arg("count", count)
    };
    missing.into_iter().map(finding).collect()
}

/// Reports the acts of a case that could not move its term, and replies whose hour decides
/// whether they came in time.
pub fn vain_acts(model: &Model, case: &Case) -> Vec<Finding> {
    let acts = [
        EventKind::Extended,
        EventKind::ClarificationAsked,
        EventKind::ThirdPartyAsked,
        EventKind::Accepted,
        EventKind::Assigned,
    ];
    let hours = |e: &Event| e.kind == EventKind::Replied && e.time.is_none();
    let past = case.events_by(model.as_of);
    let in_hours = || model.rules.iter().any(|rule| rule.within.unit == TermUnit::Hours);
    if !past.iter().any(|e| acts.contains(&e.kind)) && !in_hours() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for counting in Rounds::of(model, case, model.as_of).counted() {
        let rule = &model.rules[counting.due.rule];
        findings.extend(counting.vain.iter().map(|act| vain(case, rule, *act)));
        findings.extend(hour_missing(case, rule, &counting.due));
        let end = counting.due.end;
        let unclear = past.iter().filter(|e| hours(e) && end.needs_hour(e.on, e.time));
        findings.extend(unclear.map(|e| {
            let finding = Finding::new(&rules::REPLY_WITHOUT_HOUR, &case.file, Place::Value(day_of(e.written)));
            finding.arg("due", end.at.map_or_else(String::new, |t| t.strftime("%H:%M").to_string()))
        }));
    }
    findings
}

/// A term in hours that counts from a moment without one.
fn hour_missing(case: &Case, rule: &DeadlineRule, due: &Due) -> Option<Finding> {
    if rule.within.unit != TermUnit::Hours || due.original.at.is_some() || due.cut_off.is_some() {
        return None;
    }
    let begun = |kind| case.events.iter().find(|e| e.kind == kind && e.on == due.start && e.time.is_none());
    let path = match due.from {
        due::From::Received => KeyPath::of("received"),
        due::From::Accepted => day_of(begun(EventKind::Accepted)?.written),
        due::From::Assigned => day_of(begun(EventKind::Assigned)?.written),
        due::From::Reopened => day_of(begun(EventKind::Reopened)?.written),
        due::From::Clarified | due::From::AcceptanceLimit => return None,
    };
    (due.from != due::From::Received || case.received_at.is_none())
        .then(|| Finding::new(&rules::HOUR_MISSING, &case.file, Place::Value(path)).arg("rule", &rule.id))
}

fn vain(case: &Case, rule: &DeadlineRule, act: VainAct) -> Finding {
    match act {
        VainAct::Late { event, kind, due } => {
            let rule = match kind {
                EventKind::Extended => &rules::EXTENSION_AFTER_DUE,
                EventKind::ThirdPartyAsked => &rules::THIRD_PARTY_AFTER_DUE,
                EventKind::ClarificationAsked => &rules::CLARIFICATION_AFTER_DUE,
                _ => &rules::ACCEPTANCE_AFTER_DUE,
            };
            Finding::new(rule, &case.file, Place::Value(day_of(event))).arg("due", due)
        }
        VainAct::Long { event, latest } => {
            let most = rule.extension.map_or_else(|| "0 days".to_owned(), |t| format!("{} {}", t.count, t.unit.word()));
            let place = Place::Value(event.path().key("within"));
            let finding = Finding::new(&rules::EXTENSION_BEYOND_RULE, &case.file, place);
            finding.arg("most", most).arg("rule", &rule.id).arg("latest", latest)
        }
    }
}

/// The place of an event's date.
fn day_of(event: Written) -> KeyPath {
    match event {
        Written::Shorthand(_) => event.path(),
        Written::Listed(_) => event.path().key("on"),
    }
}
