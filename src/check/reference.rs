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
    // What leads nowhere, and what nothing leads to, lies on no circle.
    let leads = |id: &str| next[id].iter().map(|to| &**to).filter(|to| next.contains_key(to)).collect::<Vec<_>>();
    let forward: BTreeMap<&str, Vec<&str>> = next.keys().map(|id| (*id, leads(id))).collect();
    let mut backward: BTreeMap<&str, Vec<&str>> = next.keys().map(|id| (*id, Vec::new())).collect();
    for (id, to) in &forward {
        to.iter().for_each(|to| backward.entry(to).or_default().push(id));
    }
    let mut left: BTreeSet<&str> = next.keys().copied().collect();
    strip(&forward, &backward, &mut left);
    strip(&backward, &forward, &mut left);
    for (id, _, at) in list.iter().filter(|(id, ..)| left.contains(&***id)) {
        let step = |at: &&str| forward.get(at)?.iter().copied().find(|to| left.contains(to));
        // A long circle is not told whole.
        let mut way: Vec<&str> = std::iter::successors(step(&&***id), step).take(10).collect();
        way.truncate(way.iter().position(|to| *to == &***id).map_or(way.len(), |at| at + 1));
        let shown = way.join(", ");
        let finding = Finding::new(&rules::LEADS_BACK, file, Place::Value(at.key(key)));
        findings.push(finding.arg("id", id).arg("key", key).arg("way", shown));
    }
}

/// Takes out of what is left, again and again, whatever leads to nothing that is left.
fn strip<'a>(
    forward: &BTreeMap<&'a str, Vec<&'a str>>,
    backward: &BTreeMap<&'a str, Vec<&'a str>>,
    left: &mut BTreeSet<&'a str>,
) {
    let count = |id: &str| forward[id].iter().filter(|to| left.contains(*to)).count();
    let mut open: BTreeMap<&str, usize> = left.iter().map(|id| (*id, count(id))).collect();
    let mut ends: Vec<&str> = open.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(end) = ends.pop() {
        left.remove(end);
        for from in &backward[end] {
            if let Some(count) = open.get_mut(from).filter(|count| **count > 0) {
                *count -= 1;
                if *count == 0 {
                    ends.push(from);
                }
            }
        }
    }
}
