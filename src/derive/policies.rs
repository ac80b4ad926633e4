//! What the force of policies shows to be amiss, on the day of the model.
//!
//! Each policy is told of once for each thing: that it ends soon, that cases rely on it though it is over,
//! that it is on trial without an end, that it ends another without a day.

use super::Derived;
use super::force::{Force, Standing};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordScheme;
use crate::model::{Model, RecordKey};
use crate::record::words::{EventKind, RelationKind};
use crate::record::{Case, Policy};
use jiff::ToSpan;
use jiff::civil::Date;

/// How many days before its end a policy is told of: a renewal takes a consultation, and that a month.
const SOON: i64 = 90;

/// Words of a title that say that a text is on trial.
const TRIAL: [&str; 8] = ["试行", "暂行", "试点", "trial", "pilot", "interim", "provisional", "experimental"];

/// Reports what is amiss with the force of policies.
pub(super) fn findings(model: &Model, derived: &Derived) -> Vec<Finding> {
    let all = model.policies.iter().zip(&derived.policies);
    all.flat_map(|(policy, standing)| {
        let soon = ends_soon(policy, standing, model.as_of);
        let over = relied_on_when_over(model, policy, standing);
        let told = [soon, over, trial_without_end(policy, standing), unmade(policy, model.as_of)];
        told.into_iter().flatten().chain(without_day(policy))
    })
    .collect()
}

fn ends_soon(policy: &Policy, standing: &Standing, day: Date) -> Option<Finding> {
    let last = policy.ends().filter(|_| standing.state.force.binds())?;
    let soon = last <= day.checked_add(SOON.days()).ok()?;
    let key = if policy.effective_until.is_some() { "effective_until" } else { "validity_rule" };
    soon.then(|| Finding::new(&rules::POLICY_ENDS_SOON, &policy.file, Place::Value(KeyPath::of(key))).arg("last", last))
}

/// Returns the first case that was answered by a policy after its last day.
fn relied_on_when_over(model: &Model, policy: &Policy, standing: &Standing) -> Option<Finding> {
    let cases = relying(model, policy, standing);
    let first = cases.first()?;
    let place = Place::Value(KeyPath::of("title"));
    let finding = Finding::new(&rules::POLICY_OVER_RELIED_ON, &policy.file, place);
    Some(finding.arg("count", cases.len()).arg("case", &first.id).related(&first.file, Place::File))
}

/// Returns the cases that name a policy and were answered after it was over, in the order of their ids.
/// One that was answered before was right when it was written, and one that names what ended the policy
/// too knows of it.
pub fn relying<'a>(model: &'a Model, policy: &Policy, standing: &Standing) -> Vec<&'a Case> {
    let state = &standing.state;
    let over = state.force.is_over() || (state.force == Force::Withdrawn && state.beside.is_some_and(Force::is_over));
    let Some(on) = state.on.filter(|_| over) else { return Vec::new() };
    let key = RecordKey { scheme: RecordScheme::Policy, id: policy.id.clone() };
    let by = model.mentions.get(&key).into_iter().flatten().filter(|by| by.scheme == RecordScheme::Reply);
    let cases = by.filter_map(|by| Some(&*model.cases[model.case_index(&by.id)?]));
    let answered = |case: &&Case| {
        case.events_by(model.as_of).iter().any(|event| event.kind == EventKind::Replied && event.on > on)
    };
    let ended_by = |id: &str| standing.acted_on.iter().any(|acted| *model.policies[acted.by as usize].id == *id);
    let knows = |case: &&Case| {
        let links = case.related.iter().chain(&case.facts.links);
        links.map(|written| &written.link).any(|link| link.scheme == RecordScheme::Policy && ended_by(&link.id))
    };
    cases.filter(|case| !case.visibility.is_hidden() && !knows(case)).filter(answered).collect()
}

fn trial_without_end(policy: &Policy, standing: &Standing) -> Option<Finding> {
    let holds = standing.state.force.binds() || standing.state.force == Force::NotYet;
    let titles = policy.title.0.iter().map(|(_, title)| title.to_lowercase());
    let word = TRIAL.into_iter().find(|word| titles.clone().any(|title| title.contains(word)))?;
    (holds && policy.ends().is_none()).then(|| {
        let place = Place::Value(KeyPath::of("title"));
        Finding::new(&rules::TRIAL_WITHOUT_END, &policy.file, place).arg("word", word)
    })
}

/// A text that is said to hold, and of which nobody says that it was made.
fn unmade(policy: &Policy, day: Date) -> Option<Finding> {
    let path = match (&policy.consultation, policy.effective_from) {
        (_, Some(from)) if from <= day => KeyPath::of("effective_from"),
        (None, _) => KeyPath::default(),
        _ => return None,
    };
    let missing = policy.made_on.is_none();
    missing.then(|| Finding::new(&rules::MADE_ON_MISSING, &policy.file, Place::Value(path)))
}

/// A policy that ends or changes another, from a day that nobody says.
fn without_day(policy: &Policy) -> Vec<Finding> {
    let ends = |kind| matches!(kind, RelationKind::Repeals | RelationKind::Replaces | RelationKind::Amends);
    let dated = policy.begins().is_some() || policy.made_on.is_none();
    let open = policy.relations.iter().filter(|r| !dated && r.on.is_none() && ends(r.kind));
    open.map(|r| {
        let finding = Finding::new(&rules::RELATION_WITHOUT_DAY, &policy.file, Place::Value(r.path()));
        finding.arg("other", &r.to)
    })
    .collect()
}
