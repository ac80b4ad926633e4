//! A chart in a text: a fenced block `chart`, of keys, of rows, or of both.
//!
//! ```text
//! block  = { key ":" value NEWLINE } [ [ "---" NEWLINE ] header { row } ]
//! key    = "dataset" | "table" | "kind" | "x" | "y" | "by" | "headline" | "note" | "measure" | "unit" | "source"
//!        | "per" | "per_table" | "per_key" | "per_value" | "each"
//! header = name { "," name } NEWLINE            the first is what the rows are, the others are series
//! row    = period or category { "," number } NEWLINE
//! ```
//! With `dataset` the rows are those of a table of the site; with `measure` alone, what the site counts of itself;
//! else they stand in the block.

use super::{Axis, Cell, Data, Decimal, Kind, Period, Series, Status, Unit};
use std::ops::Range;

/// What a block asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    pub dataset: Option<String>,
    pub table: Option<String>,
    pub kind: Option<Kind>,
    pub x: Option<String>,
    pub y: Vec<String>,
    pub by: Option<String>,
    pub headline: Option<String>,
    pub note: Option<String>,
    pub source: Option<String>,
    /// A measure of the site, where neither a dataset nor rows are named.
    pub measure: Option<String>,
    pub per: Option<Per>,
    /// The rows, where they stand in the block.
    pub data: Option<Data>,
}

/// What values are divided by: a column of a table of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Per {
    pub dataset: Box<str>,
    /// The first table, where none is named.
    pub table: Option<Box<str>>,
    /// The column that names what a value is of; none where time alone does.
    pub key: Option<Box<str>>,
    /// The column of numbers; the first, where none is named.
    pub value: Option<Box<str>>,
    /// How many make one: complaints per 10,000 residents.
    pub each: u64,
}

/// What is wrong with a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// Where in the block.
    pub at: Range<usize>,
    pub text: String,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// No key of a chart.
    Key,
    /// No kind of chart.
    Kind,
    /// A row of more or fewer cells than the header.
    Cells,
    /// A cell that is no number.
    Number,
    /// Neither a dataset nor rows.
    Nothing,
    /// A place named twice.
    Twice,
    /// Rows, and a dataset besides.
    Both,
}

impl FaultKind {
    /// Returns its term: what a finding says of it.
    pub fn term(self) -> &'static str {
        match self {
            Self::Key => "@chart-key",
            Self::Kind => "@chart-kind",
            Self::Cells => "@chart-cells",
            Self::Number => "@chart-number",
            Self::Nothing => "@chart-nothing",
            Self::Twice => "@chart-twice",
            Self::Both => "@chart-both",
        }
    }
}

/// The most that one unit may be made of: a value times this has no more digits than a number may have.
pub const EACH: u64 = 10_000_000;

/// Reads a block; what is wrong with it, all of it and not the first only.
pub fn read(text: &str) -> (Block, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut block = Block::default();
    let (mut measure, mut unit) = (String::new(), Unit::None);
    let mut per = Per { each: 1, ..Per::default() };
    let mut rows: Vec<(Range<usize>, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let line = line.trim();
        let span = start..start + line.len();
        if line.is_empty() || line.starts_with('#') || line == "---" {
            continue;
        }
        let key = if rows.is_empty() { line.split_once([':', '：']) } else { None };
        let Some((key, value)) = key.filter(|(key, _)| !key.contains(',')) else {
            rows.push((span, line));
            continue;
        };
        let (key, value) = (key.trim(), unquoted(value.trim()));
        let own = || Some(value.to_owned());
        match key {
            "dataset" => block.dataset = own(),
            "table" => block.table = own(),
            "x" => block.x = own(),
            "by" => block.by = own(),
            "y" => {
                let names = value.trim_start_matches('[').trim_end_matches(']').split(',');
                block.y = names.map(|name| unquoted(name.trim()).to_owned()).filter(|name| !name.is_empty()).collect();
            }
            "headline" => block.headline = own(),
            "note" => block.note = own(),
            "source" => block.source = own(),
            "measure" => value.clone_into(&mut measure),
            "per" => per.dataset = value.into(),
            "per_table" => per.table = Some(value.into()),
            "per_key" => per.key = Some(value.into()),
            "per_value" => per.value = Some(value.into()),
            "each" => match value.parse().ok().filter(|each| (1..=EACH).contains(each)) {
                Some(each) => per.each = each,
                None => faults.push(Fault { kind: FaultKind::Number, at: span, text: value.to_owned() }),
            },
            "unit" => {
                unit = match value {
                    "" => Unit::None,
                    "%" => Unit::Percent,
                    name => Unit::Named(name.to_owned()),
                }
            }
            "kind" => match Kind::ALL.iter().find(|kind| kind.word() == value) {
                Some(kind) => block.kind = Some(*kind),
                None => faults.push(Fault { kind: FaultKind::Kind, at: span, text: value.to_owned() }),
            },
            _ => {
                faults.push(Fault {
                    kind: FaultKind::Key,
                    at: span.start..span.start + key.len(),
                    text: key.to_owned(),
                });
            }
        }
    }
    block.per = Some(per).filter(|per| !per.dataset.is_empty());
    match (rows.is_empty(), &block.dataset) {
        (true, None) if !measure.is_empty() => block.measure = Some(measure),
        (true, None) if faults.is_empty() => {
            faults.push(Fault { kind: FaultKind::Nothing, at: 0..text.trim_end().len(), text: String::new() });
        }
        (false, Some(dataset)) => {
            faults.push(Fault { kind: FaultKind::Both, at: rows[0].0.clone(), text: dataset.clone() });
        }
        (false, None) => block.data = Some(data(&rows, measure, unit, &mut faults)),
        _ => {}
    }
    (block, faults)
}

fn unquoted(value: &str) -> &str {
    let inner = |mark: char| value.strip_prefix(mark).and_then(|v| v.strip_suffix(mark));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

/// Reads the rows of a block.
fn data(rows: &[(Range<usize>, &str)], measure: String, unit: Unit, faults: &mut Vec<Fault>) -> Data {
    let cells = |line: &'_ str| -> Vec<(usize, String)> {
        let mut all = Vec::new();
        let mut at = 0;
        for part in line.split([',', '，']) {
            all.push((at + (part.len() - part.trim_start().len()), unquoted(part.trim()).to_owned()));
            at += part.len() + line[at + part.len()..].chars().next().map_or(0, char::len_utf8);
        }
        all
    };
    let head = cells(rows[0].1);
    let mut series: Vec<Series> =
        head.iter().skip(1).map(|(_, name)| Series { name: name.clone(), cells: Vec::new() }).collect();
    let mut places: Vec<String> = Vec::new();
    for (span, line) in &rows[1..] {
        let own = cells(line);
        if own.len() != head.len() {
            faults.push(Fault { kind: FaultKind::Cells, at: span.clone(), text: own.len().to_string() });
            continue;
        }
        if places.contains(&own[0].1) {
            let at = span.start..span.start + own[0].1.len();
            faults.push(Fault { kind: FaultKind::Twice, at, text: own[0].1.clone() });
            continue;
        }
        places.push(own[0].1.clone());
        for (series, (from, text)) in series.iter_mut().zip(&own[1..]) {
            let (number, status) = match text.strip_suffix(['p', '*']) {
                Some(number) => (number.trim(), Status::Provisional),
                None => (text.as_str(), Status::Final),
            };
            let value = Decimal::drawn(number.trim_end_matches('%'));
            let missing = matches!(text.as_str(), "" | "-" | "–" | "…" | "..");
            let status = match value {
                Some(_) => status,
                None if text == "x" => Status::Suppressed,
                None => Status::Missing,
            };
            if value.is_none() && !missing && text != "x" {
                let at = span.start + from..span.start + from + text.len();
                faults.push(Fault { kind: FaultKind::Number, at, text: text.clone() });
            }
            series.cells.push(Cell { value, status, ..Cell::default() });
        }
    }
    if rows.len() < 2 && faults.is_empty() {
        faults.push(Fault { kind: FaultKind::Nothing, at: rows[0].0.clone(), text: String::new() });
    }
    let periods: Option<Vec<Period>> = places.iter().map(|place| Period::parse(place)).collect();
    let same = periods.filter(|all| !all.is_empty() && all.iter().all(|p| p.step == all[0].step));
    let axis = match same {
        Some(all) => Axis::Times(all),
        None => Axis::Names(places.into_iter().map(|name| (name, String::new())).collect()),
    };
    let single = series.len() == 1;
    let measure = if measure.is_empty() && single { series[0].name.clone() } else { measure };
    Data { measure, unit, axis, axis_name: head[0].1.clone(), series, own_measures: !single, places: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(FaultKind, &str)> {
        read(text).1.into_iter().map(|fault| (fault.kind, &text[fault.at])).collect()
    }

    #[test]
    fn blocks_of_keys_and_of_rows_are_read() {
        let (block, faults) =
            read("dataset: bus-punctuality\nkind: line\ny: [share]\nby: route\nheadline: \"Late: again\"\n");
        assert!(faults.is_empty());
        assert_eq!(block.dataset.as_deref(), Some("bus-punctuality"));
        assert_eq!(
            (block.kind, block.y, block.headline.as_deref()),
            (Some(Kind::Line), vec!["share".to_owned()], Some("Late: again"))
        );
        let (block, faults) = read("unit: \"%\"\nMonth, Route 8, Route 12\n2026-01, 90.1, 91\n2026-02, …, 92p\n");
        assert!(faults.is_empty(), "{faults:?}");
        let data = block.data.unwrap();
        assert!(matches!(data.axis, Axis::Times(ref all) if all.len() == 2));
        assert_eq!(data.series[1].cells[1].status, Status::Provisional);
        assert_eq!(data.series[0].cells[1].value, None);
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        assert_eq!(faults("kind: pie\ncolour: red\n"), [(FaultKind::Kind, "kind: pie"), (FaultKind::Key, "colour")]);
        assert_eq!(faults("月份，件\n2026-01，12件\n"), [(FaultKind::Number, "12件")]);
        assert_eq!(faults("a,b\n1,2,3\nx,1\nx,2\n"), [(FaultKind::Cells, "1,2,3"), (FaultKind::Twice, "x")]);
        assert_eq!(faults("kind: line\n"), [(FaultKind::Nothing, "kind: line")]);
        assert_eq!(faults("dataset: a\nb,c\n1,2\n"), [(FaultKind::Both, "b,c")]);
    }
}
