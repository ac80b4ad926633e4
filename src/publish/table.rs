//! Tables that are published as data: one list of columns for each, from which its header, its
//! dictionary, its description for programs and its rows are made.
//!
//! A column says what it is called, what it means, and what stands in it for a row. What must hold:
//! whoever writes a row goes through the list, so that no cell stands under another's name.

use crate::bundle::{self, Kind, Value};
use crate::derive::flow::Period;
use crate::derive::measures::{self, Month};
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
    Value(measures::Value),
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

impl Cell<'_> {
    /// Returns it as a database has it: nothing where it is empty, or is no value of the column's kind,
    /// such as a share that is held back.
    fn typed(&self, kind: Kind) -> Value {
        if self.is_empty() {
            return Value::Null;
        }
        match (kind, self) {
            (Kind::Day, Self::Fact(csv::Cell::Day(Some(day)))) => Value::Day(*day),
            (Kind::Flag, Self::Flag(Some(flag))) => Value::Flag(*flag),
            (Kind::Integer, Self::Number(Some(number))) => i64::try_from(*number).map_or(Value::Null, Value::Integer),
            (Kind::Text, cell) => Value::Text(cell.plain()),
            (Kind::Integer, cell) => cell.plain().parse().map_or(Value::Null, Value::Integer),
            (Kind::Number, cell) => cell.plain().parse().map_or(Value::Null, Value::Number),
            (Kind::Day | Kind::Flag, _) => Value::Null,
        }
    }

    /// Returns what is in it as plain text.
    fn plain(&self) -> String {
        match self {
            Self::Fact(cell) => cell.plain(),
            Self::Number(number) => number.map_or_else(String::new, |number| number.to_string()),
            Self::Flag(flag) => flag.map_or_else(String::new, |flag| flag.to_string()),
            Self::Month(month) => month.map_or_else(String::new, crate::site::routes::month_name),
            Self::Period(period) => period.name(),
            Self::Value(value) => value.plain(),
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

/// A form that tables are given in.
pub trait Filled: Sized {
    /// A table that is not whole yet.
    type Rows;
    /// Begins a table.
    fn begin(columns: &[about::Column]) -> Self::Rows;
    /// Adds a cell; `at` is the place of its column.
    fn cell(rows: &mut Self::Rows, at: usize, cell: &Cell<'_>);
    /// Ends a row.
    fn end(rows: &mut Self::Rows);
    /// Returns the table.
    fn finish(rows: Self::Rows) -> Self;
}

/// CSV.
impl Filled for Escaped {
    type Rows = CsvText;

    fn begin(columns: &[about::Column]) -> CsvText {
        CsvText::new(columns.iter().map(|column| column.name))
    }

    fn cell(rows: &mut CsvText, _: usize, cell: &Cell<'_>) {
        cell.write(rows);
    }

    fn end(rows: &mut CsvText) {
        rows.end();
    }

    fn finish(rows: CsvText) -> Self {
        rows.finish()
    }
}

/// A table with typed values, for databases. It has no name yet.
impl Filled for bundle::Table {
    type Rows = Self;

    fn begin(columns: &[about::Column]) -> Self {
        let column = |column: &about::Column| bundle::Column {
            name: column.name.to_owned(),
            kind: Kind::of(column.kind),
            en: column.en.to_owned(),
            zh: column.zh.to_owned(),
        };
        Self { name: String::new(), columns: columns.iter().map(column).collect(), rows: vec![Vec::new()] }
    }

    fn cell(rows: &mut Self, at: usize, cell: &Cell<'_>) {
        let kind = rows.columns.get(at).map_or(Kind::Text, |column| column.kind);
        if let Some(row) = rows.rows.last_mut() {
            row.push(cell.typed(kind));
        }
    }

    fn end(rows: &mut Self) {
        rows.rows.push(Vec::new());
    }

    fn finish(mut rows: Self) -> Self {
        // The row after the last was begun and has nothing.
        rows.rows.pop();
        rows
    }
}

/// Returns a table in the form that is asked for.
pub fn filled<R, T: Filled>(columns: &[Column<R>], all: impl IntoIterator<Item = R>) -> T {
    let mut rows = T::begin(&described(columns));
    for row in all {
        for (at, column) in columns.iter().enumerate() {
            T::cell(&mut rows, at, &column.cell(&row));
        }
        T::end(&mut rows);
    }
    T::finish(rows)
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
        let table = filled::<_, Escaped>(&columns, [(1, "a,b"), (2, "=1")]).into_bytes();
        assert_eq!(String::from_utf8(table).unwrap(), "\u{FEFF}n,name\r\n1,\"a,b\"\r\n2,\"'=1\"\r\n");
        let typed = filled::<_, bundle::Table>(&columns, [(1, "=1"), (2, "")]);
        let rows = [vec![Value::Integer(1), Value::Text("=1".to_owned())], vec![Value::Integer(2), Value::Null]];
        assert_eq!(typed.rows, rows, "a database runs no formulas, and nothing is no empty text");
        assert_eq!(described(&columns).iter().map(|c| c.name).collect::<Vec<_>>(), ["n", "name"]);
    }
}
