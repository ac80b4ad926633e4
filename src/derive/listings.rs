//! Which cases stand in which list: by month of receipt, by what they wait for, by the day they
//! are due.
//!
//! Takes cases and their states; gives [`Listings`]: places in the model. What must hold: pages
//! and data files show these lists, or parts of them, and look for no case themselves.

use super::Status;
use super::due::Due;
use super::measures::{Month, month};
pub use crate::model::Group;
use crate::model::{Model, Places};
use crate::record::Case;
use crate::record::words::Visibility;
use jiff::civil::Date;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound;

/// Rows on one page of a list.
pub const PAGE: usize = 50;
/// Cases replied to last that are listed.
const LATEST: usize = 10;

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

    /// Returns the months before and after one that have cases.
    pub fn near(&self, month: Month) -> (Option<Month>, Option<Month>) {
        let before = self.months.range(..month).next_back().map(|(month, _)| *month);
        let after = self.months.range((Bound::Excluded(month), Bound::Unbounded)).next().map(|(month, _)| *month);
        (before, after)
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
    pub waiting: Waiting,
    empty: GroupList,
}

/// Cases by what they wait for.
#[derive(Debug, Default)]
pub struct Waiting {
    /// A reply is owed; by receipt, the first one first.
    pub open: Vec<u32>,
    /// The longest overdue first; of a department those that it owes, not those that it passed on.
    pub overdue: BTreeMap<Group, Vec<u32>>,
    /// Open, with a term that runs and has not passed, by its end.
    pub due: Vec<u32>,
    /// Under supervision, by the day that began.
    pub supervised: Vec<u32>,
    /// Nothing was recorded for long, by the last day on which something was.
    pub asleep: Vec<u32>,
    /// Replied to last, of those that may be spread: the last one first.
    pub replied: Vec<u32>,
}

impl Waiting {
    /// Returns the overdue cases of a group.
    pub fn overdue(&self, group: Group) -> &[u32] {
        self.overdue.get(&group).map_or(&[], Vec::as_slice)
    }
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
pub fn listings(model: &Model, statuses: &[Status]) -> Listings {
    let by_month = || by_month(model, statuses);
    let others = || (feeds(model, statuses), waiting(model, statuses));
    let (mut lists, (feeds, waiting)) = rayon::join(by_month, others);
    lists.feeds = feeds;
    lists.waiting = waiting;
    lists
}

/// Lists cases by what they wait for.
pub fn waiting(model: &Model, statuses: &[Status]) -> Waiting {
    let places = Places::of(model);
    let mut lists = Waiting::default();
    let mut replied = Vec::new();
    // Cases are sorted by id, so their places order those of one day.
    for ((case, status), at) in model.cases.iter().zip(statuses).zip(0..) {
        if status.last_reply.is_some() && is_spread(model, case) {
            replied.push(at);
        }
        if status.supervised.is_some() {
            lists.supervised.push(at);
        }
        if status.asleep.is_some() {
            lists.asleep.push(at);
        }
        if status.overdue {
            each_group(&places, case, status, |group| {
                let owes = |d: usize| status.owner == model.departments[d].id;
                if !matches!(group, Group::Department(d) if !owes(d)) {
                    lists.overdue.entry(group).or_default().push(at);
                }
            });
        }
        if status.open {
            lists.open.push(at);
            if !status.overdue && status.due.is_some_and(|due| due.stopped.is_none()) {
                lists.due.push(at);
            }
        }
    }
    let status = |at: &u32| &statuses[*at as usize];
    let end = |at: &u32| status(at).due.map(|due: Due| due.end);
    lists.open.sort_by_key(|at| model.cases[*at as usize].received);
    lists.overdue.values_mut().for_each(|list| list.sort_by_key(|at| end(at).map(|end| end.on)));
    lists.due.sort_by_key(end);
    lists.supervised.sort_by_key(|at| status(at).supervised.map(|e| model.cases[*at as usize].events[e].on));
    lists.asleep.sort_by_key(|at| status(at).asleep);
    let last = |at: &u32| (Reverse(status(at).last_reply), *at);
    if replied.len() > LATEST {
        replied.select_nth_unstable_by_key(LATEST, last);
        replied.truncate(LATEST);
    }
    replied.sort_unstable_by_key(last);
    lists.replied = replied;
    lists
}

fn by_month(model: &Model, statuses: &[Status]) -> Listings {
    // Newest first; of one day, by id from the last: cases are sorted by id.
    let mut order: Vec<(Date, u32)> = model.cases.iter().map(|c| c.received).zip(0..).collect();
    order.par_sort_unstable_by(|a, b| b.cmp(a));
    let places = Places::of(model);
    let months = order.par_chunk_by(|(a, _), (b, _)| month(*a) == month(*b)).map(|days| {
        let mut groups = BTreeMap::<Group, Vec<u32>>::new();
        let mut references = Vec::with_capacity(days.len() * 2);
        for (_, index) in days {
            let case = &model.cases[*index as usize];
            each_group(&places, case, &statuses[*index as usize], |group| {
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
pub fn feeds(model: &Model, statuses: &[Status]) -> BTreeMap<Group, Vec<u32>> {
    let places = Places::of(model);
    let mut published = BTreeMap::<Group, Vec<(Date, u32)>>::new();
    for ((case, status), index) in model.cases.iter().zip(statuses).zip(0..) {
        if is_spread(model, case) {
            let on = case.public_on(model.as_of);
            each_group(&places, case, status, |group| published.entry(group).or_default().push((on, index)));
        }
    }
    let newest = |mut list: Vec<(Date, u32)>| {
        if list.len() > PAGE {
            list.select_nth_unstable_by(PAGE - 1, |a, b| b.cmp(a));
            list.truncate(PAGE);
        }
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

/// Returns whether fronts and feeds may show a case: neither hidden nor withdrawn.
fn is_spread(model: &Model, case: &Case) -> bool {
    let withdrawn = case.withdrawal.as_deref().is_some_and(|withdrawal| withdrawal.holds(model.as_of));
    case.visibility == Visibility::Normal && !withdrawn
}
