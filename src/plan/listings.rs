//! Which cases stand in which list: by month of receipt, newest first.

use crate::derive::Derived;
use crate::derive::measures::{Month, month};
use crate::model::Model;
use crate::record::words::Visibility;
use std::collections::BTreeMap;

/// Rows on one page of a list.
pub const PAGE: usize = 50;

/// A set of cases with pages of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Site,
    /// Place in the model.
    Department(usize),
    Topic(usize),
}

/// The cases of a group, as places in the model.
#[derive(Debug, Clone, Default)]
pub struct GroupList {
    /// By month of receipt; newest first inside a month.
    pub months: BTreeMap<Month, Vec<u32>>,
}

impl GroupList {
    /// Returns the newest cases, newest first.
    pub fn newest(&self) -> impl Iterator<Item = usize> {
        self.months.values().rev().flatten().map(|i| *i as usize)
    }

    /// Returns how many cases there are.
    pub fn len(&self) -> usize {
        self.months.values().map(Vec::len).sum()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.months.is_empty()
    }
}

/// All lists of a site. Merged cases are in the site's list only: figures count the case they
/// went into.
#[derive(Debug, Default)]
pub struct Listings {
    pub groups: BTreeMap<Group, GroupList>,
    /// Reference numbers by month of receipt, sorted: number and case.
    pub references: BTreeMap<Month, Vec<(Box<str>, u32)>>,
    /// Replies in the order of publication, newest first: the 50 that feeds show, by group.
    pub feeds: BTreeMap<Group, Vec<u32>>,
    empty: GroupList,
}

impl Listings {
    /// Returns the list of a group.
    pub fn of(&self, group: Group) -> &GroupList {
        self.groups.get(&group).unwrap_or(&self.empty)
    }
}

/// Returns how many pages a list of `count` rows has; an empty one has one.
pub fn pages(count: usize) -> usize {
    count.div_ceil(PAGE).max(1)
}

/// Lists all cases.
pub fn listings(model: &Model, derived: &Derived) -> Listings {
    let mut order: Vec<u32> = (0..u32::try_from(model.cases.len()).unwrap_or(u32::MAX)).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&model.cases[*a as usize], &model.cases[*b as usize]);
        b.received.cmp(&a.received).then_with(|| b.id.cmp(&a.id))
    });
    let mut lists = Listings::default();
    lists.groups.insert(Group::Site, GroupList::default());
    let mut published: BTreeMap<Group, Vec<(jiff::civil::Date, u32)>> = BTreeMap::new();
    for index in order {
        let case = &model.cases[index as usize];
        let status = &derived.statuses[index as usize];
        let month = month(case.received);
        let mut groups = vec![Group::Site];
        if status.registered() {
            groups.extend(model.department_index(&status.department).map(Group::Department));
            let topics = case.topics.iter().filter_map(|t| model.topics.iter().position(|x| x.id == *t));
            groups.extend(topics.map(Group::Topic));
        }
        for group in groups {
            lists.groups.entry(group).or_default().months.entry(month).or_default().push(index);
            if in_feed(case.visibility) {
                published.entry(group).or_default().push((case.published.unwrap_or(status.changed), index));
            }
        }
        let references = case.references.iter().cloned().chain([case.id.clone()]);
        lists.references.entry(month).or_default().extend(references.map(|r| (r, index)));
    }
    for list in lists.references.values_mut() {
        list.sort();
    }
    for (group, mut list) in published {
        list.sort_by(|a, b| b.cmp(a));
        lists.feeds.insert(group, list.into_iter().take(PAGE).map(|(_, i)| i).collect());
    }
    lists
}

fn in_feed(visibility: Visibility) -> bool {
    visibility == Visibility::Normal
}
