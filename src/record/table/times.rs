//! Times in the first column of a table, and whether they go up or down.
//!
//! ```text
//! time = year | year "-" month | year "-" month "-" day [("T" | " ") any] | year ["-"] "Q" quarter
//!      | year "-" "W" week | day "." month "." year | year month day
//! ```
//! `/` may stand for `-`, and `年`, `月`, `日` too. A school or budget year (`2019-20`) is as good.

use crate::escape::csv::is_missing;

/// The order of times from the first row to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Oldest first, as far as they differ.
    Rising,
    /// Newest first.
    Falling,
    Mixed,
}

/// A moment as a number that can be compared within a column.
pub type Moment = u32;

/// The times of a column so far.
#[derive(Debug, Default, Clone)]
pub struct Times {
    last: Option<Moment>,
    rises: bool,
    falls: bool,
    other: bool,
}

impl Times {
    /// Notes a cell.
    pub fn note(&mut self, cell: &str) {
        if self.other || is_missing(cell) {
            return;
        }
        let Some(moment) = moment(cell) else {
            self.other = true;
            return;
        };
        if let Some(last) = self.last.replace(moment) {
            self.rises |= moment > last;
            self.falls |= moment < last;
        }
    }

    /// Returns the order of the column, if all its values are times.
    pub fn order(&self) -> Option<Order> {
        self.last.filter(|_| !self.other)?;
        Some(match (self.rises, self.falls) {
            (_, false) => Order::Rising,
            (false, true) => Order::Falling,
            (true, true) => Order::Mixed,
        })
    }
}

/// Reads a time.
pub fn moment(cell: &str) -> Option<Moment> {
    let cell = cell.trim();
    let cell = cell.split_once(['T', ' ']).map_or(cell, |(day, _)| day);
    if !cell.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut numbers = [0; 3];
    let mut count = 0;
    for part in cell.split(['-', '/', '.', 'Q', 'W', '年', '月', '日']).filter(|part| !part.is_empty()) {
        if count == numbers.len() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        numbers[count] = part.parse().ok()?;
        count += 1;
    }
    let [first, second, third] = numbers;
    let is_year = |n: u32| (1800..=2100).contains(&n);
    let is_part = |n: u32| n < 100;
    let of = |year: u32, month: u32, day: u32| Some(year * 10_000 + month * 100 + day);
    match count {
        1 if is_year(first) => of(first, 0, 0),
        1 if is_year(first / 10_000)
            && (1..=12).contains(&(first / 100 % 100))
            && (1..=31).contains(&(first % 100)) =>
        {
            Some(first)
        }
        // `3.2010` is a month, `2010.3` a number: only what starts with a year is taken.
        2 if is_year(first) && is_part(second) && !cell.contains('.') => of(first, second, 0),
        2 if is_year(first) && second == first + 1 => of(first, second % 100, 0),
        3 if is_year(first) && is_part(second) && is_part(third) => of(first, second, third),
        3 if is_year(third) && (1..=12).contains(&second) && is_part(first) && cell.contains('.') => {
            of(third, second, first)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_codes_are_not() {
        let times = ["2026", "2026-01", "2026-01-31", "2026Q1", "2026-Q1", "2026-W05", "2026年1月", "2026/1/5"];
        let more = ["31.12.2025", "20260131", "2019-20", "2019/2020", "2026-01-31T10:00:00Z", "2026-01-31 10:00"];
        for cell in times.into_iter().chain(more) {
            assert!(moment(cell).is_some(), "{cell}");
        }
        for cell in ["", "A", "17", "2010.5", "210104", "-2026", "1-2", "99999999", "Country 01", "2026-01-31-5"] {
            assert_eq!(moment(cell), None, "{cell}");
        }
        assert!(moment("31.12.2025") < moment("1.1.2026"));
    }

    #[test]
    fn the_order_is_that_of_all_rows() {
        let order = |cells: &[&str]| {
            let mut times = Times::default();
            cells.iter().for_each(|cell| times.note(cell));
            times.order()
        };
        assert_eq!(order(&["2024", "2024", "2025"]), Some(Order::Rising));
        assert_eq!(order(&["2025-02", "2025-01", "2024-12"]), Some(Order::Falling));
        assert_eq!(order(&["2024", "2025", "2024"]), Some(Order::Mixed));
        assert_eq!(order(&["2024", "Total"]), None);
        assert_eq!(order(&["", "-"]), None);
    }
}
