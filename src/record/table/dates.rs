//! Days and months of a column in the ways that people write them.
//!
//! Takes the cells of a column that is described as dates; gives the one way in which all are written,
//! if there is but one. `31/12/2025` shows that the day stands first; where no value shows it, two ways
//! fit and none is taken.

use jiff::civil::Date;

/// A way to write days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `2026-01-31`
    Iso,
    /// `2026/1/31`, `2026.1.31`, `2026年1月31日`
    YearFirst,
    /// `31.1.2026`
    DayFirst,
    /// `31/1/2026`
    DaySlash,
    /// `1/31/2026`
    MonthSlash,
}

const ALL: [Form; 5] = [Form::Iso, Form::YearFirst, Form::DayFirst, Form::DaySlash, Form::MonthSlash];

impl Form {
    /// Reads a day.
    pub fn day(self, cell: &str) -> Option<Date> {
        let cell = cell.trim();
        let separators: &[char] = match self {
            Self::Iso => return crate::yaml::schema::exact_day(cell),
            Self::YearFirst => &['-', '/', '.', '年', '月', '日'],
            Self::DayFirst => &['.'],
            Self::DaySlash | Self::MonthSlash => &['/'],
        };
        let numbers = numbers::<3>(cell, separators)?;
        let (year, month, day) = match self {
            Self::Iso | Self::YearFirst => (numbers[0], numbers[1], numbers[2]),
            Self::DayFirst | Self::DaySlash => (numbers[2], numbers[1], numbers[0]),
            Self::MonthSlash => (numbers[2], numbers[0], numbers[1]),
        };
        let small = |n: u16| i8::try_from(n).ok();
        let year = i16::try_from(year).ok().filter(|year| (1000..=9999).contains(year))?;
        Date::new(year, small(month)?, small(day)?).ok()
    }

    /// Reads a month: the first two parts of a year-first day.
    pub fn month(cell: &str) -> Option<String> {
        let [year, month] = numbers::<2>(cell.trim(), &['-', '/', '.', '年', '月'])?;
        ((1000..=9999).contains(&year) && (1..=12).contains(&month)).then(|| format!("{year:04}-{month:02}"))
    }
}

/// So many numbers, and nothing but one separator behind each.
fn numbers<const N: usize>(cell: &str, separators: &[char]) -> Option<[u16; N]> {
    let mut numbers = [0; N];
    let mut parts = cell.trim_end_matches(['日', '月']).split(separators);
    for number in &mut numbers {
        let part = parts.next()?;
        if part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// The ways in which all days of a column so far are written.
#[derive(Debug, Clone)]
pub struct Days {
    fit: [bool; 5],
    any: bool,
}

impl Default for Days {
    fn default() -> Self {
        Self { fit: [true; 5], any: false }
    }
}

impl Days {
    /// Notes a cell; what is no day in any way says nothing.
    pub fn note(&mut self, cell: &str) {
        let fit = ALL.map(|form| form.day(cell).is_some());
        if fit.contains(&true) {
            self.any = true;
            self.fit.iter_mut().zip(fit).for_each(|(all, one)| *all &= one);
        }
    }

    /// Returns the one way; ISO where there is none.
    pub fn form(&self) -> Form {
        // What is ISO is year-first too.
        let fitting = || ALL.into_iter().zip(self.fit).filter(|(_, fits)| *fits).map(|(form, _)| form);
        match fitting().next() {
            Some(first @ (Form::Iso | Form::YearFirst | Form::DayFirst)) if self.any => first,
            Some(first) if self.any && fitting().count() == 1 => first,
            _ => Form::Iso,
        }
    }
}

/// Returns the day that a spreadsheet counts as a number, if it is one of our times.
pub fn serial(cell: &str) -> Option<Date> {
    let number: i32 = cell.trim().split('.').next()?.parse().ok()?;
    if !(20_000..=80_000).contains(&number) {
        return None;
    }
    // Day 1 is the first of 1900, and the programs count a 29 February of that year.
    jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(number)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_shows_how_its_days_are_written() {
        let form = |cells: &[&str]| {
            let mut days = Days::default();
            cells.iter().for_each(|cell| days.note(cell));
            days.form().day(cells[0]).map(|day| day.to_string())
        };
        for (cells, first) in [
            (&["2026-01-31"][..], Some("2026-01-31")),
            (&["2026/1/5", "2026/1/31"], Some("2026-01-05")),
            (&["2026年1月5日"], Some("2026-01-05")),
            (&["5.1.2026"], Some("2026-01-05")),
            (&["5/1/2026", "31/1/2026"], Some("2026-01-05")),
            (&["5/1/2026", "5/31/2026"], Some("2026-05-01")),
            (&["5/1/2026", "6/1/2026"], None),
            (&["5/1/26"], None),
            (&["2026/1/5", "2026-01-05"], Some("2026-01-05")),
        ] {
            assert_eq!(form(cells).as_deref(), first, "{cells:?}");
        }
        assert_eq!(serial("45321").map(|day| day.to_string()).as_deref(), Some("2024-01-30"));
        assert_eq!([serial("12"), serial("x"), serial("2024-01-30")], [None; 3]);
        assert_eq!(Form::month("2026年1月").as_deref(), Some("2026-01"));
        assert_eq!(Form::month("2026-13"), None);
    }
}
