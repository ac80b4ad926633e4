//! The calendar: replies that fall due, promises, days off, policies about to change, and
//! when a case that comes in on the day of the site would be due.

use super::common::Page;
use super::pages::{DayOff, DueDay, PolicyDate, Schedule, Would};
use super::scope::{Head, Scope};
use crate::derive::due;
use crate::plan::{Planned, routes};
use crate::record::reference::DeadlineRule;
use crate::render::strings::Strings;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Cases, and promises, listed at most.
const MOST: usize = 100;

/// Fills the calendar.
pub fn view(scope: Scope<'_>, planned: &Planned, strings: &Strings) -> (Page, Schedule) {
    let (cases, promises) = (&scope.derived.listings.waiting.due, &scope.derived.promises.due);
    let mut days = BTreeMap::<Date, DueDay>::new();
    for at in cases.iter().take(MOST).map(|at| *at as usize) {
        let Some(due) = scope.status(at).due else { continue };
        let day = days.entry(due.end.on).or_insert_with(|| DueDay { on: due.end.on, cases: Vec::new() });
        day.cases.push(scope.case_row(at));
    }
    let view = Schedule {
        as_of: scope.model.as_of,
        shown: cases.len().min(MOST),
        total: cases.len(),
        days: days.into_values().collect(),
        promises_total: promises.len(),
        promises: promises.iter().take(MOST).map(|(_, at)| scope.promise_at(*at)).collect(),
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
    let dates = scope.derived.documents.dates.iter();
    dates.map(|(on, key, at)| PolicyDate { on: *on, key, policy: scope.policy_row(*at as usize) }).collect()
}
