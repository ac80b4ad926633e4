//! The calendar: replies that fall due, promises, days off, policies about to change, and
//! when a case that comes in on the day of the site would be due.

use super::common::Page;
use super::pages::{DayOff, DueDay, PolicyDate, Schedule, Would};
use super::scope::{Head, Scope};
use crate::derive::due::{self, Due};
use crate::plan::{Group, Planned, routes};
use crate::record::reference::DeadlineRule;
use crate::render::strings::Strings;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Cases, and promises, listed at most.
const MOST: usize = 100;

/// Returns the open cases whose due date has not passed, by due date.
pub fn due_cases(scope: Scope<'_>) -> Vec<(usize, Due)> {
    let all = scope.plan.listings.of(Group::Site).newest();
    let due = |i: usize| {
        let status = scope.status(i);
        status.due.filter(|due| status.open && due.stopped.is_none() && !status.overdue).map(|due| (i, due))
    };
    let mut list: Vec<(usize, Due)> = all.filter_map(due).collect();
    list.sort_by_key(|(i, due)| (due.end, *i));
    list
}

/// Returns the promises not yet kept whose day has not passed, by day: case, place, day.
pub fn due_promises(scope: Scope<'_>) -> Vec<(usize, usize, Date)> {
    let mut list = Vec::new();
    for i in scope.plan.listings.of(Group::Site).newest() {
        let case = &scope.model.cases[i];
        if super::rows::hidden_word(case.visibility).is_some() {
            continue;
        }
        for (place, promise) in case.promises.iter().enumerate() {
            let kept = promise.done.is_some_and(|done| done <= scope.model.as_of);
            list.extend(promise.due.filter(|due| !kept && *due >= scope.model.as_of).map(|due| (i, place, due)));
        }
    }
    list.sort_by_key(|(i, place, due)| (*due, *i, *place));
    list
}

/// Fills the calendar.
pub fn view(scope: Scope<'_>, planned: &Planned, strings: &Strings) -> (Page, Schedule) {
    let cases = due_cases(scope);
    let mut days = BTreeMap::<Date, DueDay>::new();
    for (i, due) in cases.iter().take(MOST) {
        let day = days.entry(due.end.on).or_insert_with(|| DueDay { on: due.end.on, cases: Vec::new() });
        day.cases.push(scope.case_row(*i));
    }
    let promises = due_promises(scope);
    let view = Schedule {
        as_of: scope.model.as_of,
        shown: cases.len().min(MOST),
        total: cases.len(),
        days: days.into_values().collect(),
        promises_total: promises.len(),
        promises: promises
            .iter()
            .take(MOST)
            .map(|(i, place, _)| scope.promise_row(*i, &scope.model.cases[*i].promises[*place], true))
            .collect(),
        would: would(scope),
        off: days_off(scope),
        policies: policy_dates(scope),
        ics: routes::DEADLINES_ICS.to_owned(),
    };
    (scope.page(planned, Head::new(scope, strings.text("nav.calendar").to_owned(), "")), view)
}

/// When a case that came in, was accepted and assigned on the day would be due, by each rule
/// that holds on it.
fn would(scope: Scope<'_>) -> Vec<Would> {
    let day = scope.model.as_of;
    let holds = |rule: &&DeadlineRule| rule.valid_from <= day && rule.valid_to.is_none_or(|to| day <= to);
    let row = |rule: &DeadlineRule| {
        let (end, provisional) = due::plain_term(scope.model, rule, day);
        Would {
            rule: rule.name.as_ref().map_or_else(|| rule.id.to_string(), |n| n.in_lang(scope.lang).to_owned()),
            on: end,
            provisional,
            statutory: rule.statutory,
        }
    };
    scope.model.rules.iter().filter(holds).map(row).collect()
}

/// Days off of the coming half year, of all calendars that rules use.
fn days_off(scope: Scope<'_>) -> Vec<DayOff> {
    let from = scope.model.as_of;
    let to = from.checked_add(6.months()).unwrap_or(from);
    let mut list: Vec<DayOff> = Vec::new();
    for (code, calendar) in scope.model.calendars.iter() {
        if !scope.model.rules.iter().any(|rule| rule.calendar.as_ref() == Some(code)) {
            continue;
        }
        let known = calendar.days().filter(|(_, day)| day.announced.is_none_or(|on| on <= from));
        for (date, day) in known.filter(|(date, day)| day.off && from <= *date && *date <= to) {
            let name = day.name.in_lang(scope.lang);
            match list.last_mut() {
                Some(last) if last.name == name && last.to.tomorrow().is_ok_and(|next| next == date) => last.to = date,
                _ => list.push(DayOff { from: date, to: date, name: name.to_owned() }),
            }
        }
    }
    list.sort_by_key(|off| off.from);
    list
}

/// Policies that come into force, end, or close for comments within half a year.
fn policy_dates(scope: Scope<'_>) -> Vec<PolicyDate> {
    let from = scope.model.as_of;
    let to = from.checked_add(6.months()).unwrap_or(from);
    let mut list = Vec::new();
    for policy in &scope.model.policies {
        let dates = [
            ("effective_from", policy.effective_from),
            ("effective_until", policy.effective_until),
            ("consultation_to", policy.consultation.as_ref().map(|c| c.to)),
        ];
        for (key, on) in dates {
            if let Some(on) = on.filter(|on| from <= *on && *on <= to) {
                list.push(PolicyDate { on, key, policy: scope.policy_row(policy) });
            }
        }
    }
    list.sort_by_key(|date| date.on);
    list
}
