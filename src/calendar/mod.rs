//! Working days: the week's days of rest, and the calendar files that say otherwise.
//!
//! A Saturday can be a working day (调休): a calendar file lists both the days off and the
//! make-up working days of one year. A year without a file is walked by the week alone, and
//! whatever is computed from it is provisional.

use crate::record::reference::{CalendarDay, CalendarYear};
use crate::record::{Id, Text};
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// All calendars of a site, by code.
#[derive(Debug, Clone, Default)]
pub struct Calendars(BTreeMap<Id, Calendar>);

/// One calendar: days that differ from the week, and the years it covers.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    days: BTreeMap<Date, (bool, Text)>,
    years: Vec<i16>,
}

impl Calendars {
    /// Builds the calendars from their years.
    pub fn new(years: Vec<CalendarYear>) -> Self {
        let mut calendars = BTreeMap::<Id, Calendar>::new();
        for year in years {
            let calendar = calendars.entry(year.code).or_default();
            calendar.years.push(year.year);
            for CalendarDay { date, off, name, .. } in year.days {
                calendar.days.insert(date, (off, name));
            }
        }
        Self(calendars)
    }

    /// Returns a calendar by its code; without one, an empty one that covers no year.
    pub fn get(&self, code: Option<&Id>) -> &Calendar {
        static NONE: Calendar = Calendar { days: BTreeMap::new(), years: Vec::new() };
        code.and_then(|code| self.0.get(code)).unwrap_or(&NONE)
    }

    /// Returns whether there is a calendar of this code.
    pub fn has(&self, code: &str) -> bool {
        self.0.contains_key(code)
    }
}

/// Why a day does not count, or does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    Working,
    /// A day of the weekend that was declared a working day.
    MakeUp,
    Weekend,
    Holiday(&'a Text),
}

impl Calendar {
    /// Returns what kind of day a date is.
    pub fn kind(&self, date: Date) -> DayKind<'_> {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.days.get(&date) {
            Some((true, name)) => DayKind::Holiday(name),
            Some((false, _)) if weekend => DayKind::MakeUp,
            None if weekend => DayKind::Weekend,
            _ => DayKind::Working,
        }
    }

    /// Returns whether people work on a date.
    pub fn is_working(&self, date: Date) -> bool {
        matches!(self.kind(date), DayKind::Working | DayKind::MakeUp)
    }

    /// Returns whether a file for the year of a date was given.
    pub fn covers(&self, date: Date) -> bool {
        self.years.contains(&date.year())
    }

    /// Returns the day on which the n-th working day after `start` ends; day 0 is `start`.
    pub fn add_working_days(&self, start: Date, count: u32) -> Date {
        let mut date = start;
        let mut left = count;
        while left > 0 {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            left -= u32::from(self.is_working(date));
        }
        date
    }

    /// Returns the working days in (`from`, `to`]; none when `to` is not after `from`.
    pub fn working_days_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut date = from;
        while date < to {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            count += u32::from(self.is_working(date));
        }
        count
    }

    /// Returns the first working day at or after a date.
    pub fn roll(&self, date: Date) -> Date {
        if self.is_working(date) { date } else { self.add_working_days(date, 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn spring_2024() -> Calendars {
        let day = |date, off| CalendarDay { date, name: Text::plain(0, "x"), off, announced: None };
        let off = (10..=17).map(|d| day(date(2024, 2, d), true));
        let work = [day(date(2024, 2, 4), false), day(date(2024, 2, 18), false)];
        Calendars::new(vec![CalendarYear { code: "cn".into(), year: 2024, days: off.chain(work).collect() }])
    }

    #[test]
    fn make_up_days_count_and_holidays_do_not() {
        let calendars = spring_2024();
        let cn = calendars.get(Some(&"cn".into()));
        // Spring Festival 2024: off 10-17 February, work on Sundays 4 and 18 February.
        assert_eq!(cn.add_working_days(date(2024, 2, 9), 1), date(2024, 2, 18));
        assert_eq!(cn.working_days_between(date(2024, 2, 2), date(2024, 2, 9)), 6);
        assert_eq!(cn.roll(date(2024, 2, 10)), date(2024, 2, 18));
        assert!(!cn.covers(date(2025, 1, 1)));
    }
}
