//! The sum of a group's cases: sizes of sets, sums, and lengths of time.

use super::sets::{Facts, SUMS, Set, Time};
use super::{Counts, Point, Span, Value};

/// The sum of a group's cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    sets: [u32; Set::ALL.len()],
    sums: [u32; SUMS.len()],
    reply: Times,
    conclusion: Times,
    publication: Times,
}

impl Default for Tally {
    fn default() -> Self {
        let none = Times::default;
        Self {
            sets: [0; Set::ALL.len()],
            sums: [0; SUMS.len()],
            reply: none(),
            conclusion: none(),
            publication: none(),
        }
    }
}

/// Lengths of time: how often each; days beyond the last place stand in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Times {
    taken: Vec<u32>,
    running: u32,
    shortest_running: Option<u16>,
}

/// Longer times are all as long as this.
const LONGEST: u16 = 2000;

impl Times {
    fn add(&mut self, time: Time) {
        match time {
            Time::Taken(days) => {
                let at = usize::from(days.min(LONGEST));
                if self.taken.len() <= at {
                    self.taken.resize(at + 1, 0);
                }
                self.taken[at] += 1;
            }
            Time::Running(days) => {
                self.running += 1;
                self.shortest_running = Some(self.shortest_running.map_or(days, |least| least.min(days)));
            }
        }
    }

    fn and(&mut self, other: &Self) {
        if self.taken.len() < other.taken.len() {
            self.taken.resize(other.taken.len(), 0);
        }
        self.taken.iter_mut().zip(&other.taken).for_each(|(a, b)| *a += b);
        self.running += other.running;
        self.shortest_running = match (self.shortest_running, other.shortest_running) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }

    fn ended(&self) -> u32 {
        self.taken.iter().sum()
    }

    /// The ceil(p·n)-th value, what has not ended sorted last. It is exact only up to the
    /// shortest time still running: beyond that a case could end before it.
    fn nearest(&self, percent: u8, minimum: usize) -> Value {
        let ended = self.ended();
        let all = ended + self.running;
        if (all as usize) < minimum.max(1) {
            return Value::TooFew;
        }
        let rank = (u64::from(all) * u64::from(percent)).div_ceil(100).max(1);
        let mut passed = 0_u64;
        let value = self.taken.iter().zip(0_u16..).find_map(|(count, days)| {
            passed += u64::from(*count);
            (passed >= rank).then_some(days)
        });
        match (value, self.shortest_running) {
            (Some(value), Some(least)) if value > least => Value::AtLeast(least),
            (Some(value), _) => Value::Days(value),
            (None, least) => Value::AtLeast(least.unwrap_or(0)),
        }
    }

    fn mean(&self, minimum: usize) -> Value {
        let ended = u64::from(self.ended());
        if (ended as usize) < minimum.max(1) {
            return Value::TooFew;
        }
        let days: u64 = self.taken.iter().zip(0_u64..).map(|(count, days)| u64::from(*count) * days).sum();
        Value::DaysTenths(u32::try_from(days * 10 / ended).unwrap_or(u32::MAX))
    }

    /// How many ended within (`after`, `to`] days.
    fn within(&self, from: usize, to: usize) -> u32 {
        self.taken.iter().take(to.saturating_add(1)).skip(from).sum()
    }
}

/// Groups of working days to the first reply: first and last day of each.
pub const REPLY_DAYS: [(usize, usize); 7] = [(0, 2), (3, 5), (6, 10), (11, 15), (16, 20), (21, 30), (31, usize::MAX)];

impl Tally {
    /// Adds a case.
    pub fn add(&mut self, facts: &Facts) {
        facts.each(|set| self.sets[set] += 1);
        self.sums.iter_mut().zip(facts.sums).for_each(|(sum, n)| *sum += u32::from(n));
        facts.reply.into_iter().for_each(|time| self.reply.add(time));
        facts.conclusion.into_iter().for_each(|time| self.conclusion.add(time));
        facts.publication.into_iter().for_each(|days| self.publication.add(Time::Taken(days)));
    }

    pub(super) fn and(&mut self, other: &Self) {
        self.sets.iter_mut().zip(other.sets).for_each(|(a, b)| *a += b);
        self.sums.iter_mut().zip(other.sums).for_each(|(a, b)| *a += b);
        self.reply.and(&other.reply);
        self.conclusion.and(&other.conclusion);
        self.publication.and(&other.publication);
    }

    /// Returns the sum of tallies.
    pub fn sum<'a>(tallies: impl Iterator<Item = &'a Self>) -> Self {
        tallies.fold(Self::default(), |mut sum, tally| {
            sum.and(tally);
            sum
        })
    }

    /// Returns how many cases are in a set.
    pub fn count(&self, set: Set) -> u32 {
        self.sets[set as usize]
    }

    /// Returns the sums of [`SUMS`].
    pub fn sums(&self) -> [u32; SUMS.len()] {
        self.sums
    }

    /// Returns how many first replies came within each of [`REPLY_DAYS`].
    pub fn reply_days(&self) -> [u32; REPLY_DAYS.len()] {
        REPLY_DAYS.map(|(from, to)| self.reply.within(from, to))
    }

    pub(super) fn days(&self, of: Span, at: Point, minimum: usize) -> Value {
        let times = match of {
            Span::Reply => &self.reply,
            Span::Conclusion => &self.conclusion,
            Span::Publication => &self.publication,
        };
        match at {
            Point::Nearest(percent) => times.nearest(percent, minimum),
            Point::MeanOfEnded => times.mean(minimum),
        }
    }

    /// Returns the counts that fronts and lists show.
    pub fn counts(&self) -> Counts {
        let of = |set| self.count(set) as usize;
        Counts {
            registered: of(Set::Registered),
            received: of(Set::Received),
            replied: of(Set::Replied),
            open: of(Set::Open),
            overdue: of(Set::Overdue),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::measures::{MEASURES, percent};

    #[test]
    fn a_rate_is_rounded_down_and_needs_enough_cases() {
        assert_eq!(percent(29, 29, 30), Value::TooFew);
        assert_eq!(percent(30, 30, 30).plain(), "100.0");
        assert_eq!(percent(3058, 3059, 30).plain(), "99.9");
        assert_eq!(percent(0, 0, 0), Value::TooFew);
    }

    fn times(taken: &[u16], running: &[u16]) -> Times {
        let mut times = Times::default();
        taken.iter().for_each(|days| times.add(Time::Taken(*days)));
        running.iter().for_each(|days| times.add(Time::Running(*days)));
        times
    }

    #[test]
    fn a_percentile_is_the_nearest_rank_and_says_at_least_where_the_unanswered_could_move_it() {
        // Ten values: the fifth and the ninth in order.
        let ten = times(&[10, 1, 9, 2, 8, 3, 7, 4, 6, 5], &[]);
        assert_eq!(ten.nearest(50, 1), Value::Days(5));
        assert_eq!(ten.nearest(90, 1), Value::Days(9));
        // Three of ten still run, the youngest for 4 days: the fifth value, 5, is not certain.
        let some = times(&[1, 2, 3, 4, 5, 6, 7], &[4, 20, 30]);
        assert_eq!(some.nearest(50, 1), Value::AtLeast(4));
        assert_eq!(some.nearest(40, 1), Value::Days(4));
        assert_eq!(some.nearest(90, 1), Value::AtLeast(4));
        assert_eq!(some.mean(1), Value::DaysTenths(40));
        assert_eq!(some.mean(8), Value::TooFew);
        assert_eq!(times(&[], &[]).nearest(50, 0), Value::TooFew);
    }

    #[test]
    fn the_registry_names_each_measure_once_and_in_full() {
        let mut ids: Vec<&str> = MEASURES.iter().map(|m| m.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for measure in MEASURES {
            for words in [&measure.en, &measure.zh] {
                assert!(!words.name.is_empty() && !words.short.is_empty(), "{}", measure.id);
                assert!(words.definition.ends_with(['.', '。']), "{}", measure.id);
            }
        }
    }
}
