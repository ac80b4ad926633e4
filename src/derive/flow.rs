//! What happened in each week and month: the numbers and matters of the bulletins.
//!
//! A period is told of when it is over, so that its bulletin stays as it is. Events count on
//! their own day; how many cases were open and overdue is as of the last day of the period. A
//! case counts for the department its figures count for.

use super::status::{self, Status};
use crate::model::{Model, Places};
use crate::record::Case;
use crate::record::life_cycle;
use crate::record::words::{EventKind, Level};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A week or a month that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// By its Monday.
    Week(Date),
    /// By its first day.
    Month(Date),
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

    fn and(&mut self, other: Self) {
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

/// One period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bulletin {
    pub all: Numbers,
    /// By place of the department in the model.
    pub departments: BTreeMap<usize, Numbers>,
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
    let cases = model.cases.par_iter().zip(statuses).enumerate();
    let parts =
        cases.filter(|(_, (_, status))| status.registered()).fold(Flow::new, |mut flow, (i, (case, status))| {
            tell(
                model,
                case,
                status,
                u32::try_from(i).unwrap_or(u32::MAX),
                places.department(&status.department),
                &mut flow,
            );
            flow
        });
    let mut flow = parts.reduce(Flow::new, |mut a, b| {
        for (period, bulletin) in b {
            let sum = a.entry(period).or_default();
            sum.all.and(bulletin.all);
            for (department, numbers) in bulletin.departments {
                sum.departments.entry(department).or_default().and(numbers);
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

fn tell(model: &Model, case: &Case, status: &Status, index: u32, department: Option<usize>, flow: &mut Flow) {
    let mut add = |day: Date, change: &dyn Fn(&mut Numbers), entry: Option<(bool, u16)>| {
        for period in [Period::week_of(day), Period::month_of(day)] {
            if period.last() > model.as_of {
                continue;
            }
            let bulletin = flow.entry(period).or_default();
            change(&mut bulletin.all);
            if let Some(department) = department {
                change(bulletin.departments.entry(department).or_default());
            }
            match entry {
                Some((true, event)) => bulletin.concluded.push((index, event)),
                Some((false, event)) => bulletin.notable.push((index, event)),
                None => {}
            }
        }
    };
    add(case.received, &|n| n.received += 1, None);
    for (event, place) in case.events.iter().zip(0_u16..).take_while(|(e, _)| e.on <= model.as_of) {
        let more = event.more.as_deref();
        let lead = more.is_some_and(|m| m.role != Some(crate::record::words::Role::Assist));
        match event.kind {
            EventKind::Accepted => add(event.on, &|n| n.accepted += 1, None),
            EventKind::Assigned if lead => add(event.on, &|n| n.assigned += 1, None),
            EventKind::Replied => add(event.on, &|n| n.replied += 1, None),
            EventKind::Concluded => add(event.on, &|n| n.concluded += 1, Some((true, place))),
            EventKind::Supervised => {
                let entry = is_grave(more.and_then(|m| m.level)).then_some((false, place));
                add(event.on, &|n| n.supervised += 1, entry);
            }
            EventKind::Reopened => add(event.on, &|n| n.reopened += 1, Some((false, place))),
            EventKind::Corrected | EventKind::ReviewStarted => add(event.on, &|_| (), Some((false, place))),
            _ => {}
        }
    }
    // What was open at the end of each month that is over. After its last event a case stays
    // as it is but for becoming overdue.
    let mut month = case.received.first_of_month();
    let settled = case.events.iter().rev().find(|e| e.on <= model.as_of && life_cycle::changes_state(e.kind));
    let settled = settled.map_or(case.received, |e| e.on);
    loop {
        let end = month.last_of_month();
        if end > model.as_of || (end >= settled && !status.open) {
            break;
        }
        let then = status::status_on(model, case, end);
        if then.open {
            let late = u32::from(then.overdue);
            let bulletin = flow.entry(Period::Month(month)).or_default();
            bulletin.all.open += 1;
            bulletin.all.overdue += late;
            if let Some(department) = department {
                let numbers = bulletin.departments.entry(department).or_default();
                numbers.open += 1;
                numbers.overdue += late;
            }
        }
        let Ok(next) = end.tomorrow() else { break };
        month = next;
    }
}
