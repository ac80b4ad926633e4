//! Working days: the week's days of rest, and the calendar files that say otherwise.
//!
//! A Saturday can be a working day (调休): a calendar file lists both the days off and the
//! make-up working days of one year. A year without a file is walked by the week alone, and
//! whatever is computed from it is provisional.

use crate::record::reference::{CalendarDay, CalendarYear};
use crate::record::{Id, Text};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use std::ops::Bound;

/// All calendars of a site, by code.
#[derive(Debug, Clone, Default)]
pub struct Calendars(BTreeMap<Id, Calendar>);

/// One calendar: days that differ from the week, and the years it covers.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    days: BTreeMap<Date, Special>,
    years: Vec<i16>,
    /// The day on which each of these years was first announced; `None`: it was always known.
    known_from: Vec<Option<Date>>,
    /// Days on which something was announced, sorted.
    announced: Vec<Date>,
}

/// A day that differs from the week.
#[derive(Debug, Clone)]
pub struct Special {
    pub off: bool,
    pub name: Text,
    pub announced: Option<Date>,
}

/// A calendar as it was known on a day: what was announced later is not in it.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    calendar: &'a Calendar,
    on: Date,
}

impl Calendars {
    /// Builds the calendars from their years.
    pub fn new(years: Vec<CalendarYear>) -> Self {
        let mut calendars = BTreeMap::<Id, Calendar>::new();
        for year in years {
            let calendar = calendars.entry(year.code).or_default();
            calendar.years.push(year.year);
            for CalendarDay { date, off, name, announced } in year.days {
                calendar.announced.extend(announced);
                calendar.days.insert(date, Special { off, name, announced });
            }
        }
        for calendar in calendars.values_mut() {
            calendar.announced.sort_unstable();
            calendar.announced.dedup();
            calendar.years.sort_unstable();
            calendar.known_from = calendar.years.iter().map(|year| first_announced(&calendar.days, *year)).collect();
        }
        Self(calendars)
    }

    /// Returns a calendar by its code; without one, an empty one that covers no year.
    pub fn get(&self, code: Option<&Id>) -> &Calendar {
        static NONE: Calendar =
            Calendar { days: BTreeMap::new(), years: Vec::new(), known_from: Vec::new(), announced: Vec::new() };
        code.and_then(|code| self.0.get(code)).unwrap_or(&NONE)
    }

    /// Returns all calendars with their codes, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&Id, &Calendar)> {
        self.0.iter()
    }

    /// Returns how many days of announcement of each calendar have come by a day.
    pub fn known_days(&self, on: Date) -> Vec<usize> {
        self.0.values().map(|calendar| calendar.announced.partition_point(|day| *day <= on)).collect()
    }

    /// Returns whether there is a calendar of this code.
    pub fn has(&self, code: &str) -> bool {
        self.0.contains_key(code)
    }
}

/// The first day on which anything of a year was announced; `None` where a day of it has no
/// such day, or it has no days that differ from the week.
fn first_announced(days: &BTreeMap<Date, Special>, year: i16) -> Option<Date> {
    let (Ok(first), Ok(last)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { return None };
    days.range(first..=last).map(|(_, day)| day.announced).min().flatten()
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
    /// Returns the calendar as it was known on a day.
    pub fn known(&self, on: Date) -> Known<'_> {
        Known { calendar: self, on }
    }

    /// Returns whether a file for a year was given.
    pub fn has(&self, year: i16) -> bool {
        self.years.binary_search(&year).is_ok()
    }

    /// Returns the first day in (`after`, `until`] on which something was announced.
    pub fn next_announcement(&self, after: Date, until: Date) -> Option<Date> {
        let at = self.announced.partition_point(|day| *day <= after);
        self.announced.get(at).copied().filter(|day| *day <= until)
    }

    /// Returns the years for which a file was given, sorted.
    pub fn years(&self) -> &[i16] {
        &self.years
    }

    /// Returns the days that differ from the week, sorted.
    pub fn days(&self) -> impl Iterator<Item = (Date, &Special)> {
        self.days.iter().map(|(date, special)| (*date, special))
    }
}

impl<'a> Known<'a> {
    /// Returns whether the calendar of a year was known.
    pub fn has(self, year: i16) -> bool {
        let at = self.calendar.years.binary_search(&year);
        at.is_ok_and(|at| self.calendar.known_from[at].is_none_or(|on| on <= self.on))
    }

    /// Returns what kind of day a date is.
    pub fn kind(self, date: Date) -> DayKind<'a> {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let special = self.calendar.days.get(&date).filter(|day| day.announced.is_none_or(|on| on <= self.on));
        match special {
            Some(day) if day.off => DayKind::Holiday(&day.name),
            Some(_) if weekend => DayKind::MakeUp,
            None if weekend => DayKind::Weekend,
            _ => DayKind::Working,
        }
    }

    /// Returns whether people work on a date.
    pub fn is_working(self, date: Date) -> bool {
        matches!(self.kind(date), DayKind::Working | DayKind::MakeUp)
    }

    /// Returns the day on which the n-th working day after `start` ends; day 0 is `start`. Weeks
    /// are counted, not days: a term may run for decades.
    pub fn add_working_days(self, start: Date, count: u32) -> Date {
        let (mut date, mut left) = (start, i64::from(count));
        if left == 0 {
            return start;
        }
        let after = (Bound::Excluded(start), Bound::Unbounded);
        for day in self.calendar.days.range(after).map(|(day, _)| *day) {
            let before = weekdays_between(date, day) - i64::from(is_weekday(day));
            if before >= left {
                break;
            }
            left -= before + i64::from(self.is_working(day));
            date = day;
            if left == 0 {
                return date;
            }
        }
        add_weekdays(date, left)
    }

    /// Returns the working days in (`from`, `to`]; none when `to` is not after `from`.
    pub fn working_days_between(self, from: Date, to: Date) -> u32 {
        if to <= from {
            return 0;
        }
        let within = (Bound::Excluded(from), Bound::Included(to));
        let other = self.calendar.days.range(within).map(|(day, _)| *day);
        let change = other.map(|day| i64::from(self.is_working(day)) - i64::from(is_weekday(day)));
        u32::try_from(weekdays_between(from, to) + change.sum::<i64>()).unwrap_or(0)
    }

    /// Returns the first working day at or after a date.
    pub fn roll(self, date: Date) -> Date {
        if self.is_working(date) { date } else { self.add_working_days(date, 1) }
    }
}

fn is_weekday(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The days from Monday to Friday in (`from`, `to`].
fn weekdays_between(from: Date, to: Date) -> i64 {
    let days = from.until(to).map_or(0, |span| i64::from(span.get_days()));
    let first = i64::from(from.weekday().to_monday_zero_offset());
    // Those of so many days that begin with a Monday.
    let weekdays = |days: i64| days / 7 * 5 + (days % 7).min(5);
    weekdays(first + days + 1) - weekdays(first + 1)
}

/// The n-th day from Monday to Friday after a day, for n of 1 and more.
fn add_weekdays(date: Date, count: i64) -> Date {
    let at = i64::from(date.weekday().to_monday_zero_offset());
    // From a weekend as from the Friday before it.
    let (friday, at) = if at > 4 { (4 - at, 4) } else { (0, at) };
    let (weeks, rest) = (count / 5, count % 5);
    let over = if at + rest > 4 { 2 } else { 0 };
    date.checked_add((friday + weeks * 7 + rest + over).days()).unwrap_or(Date::MAX)
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
        let calendar = calendars.get(Some(&"cn".into()));
        let cn = calendar.known(date(2024, 1, 1));
        // Spring Festival 2024: off 10-17 February, work on Sundays 4 and 18 February.
        assert_eq!(cn.add_working_days(date(2024, 2, 9), 1), date(2024, 2, 18));
        assert_eq!(cn.working_days_between(date(2024, 2, 2), date(2024, 2, 9)), 6);
        assert_eq!(cn.roll(date(2024, 2, 10)), date(2024, 2, 18));
        assert!(!calendar.has(2025));
    }

    #[test]
    fn counting_by_weeks_agrees_with_counting_days() {
        let calendars = spring_2024();
        let cn = calendars.get(Some(&"cn".into())).known(date(2024, 1, 1));
        for start in (0..40).map(|n| date(2024, 1, 20).checked_add(n.days()).unwrap()) {
            let (mut day, mut count) = (start, 0);
            while count < 60 {
                assert_eq!(cn.working_days_between(start, day), count);
                day = day.tomorrow().unwrap();
                if cn.is_working(day) {
                    count += 1;
                    assert_eq!(cn.add_working_days(start, count), day, "{start} {count}");
                }
            }
        }
        assert_eq!(cn.add_working_days(Date::MAX, 1), Date::MAX);
        assert_eq!(cn.working_days_between(date(2024, 2, 2), date(2024, 2, 1)), 0);
    }

    #[test]
    fn what_is_announced_later_is_not_known_before() {
        let (holiday, announced) = (date(2026, 7, 6), date(2026, 7, 2));
        let day = CalendarDay { date: holiday, name: Text::plain(0, "x"), off: true, announced: Some(announced) };
        let calendars = Calendars::new(vec![CalendarYear { code: "cn".into(), year: 2026, days: vec![day] }]);
        let calendar = calendars.get(Some(&"cn".into()));
        assert!(calendar.known(date(2026, 7, 1)).is_working(holiday));
        assert!(!calendar.known(announced).is_working(holiday));
        assert_eq!(calendar.next_announcement(date(2026, 7, 1), holiday), Some(announced));
        assert_eq!(calendar.next_announcement(announced, holiday), None);
    }
}
