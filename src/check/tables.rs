//! The cells of tables, held against what `dataset.yaml` says of them.
//!
//! Takes a table with its description and a way to read its file; gives findings, one for each column
//! and kind of fault, at the first such cell, with the number of all and the places of the next ones.

use super::Read;
use crate::diagnostic::{Finding, KeyPath, Place, Rule, rules};
use crate::record::dataset::{Column, Table, TableFacts};
use crate::record::table::marks::Marks;
use crate::record::table::typed::{Plan, Value, is_numeric};
use crate::record::table::values::LONG;
use crate::record::table::{Row, Sheet, dates};
use crate::record::words::{ColumnType, ObservationStatus as Status};
use crate::source::text::{character_at, decode, line_and_column};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// So many places besides the first are told.
const MORE: usize = 4;

/// Returns whether the cells of a table are to be looked at again: something is said of them, or is
/// to be said.
pub(super) fn is_described(table: &Table) -> bool {
    let odd = |facts: &TableFacts| {
        facts.seen.iter().any(|seen| seen.shown.is_some() || seen.unclear.is_some() || seen.sign.is_some())
    };
    let described = !table.fields.is_empty() || !table.key.is_empty();
    described || !table.missing.is_empty() || !table.marks.is_empty() || table.facts.as_ref().is_some_and(odd)
}

/// Reports names of columns in the description that the table does not have.
pub(super) fn names_known(file: &str, table: &Table, path: &KeyPath, findings: &mut Vec<Finding>) {
    let Some(facts) = table.facts.as_ref().filter(|facts| facts.sound) else { return };
    let mut look = |name: &str, path: KeyPath| {
        if !facts.columns.iter().any(|column| **column == *name) {
            let finding = Finding::new(&rules::TABLE_COLUMN_UNKNOWN, file, Place::Value(path));
            findings.push(finding.arg("column", name).related(&facts.path, Place::Line(facts.head, 1)));
        }
    };
    table.key.iter().enumerate().for_each(|(i, name)| look(name, path.key("key").index(i)));
    for (i, field) in table.fields.iter().enumerate() {
        if let Some(status) = &field.status {
            look(status, path.key("fields").index(i).key("status"));
        }
    }
}

/// The faults of one kind in one column.
struct Fault {
    place: Range<usize>,
    value: Box<str>,
    count: usize,
    more: Vec<(Box<str>, Range<usize>)>,
    args: Vec<(&'static str, String)>,
}

/// The faults of a table, by column and rule.
struct Faults<'s, 't> {
    sheet: &'s Sheet<'t>,
    all: BTreeMap<(usize, &'static str), (&'static Rule, Fault)>,
}

impl Faults<'_, '_> {
    fn note(&mut self, rule: &'static Rule, row: &Row, column: usize, value: &str, args: &[(&'static str, String)]) {
        let place = || self.sheet.place(row, column);
        match self.all.get_mut(&(column, rule.name)) {
            Some((_, fault)) => {
                fault.count += 1;
                if fault.more.len() < MORE {
                    fault.more.push((value.into(), place()));
                }
            }
            None => {
                let fault =
                    Fault { place: place(), value: value.into(), count: 1, more: Vec::new(), args: args.to_vec() };
                self.all.insert((column, rule.name), (rule, fault));
            }
        }
    }
}

/// Holds the cells of a table against its description, and takes what they are with a look at it.
pub(super) fn hold(table: &mut Table, read: &Read<'_>, findings: &mut Vec<Finding>) {
    let Some(path) = table.facts.as_ref().map(|facts| facts.path.clone()) else { return };
    let Some(bytes) = read(&path) else { return };
    let text = decode(&bytes).text;
    let Ok(sheet) = Sheet::open(&text) else { return };
    let marks = Marks::new(&table.missing, &table.marks);
    let survey = sheet.survey(&marks);
    let plan = Plan::of(&sheet, &survey, table, marks);
    let mut faults = Faults { sheet: &sheet, all: BTreeMap::new() };
    judge(&sheet, &plan, table, &mut faults);
    for ((column, _), (rule, fault)) in &faults.all {
        let plan = &plan.columns[*column];
        let at = |range: &Range<usize>| {
            let (line, column) = line_and_column(&text, range.start);
            format!("{line}:{column}")
        };
        // An empty cell is shown by the mark before it.
        let place = if fault.place.is_empty() { shown(&text, fault.place.start) } else { fault.place.clone() };
        let more: Vec<String> = fault.more.iter().map(|(value, range)| format!("`{value}` ({})", at(range))).collect();
        let mut finding = Finding::new(rule, &path, Place::Bytes(place));
        finding = finding.arg("value", &fault.value).arg("column", &plan.name).arg("count", fault.count);
        finding = finding.arg("type", format!("@column-{}", plan.kind.word()));
        if !more.is_empty() {
            let rest = if fault.count > more.len() + 1 { ", …" } else { "" };
            finding = finding.arg("more", more.join(", ") + rest);
        }
        finding = fault.args.iter().fold(finding, |finding, (name, arg)| finding.arg(name, arg));
        findings.push(finding);
    }
    findings.extend(days_told(&sheet, &plan, &path));
    findings.extend(numbers_told(&text, &plan, &path));
    if let Some(facts) = &mut table.facts {
        facts.settle(&sheet, &survey, &plan);
    }
}

/// Says how numbers of columns are read where that is not plain, and what cannot be read.
fn numbers_told(text: &str, plan: &Plan, path: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for column in &plan.columns {
        let seen = &column.seen;
        let mut say = |rule, line: usize, cell: &str, args: &[(&'static str, &str)]| {
            let finding = Finding::new(rule, path, place_of(text, line, cell)).arg("column", &column.name);
            findings.push(args.iter().fold(finding, |finding, (name, arg)| finding.arg(name, arg)));
        };
        // A column that is described as no number is none.
        let described = column.field.is_some() && column.kind != seen.kind;
        if described && !is_numeric(column.kind) {
            continue;
        }
        if let (Some((line, cell)), Some(notation)) = (&seen.shown, seen.notation) {
            let plain = notation.plain(cell).unwrap_or_default();
            let read = if notation.percent { format!("{plain} %") } else { plain };
            say(&rules::TABLE_NUMBER_NOTATION, *line, cell, &[("value", cell), ("read", &read)]);
        }
        if let Some((line, cell)) = &seen.unclear {
            say(&rules::TABLE_NUMBER_UNCLEAR, *line, cell, &[("value", cell)]);
        }
        if let Some((line, sign)) = seen.sign.as_ref().filter(|_| !described) {
            say(&rules::TABLE_UNIT_IN_CELLS, *line, sign, &[("sign", sign)]);
        }
    }
    findings
}

/// Returns where a text stands in a line or, if it is a cell of several lines, behind it.
fn place_of(text: &str, line: usize, cell: &str) -> Place {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    match text[start..].find(cell) {
        Some(at) if !cell.is_empty() => Place::Bytes(start + at..start + at + cell.len()),
        _ => Place::Bytes(start..start + character_at(text, start)),
    }
}

/// The character before a place; the place itself at the beginning of a line.
fn shown(text: &str, at: usize) -> Range<usize> {
    let before = text[..at].chars().next_back().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    at - before..at
}

/// Says how days are written, where that is not as programs write them.
fn days_told(sheet: &Sheet<'_>, plan: &Plan, path: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, column) in plan.columns.iter().enumerate() {
        let days = column.kind == ColumnType::Date && column.days != dates::Form::Iso;
        let months = column.kind == ColumnType::YearMonth && column.seen.kind != ColumnType::YearMonth;
        if !days && !months {
            continue;
        }
        let read = |row: Row| match plan.value(at, row.cell(at)).0 {
            Value::Day(day) => Some((day.to_string(), row)),
            Value::Month(month) => Some((month.to_string(), row)),
            _ => None,
        };
        let other = sheet.rows().filter_map(read).find(|(read, row)| row.cell(at).trim() != *read);
        if let Some((read, row)) = other {
            let finding = Finding::new(&rules::TABLE_DATE_NOTATION, path, Place::Bytes(sheet.place(&row, at)));
            findings.push(finding.arg("value", row.cell(at).trim()).arg("read", read).arg("column", &column.name));
        }
    }
    findings
}

fn judge(sheet: &Sheet<'_>, plan: &Plan, table: &Table, faults: &mut Faults<'_, '_>) {
    let columns = plan.columns.len();
    let mut once: Vec<HashSet<Box<str>>> = vec![HashSet::new(); columns];
    let of_status: Vec<bool> = (0..columns).map(|at| plan.columns.iter().any(|c| c.status == Some(at))).collect();
    let key: Vec<usize> =
        table.key.iter().filter_map(|name| plan.columns.iter().position(|c| c.name == *name)).collect();
    let mut keys: HashMap<String, usize> = HashMap::new();
    for row in sheet.rows() {
        let sums = row.total().is_some();
        for at in 0..columns {
            let column = &plan.columns[at];
            let Some(field) = column.described(table) else { continue };
            let cell = row.cell(at).trim();
            if of_status[at] {
                let known = !cell.is_empty() && (Status::parse(cell).or(plan.marks.status(cell))).is_some();
                if !known {
                    faults.note(&rules::TABLE_STATUS_UNKNOWN, &row, at, cell, &[]);
                }
                continue;
            }
            let read = plan.cell(&row, at);
            let missing = matches!(read.value, Value::Nothing);
            let none = matches!(read.status, Status::Suppressed | Status::Missing | Status::NotApplicable);
            if !missing && none && is_numeric(column.kind) {
                let status = read.status.word();
                faults.note(&rules::TABLE_VALUE_SHOWN, &row, at, cell, &[("status", status.to_owned())]);
            }
            if missing {
                // A mark says why there is none; an empty cell does not.
                if field.required
                    && cell.is_empty()
                    && !(none && column.status.is_some_and(|s| !row.cell(s).trim().is_empty()))
                {
                    faults.note(&rules::TABLE_VALUE_MISSING, &row, at, cell, &[]);
                }
                continue;
            }
            // That two readings fit is told once.
            let unclear = column.seen.unclear.is_some() && is_numeric(column.kind);
            if !unclear {
                held(faults, (&row, at), (column.kind, cell), &read.value, field);
            }
            if field.unique && !once[at].insert(cell.into()) {
                faults.note(&rules::TABLE_VALUE_REPEATED, &row, at, cell, &[]);
            }
        }
        if key.is_empty() || row.is_empty() {
            continue;
        }
        let whole: Vec<&str> = key.iter().map(|at| row.cell(*at).trim()).collect();
        match key.iter().zip(&whole).find(|(_, cell)| cell.is_empty()) {
            // A sum over all of a kind names none of them.
            Some(_) if sums => {}
            Some((empty, _)) => faults.note(&rules::TABLE_VALUE_MISSING, &row, *empty, "", &[]),
            None => {
                if let Some(line) = keys.insert(whole.join("\u{1F}"), row.line) {
                    let args = [("line", line.to_string())];
                    faults.note(&rules::TABLE_KEY_REPEATED, &row, key[0], &whole.join(", "), &args);
                }
            }
        }
    }
}

/// Holds a value against its column's type and limits.
fn held(
    faults: &mut Faults<'_, '_>,
    (row, at): (&Row, usize),
    (kind, cell): (ColumnType, &str),
    value: &Value,
    field: &Column,
) {
    if let Value::Wrong(_) = value {
        let serial = (kind == ColumnType::Date).then(|| dates::serial(cell)).flatten();
        match serial {
            Some(day) => faults.note(&rules::TABLE_DATE_SERIAL, row, at, cell, &[("read", day.to_string())]),
            None => faults.note(&rules::TABLE_VALUE_WRONG_TYPE, row, at, cell, &[]),
        }
        return;
    }
    if let Value::Number(number) = value {
        let digits = number.exact.trim_start_matches('-');
        let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
        if digits.starts_with('0') && whole > 1 {
            faults.note(&rules::TABLE_LEADING_ZERO, row, at, cell, &[]);
        } else if whole > LONG {
            faults.note(&rules::TABLE_NUMBER_LONG, row, at, cell, &[]);
        }
    }
    let less = |limit: &str| match value {
        Value::Number(number) => limit.parse().is_ok_and(|limit: f64| number.near < limit),
        Value::Year(year) => limit.parse().is_ok_and(|limit: f64| f64::from(*year) < limit),
        Value::Day(day) => day.to_string().as_str() < limit,
        Value::Month(month) => &**month < limit,
        _ => false,
    };
    let more = |limit: &str| match value {
        Value::Number(number) => limit.parse().is_ok_and(|limit: f64| number.near > limit),
        Value::Year(year) => limit.parse().is_ok_and(|limit: f64| f64::from(*year) > limit),
        Value::Day(day) => day.to_string().as_str() > limit,
        Value::Month(month) => &**month > limit,
        _ => false,
    };
    let limits = [(&field.minimum, "@at-least", true), (&field.maximum, "@at-most", false)];
    for (limit, word, least) in limits {
        let Some(limit) = limit else { continue };
        if if least { less(limit) } else { more(limit) } {
            let args = [("limit", word.to_owned()), ("bound", limit.to_string())];
            faults.note(&rules::TABLE_VALUE_OUT_OF_RANGE, row, at, cell, &args);
        }
    }
    if !field.codes.is_empty() && !field.codes.iter().any(|code| *code.value == *cell) {
        let all: Vec<String> = field.codes.iter().take(12).map(|code| format!("`{}`", code.value)).collect();
        let rest = if field.codes.len() > 12 { ", …" } else { "" };
        faults.note(&rules::TABLE_VALUE_NO_CODE, row, at, cell, &[("codes", all.join(", ") + rest)]);
    }
}
