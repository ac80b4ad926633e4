//! A published statistic: its description, and the facts of its tables.
//!
//! A table's cells are not kept: its page reads the file again. What is kept is what the
//! checks and the lists need: columns, row count, size, digest.

use super::charts::{self, Chart};
use super::dialect::{self, Dialect};
use super::parse::{Reader, ids};
use super::times::{Order, Times};
use super::values::Values;
use super::words::{ColumnType, Frequency, ReasonClass, RevisionKind};
use super::{Id, Page, Text, Withdrawal, fields};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use crate::escape::csv::is_missing;
use crate::source::ContentDigest;
use crate::yaml::Node;
use crate::yaml::schema::exact_day;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Columns of one table: for each is kept what its values are. The widest tables that offices
/// publish have some hundreds.
pub const COLUMNS: usize = 2_000;

/// A dataset.
#[derive(Debug, Clone)]
pub struct Dataset {
    pub file: Box<str>,
    pub id: Id,
    pub title: Text,
    pub description: Text,
    pub department: Id,
    pub published_on: Date,
    pub updated_on: Option<Date>,
    pub topics: Box<[Id]>,
    pub frequency: Option<Frequency>,
    pub methodology: Option<Text>,
    pub tables: Vec<Table>,
    /// How its tables are drawn; by their shape where nothing is said.
    pub charts: Vec<Chart>,
    pub revisions: Vec<Revision>,
    pub withdrawal: Option<Box<Withdrawal>>,
    pub licence: Option<Box<str>>,
    pub aliases: Box<[Id]>,
    pub draft: bool,
    pub notes: Option<Box<Page>>,
}

/// A table as `dataset.yaml` describes it.
#[derive(Debug, Clone)]
pub struct Table {
    pub file: Box<str>,
    pub title: Option<Text>,
    pub fields: Vec<Column>,
    /// Facts of the file; filled in by the check, which holds the two together.
    pub facts: Option<TableFacts>,
}

/// A column as described.
#[derive(Debug, Clone)]
pub struct Column {
    pub name: Box<str>,
    pub title: Option<Text>,
    pub kind: Option<ColumnType>,
    pub unit: Option<Text>,
    pub description: Option<Text>,
}

/// A revision.
#[derive(Debug, Clone)]
pub struct Revision {
    pub on: Date,
    pub kind: RevisionKind,
    pub note: Text,
    pub class: Option<ReasonClass>,
    /// A department's id, or words.
    pub by: Option<Text>,
    pub basis: Option<Text>,
}

/// What a CSV file holds, without its cells.
#[derive(Debug, Clone)]
pub struct TableFacts {
    pub path: Box<str>,
    pub dataset: Id,
    pub file: Box<str>,
    /// How its cells are divided.
    pub dialect: Dialect,
    /// Where its cells begin and end is certain; if not, that was reported.
    pub sound: bool,
    pub columns: Vec<Box<str>>,
    /// Narrowest type that all values of the column have.
    pub inferred: Vec<ColumnType>,
    /// For each column and each type, the first line and value that is none of that type.
    pub misfits: Vec<Misfits>,
    /// For each column, whether its numbers are written `1,5`.
    pub decimal_comma: Vec<bool>,
    /// For each column, the first number that starts with a zero, as codes do.
    pub zero_led: Vec<Option<Found>>,
    pub rows: usize,
    /// The order of the first column, when it holds times.
    pub times: Option<Order>,
    pub widths: Widths,
    pub size: u64,
    pub digest: ContentDigest,
}

/// A value and its line.
pub type Found = (u32, Box<str>);

/// The first value of a column that does not fit each type, in the order of [`ColumnType::ALL`].
pub type Misfits = [Option<Found>; 7];

/// How the rows of a table differ from its header in width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Widths {
    /// Cells in the first row.
    pub header: usize,
    /// Line and width of the first row that is shorter, and how many are.
    pub shorter: Option<(u32, usize)>,
    pub short_rows: usize,
    /// Line and width of the first row that is longer, and how many are.
    pub longer: Option<(u32, usize)>,
    pub long_rows: usize,
    /// All rows after the first have one width.
    pub uniform: bool,
}

/// Reads `dataset.yaml`.
pub fn read(reader: &mut Reader<'_>, id: &str) -> Option<Dataset> {
    let node = reader.whole_yaml("dataset", fields::DATASET)?;
    let table = |item: &Node| {
        let column = |c: &Node| {
            Some(Column {
                name: c.text("name")?.into(),
                title: reader.human(c.get("title"), 0),
                kind: c.text("type").and_then(ColumnType::parse),
                unit: reader.human(c.get("unit"), 0),
                description: reader.human(c.get("description"), 0),
            })
        };
        let fields = item.items("fields").iter().filter_map(column).collect();
        Some(Table { file: item.text("file")?.into(), title: reader.human(item.get("title"), 0), fields, facts: None })
    };
    let tables = node.items("tables").iter().filter_map(table).collect();
    let revision = |item: &Node| {
        let kind = item.text("kind").and_then(RevisionKind::parse)?;
        Some(Revision {
            on: item.date("on")?,
            kind,
            note: reader.human(item.get("note"), 0)?,
            class: item.text("class").and_then(ReasonClass::parse),
            by: reader.human(item.get("by"), 0),
            basis: reader.human(item.get("basis"), 0),
        })
    };
    let revisions = node.items("revisions").iter().filter_map(revision).collect();
    Some(Dataset {
        file: reader.path.into(),
        id: id.into(),
        title: reader.human(node.get("title"), 0).unwrap_or_else(|| Text::plain(0, "")),
        description: reader.human(node.get("description"), 0).unwrap_or_else(|| Text::plain(0, "")),
        department: node.text("department").unwrap_or_default().into(),
        published_on: node.date("published_on").unwrap_or(Date::MIN),
        updated_on: node.date("updated_on"),
        topics: ids(&node, "topics"),
        frequency: node.text("frequency").and_then(Frequency::parse),
        methodology: reader.human(node.get("methodology"), 0),
        tables,
        charts: charts::read(reader, &node),
        revisions,
        withdrawal: reader.withdrawal(&node, 0),
        licence: node.text("licence").map(Into::into),
        aliases: ids(&node, "aliases"),
        draft: node.flag("draft").unwrap_or(false),
        notes: None,
    })
}

/// Reads the facts of a CSV file and reports what is wrong with its shape.
pub fn table_facts(reader: &mut Reader<'_>, dataset: &str, file: &str, digest: ContentDigest) -> TableFacts {
    let (dialect, sound) = divided(reader);
    let wide = too_wide(reader, dialect);
    let sound = sound && !wide;
    let mut csv = dialect.reader(if wide { "" } else { reader.text });
    let mut record = csv::StringRecord::new();
    let mut columns: Vec<Box<str>> = Vec::new();
    let mut values: Vec<Values> = Vec::new();
    let mut times = Times::default();
    let mut rows = 0;
    let mut widths = Widths { uniform: true, ..Widths::default() };
    let mut first_width = None;
    let mut line = 0;
    // The last row, where it sums up the others.
    let mut total: Option<(usize, Box<str>)> = None;
    let mut empty = None;
    loop {
        match csv.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // The text is UTF-8 and rows may have any width: the parser has nothing to refuse.
            Err(_) => break,
        }
        line = record.position().map_or(line + 1, |p| usize::try_from(p.line()).unwrap_or(0) + dialect.lines_before());
        if columns.is_empty() {
            columns = header(reader, &record, line, sound);
            widths.header = columns.len();
            values = vec![Values::default(); columns.len()];
            continue;
        }
        widths.note(record.len(), line);
        widths.uniform &= *first_width.get_or_insert(record.len()) == record.len();
        while columns.len() < record.len() {
            columns.push(unnamed(columns.len() + 1).into());
            values.push(Values::default());
        }
        rows += 1;
        times.note(record.get(0).unwrap_or_default());
        if empty.is_none() && record.len() > 1 && record.iter().all(|cell| cell.trim().is_empty()) {
            empty = Some(line);
        }
        total = record.get(0).filter(|cell| is_total(cell)).map(|cell| (line, Box::<str>::from(cell)));
        for (cell, values) in record.iter().zip(&mut values) {
            if !is_missing(cell) {
                values.note(cell.trim(), line, dialect);
            }
        }
    }
    if let Some((line, cell)) = total.filter(|_| sound && rows > 1) {
        let finding = Finding::new(&rules::TABLE_TOTAL_ROW, reader.path, Place::Line(line, 1));
        reader.findings.push(finding.arg("cell", cell));
    }
    if let Some(line) = empty.filter(|_| sound) {
        reader.findings.push(Finding::new(&rules::TABLE_ROW_EMPTY, reader.path, Place::Line(line, 1)));
    }
    if sound {
        reader.findings.extend(broken_cell(reader.path, reader.text));
    }
    if rows == 0 && sound {
        reader.findings.push(Finding::new(&rules::TABLE_EMPTY, reader.path, Place::File));
    }
    if dialect.delimiter != b',' && sound {
        let place = Place::Line(1, 1);
        let finding = Finding::new(&rules::TABLE_DELIMITER, reader.path, place);
        reader.findings.push(finding.arg("mark", mark(char::from(dialect.delimiter))).arg("columns", columns.len()));
    }
    TableFacts {
        path: reader.path.into(),
        dataset: dataset.into(),
        file: file.into(),
        dialect,
        sound,
        inferred: values.iter().map(Values::kind).collect(),
        decimal_comma: values.iter().map(Values::has_decimal_commas).collect(),
        zero_led: values.iter().map(|v| v.zero_led.clone()).collect(),
        misfits: values.into_iter().map(Values::misfits).collect(),
        columns,
        rows,
        times: times.order(),
        widths,
        size: reader.text.len() as u64,
        digest,
    }
}

/// Returns whether a cell says that its row sums up the others.
fn is_total(cell: &str) -> bool {
    const WORDS: [&str; 8] = ["合计", "总计", "小计", "总和", "共计", "total", "totals", "sum"];
    let word: String = cell.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    WORDS.contains(&word.trim_end_matches([':', '：']))
}

/// Reports what a spreadsheet shows in place of a value: an error, or a number that did not fit its column.
fn broken_cell(path: &str, text: &str) -> Option<Finding> {
    const ERRORS: [&str; 7] = ["#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "####"];
    if !text.contains('#') {
        return None;
    }
    let (at, error) = ERRORS.iter().filter_map(|error| text.find(error).map(|at| (at, *error))).min()?;
    let cell: String = text[at..].chars().take_while(|c| !",;\t\"\n".contains(*c)).collect();
    let whole = error != "####" || cell.chars().all(|c| c == '#');
    let place = Place::Bytes(at..at + cell.len());
    whole.then(|| Finding::new(&rules::TABLE_CELL_BROKEN, path, place).arg("cell", cell))
}

/// Returns how the table is divided; `false` when that, or where a quoted cell ends, is not
/// certain, which is reported. Nothing that follows from it is.
fn divided(reader: &mut Reader<'_>) -> (Dialect, bool) {
    let (dialect, doubt) = dialect::recognise(reader.text);
    let at = |at: usize, mark: char| Place::Bytes(at..at + mark.len_utf8());
    if let Some(doubt) = &doubt {
        let finding = Finding::new(&rules::TABLE_DELIMITER_UNCLEAR, reader.path, at(doubt.at, doubt.mark));
        let finding = finding.arg("mark", mark(doubt.mark)).arg("rows", doubt.rows).arg("of", doubt.of);
        reader.findings.push(finding);
        return (dialect, false);
    }
    let loose = dialect.loose_quote(reader.text);
    if let Some(quote) = &loose {
        let finding = Finding::new(&rules::TABLE_QUOTE_UNCLOSED, reader.path, at(quote.at, '"'));
        reader.findings.push(finding.arg("lines", quote.lines));
    }
    (dialect, loose.is_none())
}

/// Reports a row of more cells than a table may have columns.
fn too_wide(reader: &mut Reader<'_>, dialect: Dialect) -> bool {
    let Some(row) = dialect.wider(reader.text, COLUMNS) else { return false };
    let place = Place::Bytes(row.at..row.at + 1);
    let finding = Finding::new(&rules::TABLE_TOO_WIDE, reader.path, place);
    reader.findings.push(finding.arg("cells", row.cells).arg("most", COLUMNS));
    true
}

/// The mark as the words of a finding name it.
fn mark(mark: char) -> String {
    match mark {
        ';' => "@mark-semicolon".to_owned(),
        '\t' => "@mark-tab".to_owned(),
        '|' => "@mark-pipe".to_owned(),
        ' ' => "@mark-space".to_owned(),
        '，' => "@mark-wide-comma".to_owned(),
        '；' => "@mark-wide-semicolon".to_owned(),
        other => format!("`{other}`"),
    }
}

impl Widths {
    fn note(&mut self, width: usize, line: usize) {
        let at = (u32::try_from(line).unwrap_or(u32::MAX), width);
        match width.cmp(&self.header) {
            std::cmp::Ordering::Less => {
                self.shorter.get_or_insert(at);
                self.short_rows += 1;
            }
            std::cmp::Ordering::Greater => {
                self.longer.get_or_insert(at);
                self.long_rows += 1;
            }
            std::cmp::Ordering::Equal => {}
        }
    }
}

/// Returns the name of a column that the first row does not name.
pub fn unnamed(number: usize) -> String {
    format!("column-{number}")
}

fn header(reader: &mut Reader<'_>, record: &csv::StringRecord, line: usize, sound: bool) -> Vec<Box<str>> {
    let columns: Vec<Box<str>> = record.iter().map(|c| reader.clean(c)).collect();
    let mut names = BTreeSet::new();
    for column in &columns {
        if (column.is_empty() || !names.insert(column)) && sound {
            reader.findings.push(
                Finding::new(&rules::TABLE_COLUMN_REPEATED, reader.path, Place::Line(line, 1)).arg("column", column),
            );
        }
    }
    columns
}

/// Returns whether a cell is a value of a type.
pub fn fits(cell: &str, kind: ColumnType) -> bool {
    let cell = cell.trim();
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    match kind {
        ColumnType::String => true,
        ColumnType::Integer => digits(cell.strip_prefix(['-', '+']).unwrap_or(cell)),
        ColumnType::Number => cell.parse::<f64>().is_ok_and(f64::is_finite),
        ColumnType::Boolean => matches!(cell, "true" | "false"),
        ColumnType::Date => exact_day(cell).is_some(),
        ColumnType::Year => cell.len() == 4 && digits(cell),
        ColumnType::YearMonth => exact_day(&format!("{cell}-01")).is_some(),
    }
}
