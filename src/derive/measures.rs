//! Counts for the site, its departments, topics and months.
//!
//! | measure | definition |
//! |---|---|
//! | registered | cases received in the period, merged ones counted once, with the primary |
//! | received | registered and accepted, not withdrawn: the denominator of the reply rate |
//! | replied | received, with a substantive reply up to the day of the build |
//! | open | a reply is owed |
//! | overdue | open, and due before the day of the build |
//!
//! Cases are grouped by month of receipt (DOMAIN 2). No rate is given below the minimum of
//! the configuration; one decimal, rounded down, 100 only when all.

use super::Status;
use super::interval::{self, Interval};
use crate::model::{Model, Places};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A month: year and month, in the order of time.
pub type Month = (i16, i8);

/// Counts of one group of cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub registered: usize,
    pub received: usize,
    pub replied: usize,
    pub open: usize,
    pub overdue: usize,
}

impl Counts {
    fn add(&mut self, status: &Status) {
        if !status.registered() {
            return;
        }
        self.registered += 1;
        self.received += usize::from(status.received());
        self.replied += usize::from(status.received() && status.first_reply.is_some());
        self.open += usize::from(status.open);
        self.overdue += usize::from(status.overdue);
    }

    fn and(&mut self, other: Self) {
        self.registered += other.registered;
        self.received += other.received;
        self.replied += other.replied;
        self.open += other.open;
        self.overdue += other.overdue;
    }

    /// Returns whether enough cases stand behind the rate to print one.
    fn enough(&self, minimum: usize) -> bool {
        self.received >= minimum.max(1)
    }

    /// Returns the range of the reply rate that chance alone explains, where there is a rate.
    pub fn rate_interval(&self, minimum: usize) -> Option<Interval> {
        interval::wilson(self.replied, self.received).filter(|_| self.enough(minimum))
    }

    /// Returns the reply rate in percent as printed, when enough cases stand behind it.
    pub fn rate(&self, minimum: usize) -> Option<String> {
        if !self.enough(minimum) {
            return None;
        }
        let tenths = self.replied * 1000 / self.received;
        Some(format!("{}.{}", tenths / 10, tenths % 10))
    }
}

/// All counts of a site.
#[derive(Debug, Default)]
pub struct Measures {
    pub site: Counts,
    pub months: BTreeMap<Month, Counts>,
    /// By place of the department in the model.
    pub departments: BTreeMap<usize, Group>,
    /// By place of the topic in the model.
    pub topics: BTreeMap<usize, Group>,
}

/// Counts of a department or topic.
#[derive(Debug, Default)]
pub struct Group {
    pub all: Counts,
    pub months: BTreeMap<Month, Counts>,
}

/// Returns the month of a date.
pub fn month(date: jiff::civil::Date) -> Month {
    (date.year(), date.month())
}

/// Counts all cases.
pub fn measures(model: &Model, statuses: &[Status]) -> Measures {
    let places = Places::of(model);
    let parts = model.cases.par_iter().zip(statuses).fold(Measures::default, |mut measures, (case, status)| {
        let month = month(case.received);
        measures.site.add(status);
        measures.months.entry(month).or_default().add(status);
        if let Some(department) = places.department(&status.department) {
            measures.departments.entry(department).or_default().add(month, status);
        }
        for topic in case.topics.iter().filter_map(|t| places.topic(t)) {
            measures.topics.entry(topic).or_default().add(month, status);
        }
        measures
    });
    parts.reduce(Measures::default, Measures::and)
}

impl Measures {
    fn and(mut self, other: Self) -> Self {
        self.site.and(other.site);
        for (month, counts) in other.months {
            self.months.entry(month).or_default().and(counts);
        }
        for (place, group) in other.departments {
            self.departments.entry(place).or_default().and(group);
        }
        for (place, group) in other.topics {
            self.topics.entry(place).or_default().and(group);
        }
        self
    }
}

impl Group {
    fn and(&mut self, other: Self) {
        self.all.and(other.all);
        for (month, counts) in other.months {
            self.months.entry(month).or_default().and(counts);
        }
    }

    fn add(&mut self, month: Month, status: &Status) {
        self.all.add(status);
        self.months.entry(month).or_default().add(status);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_rounded_down_and_needs_enough_cases() {
        let counts = |received, replied| Counts { registered: received, received, replied, ..Counts::default() };
        assert_eq!(counts(29, 29).rate(30), None);
        assert_eq!(counts(30, 30).rate(30).as_deref(), Some("100.0"));
        assert_eq!(counts(3059, 3058).rate(30).as_deref(), Some("99.9"));
        assert_eq!(counts(0, 0).rate(0), None);
    }
}
