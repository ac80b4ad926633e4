//! What differs between two states of a table: cells by the rows and columns that name them.
//!
//! Takes the texts of both and the description; gives a [`Difference`]. Values are compared, not how they are
//! written: line ends, encoding, delimiters, quotes, the order of rows and columns, groups of digits and
//! zeros at the end of a fraction make none, and a figure that is final now and was provisional before is the
//! same figure. Rows whose time is later than all that were there, or that stand before or behind all of
//! them, are a new release and are counted only. What must hold: a cell that has another value is told, or
//! its row is.

use super::marks::Marks;
use super::times::{Moment, moment};
use super::typed::{Plan, Value};
use super::{Row, Sheet};
use crate::record::dataset::Table;
use crate::record::words::ObservationStatus as Status;
use std::collections::{BTreeSet, HashMap};

/// So many first columns may tell rows apart where the description does not say which do.
const KEY: usize = 8;

/// What differs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Columns that tell rows apart.
    pub key: Vec<Box<str>>,
    pub changed: Vec<Changed>,
    /// Rows that are gone, and rows that came between those that were there.
    pub gone: Vec<Place>,
    pub come: Vec<Place>,
    /// Rows of a new release.
    pub added: usize,
    pub columns_gone: Vec<Box<str>>,
    pub columns_come: Vec<Box<str>>,
}

/// A row: the values that tell it apart, its time, and its line in the file it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub row: Vec<Box<str>>,
    pub time: Option<Moment>,
    pub line: usize,
}

/// A cell that has another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The row as it is now.
    pub at: Place,
    pub column: Box<str>,
    pub old: Box<str>,
    pub new: Box<str>,
}

impl Difference {
    /// Returns whether no figure that was there differs.
    pub fn is_none(&self) -> bool {
        self.changed.is_empty() && self.gone.is_empty() && self.come.is_empty() && self.columns_gone.is_empty()
    }
}

/// A table read for comparison.
pub struct State {
    columns: Vec<Box<str>>,
    rows: Vec<Line>,
}

struct Line {
    line: usize,
    cells: Vec<(Box<str>, Option<Status>)>,
}

impl State {
    /// Reads a table; `None` where its cells are not certain.
    pub fn read(text: &str, table: &Table) -> Option<Self> {
        let sheet = Sheet::open(text).ok()?;
        let marks = Marks::new(&table.missing, &table.marks);
        let plan = Plan::of(&sheet, &sheet.survey(&marks), table, marks);
        let cell = |row: &Row, at: usize| {
            let read = plan.cell(row, at);
            // Without a value, why there is none is what the cell says.
            let status = (read.value == Value::Nothing).then_some(read.status);
            (said(&read.value, row.cell(at)), status)
        };
        let width = plan.columns.len();
        let line = |row: Row| Line { line: row.line, cells: (0..width).map(|at| cell(&row, at)).collect() };
        let status = |at: usize| plan.columns.iter().any(|other| other.status == Some(at));
        let mut state = Self {
            columns: plan.columns.iter().map(|column| column.name.clone()).collect(),
            rows: sheet.rows().map(line).collect(),
        };
        // What says the status of other columns is no figure.
        for at in (0..width).rev().filter(|at| status(*at)) {
            state.columns.remove(at);
            state.rows.iter_mut().for_each(|row| {
                row.cells.remove(at);
            });
        }
        Some(state)
    }

    /// Returns the rows by the values that name them.
    pub fn by(&self, key: &[Box<str>]) -> Rows<'_> {
        let places: Vec<usize> = key.iter().filter_map(|name| self.place(name)).collect();
        let rows = self.rows.iter().rev().map(|line| (row_name(line.values(&places)), line)).collect();
        Rows { state: self, rows }
    }

    /// Returns the columns that tell rows apart here and in another state: those that are described, else
    /// the fewest of the first ones that do.
    pub fn key(&self, later: &Self, described: &[Box<str>]) -> Vec<Box<str>> {
        let common: Vec<Box<str>> = self.columns.iter().filter(|name| later.place(name).is_some()).cloned().collect();
        if !described.is_empty() && described.iter().all(|name| common.contains(name)) {
            return described.to_vec();
        }
        let unique = |key: &[Box<str>]| [self, later].iter().all(|state| state.tells_apart(key));
        (1..common.len().min(KEY)).map(|n| &common[..n]).find(|key| unique(key)).map_or(common.clone(), <[_]>::to_vec)
    }

    /// Returns a published table as the file it was made from has it: marks behind numbers stand in a column
    /// of their own there, which is no figure.
    #[must_use]
    pub fn without_marks(mut self, own: &[Box<str>]) -> Self {
        let names = self.columns.clone();
        let made = |name: &str| {
            let base = name.rsplit_once("_status").map(|(base, _)| base);
            !own.iter().any(|own| **own == *name) && base.is_some_and(|base| names.iter().any(|name| **name == *base))
        };
        for at in (0..names.len()).rev().filter(|at| made(&names[*at])) {
            self.columns.remove(at);
            self.rows.iter_mut().for_each(|row| {
                row.cells.remove(at);
            });
        }
        self
    }

    /// Returns whether the table has a column.
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|own| **own == *name)
    }

    fn tells_apart(&self, key: &[Box<str>]) -> bool {
        let places: Vec<usize> = key.iter().filter_map(|name| self.place(name)).collect();
        let mut seen = BTreeSet::new();
        self.rows.iter().all(|row| seen.insert(row.values(&places)))
    }
}

/// The rows of a table, to be looked up.
pub struct Rows<'s> {
    state: &'s State,
    rows: HashMap<Vec<Box<str>>, &'s Line>,
}

impl Rows<'_> {
    /// Returns the value of a cell.
    pub fn cell(&self, row: &[Box<str>], column: &str) -> Option<&str> {
        let at = self.state.place(column)?;
        self.rows.get(&row_name(row.to_vec())).map(|line| &*line.cells[at].0)
    }
}

impl Line {
    fn values(&self, places: &[usize]) -> Vec<Box<str>> {
        places.iter().map(|at| self.cells[*at].0.clone()).collect()
    }
}

/// Returns what a cell says, whatever the way it is written.
fn said(value: &Value, cell: &str) -> Box<str> {
    match value {
        Value::Nothing => cell.trim().into(),
        Value::Text(text) | Value::Month(text) => text.trim().into(),
        Value::Wrong(text) => text.clone(),
        Value::Number(number) => number.exact.clone(),
        Value::Flag(flag) => flag.to_string().into(),
        Value::Day(day) => day.to_string().into(),
        Value::Year(year) => year.to_string().into(),
    }
}

/// Returns whether two values are the same: numbers are, with or without zeros behind their fraction.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || (plain(one).is_some() && plain(one) == plain(other))
}

/// A decimal number without what does not count: sign, whole part, fraction.
fn plain(text: &str) -> Option<(bool, &str, &str)> {
    let (minus, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    // `007` is a name, not seven.
    let number = !whole.is_empty() && all(whole) && all(fraction) && (whole == "0" || !whole.starts_with('0'));
    number.then(|| (minus, whole, fraction.trim_end_matches('0')))
}

/// The values of a row by which it is found again: numbers without what does not count.
pub fn row_name(row: Vec<Box<str>>) -> Vec<Box<str>> {
    let short = |value: Box<str>| match plain(&value) {
        Some((minus, whole, fraction)) => format!("{}{whole}.{fraction}", if minus { "-" } else { "" }).into(),
        None => value,
    };
    row.into_iter().map(short).collect()
}

/// Returns what differs in the later of two states.
pub fn differ(old: &State, new: &State, described: &[Box<str>]) -> Difference {
    let key = old.key(new, described);
    let columns_gone = old.columns.iter().filter(|name| !new.has(name)).cloned().collect();
    let columns_come = new.columns.iter().filter(|name| !old.has(name)).cloned().collect();
    let mut all = Difference { columns_gone, columns_come, ..Difference::default() };
    let places = |state: &State| -> Vec<usize> { key.iter().filter_map(|name| state.place(name)).collect() };
    let (old_key, new_key) = (places(old), places(new));
    let compared: Vec<(usize, usize)> =
        old.columns.iter().enumerate().filter_map(|(at, name)| Some((at, new.place(name)?))).collect();
    let mut left: HashMap<Vec<Box<str>>, Vec<usize>> = HashMap::new();
    for (at, line) in old.rows.iter().enumerate().rev() {
        left.entry(row_name(line.values(&old_key))).or_default().push(at);
    }
    let time = |line: &Line, places: &[usize]| places.iter().find_map(|at| moment(&line.cells[*at].0));
    let latest = old.rows.iter().filter_map(|line| time(line, &old_key)).max();
    let mut fresh = Vec::new();
    let (mut first, mut last) = (None, None);
    let mut matched = vec![false; old.rows.len()];
    for (number, line) in new.rows.iter().enumerate() {
        let row = line.values(&new_key);
        let at = Place { row, time: time(line, &new_key), line: line.line };
        let Some(before) = left.get_mut(&row_name(at.row.clone())).and_then(Vec::pop) else {
            fresh.push((number, at));
            continue;
        };
        matched[before] = true;
        first.get_or_insert(number);
        last = Some(number);
        for (at_old, at_new) in &compared {
            let ((old_cell, old_status), (new_cell, new_status)) =
                (&old.rows[before].cells[*at_old], &line.cells[*at_new]);
            let both_none = old_status.is_some() && old_status == new_status;
            if both_none || (old_status.is_some() == new_status.is_some() && is_same(old_cell, new_cell)) {
                continue;
            }
            let (was, is) = (old_cell.clone(), new_cell.clone());
            all.changed.push(Changed { at: at.clone(), column: old.columns[*at_old].clone(), old: was, new: is });
        }
    }
    for (number, at) in fresh {
        let later = latest.is_some() && at.time > latest;
        let outside = first.is_none_or(|first| number < first) || last.is_none_or(|last| number > last);
        if later || outside { all.added += 1 } else { all.come.push(at) }
    }
    let gone = old.rows.iter().zip(&matched).filter(|(_, matched)| !**matched);
    all.gone = gone
        .map(|(line, _)| Place { row: line.values(&old_key), time: time(line, &old_key), line: line.line })
        .collect();
    all.key = key;
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(old: &str, new: &str, key: &[&str]) -> (Vec<String>, [usize; 3]) {
        let table = Table { key: key.iter().map(|name| Box::from(*name)).collect(), ..Table::default() };
        let state = |text: &str| State::read(text, &table).unwrap();
        let all = differ(&state(old), &state(new), &table.key);
        let cell = |c: &Changed| format!("{} {}: {} → {}", c.at.row.join("/"), c.column, c.old, c.new);
        (all.changed.iter().map(cell).collect(), [all.gone.len(), all.come.len(), all.added])
    }

    const OLD: &str = "month,lamps,share\n2026-01,1204,90.5\n2026-02,1310,91\n2026-03,1250,92.25\n";

    #[test]
    fn layout_is_no_difference() {
        let none = (Vec::new(), [0, 0, 0]);
        for new in [
            "month;lamps;share\r\n2026-01;1204;90,5\r\n2026-02;1310;91,0\r\n2026-03;1250;92,25\r\n",
            "\"month\",\"lamps\",\"share\"\n\"2026-01\",\"1,204\",90.50\n2026-02,\"1,310\",91.0\n2026-03,\"1,250\",92.25\n",
            "share,month,lamps\n92.25,2026-03,1250\n91,2026-02,1310\n90.5,2026-01,1204\n",
        ] {
            assert_eq!(told(OLD, new, &["month"]), none, "{new}");
            assert_eq!(told(OLD, new, &[]).0, Vec::<String>::new());
        }
    }

    #[test]
    fn cells_rows_and_releases_are_told_apart() {
        let new = "month,lamps,share\n2026-01,1204,90.5\n2026-02,1311,91\n2026-03,1250,92.25\n2026-04,1,2\n";
        assert_eq!(told(OLD, new, &["month"]), (vec!["2026-02 lamps: 1310 → 1311".to_owned()], [0, 0, 1]));
        // The newest first.
        let new = "month,lamps,share\n2026-04,1,2\n2026-03,1250,92.25\n2026-02,1310,91\n2026-01,1204,90.5\n";
        assert_eq!(told(OLD, new, &[]), (Vec::new(), [0, 0, 1]));
        let gone = "month,lamps,share\n2026-01,1204,90.5\n2026-03,1250,92.25\n";
        assert_eq!(told(OLD, gone, &[]), (Vec::new(), [1, 0, 0]));
        assert_eq!(told(gone, OLD, &[]), (Vec::new(), [0, 1, 0]));
        // Months of several places, each place by itself.
        let by = "place,month,n\na,2026-01,1\na,2026-02,2\nb,2026-01,3\nb,2026-02,4\n";
        let more = "place,month,n\na,2026-01,1\na,2026-02,2\na,2026-03,5\nb,2026-01,3\nb,2026-02,9\nb,2026-03,6\n";
        assert_eq!(told(by, more, &[]), (vec!["b/2026-02 n: 4 → 9".to_owned()], [0, 0, 2]));
        let hidden = "month,lamps,share\n2026-01,1204,90.5\n2026-02,,91\n2026-03,1250,92.25\n";
        assert_eq!(told(OLD, hidden, &[]).0, ["2026-02 lamps: 1310 → "]);
    }

    proptest! {
        /// Whatever the order of rows and columns and the delimiter, only what was changed is told.
        #[test]
        fn only_what_was_changed_is_told(
            cells in prop::collection::vec((0_u32..9_000, -900_i32..900), 2..12),
            turn in any::<prop::sample::Index>(),
            at in any::<prop::sample::Index>(),
            by in 1_u32..50,
            semicolons in any::<bool>(),
            swapped in any::<bool>(),
        ) {
            let rows: Vec<(String, u32, i32)> =
                cells.iter().enumerate().map(|(n, (a, b))| (format!("place {n}"), *a, *b)).collect();
            let text = |rows: &[(String, u32, i32)], mark: &str, swapped: bool| {
                let line = |name: &str, a: &str, b: &str| {
                    let cells = if swapped { [b, name, a] } else { [name, a, b] };
                    cells.join(mark) + "\n"
                };
                let body = rows.iter().map(|(name, a, b)| line(name, &a.to_string(), &b.to_string()));
                std::iter::once(line("place", "lamps", "change")).chain(body).collect::<String>()
            };
            let mut turned = rows.clone();
            turned.rotate_left(turn.index(rows.len()));
            let mark = if semicolons { ";" } else { "," };
            let old = text(&rows, ",", false);
            prop_assert_eq!(told(&old, &text(&turned, mark, swapped), &["place"]), (Vec::new(), [0, 0, 0]));
            let at = at.index(rows.len());
            let was = turned[at].1;
            turned[at].1 += by;
            let line = format!("{} lamps: {was} → {}", turned[at].0, was + by);
            prop_assert_eq!(told(&old, &text(&turned, mark, swapped), &["place"]), (vec![line], [0, 0, 0]));
            let gone = turned.remove(at);
            prop_assert_eq!(told(&old, &text(&turned, mark, swapped), &["place"]), (Vec::new(), [1, 0, 0]), "{}", gone.0);
        }
    }

    #[test]
    fn names_with_zeros_in_front_are_no_numbers() {
        assert!(is_same("90.50", "90.5") && is_same("-3", "-3.0"));
        assert!(!is_same("007", "7") && !is_same("1.5", "-1.5") && !is_same("", "0"));
    }
}
