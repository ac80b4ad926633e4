//! Figures for the site, its departments, topics, kinds and months.
//!
//! One registry, one file for each measure: what is counted, over which cases, and the words
//! for it. A figure is one measure for one group; it is worked out from the group's
//! [`Tally`], a sum over cases of the [`sets`] they are in. So every figure can be recomputed
//! from the list of cases, and the cases behind it are those in its set.
//!
//! Cases are grouped by month of receipt, and count for the department that led at the first
//! substantive reply, else the one in charge (DOMAIN 2). No rate is given below the minimum
//! of the configuration; one decimal, rounded down, 100 only when all.

pub mod sets;

use super::Status;
use super::interval::{self, Interval};
use crate::diagnostic::Tongue;
use crate::escape::csv::Plain;
use crate::escape::sealed::Sealed;
use crate::model;
use crate::model::{Model, Places};
use crate::record::case::Event;
use crate::record::words::{EventKind, Kind};
use crate::record::{Case, Id};
use rayon::prelude::*;
use sets::{Facts, SUMS, Set, Time};
use std::collections::BTreeMap;

macro_rules! registry {
    ($($file:ident)*) => {
        $(mod $file;)*
        /// All measures, in the order in which they are explained.
        pub static MEASURES: &[&Measure] = &[$(&$file::MEASURE),*];
    };
}

registry! {
    registered received replied reply_rate on_time_rate on_time_base_rate
    merged withdrawn lapsed declined clarifying held_back passed_on
    open overdue very_overdue
    reply_days_median reply_days_p90 reply_days_mean conclusion_rate conclusion_days_median publication_days_median
    reopened_rate holding_only satisfaction_rate rating_share granted_rate
    acceptance_rate assignment_rate extended_rate supervised supervision_met_rate
}

/// A measure.
#[derive(Debug)]
pub struct Measure {
    pub id: &'static str,
    pub formula: Formula,
    pub window: Window,
    pub cohort: Cohort,
    pub en: Words,
    pub zh: Words,
}

/// What readers are told of a measure.
#[derive(Debug)]
pub struct Words {
    pub name: &'static str,
    pub short: &'static str,
    pub definition: &'static str,
}

/// How a measure is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// How many cases are in a set.
    Count(Set),
    /// What part one set is of another, in percent; the part lies within the other.
    Share { part: Set, all: Set },
    /// A length of time over the cases received, in working days.
    Days { of: Span, at: Point },
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Reply,
    Conclusion,
    /// From the first reply to the day it was made public, in calendar days.
    Publication,
}

/// One value for many lengths of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// By nearest rank, of so many percent; what has not ended sorts last.
    Nearest(u8),
    /// The mean of what has ended.
    MeanOfEnded,
}

/// Which cases a period holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Those received in it, as they stand on the day of the build.
    Received,
    /// As above, but the figure speaks of the day of the build.
    Today,
}

/// Which of these count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cohort {
    Every,
    /// Those whose due date has passed: the others are provisional.
    Mature,
}

/// The value of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Count(u32),
    /// Tenths of a percent, rounded down.
    Percent(u32),
    /// Less than a tenth of a percent, and more than nothing.
    Trace,
    /// Working days; for a mean, in tenths.
    Days(u16),
    DaysTenths(u32),
    /// At least so many working days: cases without an end could change it.
    AtLeast(u16),
    /// Fewer cases than the minimum stand behind it.
    TooFew,
}

impl Sealed for Value {}
impl Plain for Value {
    fn write(&self, cell: &mut String) {
        cell.push_str(&self.plain());
    }
}

impl Value {
    /// Returns the value as data files give it.
    pub fn plain(self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Percent(tenths) | Self::DaysTenths(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
            Self::Days(days) => days.to_string(),
            Self::AtLeast(days) => format!(">={days}"),
            Self::Trace => "<0.1".to_owned(),
            Self::TooFew => "suppressed".to_owned(),
        }
    }
}

impl Measure {
    /// Returns the figure of a group.
    pub fn value(&self, tally: &Tally, minimum: usize) -> Value {
        match self.formula {
            Formula::Count(set) => Value::Count(tally.count(set)),
            Formula::Share { part, all } => percent(tally.count(part), tally.count(all), minimum),
            Formula::Days { of, at } => tally.days(of, at, minimum),
        }
    }

    /// Returns its words.
    pub fn words(&self, tongue: Tongue) -> &Words {
        match tongue {
            Tongue::English => &self.en,
            Tongue::Chinese => &self.zh,
        }
    }

    /// Returns its unit: `cases`, `percent`, `days` or `working-days`.
    pub fn unit(&self) -> &'static str {
        match self.formula {
            Formula::Count(_) => "cases",
            Formula::Share { .. } => "percent",
            Formula::Days { of: Span::Publication, .. } => "days",
            Formula::Days { .. } => "working-days",
        }
    }
}

/// Measures by which departments have a page of their own, and whether the most comes first.
pub const SORTED: [(&str, bool); 5] = [
    ("registered", true),
    ("on_time_rate", true),
    ("reply_rate", true),
    ("reply_days_median", false),
    ("overdue", true),
];

/// Returns a measure by its id.
pub fn measure(id: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.id == id).copied()
}

fn percent(part: u32, all: u32, minimum: usize) -> Value {
    if (all as usize) < minimum.max(1) {
        return Value::TooFew;
    }
    match u32::try_from(u64::from(part) * 1000 / u64::from(all)).unwrap_or(0) {
        0 if part > 0 => Value::Trace,
        tenths => Value::Percent(tenths),
    }
}

/// A month: year and month, in the order of time.
pub type Month = (i16, i8);

/// Returns the month of a date.
pub fn month(date: jiff::civil::Date) -> Month {
    (date.year(), date.month())
}

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

    fn and(&mut self, other: &Self) {
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

    fn days(&self, of: Span, at: Point, minimum: usize) -> Value {
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

/// The counts that fronts and lists show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub registered: usize,
    pub received: usize,
    pub replied: usize,
    pub open: usize,
    pub overdue: usize,
}

impl Counts {
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
        if tenths == 0 && self.replied > 0 {
            return Some("< 0.1".to_owned());
        }
        Some(format!("{}.{}", tenths / 10, tenths % 10))
    }
}

/// All figures of a site.
#[derive(Debug, Default)]
pub struct Measures {
    pub site: Group,
    /// By place of the department in the model.
    pub departments: BTreeMap<usize, Group>,
    /// By place of the topic in the model.
    pub topics: BTreeMap<usize, Group>,
    pub kinds: BTreeMap<Kind, Group>,
}

impl Measures {
    /// Returns the figures of the site, a department or a topic; `None` where no case counts for it.
    pub fn of(&self, group: model::Group) -> Option<&Group> {
        match group {
            model::Group::Site => Some(&self.site),
            model::Group::Department(at) => self.departments.get(&at),
            model::Group::Topic(at) => self.topics.get(&at),
        }
    }
}

/// Figures of a department, topic, kind or the site.
#[derive(Debug, Default)]
pub struct Group {
    pub all: Tally,
    pub months: BTreeMap<Month, Tally>,
}

/// Sums up all cases.
pub fn measures(model: &Model, statuses: &[Status]) -> Measures {
    let places = Places::of(model);
    let parts = model.cases.par_iter().zip(statuses).fold(Measures::default, |mut measures, (case, status)| {
        let month = month(case.received);
        let facts = sets::facts(model, case, status);
        measures.site.add(month, &facts);
        measures.kinds.entry(case.kind).or_default().add(month, &facts);
        for (department, facts) in department_facts(&places, case, case.events_by(model.as_of), status, facts) {
            measures.departments.entry(department).or_default().add(month, &facts);
        }
        for topic in case.topics.iter().filter_map(|t| places.topic(t)) {
            measures.topics.entry(topic).or_default().add(month, &facts);
        }
        measures
    });
    let mut measures = parts.reduce(Measures::default, Measures::and);
    for held in &model.held_back {
        let facts = Facts::only(Set::HeldBack);
        measures.site.all.add(&facts);
        if let Some(department) = places.department(&held.department) {
            measures.departments.entry(department).or_default().all.add(&facts);
        }
    }
    measures
}

/// What a case adds to the figures of each department that had it: the answer, what is owed
/// now, and having handed it on.
fn department_facts(
    places: &Places<'_>,
    case: &Case,
    past: &[Event],
    status: &Status,
    facts: Facts,
) -> Vec<(usize, Facts)> {
    let (answer, owed) = facts.by_department();
    let mut list = Vec::with_capacity(2);
    list.extend(places.department(&status.department).map(|d| (d, answer)));
    if owed != Facts::NONE {
        list.extend(places.department(&status.owner).map(|d| (d, owed)));
    }
    if status.moved && status.registered() {
        for (department, kinds) in movers(case, past) {
            let late = status.passed_on.contains(department);
            list.extend(places.department(department).map(|d| (d, facts.moved(&kinds, late))));
        }
    }
    list
}

/// The departments that handed a case on, and how.
fn movers<'c>(case: &'c Case, past: &'c [Event]) -> BTreeMap<&'c Id, Vec<EventKind>> {
    let mut lead = case.first_department();
    let mut movers = BTreeMap::<&Id, Vec<EventKind>>::new();
    for event in past {
        if matches!(event.kind, EventKind::Transferred | EventKind::Returned) {
            movers.entry(lead).or_default().push(event.kind);
        } else if event.leads().is_some_and(|next| next != lead) {
            // An assignment to another is no transfer by name, and hands the case on all the same.
            movers.entry(lead).or_default();
        }
        lead = event.leads().unwrap_or(lead);
    }
    movers
}

/// Sums up all cases by the keys that `keys` gives for each.
pub fn tally_by<K: Ord + Send>(
    model: &Model,
    statuses: &[Status],
    keys: impl Fn(usize) -> Vec<K> + Sync,
) -> BTreeMap<K, Tally> {
    let mut tallies = BTreeMap::<K, Tally>::new();
    for (i, (case, status)) in model.cases.iter().zip(statuses).enumerate() {
        let facts = sets::facts(model, case, status);
        for key in keys(i) {
            tallies.entry(key).or_default().add(&facts);
        }
    }
    tallies
}

impl Measures {
    fn and(mut self, other: Self) -> Self {
        self.site.and(other.site);
        merge(&mut self.departments, other.departments);
        merge(&mut self.topics, other.topics);
        merge(&mut self.kinds, other.kinds);
        self
    }
}

fn merge<K: Ord>(groups: &mut BTreeMap<K, Group>, others: BTreeMap<K, Group>) {
    for (key, group) in others {
        groups.entry(key).or_default().and(group);
    }
}

impl Group {
    fn and(&mut self, other: Self) {
        self.all.and(&other.all);
        for (month, tally) in other.months {
            self.months.entry(month).or_default().and(&tally);
        }
    }

    fn add(&mut self, month: Month, facts: &Facts) {
        self.all.add(facts);
        self.months.entry(month).or_default().add(facts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
