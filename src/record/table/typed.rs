//! Cells as values: with what `dataset.yaml` says of a table, each cell is a number, a day, a word, or
//! nothing, and has a status.
//!
//! Takes a [`Sheet`] and its description; gives a [`Plan`] by which its cells are read, and with it the
//! columns for charts ([`columns`]) and the cells for the download. What must hold: a number is the one
//! that stands in the file, digit for digit; what is not there is no zero.

use super::dates::{Days, Form};
use super::marks::Marks;
use super::notation::{Notation, PLAIN};
use super::values::Column as Seen;
use super::{Row, Sheet, Survey};
use crate::record::dataset::{Code, Column, Table};
use crate::record::words::{ColumnType, ObservationStatus as Status};
use crate::record::{Text, table::values};
use jiff::civil::Date;

/// How the cells of a column are read.
#[derive(Debug, Clone)]
pub struct ColumnPlan {
    pub name: Box<str>,
    /// What is said of it, by its place in the description.
    pub field: Option<usize>,
    /// The type of its values: as described, else as found.
    pub kind: ColumnType,
    /// How its numbers are written; `None` where they are not certain.
    pub notation: Option<Notation>,
    pub days: Form,
    pub seen: Seen,
    /// The column that holds the status of each row.
    pub status: Option<usize>,
    /// Some of its numbers have a mark behind them.
    pub marked: bool,
    /// The unit below its name, or the percent sign in its cells.
    pub unit: Option<Box<str>>,
}

/// How a table is read.
#[derive(Debug, Clone)]
pub struct Plan {
    pub columns: Vec<ColumnPlan>,
    pub marks: Marks,
}

/// A value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// There is none; the status says why.
    Nothing,
    Text(Box<str>),
    Number(Number),
    Flag(bool),
    Day(Date),
    /// `2026-03`
    Month(Box<str>),
    Year(i16),
    /// It is not of its column's type: as it stands.
    Wrong(Box<str>),
}

/// A number: its digits as they stand in the file, and the nearest number that programs compute with.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// A decimal point, no groups, no percent sign, no plus sign: `-1234.50`.
    pub exact: Box<str>,
    pub near: f64,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub value: Value,
    pub status: Status,
}

/// A column for whoever draws or computes.
#[derive(Debug, Clone)]
pub struct Typed {
    pub name: Box<str>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub kind: ColumnType,
    /// As described; else what stands below the name, or `%`, in no language.
    pub unit: Option<Text>,
    /// What its codes are called.
    pub codes: Box<[Code]>,
    /// The column holds the status of another: no data of its own.
    pub is_status: bool,
    /// One for each row.
    pub cells: Vec<Cell>,
}

impl Typed {
    /// Returns what the value of a row is called: the label of its code, else as it stands.
    pub fn label(&self, row: usize, lang: u8) -> &str {
        let text = match self.cells.get(row).map(|cell| &cell.value) {
            Some(Value::Text(text) | Value::Month(text) | Value::Wrong(text)) => text,
            Some(Value::Number(number)) => &number.exact,
            _ => return "",
        };
        let code = self.codes.iter().find(|code| code.value == *text);
        code.and_then(|code| code.label.as_ref()).map_or(text, |label| label.in_lang(lang))
    }

    /// Returns the numbers, those of rows without one left out, with their rows.
    pub fn numbers(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.cells.iter().enumerate().filter_map(|(row, cell)| match &cell.value {
            Value::Number(number) => Some((row, number.near)),
            _ => None,
        })
    }
}

/// A table as columns of values.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    pub columns: Vec<Typed>,
    /// The line of each row in the file.
    pub lines: Vec<usize>,
    /// Whether each row sums up others: none that does may be drawn or added beside them.
    pub totals: Vec<bool>,
    /// The names of the columns that tell rows apart.
    pub key: Box<[Box<str>]>,
    /// What stands below the table.
    pub notes: Vec<Box<str>>,
}

impl Columns {
    /// Returns a column by its name.
    pub fn column(&self, name: &str) -> Option<&Typed> {
        self.columns.iter().find(|column| &*column.name == name)
    }
}

/// Returns the columns of a table, by its text and its description. `None` when its cells are not
/// certain, which the check has reported.
pub fn columns(text: &str, table: &Table) -> Option<Columns> {
    let sheet = Sheet::open(text).ok()?;
    let marks = Marks::new(&table.missing, &table.marks);
    let survey = sheet.survey(&marks);
    let plan = Plan::of(&sheet, &survey, table, marks);
    let mut all = Columns { key: table.key.clone(), ..Columns::default() };
    all.notes = sheet.notes().iter().map(|note| note.text.clone()).collect();
    for (at, column) in plan.columns.iter().enumerate() {
        let field = column.field.map(|at| &table.fields[at]);
        let own = column.unit.as_ref().map(|unit| Text::plain(0, unit));
        all.columns.push(Typed {
            name: column.name.clone(),
            title: field.and_then(|field| field.title.clone()),
            description: field.and_then(|field| field.description.clone()),
            kind: column.kind,
            unit: field.and_then(|field| field.unit.clone()).or(own),
            codes: field.map(|field| field.codes.clone()).unwrap_or_default(),
            is_status: plan.columns.iter().any(|other| other.status == Some(at)),
            cells: Vec::with_capacity(survey.rows),
        });
    }
    for row in sheet.rows() {
        all.lines.push(row.line);
        all.totals.push(row.total().is_some());
        for (at, column) in all.columns.iter_mut().enumerate() {
            column.cells.push(plan.cell(&row, at));
        }
    }
    Some(all)
}

impl Plan {
    /// Returns how the cells of a table are read.
    pub fn of(sheet: &Sheet<'_>, survey: &Survey, table: &Table, marks: Marks) -> Self {
        let names = sheet.names(survey.columns.len());
        let place = |name: &str| names.iter().position(|own| **own == *name);
        let plan = |(at, (name, seen)): (usize, (&Box<str>, &Seen))| {
            let field = table.fields.iter().position(|field| field.name == *name);
            let described = field.map(|at| &table.fields[at]);
            let kind = described.and_then(|field| field.kind).unwrap_or(seen.kind);
            let percent = seen.notation.is_some_and(|notation| notation.percent);
            let unit = sheet.unit(at).or_else(|| (percent && is_numeric(kind)).then_some("%"));
            let notation = if seen.unclear.is_some() { None } else { Some(seen.notation.unwrap_or(PLAIN)) };
            let status = described.and_then(|field| field.status.as_deref()).and_then(place);
            let unit = unit.map(Into::into);
            let seen = seen.clone();
            ColumnPlan { name: name.clone(), field, kind, notation, days: Form::Iso, seen, status, marked: false, unit }
        };
        let columns = names.iter().zip(&survey.columns).enumerate().map(plan).collect();
        let mut plan = Self { columns, marks };
        plan.look(sheet);
        plan
    }

    /// Sees how days are written and which numbers bear marks, where that matters.
    fn look(&mut self, sheet: &Sheet<'_>) {
        let dates =
            self.columns.iter().any(|column| column.kind == ColumnType::Date && column.seen.kind != ColumnType::Date);
        if !dates && self.marks == Marks::default() {
            return;
        }
        let mut days = vec![Days::default(); self.columns.len()];
        for row in sheet.rows() {
            for (at, column) in self.columns.iter_mut().enumerate() {
                let (value, status) = self.marks.split(row.cell(at));
                match (column.kind, value) {
                    (ColumnType::Date, Some(value)) => days[at].note(value),
                    (kind, Some(_)) if is_numeric(kind) => column.marked |= status.is_some(),
                    _ => {}
                }
            }
        }
        self.columns.iter_mut().zip(days).for_each(|(column, days)| column.days = days.form());
    }

    /// Reads a cell: its value, and its status.
    pub fn cell(&self, row: &Row, column: usize) -> Cell {
        let plan = &self.columns[column];
        let (value, marked) = self.value(column, row.cell(column));
        let by_row = plan.status.and_then(|at| self.marks.status(row.cell(at)).or(Status::parse(row.cell(at).trim())));
        // A cell of the status column that says nothing says nothing of the value.
        let by_row = by_row.filter(|_| plan.status.is_some_and(|at| !row.cell(at).trim().is_empty()));
        let status = match (&value, by_row, marked) {
            (Value::Nothing, Some(Status::Final | Status::Provisional | Status::Estimated), Some(status)) => status,
            (_, Some(status), _) | (_, None, Some(status)) => status,
            (_, None, None) => Status::Final,
        };
        Cell { value, status }
    }

    /// Reads a cell of a column by itself.
    pub fn value(&self, column: usize, cell: &str) -> (Value, Option<Status>) {
        let plan = &self.columns[column];
        let whole = cell.trim();
        if let Some(status) = self.marks.status(whole) {
            return (Value::Nothing, Some(status));
        }
        if !is_numeric(plan.kind) {
            return (plan.read(whole), None);
        }
        let (value, status) = self.marks.split(whole);
        (plan.read(value.unwrap_or_default()), status)
    }
}

/// Returns whether the values of a type are numbers to compute with.
pub fn is_numeric(kind: ColumnType) -> bool {
    matches!(kind, ColumnType::Integer | ColumnType::Number)
}

impl ColumnPlan {
    /// Reads a value without mark or space around it.
    fn read(&self, cell: &str) -> Value {
        let wrong = || Value::Wrong(cell.into());
        match self.kind {
            ColumnType::String => Value::Text(crate::source::text::clean(cell).into()),
            ColumnType::Integer | ColumnType::Number => {
                let whole = self.kind == ColumnType::Integer;
                let plain = self.notation.and_then(|notation| notation.plain(cell));
                let plain = plain.filter(|plain| !whole || !plain.contains(['.', 'e', 'E']));
                let Some(near) = plain.as_ref().and_then(|plain| plain.parse::<f64>().ok()) else { return wrong() };
                let exact = plain.unwrap_or_default();
                Value::Number(Number { exact: exact.trim_start_matches('+').into(), near })
            }
            ColumnType::Boolean => match cell {
                "true" => Value::Flag(true),
                "false" => Value::Flag(false),
                _ => wrong(),
            },
            ColumnType::Date => self.days.day(cell).map_or_else(wrong, Value::Day),
            ColumnType::Year => {
                let digits = cell.strip_suffix('年').unwrap_or(cell);
                let year = (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse());
                year.and_then(Result::ok).map_or_else(wrong, Value::Year)
            }
            ColumnType::YearMonth if values::is_month(cell) => Value::Month(cell.into()),
            ColumnType::YearMonth => Form::month(cell).map_or_else(wrong, |month| Value::Month(month.into())),
        }
    }

    /// Returns a number of the column as programs write it, its sign kept: a plus says that it is a change.
    pub fn written(&self, cell: &str, number: &Number, marks: &Marks) -> String {
        let signed = marks.split(cell).0.is_some_and(|value| value.starts_with('+'));
        format!("{}{}", if signed { "+" } else { "" }, number.exact)
    }

    /// Returns what is said of the column.
    pub fn described<'t>(&self, table: &'t Table) -> Option<&'t Column> {
        self.field.map(|at| &table.fields[at])
    }
}
