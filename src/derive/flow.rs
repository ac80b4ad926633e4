//! What happened in each week and month: the numbers and matters of the bulletins.
//!
//! A period is told of when it is over, and stays as it was then (DESIGN 8.7). Events count on
//! their own day, for the department in charge on that day; how many cases were open and
//! overdue is as of the last day of the period. A case merged after the period is in it, one
//! merged before its end is not. What became known later, because the record was published
//! after the period or a reply of it was corrected, changes no number: it is counted apart,
//! with the day on which it was last added to.

use super::status::{self, Standing, Status};
use crate::escape::csv::Plain;
use crate::escape::sealed::Sealed;
use crate::model::{Model, Places};
use crate::record::words::{EventKind, Level, Role};
use crate::record::{Case, Id, life_cycle};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A week or a month that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// By its Monday.
    Week(Date),
    /// By its first day.
    Month(Date),
}

impl Sealed for Period {}
impl Plain for Period {
    fn write(&self, cell: &mut String) {
        cell.push_str(&self.name());
    }
}

impl Period {
    /// Returns the week a day is in.
    pub fn week_of(day: Date) -> Self {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        Self::Week(day.checked_sub(back.days()).unwrap_or(day))
    }

    /// Returns the month a day is in.
    pub fn month_of(day: Date) -> Self {
        Self::Month(day.first_of_month())
    }

    /// Returns its first day.
    pub fn first(self) -> Date {
        match self {
            Self::Week(day) | Self::Month(day) => day,
        }
    }

    /// Returns its last day.
    pub fn last(self) -> Date {
        match self {
            Self::Week(monday) => monday.checked_add(6.days()).unwrap_or(monday),
            Self::Month(first) => first.last_of_month(),
        }
    }

    /// Returns the period before it.
    pub fn before(self) -> Self {
        let day = self.first().yesterday().unwrap_or(self.first());
        match self {
            Self::Week(_) => Self::week_of(day),
            Self::Month(_) => Self::month_of(day),
        }
    }

    /// Returns its name: `2026-w26`, `2026-06`.
    pub fn name(self) -> String {
        match self {
            Self::Week(monday) => {
                let week = monday.iso_week_date();
                format!("{:04}-w{:02}", week.year(), week.week())
            }
            Self::Month(first) => format!("{:04}-{:02}", first.year(), first.month()),
        }
    }
}

/// Numbers of a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    pub received: u32,
    pub accepted: u32,
    pub assigned: u32,
    /// Substantive replies.
    pub replied: u32,
    pub concluded: u32,
    pub supervised: u32,
    pub reopened: u32,
    /// On the last day; told of months only.
    pub open: u32,
    pub overdue: u32,
}

/// Columns of the numbers, in their order: name, and meaning in English and Chinese.
pub const NUMBERS: [(&str, &str, &str); 9] = [
    ("received", "cases received", "收到"),
    ("accepted", "acceptances recorded", "受理"),
    ("assigned", "assignments to a lead department", "交办"),
    ("replied", "substantive replies", "实质答复"),
    ("concluded", "conclusions", "办结"),
    ("supervised", "supervision entries", "督办"),
    ("reopened", "reopenings", "重新办理"),
    ("open_at_end", "cases open at the end of the month", "月末在办"),
    ("overdue_at_end", "cases overdue at the end of the month", "月末逾期"),
];

impl Numbers {
    /// Returns the numbers in the order of [`NUMBERS`].
    pub fn all(self) -> [u32; NUMBERS.len()] {
        [
            self.received,
            self.accepted,
            self.assigned,
            self.replied,
            self.concluded,
            self.supervised,
            self.reopened,
            self.open,
            self.overdue,
        ]
    }

    fn sum(&mut self, other: Self) {
        self.received += other.received;
        self.accepted += other.accepted;
        self.assigned += other.assigned;
        self.replied += other.replied;
        self.concluded += other.concluded;
        self.supervised += other.supervised;
        self.reopened += other.reopened;
        self.open += other.open;
        self.overdue += other.overdue;
    }
}

/// What became known after a period was over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Later {
    /// Records published after the period that have something in it.
    pub cases: u32,
    /// What they would have added.
    pub numbers: Numbers,
    /// Replies of the period that were corrected after it.
    pub corrected: u32,
    /// The last day on which any of it became known.
    pub on: Option<Date>,
}

/// The numbers of a period, as they were when it was over, and what became known later.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    pub then: Numbers,
    pub later: Later,
}

impl Entry {
    fn sum(&mut self, other: Self) {
        self.then.sum(other.then);
        self.later.cases += other.later.cases;
        self.later.numbers.sum(other.later.numbers);
        self.later.corrected += other.later.corrected;
        self.later.on = self.later.on.max(other.later.on);
    }
}

/// One period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bulletin {
    pub all: Entry,
    /// By place of the department in the model.
    pub departments: BTreeMap<usize, Entry>,
    /// Matters to name: place of the case, and of the event in it; sorted by day and id.
    pub notable: Vec<(u32, u16)>,
    /// Cases concluded, in the same order.
    pub concluded: Vec<(u32, u16)>,
}

/// All periods that are over.
pub type Flow = BTreeMap<Period, Bulletin>;

/// Tells all cases by weeks and months.
pub fn flow(model: &Model, statuses: &[Status]) -> Flow {
    let places = Places::of(model);
    let cases = model.cases.par_iter().zip(statuses).zip(0_u32..model.cases.len() as u32);
    let parts = cases.fold(Flow::new, |mut flow, ((case, status), index)| {
        Telling::of(model, case, index, &places, &mut flow).tell(status);
        flow
    });
    let mut flow = parts.reduce(Flow::new, |mut a, b| {
        for (period, bulletin) in b {
            let sum = a.entry(period).or_default();
            sum.all.sum(bulletin.all);
            for (department, entry) in bulletin.departments {
                sum.departments.entry(department).or_default().sum(entry);
            }
            sum.notable.extend(bulletin.notable);
            sum.concluded.extend(bulletin.concluded);
        }
        a
    });
    let order = |(case, event): &(u32, u16)| {
        let facts = &model.cases[*case as usize];
        (facts.events[usize::from(*event)].on, *case, *event)
    };
    for bulletin in flow.values_mut() {
        bulletin.notable.sort_unstable_by_key(order);
        bulletin.concluded.sort_unstable_by_key(order);
    }
    flow
}

/// Returns what a level of supervision must be for its case to be named.
fn is_grave(level: Option<Level>) -> bool {
    matches!(level, Some(Level::Yellow | Level::Red | Level::Leader))
}

/// Which list of a bulletin names an event.
#[derive(Clone, Copy)]
enum Named {
    Nowhere,
    Notable(u16),
    Concluded(u16),
}

/// One case on its way into the bulletins.
struct Telling<'a> {
    model: &'a Model,
    case: &'a Case,
    index: u32,
    places: &'a Places<'a>,
    flow: &'a mut Flow,
    merged: Option<Date>,
    /// Periods and departments that know already of this case that it became known later.
    counted: BTreeSet<(Period, Option<usize>)>,
}

impl<'a> Telling<'a> {
    fn of(model: &'a Model, case: &'a Case, index: u32, places: &'a Places<'a>, flow: &'a mut Flow) -> Self {
        let merged = case.events_by(model.as_of).iter().find(|e| e.kind == EventKind::Merged).map(|e| e.on);
        Self { model, case, index, places, flow, merged, counted: BTreeSet::new() }
    }

    /// Calls `change` with the numbers of a period that is over: for all, and for a department.
    fn count(&mut self, period: Period, department: &Id, change: &dyn Fn(&mut Numbers)) -> bool {
        if period.last() > self.model.as_of || self.merged.is_some_and(|on| on <= period.last()) {
            return false;
        }
        let department = self.places.department(department);
        let late = self.case.published.filter(|on| *on > period.last());
        let bulletin = self.flow.entry(period).or_default();
        let counted = &mut self.counted;
        let mut add = |whose: Option<usize>, entry: &mut Entry| match late {
            None => change(&mut entry.then),
            Some(on) => {
                change(&mut entry.later.numbers);
                entry.later.on = entry.later.on.max(Some(on));
                if counted.insert((period, whose)) {
                    entry.later.cases += 1;
                }
            }
        };
        add(None, &mut bulletin.all);
        if let Some(department) = department {
            add(Some(department), bulletin.departments.entry(department).or_default());
        }
        late.is_none()
    }

    fn add(&mut self, day: Date, department: &Id, change: &dyn Fn(&mut Numbers), named: Named) {
        for period in [Period::week_of(day), Period::month_of(day)] {
            if !self.count(period, department, change) || matches!(named, Named::Nowhere) {
                continue;
            }
            let bulletin = self.flow.entry(period).or_default();
            match named {
                Named::Concluded(event) => bulletin.concluded.push((self.index, event)),
                Named::Notable(event) => bulletin.notable.push((self.index, event)),
                Named::Nowhere => {}
            }
        }
    }

    /// A reply of a period that is over was corrected after it.
    fn corrected(&mut self, reply: Date, department: &Id, on: Date) {
        let department = self.places.department(department);
        for period in [Period::week_of(reply), Period::month_of(reply)] {
            let told = period.last() < on && self.merged.is_none_or(|merged| merged > period.last());
            if !told || self.case.published.is_some_and(|on| on > period.last()) {
                continue;
            }
            let bulletin = self.flow.entry(period).or_default();
            let mark = |entry: &mut Entry| {
                entry.later.corrected += 1;
                entry.later.on = entry.later.on.max(Some(on));
            };
            mark(&mut bulletin.all);
            if let Some(department) = department {
                mark(bulletin.departments.entry(department).or_default());
            }
        }
    }

    fn tell(&mut self, status: &Status) {
        let case = self.case;
        let mut owner = case.first_department();
        let mut replied: Option<(Date, &Id)> = None;
        self.add(case.received, owner, &|n| n.received += 1, Named::Nowhere);
        for (event, place) in case.events_by(self.model.as_of).iter().zip(0_u16..) {
            owner = event.leads().unwrap_or(owner);
            let more = event.more.as_deref();
            let lead = more.is_some_and(|m| m.role != Some(Role::Assist));
            match event.kind {
                EventKind::Accepted => self.add(event.on, owner, &|n| n.accepted += 1, Named::Nowhere),
                EventKind::Assigned if lead => self.add(event.on, owner, &|n| n.assigned += 1, Named::Nowhere),
                EventKind::Replied => {
                    replied = Some((event.on, owner));
                    self.add(event.on, owner, &|n| n.replied += 1, Named::Nowhere);
                }
                EventKind::Concluded => self.add(event.on, owner, &|n| n.concluded += 1, Named::Concluded(place)),
                EventKind::Supervised => {
                    let grave = is_grave(more.and_then(|m| m.level));
                    let named = if grave { Named::Notable(place) } else { Named::Nowhere };
                    self.add(event.on, owner, &|n| n.supervised += 1, named);
                }
                EventKind::Reopened => self.add(event.on, owner, &|n| n.reopened += 1, Named::Notable(place)),
                EventKind::ReviewStarted => self.add(event.on, owner, &|_| (), Named::Notable(place)),
                EventKind::Corrected => {
                    self.add(event.on, owner, &|_| (), Named::Notable(place));
                    if let Some((reply, by)) = replied {
                        self.corrected(reply, by, event.on);
                    }
                }
                _ => {}
            }
        }
        self.ends_of_months(status);
    }

    /// What was open at the end of each month that is over. After its last event a case stays
    /// as it is but for becoming overdue.
    fn ends_of_months(&mut self, status: &Status) {
        let case = self.case;
        let settled = case.events_by(self.model.as_of).iter().rev().find(|e| life_cycle::changes_state(e.kind));
        let settled = settled.map_or(case.received, |e| e.on);
        let last = case.events_by(self.model.as_of).last().map_or(case.received, |e| e.on);
        // Whatever is merged into it may change what its term counts from.
        let alone = !self.model.has_joined(self.index as usize);
        let mut stays: Option<Standing> = None;
        let mut month = case.received.first_of_month();
        loop {
            let end = month.last_of_month();
            if end > self.model.as_of || (end >= settled && !status.open) {
                break;
            }
            let then = stays.take().unwrap_or_else(|| status::standing_on(self.model, case, end));
            if then.open {
                let change = |n: &mut Numbers| {
                    n.open += 1;
                    n.overdue += u32::from(then.overdue);
                };
                self.count(Period::Month(month), &then.owner, &change);
            }
            stays = Some(then).filter(|then| then.settled && alone && end >= last);
            let Ok(next) = end.tomorrow() else { break };
            month = next;
        }
    }
}
