//! The numbers of documents, by which the index of the search names them.
//!
//! ```text
//! number = segment · 4096 + place        months follow each other, each with as many segments as it needs
//! ```
//! What has no date comes first, then month after month: inside one by day, kind and id. So a number
//! tells the age, and a record that comes late moves those of its month alone. What was taken down
//! keeps its place.
//!
//! The month is that of publication, or of receipt where none is recorded: an answer moves nothing.

use super::measures::{Month, month};
use super::parts;
use crate::model::Model;
use crate::record::Policy;
use jiff::civil::Date;
use rayon::prelude::*;

/// Numbers of a segment, as a power of two.
pub const SEGMENT: u32 = 12;

/// Documents from which on the newest have a space of their own.
const VERY_MANY: usize = 20_000;

/// Documents that are enough to tell what is common.
const MANY: usize = 4_000;

/// Documents of a quarter from which on the newest month alone has one.
const MANY_NEW: usize = 3_500;

/// What can be found, by its place in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Searched {
    Department(u32),
    Topic(u32),
    Page(u32),
    /// A policy, or a page of its text where it has several.
    Policy(u32, u32),
    Dataset(u32),
    Digest(u32),
    Case(u32),
}

/// All that can be found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// By number.
    pub all: Vec<(u32, Searched)>,
    /// Each month, and how many segments it has; first what has no date, if there is any.
    pub months: Vec<(Option<Month>, u32)>,
    /// The first number of the newest, where they are apart.
    pub newest: Option<u32>,
    /// What has a smaller number tells which pairs of characters are common: where there is enough of
    /// it, nothing new moves them.
    pub settled: u32,
}

/// Numbers everything that can be found.
pub fn numbers(model: &Model) -> Numbers {
    let mut all: Vec<(Option<Date>, u8, &str, Searched)> = Vec::with_capacity(model.cases.len() + 64);
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let groups = model.departments.iter().enumerate().map(|(at, x)| (None, 0, &*x.id, Searched::Department(place(at))));
    all.extend(groups);
    all.extend(model.topics.iter().enumerate().map(|(at, x)| (None, 1, &*x.id, Searched::Topic(place(at)))));
    all.extend(model.pages.iter().enumerate().map(|(at, x)| (None, 2, &*x.id, Searched::Page(place(at)))));
    for (at, x) in model.policies.iter().enumerate() {
        let pages = (0..pages(model, x)).map(|page| Searched::Policy(place(at), place(page)));
        all.extend(pages.map(|searched| (Some(x.published_on), 3, &*x.id, searched)));
    }
    let datasets = model.datasets.iter().enumerate();
    all.extend(datasets.map(|(at, x)| (Some(x.published_on), 4, &*x.id, Searched::Dataset(place(at)))));
    all.extend(model.digests.iter().enumerate().map(|(at, x)| (Some(x.to), 5, &*x.id, Searched::Digest(place(at)))));
    let cases = model.cases.iter().enumerate();
    all.extend(cases.map(|(at, x)| (Some(x.published.unwrap_or(x.received)), 6, &*x.id, Searched::Case(place(at)))));
    all.par_sort_unstable();
    let mut numbers = Numbers { all: Vec::with_capacity(all.len()), ..Numbers::default() };
    let mut segment = 0;
    for of_month in all.chunk_by(|a, b| a.0.map(month) == b.0.map(month)) {
        let numbered = (segment << SEGMENT..).zip(of_month).map(|(number, (_, _, _, what))| (number, *what));
        numbers.all.extend(numbered);
        let segments = place(of_month.len().div_ceil(1 << SEGMENT));
        numbers.months.push((of_month[0].0.map(month), segments));
        segment += segments;
    }
    let newest = numbers.first_of_newest();
    let older = |first: &u32| numbers.all.partition_point(|(number, _)| number < first);
    numbers.settled = newest.filter(|first| older(first) > MANY).unwrap_or(u32::MAX);
    numbers.newest = newest.filter(|_| numbers.all.len() > VERY_MANY);
    numbers
}

/// Returns how many pages the newest text of a policy has.
fn pages(model: &Model, policy: &Policy) -> usize {
    let newest = policy.editions.get(super::clauses::edition_on(policy, model.as_of));
    match newest.filter(|_| parts::is_long(policy)) {
        Some(edition) => parts::parts(&edition.clauses).len().max(1),
        None => 1,
    }
}

impl Numbers {
    /// Returns what has a number of a range: those with the same bits above the lowest.
    pub fn of(&self, range: u32, bits: u32) -> &[(u32, Searched)] {
        let below = |end: u64| self.all.partition_point(|(number, _)| u64::from(*number) < end);
        &self.all[below(u64::from(range) << bits)..below((u64::from(range) + 1) << bits)]
    }

    /// Returns the month in which the first case of a range was received.
    pub fn received(&self, range: u32, bits: u32, model: &Model) -> Option<Month> {
        self.of(range, bits).iter().find_map(|(_, what)| match what {
            Searched::Case(at) => Some(month(model.cases[*at as usize].received)),
            _ => None,
        })
    }

    /// Returns the ranges that have something, in their order.
    pub fn ranges(&self, bits: u32) -> Vec<u32> {
        let mut ranges: Vec<u32> = self.all.iter().map(|(number, _)| number >> bits).collect();
        ranges.dedup();
        ranges
    }

    /// Returns whether the same numbers are taken as in others.
    pub fn is_shaped_as(&self, other: &Self) -> bool {
        let taken = |numbers: &Self| numbers.all.iter().map(|(number, _)| *number).collect::<Vec<_>>();
        self.months == other.months && taken(self) == taken(other)
    }

    /// Returns the first number of the newest quarter; of the newest month, where the quarter has many.
    fn first_of_newest(&self) -> Option<u32> {
        let (Some(newest), _) = self.months.last()? else { return None };
        let quarter = |(year, month): Month| (year, (month - 1) / 3);
        let from = |is: &dyn Fn(Month) -> bool| {
            let before = self.months.iter().take_while(|(month, _)| !month.is_some_and(is));
            before.map(|(_, segments)| segments).sum::<u32>() << SEGMENT
        };
        let of_quarter = from(&|month| quarter(month) == quarter(*newest));
        let count = self.all.len() - self.all.partition_point(|(number, _)| *number < of_quarter);
        Some(if count > MANY_NEW { from(&|month| month == *newest) } else { of_quarter }).filter(|first| *first > 0)
    }
}
