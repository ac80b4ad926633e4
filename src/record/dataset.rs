//! A published statistic: its description, and the facts of its tables.
//!
//! A table's cells are not kept: its page reads the file again. What is kept is what the
//! checks and the lists need: columns, row count, size, digest.

use super::charts::{self, Chart};
use super::instant::Instant;
use super::parse::{Reader, ids};
use super::release::{self, Release};
use super::revision::{self, Revision};
use super::table::dialect::Dialect;
use super::table::layout::{Aside, NoHead};
use super::table::marks::{Mark, Marks};
use super::table::times::Order;
use super::table::typed::Plan;
use super::table::values::Column as Seen;
use super::table::{COLUMNS, Fault, Sheet, Widths};
use super::words::{ColumnType, Frequency, ObservationStatus};
use super::{At, Id, Page, Text, Withdrawal, WrittenLink, fields};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordLink;
use crate::source::ContentDigest;
use crate::yaml::Node;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A dataset.
#[derive(Debug, Clone)]
pub struct Dataset {
    pub file: Box<str>,
    pub id: Id,
    pub title: Text,
    pub description: Text,
    pub department: Id,
    pub published_on: Date,
    pub embargo: Option<Embargo>,
    pub updated_on: Option<Date>,
    pub topics: Box<[Id]>,
    pub frequency: Option<Frequency>,
    pub methodology: Option<Text>,
    /// What is to be known of how good the figures are.
    pub quality: Option<Text>,
    /// Whom to ask: an office.
    pub contact: Option<Text>,
    pub coverage: Coverage,
    pub law: Box<[Law]>,
    pub next_release: Option<Date>,
    pub releases: Vec<Release>,
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

impl Dataset {
    /// Returns the revisions that were made by a day, in the order of its file.
    pub fn revisions_by(&self, day: Date) -> impl Iterator<Item = &Revision> {
        self.revisions.iter().filter(move |revision| revision.on <= day)
    }

    /// Returns the table that a revision means: of none that it names, the first.
    pub fn table(&self, file: Option<&str>) -> Option<&Table> {
        match file {
            None => self.tables.first(),
            Some(file) => self.tables.iter().find(|table| *table.file == *file),
        }
    }
}

/// The area and the time that figures are of.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    pub area: Option<Text>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// A law that figures rest on: a policy of the site, or words.
#[derive(Debug, Clone)]
pub struct Law {
    pub text: Text,
    pub policy: Option<WrittenLink>,
}

/// An instant before which figures are not public.
#[derive(Debug, Clone)]
pub struct Embargo {
    /// As it stands in the file; one that cannot be read is reported by the check.
    pub written: Box<str>,
    pub at: Option<Instant>,
    /// It has not come; filled in by the check.
    pub holds: bool,
}

/// A file that takes the place of a table at an instant.
#[derive(Debug, Clone)]
pub struct Next {
    pub file: Box<str>,
    pub embargo: Embargo,
}

/// A table as `dataset.yaml` describes it.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub file: Box<str>,
    /// What takes its place; gone once it did.
    pub next: Option<Box<Next>>,
    pub title: Option<Text>,
    /// The columns whose values tell its rows apart.
    pub key: Box<[Box<str>]>,
    /// What stands in cells without a value, besides what is known to.
    pub missing: Box<[Box<str>]>,
    /// What stands in place of values, or behind them, and what it says.
    pub marks: Box<[Mark]>,
    pub fields: Vec<Column>,
    /// Facts of the file; filled in by the check, which holds the two together.
    pub facts: Option<TableFacts>,
    /// Those of the file that is to take its place, while the check looks at it.
    pub coming: Option<TableFacts>,
}

/// A column as described.
#[derive(Debug, Clone, Default)]
pub struct Column {
    pub name: Box<str>,
    pub title: Option<Text>,
    pub kind: Option<ColumnType>,
    pub unit: Option<Text>,
    pub description: Option<Text>,
    /// Every row has a value.
    pub required: bool,
    /// No two rows have the same value.
    pub unique: bool,
    /// The least and the greatest value: a number, or a day.
    pub minimum: Option<Box<str>>,
    pub maximum: Option<Box<str>>,
    /// The only values it may have.
    pub codes: Box<[Code]>,
    /// The column that says the status of each of its values.
    pub status: Option<Box<str>>,
}

/// A value that a column may have, and what it means.
#[derive(Debug, Clone)]
pub struct Code {
    pub value: Box<str>,
    pub label: Option<Text>,
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
    /// The line of the names of its columns.
    pub head: usize,
    pub columns: Vec<Box<str>>,
    /// What the values of each column are: as found, without a look at their description.
    pub seen: Vec<Seen>,
    /// What each column is taken for, with a look at its description.
    pub kinds: Vec<ColumnType>,
    /// The units that stand below the names, and percent signs.
    pub units: Vec<Option<Box<str>>>,
    /// The notes below the table.
    pub notes: Vec<Aside>,
    pub rows: usize,
    /// The order of the first column, when it holds times.
    pub times: Option<Order>,
    pub widths: Widths,
    pub size: u64,
    pub digest: ContentDigest,
}

/// Reads `dataset.yaml`.
pub fn read(reader: &mut Reader<'_>, id: &str) -> Option<Dataset> {
    let node = reader.whole_yaml("dataset", fields::DATASET)?;
    let law = node.items("law").iter().enumerate().filter_map(|(i, item)| law(reader, item, i)).collect();
    let tables = node.items("tables").iter().filter_map(|item| table(reader, item)).collect();
    Some(Dataset {
        file: reader.path.into(),
        id: id.into(),
        title: reader.human(node.get("title"), 0).unwrap_or_else(|| Text::plain(0, "")),
        description: reader.human(node.get("description"), 0).unwrap_or_else(|| Text::plain(0, "")),
        department: node.text("department").unwrap_or_default().into(),
        published_on: node.date("published_on").unwrap_or(Date::MIN),
        embargo: node.text("embargo").map(embargo),
        updated_on: node.date("updated_on"),
        topics: ids(&node, "topics"),
        frequency: node.text("frequency").and_then(Frequency::parse),
        methodology: reader.human(node.get("methodology"), 0),
        quality: reader.human(node.get("quality"), 0),
        contact: reader.human(node.get("contact"), 0),
        coverage: node.get("coverage").map_or_else(Coverage::default, |coverage| Coverage {
            area: reader.human(coverage.get("area"), 0),
            from: coverage.date("from"),
            to: coverage.date("to"),
        }),
        law,
        next_release: node.date("next_release"),
        releases: release::read(reader, &node),
        tables,
        charts: charts::read(reader, &node),
        revisions: revision::read(reader, &node),
        withdrawal: reader.withdrawal(&node, 0),
        licence: node.text("licence").map(Into::into),
        aliases: ids(&node, "aliases"),
        draft: node.flag("draft").unwrap_or(false),
        notes: None,
    })
}

fn embargo(written: &str) -> Embargo {
    Embargo { written: written.into(), at: Instant::parse(written), holds: true }
}

/// Reads the description of a table.
fn table(reader: &Reader<'_>, item: &Node) -> Option<Table> {
    let texts = |node: &Node, key: &str| node.texts(key).map(Into::into).collect();
    let code =
        |node: &Node| Some(Code { value: node.text("value")?.into(), label: reader.human(node.get("label"), 0) });
    let column = |c: &Node| {
        Some(Column {
            name: c.text("name")?.trim().into(),
            title: reader.human(c.get("title"), 0),
            kind: c.text("type").and_then(ColumnType::parse),
            unit: reader.human(c.get("unit"), 0),
            description: reader.human(c.get("description"), 0),
            required: c.flag("required").unwrap_or(false),
            unique: c.flag("unique").unwrap_or(false),
            minimum: c.get("minimum").and_then(Node::amount),
            maximum: c.get("maximum").and_then(Node::amount),
            codes: c.items("codes").iter().filter_map(code).collect(),
            status: c.text("status").map(Into::into),
        })
    };
    let mark = |node: &Node| {
        let status = node.text("status").and_then(ObservationStatus::parse)?;
        Some(Mark { mark: node.text("mark")?.trim().into(), status, note: reader.human(node.get("note"), 0) })
    };
    let next = |next: &Node| {
        Some(Box::new(Next {
            file: next.text("file")?.into(),
            embargo: embargo(next.text("embargo").unwrap_or_default()),
        }))
    };
    Some(Table {
        file: item.text("file")?.into(),
        next: item.get("next").and_then(next),
        title: reader.human(item.get("title"), 0),
        key: texts(item, "key"),
        missing: texts(item, "missing"),
        marks: item.items("marks").iter().filter_map(mark).collect(),
        fields: item.items("fields").iter().filter_map(column).collect(),
        facts: None,
        coming: None,
    })
}

/// Reads a law: `policy:<id>`, or words.
fn law(reader: &mut Reader<'_>, item: &Node, index: usize) -> Option<Law> {
    let text = reader.human(Some(item), 0)?;
    let written = text.0.first().map(|(_, text)| text.clone()).filter(|text| text.starts_with("policy:"));
    let Some(written) = written else { return Some(Law { text, policy: None }) };
    let path = KeyPath::of("law").index(index);
    let link = RecordLink::parse(&written);
    if link.is_none() {
        let finding = Finding::new(&rules::WRONG_TYPE, reader.path, Place::Value(path.clone()));
        let finding = finding.arg("key", &path).arg("expected", "@record-link").arg("found", written);
        reader.findings.push(finding);
    }
    Some(Law { text, policy: link.map(|link| WrittenLink { link, at: At::Key(path) }) })
}

/// Reads the facts of a CSV file and reports what is wrong with its shape.
pub fn table_facts(reader: &mut Reader<'_>, dataset: &str, file: &str, digest: ContentDigest) -> TableFacts {
    let text = reader.text;
    let mut facts = TableFacts {
        path: reader.path.into(),
        dataset: dataset.into(),
        file: file.into(),
        dialect: Dialect::of(b','),
        sound: false,
        head: 1,
        columns: Vec::new(),
        seen: Vec::new(),
        kinds: Vec::new(),
        units: Vec::new(),
        notes: Vec::new(),
        rows: 0,
        times: None,
        widths: Widths::default(),
        size: text.len() as u64,
        digest,
    };
    let sheet = match Sheet::open(text) {
        Ok(sheet) => sheet,
        Err(fault) => {
            reader.findings.push(fault_finding(reader.path, &fault));
            return facts;
        }
    };
    facts.dialect = sheet.dialect;
    facts.sound = true;
    facts.head = sheet.layout.head_line.max(1);
    let survey = sheet.survey(&Marks::default());
    facts.columns = sheet.names(survey.columns.len());
    facts.notes = sheet.notes().to_vec();
    facts.settle(&sheet, &survey, &Plan::of(&sheet, &survey, &Table::default(), Marks::default()));
    header(reader, &facts);
    said(reader, &sheet);
    let mut report = |rule, place, args: &[(&'static str, String)]| {
        let finding = args.iter().fold(Finding::new(rule, reader.path, place), |f, (name, arg)| f.arg(name, arg));
        reader.findings.push(finding);
    };
    if let Some((line, cell)) = survey.total.filter(|_| survey.rows > 1) {
        let args = [("cell", cell.to_string()), ("rows", survey.totals.to_string())];
        report(&rules::TABLE_TOTAL_ROW, Place::Line(line, 1), &args);
    }
    if let Some(line) = survey.empty.or(sheet.layout.blank) {
        report(&rules::TABLE_ROW_EMPTY, Place::Line(line, 1), &[]);
    }
    if survey.rows == 0 {
        report(&rules::TABLE_EMPTY, Place::File, &[]);
    }
    if facts.dialect.delimiter != b',' {
        let args = [("mark", mark(char::from(facts.dialect.delimiter))), ("columns", facts.columns.len().to_string())];
        report(&rules::TABLE_DELIMITER, Place::Line(1, 1), &args);
    }
    reader.findings.extend(broken_cell(reader.path, text));
    facts
}

impl TableFacts {
    /// Takes what all rows show, and what the columns are taken for.
    pub fn settle(&mut self, sheet: &Sheet<'_>, survey: &super::table::Survey, plan: &Plan) {
        self.rows = survey.rows;
        self.times = survey.times;
        self.widths = survey.widths.clone();
        self.seen = survey.columns.clone();
        self.kinds = plan.columns.iter().map(|column| column.kind).collect();
        self.units = plan.columns.iter().map(|column| column.unit.clone()).collect();
        self.columns = sheet.names(survey.columns.len());
    }
}

/// Reports why the cells of a table are not certain.
pub fn fault_finding(path: &str, fault: &Fault) -> Finding {
    match fault {
        Fault::Delimiter(doubt) => {
            let place = Place::Bytes(doubt.at..doubt.at + doubt.mark.len_utf8());
            let finding = Finding::new(&rules::TABLE_DELIMITER_UNCLEAR, path, place);
            finding.arg("mark", mark(doubt.mark)).arg("rows", doubt.rows).arg("of", doubt.of)
        }
        Fault::Quote(quote) => {
            let finding = Finding::new(&rules::TABLE_QUOTE_UNCLOSED, path, Place::Bytes(quote.at..quote.at + 1));
            finding.arg("lines", quote.lines)
        }
        Fault::Wide(row) => {
            let finding = Finding::new(&rules::TABLE_TOO_WIDE, path, Place::Bytes(row.at..row.at + 1));
            finding.arg("cells", row.cells).arg("most", COLUMNS)
        }
        Fault::Head(NoHead { line, likely }) => {
            Finding::new(&rules::TABLE_HEADER_UNCLEAR, path, Place::Line(*line, 1)).arg("likely", likely)
        }
    }
}

/// Says what was taken for something other than data.
fn said(reader: &mut Reader<'_>, sheet: &Sheet<'_>) {
    let path = reader.path;
    let layout = &sheet.layout;
    let mut say = |finding: Finding| reader.findings.push(finding);
    if let Some(first) = layout.above.first() {
        let finding = Finding::new(&rules::TABLE_PREAMBLE, path, Place::Line(first.line, 1));
        say(finding.arg("text", short(&first.text)).arg("rows", layout.above.len()).arg("head", layout.head_line));
    }
    if let Some((line, units)) = &layout.units {
        let named = units.iter().filter(|unit| !unit.is_empty()).map(|unit| format!("`{unit}`"));
        let units = named.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ");
        say(Finding::new(&rules::TABLE_UNITS_ROW, path, Place::Line(*line, 1)).arg("units", units));
    }
    if let Some(first) = layout.notes.first() {
        let finding = Finding::new(&rules::TABLE_NOTES, path, Place::Line(first.line, 1));
        say(finding.arg("text", short(&first.text)).arg("rows", layout.notes.len()));
    }
}

fn short(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { short + "…" } else { short }
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

/// Reports columns without a name, or with that of another.
fn header(reader: &mut Reader<'_>, facts: &TableFacts) {
    let mut names = BTreeSet::new();
    for column in facts.columns.iter().take(facts.widths.header) {
        if column.is_empty() || !names.insert(column) {
            let finding = Finding::new(&rules::TABLE_COLUMN_REPEATED, reader.path, Place::Line(facts.head, 1));
            reader.findings.push(finding.arg("column", column));
        }
    }
}
