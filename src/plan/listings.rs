//! Which cases stand in which list: by month of receipt, newest first.

use crate::derive::measures::{Month, month};
use crate::derive::{Derived, Status};
use crate::model::{Model, Places};
use crate::record::Case;
use crate::record::words::Visibility;
use jiff::civil::Date;
use rayon::prelude::*;
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
    let (mut lists, feeds) = rayon::join(|| by_month(model, derived), || feeds(model, derived));
    lists.feeds = feeds;
    lists
}

fn by_month(model: &Model, derived: &Derived) -> Listings {
    // Newest first; of one day, by id from the last: cases are sorted by id.
    let mut order: Vec<(Date, u32)> = model.cases.iter().map(|c| c.received).zip(0..).collect();
    order.par_sort_unstable_by(|a, b| b.cmp(a));
    let places = Places::of(model);
    let months = order.par_chunk_by(|(a, _), (b, _)| month(*a) == month(*b)).map(|days| {
        let mut groups = BTreeMap::<Group, Vec<u32>>::new();
        let mut references = Vec::with_capacity(days.len() * 2);
        for (_, index) in days {
            let case = &model.cases[*index as usize];
            each_group(&places, case, &derived.statuses[*index as usize], |group| {
                groups.entry(group).or_default().push(*index);
            });
            references.extend(case.references.iter().chain([&case.id]).map(|r| (r.clone(), *index)));
        }
        references.sort_unstable();
        (month(days[0].0), groups, references)
    });
    let mut lists = Listings::default();
    lists.groups.insert(Group::Site, GroupList::default());
    for (month, groups, references) in months.collect::<Vec<_>>() {
        for (group, cases) in groups {
            lists.groups.entry(group).or_default().months.insert(month, cases);
        }
        lists.references.insert(month, references);
    }
    lists
}

/// Returns what the feeds show: of each group the latest published, newest first.
pub fn feeds(model: &Model, derived: &Derived) -> BTreeMap<Group, Vec<u32>> {
    let places = Places::of(model);
    let mut published = BTreeMap::<Group, Vec<(Date, u32)>>::new();
    for ((case, status), index) in model.cases.iter().zip(&derived.statuses).zip(0..) {
        if in_feed(case.visibility) {
            let on = case.public_on(model.as_of);
            each_group(&places, case, status, |group| published.entry(group).or_default().push((on, index)));
        }
    }
    let newest = |mut list: Vec<(Date, u32)>| {
        list.sort_unstable_by(|a, b| b.cmp(a));
        list.into_iter().take(PAGE).map(|(_, index)| index).collect()
    };
    published.into_iter().map(|(group, list)| (group, newest(list))).collect()
}

/// Calls `f` with each group whose list a case stands in.
fn each_group(places: &Places<'_>, case: &Case, status: &Status, mut f: impl FnMut(Group)) {
    f(Group::Site);
    if status.registered() {
        let answer = places.department(&status.department);
        answer.into_iter().for_each(|d| f(Group::Department(d)));
        // Who owes the reply finds the case among its own too.
        let owner = places.department(&status.owner).filter(|owner| status.open && Some(*owner) != answer);
        owner.into_iter().for_each(|d| f(Group::Department(d)));
        case.topics.iter().filter_map(|t| places.topic(t)).for_each(|t| f(Group::Topic(t)));
    }
}

fn in_feed(visibility: Visibility) -> bool {
    visibility == Visibility::Normal
}
