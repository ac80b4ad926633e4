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

mod tally;

pub use tally::{REPLY_DAYS, Tally};

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
use sets::{Facts, Set};
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

/// Returns what a case adds to the figures of each department that had it: the answer, what is owed
/// now, and having handed it on.
pub fn department_facts(
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
