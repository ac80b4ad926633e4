//! Departments, topics and calendars as lists: what stands in them can be so together.

use super::Drafts;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::record::reference::{Department, Topic};
use crate::record::words::DepartmentStatus;
use crate::record::{Id, Text};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const DEPARTMENTS: &str = "content/departments.yaml";
const TOPICS: &str = "content/topics.yaml";

/// Checks the lists.
pub(super) fn check(d: &Drafts, findings: &mut Vec<Finding>) {
    named_once(DEPARTMENTS, "name", d.departments.iter().map(|x| (&x.id, &x.name, &x.at)), findings);
    named_once(TOPICS, "label", d.topics.iter().map(|x| (&x.id, &x.label, &x.at)), findings);
    let above = |x: &Department| x.parent.iter().cloned().collect();
    let after = |x: &Department| x.successors.to_vec();
    circles(DEPARTMENTS, "parent", d.departments.iter().map(|x| (&x.id, above(x), &x.at)), findings);
    circles(DEPARTMENTS, "successors", d.departments.iter().map(|x| (&x.id, after(x), &x.at)), findings);
    let broader = |x: &Topic| x.broader.iter().cloned().collect();
    circles(TOPICS, "broader", d.topics.iter().map(|x| (&x.id, broader(x), &x.at)), findings);
    for department in d.departments.iter().filter(|x| x.status != DepartmentStatus::Live && x.valid_to.is_none()) {
        let place = Place::Value(department.at.key("status"));
        let finding = Finding::new(&rules::DEPARTMENT_WITHOUT_END, DEPARTMENTS, place);
        findings.push(finding.arg("id", &department.id).arg("status", department.status.word()));
    }
    for year in &d.calendars {
        let file = format!("content/rules/calendar-{}-{:04}.yaml", year.code, year.year);
        let mut seen = BTreeMap::new();
        for (i, day) in year.days.iter().enumerate() {
            let place = |i: usize| Place::Value(KeyPath::default().index(i).key("date"));
            if day.date.year() != year.year {
                let finding = Finding::new(&rules::CALENDAR_YEAR_DIFFERS, &file, place(i));
                findings.push(finding.arg("date", day.date).arg("year", year.year));
            } else if let Some(first) = seen.insert(day.date, i) {
                let finding = Finding::new(&rules::CALENDAR_DAY_REPEATED, &file, place(i));
                findings.push(finding.arg("date", day.date).related(&file, place(first)));
            }
        }
    }
}

/// Two of one name cannot be told apart by a reader.
fn named_once<'x>(
    file: &str,
    key: &str,
    list: impl Iterator<Item = (&'x Id, &'x Text, &'x KeyPath)>,
    findings: &mut Vec<Finding>,
) {
    let mut seen = HashMap::<(u8, &str), (&Id, &KeyPath)>::new();
    for (id, text, at) in list {
        for (lang, name) in &*text.0 {
            match seen.get(&(*lang, &**name)) {
                Some((first, before)) if *first != id => {
                    let finding = Finding::new(&rules::NAME_REPEATED, file, Place::Value(at.key(key)));
                    let finding = finding.arg("name", name).arg("other", first);
                    findings.push(finding.related(file, Place::Value(before.key(key))));
                    break;
                }
                Some(_) => {}
                None => _ = seen.insert((*lang, name), (id, at)),
            }
        }
    }
}

/// Reports each of a list that leads back to itself by a key.
fn circles<'x>(
    file: &str,
    key: &str,
    list: impl Iterator<Item = (&'x Id, Vec<Id>, &'x KeyPath)>,
    findings: &mut Vec<Finding>,
) {
    let list: Vec<_> = list.collect();
    let next: BTreeMap<&str, &[Id]> = list.iter().map(|(id, next, _)| (&***id, &next[..])).collect();
    // Whatever leads nowhere, or only to such, lies on no circle.
    let mut left: BTreeSet<&str> = next.keys().copied().collect();
    let mut into = BTreeMap::<&str, Vec<&str>>::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, to) in &next {
        let to: Vec<&str> = to.iter().map(|to| &**to).filter(|to| next.contains_key(to)).collect();
        open.insert(id, to.len());
        to.into_iter().for_each(|to| into.entry(to).or_default().push(id));
    }
    let mut ends: Vec<&str> = open.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(end) = ends.pop() {
        left.remove(end);
        for from in into.get(end).into_iter().flatten() {
            let count = open.entry(from).or_default();
            *count = count.saturating_sub(1);
            if *count == 0 && left.contains(from) {
                ends.push(from);
            }
        }
    }
    for (id, _, at) in list.iter().filter(|(id, ..)| left.contains(&***id)) {
        // Beside a circle lies what only leads into it.
        let step = |at: &&str| next.get(at)?.iter().map(|to| &**to).find(|to| left.contains(to));
        let way: Vec<&str> = std::iter::successors(step(&&***id), step).take(next.len()).collect();
        let Some(back) = way.iter().position(|to| *to == &***id) else { continue };
        let shown = way[..=back].iter().take(10).copied().collect::<Vec<_>>().join(", ");
        let finding = Finding::new(&rules::LEADS_BACK, file, Place::Value(at.key(key)));
        findings.push(finding.arg("id", id).arg("key", key).arg("way", shown));
    }
}
