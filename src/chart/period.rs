//! Stretches of time: what a row of a series is about.
//!
//! ```text
//! period = year | year "-" month | year ["-"] "Q" quarter | year "-W" week | year "-" month "-" day
//!        | year ("/" | "-") next year, of two or four digits
//! ```
//! `/` may stand for `-`, and `年`, `月`, `日` too. `2011-12` is a month; budget years that read like one are
//! written `2011/2012`.

use crate::words::Strings;
use jiff::ToSpan as _;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    /// A year that begins in April, or any other that is written with two numbers.
    Budget,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    pub step: Step,
    /// Its first day.
    pub start: Date,
}

impl Period {
    /// Reads a period.
    pub fn parse(cell: &str) -> Option<Self> {
        let cell = cell.trim().trim_end_matches(['年', '月', '日']);
        if !cell.starts_with(|c: char| c.is_ascii_digit()) || cell.len() > 24 {
            return None;
        }
        let of = |step, year: i16, month: i8, day: i8| Some(Self { step, start: Date::new(year, month, day).ok()? });
        let year = |text: &str| text.parse::<i16>().ok().filter(|y| text.len() == 4 && (1800..=2200).contains(y));
        let small = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2);
        if let Some((y, q)) = cell.split_once(['Q', 'q']) {
            let quarter = small(q).filter(|q| (1..=4).contains(q))?;
            return of(Step::Quarter, year(y.trim_end_matches('-').trim_end())?, quarter * 3 - 2, 1);
        }
        if let Some((y, w)) = cell.split_once('W') {
            let start = ISOWeekDate::new(year(y.trim_end_matches('-'))?, small(w)?, Weekday::Monday).ok()?;
            return Some(Self { step: Step::Week, start: start.date() });
        }
        let parts: Vec<&str> = cell.split(['-', '/', '年', '月']).collect();
        match parts[..] {
            [y] => of(Step::Year, year(y)?, 1, 1),
            [y, next] => {
                let first = year(y)?;
                let month = small(next).filter(|m| next.len() <= 2 && (1..=12).contains(m));
                let follows = next.parse() == Ok(if next.len() == 4 { first + 1 } else { (first + 1) % 100 });
                match month {
                    Some(month) => of(Step::Month, first, month, 1),
                    None if follows && next.len() % 2 == 0 => of(Step::Budget, first, 4, 1),
                    None => None,
                }
            }
            [y, m, d] => of(Step::Day, year(y)?, small(m)?, small(d)?),
            _ => None,
        }
    }

    /// Returns the number of the period in the row of all of its length.
    pub fn ordinal(self) -> i64 {
        let (year, month) = (i64::from(self.start.year()), i64::from(self.start.month()));
        match self.step {
            Step::Day => self.days(),
            Step::Week => self.days().div_euclid(7),
            Step::Month => year * 12 + month,
            Step::Quarter => year * 4 + (month - 1) / 3,
            Step::Year | Step::Budget => year,
        }
    }

    /// Returns the day that it begins on, counted from one long ago: its place on a time axis.
    pub fn days(self) -> i64 {
        // 1600-01-03 was a Monday: weeks are whole in this count.
        let from = Date::constant(1600, 1, 3);
        from.until(self.start).map_or(0, |span| i64::from(span.get_days()))
    }

    /// Returns the same period one year earlier.
    pub fn year_before(self) -> Option<Self> {
        let start = match self.step {
            Step::Week => self.start.checked_sub(52.weeks()).ok()?,
            _ => self.start.checked_sub(1.year()).ok()?,
        };
        Some(Self { start, ..self })
    }

    /// Returns whether it is the first of its year.
    pub fn begins_year(self) -> bool {
        match self.step {
            Step::Day | Step::Week => self.start.day() <= 7 && self.start.month() == 1,
            _ => self.start.month() == 1 || self.step == Step::Budget,
        }
    }

    /// Returns its name in words.
    pub fn name(self, strings: &Strings) -> String {
        let year = self.start.year();
        let (y, next) = (year.to_string(), (year + 1).to_string());
        match self.step {
            Step::Day => strings.date(self.start),
            Step::Month => strings.month(&format!("{year:04}-{:02}", self.start.month())),
            Step::Quarter => {
                strings.fill("chart.quarter", &[("q", &((self.start.month() + 2) / 3).to_string()), ("y", &y)])
            }
            Step::Week => {
                let week = self.start.iso_week_date();
                let values = [("w", &*week.week().to_string()), ("y", &week.year().to_string())];
                strings.fill("chart.week", &values)
            }
            Step::Year => strings.fill("chart.year", &[("y", &y)]),
            Step::Budget => strings.fill("chart.budget", &[("y", &y), ("z", &next[2..])]),
        }
    }

    /// Returns its name as a sentence says when something was: "in May 2026", "on 7 March 2026".
    pub fn when(self, strings: &Strings) -> String {
        let key = if self.step == Step::Day { "chart.on_day" } else { "chart.in_time" };
        strings.fill(key, &[("period", &self.name(strings))])
    }

    /// Returns what stands below a scale: a short name, and its year where that is not said by the name.
    pub fn tick(self, strings: &Strings) -> (String, Option<String>) {
        let year = self.start.year().to_string();
        let month = || {
            let months = strings.node().get("chart").map_or(&[][..], |chart| chart.items("months"));
            let at = usize::try_from(self.start.month() - 1).unwrap_or(0);
            months.get(at).and_then(crate::yaml::Node::as_text).unwrap_or_default().to_owned()
        };
        match self.step {
            Step::Month => (month(), Some(year)),
            Step::Day | Step::Week => {
                let values = [("d", &*self.start.day().to_string()), ("m", &month())];
                (strings.fill("chart.day", &values), Some(year))
            }
            Step::Quarter => {
                let quarter = ((self.start.month() + 2) / 3).to_string();
                (strings.fill("chart.quarter_short", &[("q", &quarter)]), Some(year))
            }
            Step::Year => (year, None),
            Step::Budget => (self.name(strings), None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_other_things_are_not() {
        let read = |cell: &str| Period::parse(cell).map(|p| (p.step, p.start.to_string()));
        let is = |step, start: &str| Some((step, start.to_owned()));
        assert_eq!(read("2026"), is(Step::Year, "2026-01-01"));
        assert_eq!(read("2026年"), is(Step::Year, "2026-01-01"));
        assert_eq!(read("2026-05"), is(Step::Month, "2026-05-01"));
        assert_eq!(read("2026年5月"), is(Step::Month, "2026-05-01"));
        assert_eq!(read("2026-Q2"), is(Step::Quarter, "2026-04-01"));
        assert_eq!(read("2026Q4"), is(Step::Quarter, "2026-10-01"));
        assert_eq!(read("2026-W01"), is(Step::Week, "2025-12-29"));
        assert_eq!(read("2026-05-31"), is(Step::Day, "2026-05-31"));
        assert_eq!(read("2025/26"), is(Step::Budget, "2025-04-01"));
        assert_eq!(read("2025-2026"), is(Step::Budget, "2025-04-01"));
        for cell in ["", "12", "2026-13", "2026-Q5", "2026-W60", "2026-02-30", "210104", "A2026", "2019-21", "2026.5"] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }

    #[test]
    fn periods_are_counted_in_their_own_length() {
        let gap = |a: &str, b: &str| Period::parse(b).unwrap().ordinal() - Period::parse(a).unwrap().ordinal();
        assert_eq!(gap("2025-12", "2026-01"), 1);
        assert_eq!(gap("2025-Q4", "2026-Q1"), 1);
        assert_eq!(gap("2025-W52", "2026-W01"), 1);
        assert_eq!(gap("2026-02-28", "2026-03-01"), 1);
        let before = |a: &str| Period::parse(a).unwrap().year_before().unwrap().start.to_string();
        assert_eq!(before("2026-W20"), Period::parse("2025-W20").unwrap().start.to_string());
        assert_eq!(before("2026-05"), "2025-05-01");
    }
}
