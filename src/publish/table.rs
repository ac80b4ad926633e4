//! Tables that are published as data: one list of columns for each, from which its header, its
//! dictionary, its description for programs and its rows are made.
//!
//! A column says what it is called, what it means, and what stands in it for a row. What must hold:
//! whoever writes a row goes through the list, so that no cell stands under another's name.

use crate::derive::flow::Period;
use crate::derive::measures::{Month, Value};
use crate::escape::Escaped;
use crate::escape::csv::{self, CsvText};
use crate::site::about;
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// What stands in a cell.
pub enum Cell<'a> {
    Fact(csv::Cell<'a>),
    Number(Option<u64>),
    Flag(Option<bool>),
    Month(Option<Month>),
    Period(Period),
    Value(Value),
}

impl Cell<'_> {
    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Fact(cell) => cell.is_empty(),
            Self::Number(number) => number.is_none(),
            Self::Flag(flag) => flag.is_none(),
            Self::Month(month) => month.is_none(),
            Self::Period(_) | Self::Value(_) => false,
        }
    }

    fn write(&self, csv: &mut CsvText) {
        match self {
            Self::Fact(cell) => csv.cell(cell),
            Self::Number(number) => csv.plain(*number),
            Self::Flag(flag) => csv.plain(*flag),
            Self::Month(month) => csv.plain(month.map(csv::Month)),
            Self::Period(period) => csv.plain(*period),
            Self::Value(value) => csv.plain(*value),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Fact(cell) => cell.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
            Self::Flag(flag) => flag.serialize(serializer),
            Self::Month(month) => month.map(crate::site::routes::month_name).serialize(serializer),
            Self::Period(period) => period.name().serialize(serializer),
            Self::Value(value) => value.plain().serialize(serializer),
        }
    }
}

impl<'a> From<csv::Cell<'a>> for Cell<'a> {
    fn from(cell: csv::Cell<'a>) -> Self {
        Self::Fact(cell)
    }
}

impl From<u64> for Cell<'_> {
    fn from(number: u64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Number(Some(number.into()))
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).ok())
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(Some(flag))
    }
}

impl From<Date> for Cell<'_> {
    fn from(day: Date) -> Self {
        Some(day).into()
    }
}

impl From<Option<Date>> for Cell<'_> {
    fn from(day: Option<Date>) -> Self {
        Self::Fact(csv::Cell::Day(day))
    }
}

/// Returns a cell of people's text.
pub fn text<'a>(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
    Cell::Fact(csv::Cell::Text(text.into()))
}

/// Returns a cell of a word of ours.
pub fn word(word: &'static str) -> Cell<'static> {
    Cell::Fact(csv::Cell::Word(word))
}

/// A column of a table: what is said of it, and its cell in a row.
pub struct Column<R> {
    pub about: about::Column,
    cell: Box<dyn Fn(&R) -> Cell<'_> + Send + Sync>,
}

impl<R> Column<R> {
    /// Returns its cell in a row.
    pub fn cell<'r>(&self, row: &'r R) -> Cell<'r> {
        (self.cell)(row)
    }
}

/// Returns a column.
pub fn column<R>(
    name: &'static str,
    kind: &'static str,
    en: &'static str,
    zh: &'static str,
    cell: impl Fn(&R) -> Cell<'_> + Send + Sync + 'static,
) -> Column<R> {
    Column { about: about::Column { name, kind, en, zh }, cell: Box::new(cell) }
}

/// Lists columns, each with its cell in a row: `"name" "type" "meaning" "含义" => cell,`.
macro_rules! columns {
    ($row:ident: $of:ty, $($name:literal $kind:literal $en:literal $zh:literal => $cell:expr,)*) => {
        vec![$($crate::publish::table::column($name, $kind, $en, $zh, |$row: &$of| $cell)),*]
    };
}

pub(crate) use columns;

/// Returns what is said of the columns of a table.
pub fn described<R>(columns: &[Column<R>]) -> Vec<about::Column> {
    columns.iter().map(|column| column.about).collect()
}

/// Returns a table as CSV.
pub fn csv<R>(columns: &[Column<R>], rows: impl IntoIterator<Item = R>) -> Escaped {
    let mut csv = CsvText::new(columns.iter().map(|column| column.about.name));
    for row in rows {
        columns.iter().for_each(|column| column.cell(&row).write(&mut csv));
        csv.end();
    }
    csv.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stands_under_its_name() {
        let columns: [Column<(u32, &str)>; 2] = [
            column("n", "integer", "", "", |row: &(u32, &str)| row.0.into()),
            column("name", "string", "", "", |row: &(u32, &str)| text(row.1)),
        ];
        let table = csv(&columns, [(1, "a,b"), (2, "=1")]).into_bytes();
        assert_eq!(String::from_utf8(table).unwrap(), "\u{FEFF}n,name\r\n1,\"a,b\"\r\n2,\"'=1\"\r\n");
        assert_eq!(described(&columns).iter().map(|c| c.name).collect::<Vec<_>>(), ["n", "name"]);
    }
}
