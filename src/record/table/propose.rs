//! What can be said of a table that nobody has described: proposed from its names and its values.
//!
//! Takes a [`Sheet`], gives a [`Proposal`] for each column and for the key. What must hold: a type is
//! proposed only where all values have it; what was seen is said, so that a person can tell whether
//! it is right.

use super::dates::{Days, Form};
use super::layout::is_unit;
use super::marks::Marks;
use super::notation::{Notation, PLAIN};
use super::{Row, Sheet, Survey};
use crate::record::words::ColumnType;
use std::collections::HashSet;

/// What is proposed for a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// As in the row of names.
    pub name: Box<str>,
    /// The name without the unit in it.
    pub title: Option<Box<str>>,
    pub kind: ColumnType,
    pub unit: Option<Box<str>>,
    /// How its numbers are written, where that is not plain, with an example.
    pub notation: Option<(Notation, Box<str>)>,
    /// How its days are written, where that is not plain, with an example.
    pub days: Option<(Form, Box<str>)>,
    /// An example of its numbers, where two readings fit.
    pub unclear: Option<Box<str>>,
    /// A sign that stands in every cell.
    pub sign: Option<Box<str>>,
}

/// What is proposed for a table.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub fields: Vec<Field>,
    pub key: Vec<Box<str>>,
    pub rows: usize,
}

/// So many columns may make a key.
const KEY: usize = 3;

/// Proposes what to say of a table.
pub fn propose(sheet: &Sheet<'_>) -> Proposal {
    let marks = Marks::default();
    let survey = sheet.survey(&marks);
    let names = sheet.names(survey.columns.len());
    let mut fields: Vec<Field> = Vec::new();
    for (at, (name, seen)) in names.iter().zip(&survey.columns).enumerate() {
        let (title, in_name) = split_unit(name);
        let percent = seen.notation.is_some_and(|notation| notation.percent).then_some("%");
        let shown = seen.shown.as_ref().map(|(_, cell)| cell.clone());
        fields.push(Field {
            title: in_name.map(|_| title.into()),
            unit: sheet.unit(at).or(in_name).or(percent).map(Into::into),
            kind: seen.kind,
            notation: seen.notation.filter(|notation| *notation != PLAIN).zip(shown),
            days: None,
            unclear: seen.unclear.as_ref().map(|(_, cell)| cell.clone()),
            sign: seen.sign.as_ref().map(|(_, sign)| sign.clone()),
            name: name.clone(),
        });
    }
    look(sheet, &mut fields);
    let key = key(sheet, &survey, &fields);
    Proposal { fields, key, rows: survey.rows }
}

/// Takes a unit off the end of a name: `收入（万元）`, `income (EUR)`, `length, km`.
pub fn split_unit(name: &str) -> (&str, Option<&str>) {
    let name = name.trim();
    let open = name.char_indices().rev().find(|(_, c)| matches!(c, '(' | '（' | '[' | '【'));
    if let Some((at, bracket)) = open.filter(|_| name.ends_with([')', '）', ']', '】'])) {
        let unit = name[at + bracket.len_utf8()..].trim_end_matches([')', '）', ']', '】']).trim();
        let unit = unit.strip_prefix("单位：").or_else(|| unit.strip_prefix("单位:")).unwrap_or(unit);
        let title = name[..at].trim_end();
        return if is_unit(unit) && !title.is_empty() { (title, Some(unit)) } else { (name, None) };
    }
    match name.rsplit_once([',', '，']) {
        Some((title, unit)) if is_unit(unit.trim()) && !title.trim().is_empty() => (title.trim(), Some(unit.trim())),
        _ => (name, None),
    }
}

/// Looks at the values again: years and days are numbers and texts until all are seen to be such.
fn look(sheet: &Sheet<'_>, fields: &mut [Field]) {
    #[derive(Clone, Default)]
    struct Seen {
        count: usize,
        years: usize,
        months: usize,
        days: Days,
        cells: Vec<Box<str>>,
        other: usize,
    }
    let marks = Marks::default();
    let mut seen = vec![Seen::default(); fields.len()];
    for row in sheet.rows() {
        for (at, seen) in seen.iter_mut().enumerate() {
            let (Some(cell), _) = marks.split(row.cell(at)) else { continue };
            seen.count += 1;
            let bare = cell.strip_suffix('年').unwrap_or(cell);
            let year = bare.len() == 4 && bare.parse().is_ok_and(|year: u16| (1800..=2100).contains(&year));
            seen.years += usize::from(year);
            seen.months += usize::from(Form::month(cell).is_some());
            seen.days.note(cell);
            seen.other += usize::from(!cell.starts_with(|c: char| c.is_ascii_digit()));
            if seen.cells.len() < 200 {
                seen.cells.push(cell.into());
            }
        }
    }
    for (field, seen) in fields.iter_mut().zip(seen) {
        if seen.count == 0 || seen.other > 0 {
            continue;
        }
        let form = seen.days.form();
        let all_days = seen.cells.iter().all(|cell| form.day(cell).is_some());
        match field.kind {
            ColumnType::Integer | ColumnType::String if seen.years == seen.count && is_year_name(field) => {
                field.kind = ColumnType::Year;
            }
            ColumnType::String if seen.months == seen.count => field.kind = ColumnType::YearMonth,
            ColumnType::String if form != Form::Iso && all_days => {
                field.kind = ColumnType::Date;
                field.days = seen.cells.first().map(|cell| (form, cell.clone()));
            }
            _ => {}
        }
    }
}

fn is_year_name(field: &Field) -> bool {
    let name = field.name.to_lowercase();
    ["year", "年", "jahr", "année", "año", "anno"].iter().any(|word| name.contains(word))
}

/// The fewest first columns that tell all rows apart, none of them a quantity.
fn key(sheet: &Sheet<'_>, survey: &Survey, fields: &[Field]) -> Vec<Box<str>> {
    let is_name = |field: &&Field| !matches!(field.kind, ColumnType::Number | ColumnType::Boolean);
    let candidates: Vec<usize> =
        fields.iter().enumerate().filter(|(_, field)| is_name(field)).map(|(at, _)| at).take(KEY).collect();
    for count in 1..=candidates.len() {
        let of = &candidates[..count];
        // A quantity alone, or behind names, is a value.
        let last = &fields[of[count - 1]];
        if last.kind == ColumnType::Integer && (last.unit.is_some() || count > 1) {
            break;
        }
        let mut seen = HashSet::new();
        let apart = |row: Row| {
            let cells: Vec<&str> = of.iter().map(|at| row.cell(*at).trim()).collect();
            row.total().is_some() || (cells.iter().all(|cell| !cell.is_empty()) && seen.insert(cells.join("\u{1F}")))
        };
        if survey.rows > 1 && sheet.rows().all(apart) {
            return of.iter().map(|at| fields[*at].name.clone()).collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_say_what_a_column_is() {
        let text = "年份,区县,收入（万元）,Share,Day,Notes\n2024,莲湖,12.5,12%,5.1.2026,x\n2024,雁塔,13,3.5%,31.1.2026,\n2025,莲湖,14,4%,1.2.2026,y\n";
        let proposal = propose(&Sheet::open(text).unwrap());
        let kinds: Vec<&str> = proposal.fields.iter().map(|field| field.kind.word()).collect();
        assert_eq!(kinds, ["year", "string", "number", "number", "date", "string"]);
        let units: Vec<Option<&str>> = proposal.fields.iter().map(|field| field.unit.as_deref()).collect();
        assert_eq!(units, [None, None, Some("万元"), Some("%"), None, None]);
        assert_eq!(proposal.fields[2].title.as_deref(), Some("收入"));
        assert_eq!(proposal.key, ["年份".into(), "区县".into()]);
        assert_eq!(split_unit("income (EUR)"), ("income", Some("EUR")));
        assert_eq!(split_unit("income (net)"), ("income (net)", None));
        assert_eq!(split_unit("length, km"), ("length", Some("km")));
    }
}
