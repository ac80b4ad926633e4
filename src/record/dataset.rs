//! A published statistic: its description, and the facts of its tables.
//!
//! A table's cells are not kept: its page reads the file again. What is kept is what the
//! checks and the lists need: columns, row count, size, digest.

use super::parse::{Reader, ids};
use super::words::{ColumnType, Frequency, RevisionKind};
use super::{Id, Page, Text, fields};
use crate::check::rules;
use crate::diagnostic::{Finding, Place};
use crate::source::ContentDigest;
use crate::yaml::Node;
use crate::yaml::schema::exact_day;
use jiff::civil::Date;

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
    pub revisions: Vec<Revision>,
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
}

/// What a CSV file holds, without its cells.
#[derive(Debug, Clone)]
pub struct TableFacts {
    pub path: Box<str>,
    pub dataset: Id,
    pub file: Box<str>,
    pub columns: Vec<Box<str>>,
    /// Narrowest type that all values of the column have.
    pub inferred: Vec<ColumnType>,
    /// For each column and each type, the first line and value that is none of that type.
    pub misfits: Vec<Misfits>,
    pub rows: usize,
    pub widths: Widths,
    pub size: u64,
    pub digest: ContentDigest,
}

/// The first value of a column that does not fit each type, in the order of [`ColumnType::ALL`].
pub type Misfits = [Option<(u32, Box<str>)>; 7];

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
        Some(Revision { on: item.date("on")?, kind, note: reader.human(item.get("note"), 0)? })
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
        revisions,
        licence: node.text("licence").map(Into::into),
        aliases: ids(&node, "aliases"),
        draft: node.flag("draft").unwrap_or(false),
        notes: None,
    })
}

/// Reads the facts of a CSV file and reports what is wrong with its shape.
pub fn table_facts(reader: &mut Reader<'_>, dataset: &str, file: &str, digest: ContentDigest) -> TableFacts {
    let mut csv = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(reader.text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut columns: Vec<Box<str>> = Vec::new();
    let mut inferred: Vec<Option<ColumnType>> = Vec::new();
    let mut misfits: Vec<Misfits> = Vec::new();
    let mut rows = 0;
    let mut widths = Widths { uniform: true, ..Widths::default() };
    let mut first_width = None;
    let mut line = 0;
    loop {
        match csv.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // The text is UTF-8 and rows may have any width: the parser has nothing to refuse.
            Err(_) => break,
        }
        line = record.position().map_or(line + 1, |p| usize::try_from(p.line()).unwrap_or(0));
        if columns.is_empty() {
            columns = header(reader, &record, line);
            widths.header = columns.len();
            inferred = vec![None; columns.len()];
            misfits = vec![Misfits::default(); columns.len()];
            continue;
        }
        widths.note(record.len(), line);
        widths.uniform &= *first_width.get_or_insert(record.len()) == record.len();
        while columns.len() < record.len() {
            columns.push(unnamed(columns.len() + 1).into());
            inferred.push(None);
            misfits.push(Misfits::default());
        }
        rows += 1;
        for ((cell, kind), misfits) in record.iter().zip(&mut inferred).zip(&mut misfits) {
            if !is_missing(cell) {
                *kind = Some(widen(*kind, cell.trim()));
                note_misfits(misfits, cell, line);
            }
        }
    }
    if rows == 0 {
        reader.findings.push(Finding::new(&rules::TABLE_EMPTY, reader.path, Place::File));
    }
    let inferred = inferred.into_iter().map(|k| k.unwrap_or(ColumnType::String)).collect();
    let size = reader.text.len() as u64;
    TableFacts {
        path: reader.path.into(),
        dataset: dataset.into(),
        file: file.into(),
        columns,
        inferred,
        misfits,
        rows,
        widths,
        size,
        digest,
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

fn note_misfits(misfits: &mut Misfits, cell: &str, line: usize) {
    for (misfit, kind) in misfits.iter_mut().zip(ColumnType::ALL) {
        if misfit.is_none() && !fits(cell, *kind) {
            *misfit = Some((u32::try_from(line).unwrap_or(u32::MAX), cell.trim().into()));
        }
    }
}

fn header(reader: &mut Reader<'_>, record: &csv::StringRecord, line: usize) -> Vec<Box<str>> {
    let columns: Vec<Box<str>> = record.iter().map(|c| reader.clean(c)).collect();
    for (i, column) in columns.iter().enumerate() {
        if column.is_empty() || columns[..i].contains(column) {
            reader.findings.push(
                Finding::new(&rules::TABLE_COLUMN_REPEATED, reader.path, Place::Line(line, 1)).arg("column", column),
            );
        }
    }
    columns
}

/// Returns whether a cell says that there is no value. (`..` not available, `-` none: the
/// symbols of statistical offices.)
pub fn is_missing(cell: &str) -> bool {
    matches!(cell.trim(), "" | "NA" | "N/A" | ".." | "-" | "–" | "suppressed" | "missing" | "not_applicable")
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

/// Returns the narrowest type that holds the values so far and one more.
fn widen(kind: Option<ColumnType>, cell: &str) -> ColumnType {
    const NARROW: [ColumnType; 5] =
        [ColumnType::Integer, ColumnType::Number, ColumnType::YearMonth, ColumnType::Date, ColumnType::Boolean];
    match kind {
        None => NARROW.into_iter().find(|k| fits(cell, *k)).unwrap_or(ColumnType::String),
        Some(kind) if fits(cell, kind) => kind,
        Some(ColumnType::Integer) if fits(cell, ColumnType::Number) => ColumnType::Number,
        Some(_) => ColumnType::String,
    }
}
