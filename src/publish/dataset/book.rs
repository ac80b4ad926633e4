//! The tables of a dataset as one workbook: a sheet of notes in the language of the site, then a sheet for
//! each table, whose cells are those of its CSV file.

use super::published::{Open, Said};
use crate::bundle::BundleError;
use crate::bundle::xlsx::{Book, Head, Note, ROWS, Sheet};
use crate::model::RecordKey;
use crate::publish::{Press, RenderError};
use crate::record::dataset::{Dataset, Table};
use crate::record::revision::Revision;
use crate::record::table::typed::{Value as Read, is_numeric};
use crate::record::words::{ColumnType, ObservationStatus};
use crate::record::{Text, names};
use crate::site::routes;
use crate::site::seen::Seen;
use crate::site::texts::file_text;
use crate::source::text::clean;
use jiff::civil::Date;

/// Cells that a workbook is made of at most: no spreadsheet shows more with ease, and they are all in memory
/// at once.
const CELLS: usize = 5_000_000;

/// Columns of a sheet.
const COLUMNS: usize = 16_384;

/// Returns whether the tables of a dataset fit into a workbook.
pub fn fits(x: &Dataset) -> bool {
    let facts = x.tables.iter().filter_map(|table| table.facts.as_ref());
    fit(facts.map(|facts| (facts.rows, facts.columns.len())))
}

/// Returns whether tables with so many rows and columns fit into a workbook, whole: what would be cut is not
/// offered.
fn fit(tables: impl Iterator<Item = (usize, usize)> + Clone) -> bool {
    let cells = tables.clone().map(|(rows, columns)| rows.saturating_mul(columns)).fold(0, usize::saturating_add);
    let mut all = tables.peekable();
    all.peek().is_some() && cells <= CELLS && all.all(|(rows, columns)| rows < ROWS && columns <= COLUMNS)
}

/// Returns the workbook.
///
/// # Errors
/// When a file cannot be read.
pub fn workbook(press: &Press<'_>, index: usize) -> Result<Vec<u8>, RenderError> {
    let seen = press.seen;
    let x = seen.dataset(index);
    let fault = |error: BundleError| RenderError::Text(format!("{}: {error}", x.file));
    let strings = seen.strings();
    let title = x.title.in_lang(seen.lang);
    let author = seen.department_name(&x.department);
    let mut book = Book::new(title, author, updated(x), strings.text("dataset.book.notes")).map_err(fault)?;
    let (mut notes, revised) = said(seen, x);
    let mut columns = Vec::new();
    let mut marks = Vec::new();
    let mut below = Vec::new();
    for table in &x.tables {
        let Some(facts) = &table.facts else { continue };
        let text = file_text(press.snapshot, &facts.path, facts.digest)?;
        let Some(open) = Open::of(&text, table) else { continue };
        let label = table.title.as_ref().unwrap_or(&x.title).in_lang(seen.lang);
        let name = filled(&mut book, label, &open, seen).map_err(fault)?;
        columns.extend(explained(seen, &name, &open));
        marks.extend(marked(seen, &name, table));
        let file = vec![Note::Text(name.clone()), Note::Text(names::published(&table.file))];
        below.push(file);
        let aside = facts.notes.iter().map(|note| vec![Note::Text(name.clone()), Note::Text(note.text.to_string())]);
        below.extend(aside);
    }
    let mut list = |key: &str, heads: &[&str], rows: Vec<Vec<Note>>| {
        if rows.is_empty() {
            return;
        }
        notes.push(Vec::new());
        notes.push(vec![Note::Heading(strings.text(key).to_owned())]);
        notes.push(heads.iter().map(|key| Note::Label(strings.text(key).to_owned())).collect());
        notes.extend(rows);
    };
    let sheet = "dataset.book.sheet";
    let heads = [
        sheet,
        "dataset.book.column",
        "dataset.book.name",
        "dataset.book.type",
        "dataset.book.unit",
        "dataset.book.meaning",
    ];
    list("dataset.fields", &heads, columns);
    list("dataset.book.marks", &[sheet, "dataset.book.mark", "dataset.book.meaning"], marks);
    list("dataset.book.tables", &[sheet, "dataset.book.said"], below);
    list("dataset.revisions", &["dataset.published", "dataset.book.meaning"], revised);
    book.finish(&notes).map_err(fault)
}

/// The day of the figures.
fn updated(x: &Dataset) -> Date {
    x.updated_on.unwrap_or(x.published_on)
}

/// Returns what is said of the dataset, and its revisions; what reads the site reads it here.
pub fn said(seen: Seen<'_>, x: &Dataset) -> (Vec<Vec<Note>>, Vec<Vec<Note>>) {
    (about(seen, x), revised(seen, x))
}

/// What is said of the dataset.
fn about(seen: Seen<'_>, x: &Dataset) -> Vec<Vec<Note>> {
    let strings = seen.strings();
    let config = seen.config();
    let mut rows = vec![vec![Note::Heading(x.title.in_lang(seen.lang).to_owned())]];
    let mut say = |key: &str, note: Option<Note>| {
        if let Some(note) = note {
            rows.push(vec![Note::Label(strings.text(key).to_owned()), note]);
        }
    };
    let text = |text: &Option<Text>| text.as_ref().map(|text| Note::Text(text.in_lang(seen.lang).to_owned()));
    let owned = |text: String| Some(Note::Text(text));
    say("dataset.book.description", owned(x.description.in_lang(seen.lang).to_owned()));
    say("dataset.department", owned(seen.department_name(&x.department).to_owned()));
    say("dataset.book.publisher", owned(config.publisher.in_lang(seen.lang).to_owned()));
    say("dataset.contact", text(&x.contact));
    say("dataset.area", text(&x.coverage.area));
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let (from, to) = (x.coverage.from, x.coverage.to);
    say("dataset.period", (from.or(to)).and_then(|_| owned(format!("{} – {}", day(from), day(to)))));
    say("dataset.frequency", x.frequency.and_then(|f| owned(strings.word("frequency", f.word()).to_owned())));
    say("dataset.published", Some(Note::Day(x.published_on)));
    say("dataset.updated", Some(Note::Day(updated(x))));
    say("dataset.next_release", x.next_release.map(Note::Day));
    let licence = seen.licence(x.licence.as_deref());
    let licence = licence.map(|l| [l.id, l.url.unwrap_or_default()].join(" ").trim_end().to_owned());
    say("case.licence", licence.and_then(owned));
    for law in &x.law {
        let record = law.policy.as_ref().and_then(|written| seen.record(&RecordKey::of(&written.link)));
        say("dataset.law", owned(record.map_or_else(|| law.text.in_lang(seen.lang).to_owned(), |r| r.label)));
    }
    say("dataset.methodology", text(&x.methodology));
    say("dataset.quality", text(&x.quality));
    let page = [&*config.base_url, &config.language(seen.lang).dir, &routes::dataset(&x.id)].concat();
    say("dataset.book.source", owned(page));
    rows
}

/// Fills the sheet of a table and returns its name.
fn filled(book: &mut Book, label: &str, open: &Open<'_>, seen: Seen<'_>) -> Result<String, BundleError> {
    let heads = heads(open, seen);
    let numeric: Vec<bool> =
        open.columns.iter().map(|column| open.read(column).is_some_and(|read| is_numeric(read.kind))).collect();
    let mut sheet = book.sheet(label, &heads, &numeric)?;
    for row in open.rows() {
        sheet.begin();
        for column in &open.columns {
            add(&mut sheet, open.said(&row, column), row.cell(column.at))?;
        }
    }
    let name = sheet.name.clone();
    sheet.end()?;
    Ok(name)
}

fn add(sheet: &mut Sheet<'_>, said: Said, cell: &str) -> Result<(), BundleError> {
    match said {
        Said::Status(status) => sheet.text(status.word()),
        Said::Value(Read::Nothing | Read::Wrong(_)) if cell.trim().is_empty() => {
            sheet.nothing();
            Ok(())
        }
        Said::Value(Read::Nothing | Read::Wrong(_)) => sheet.text(cell.trim()),
        Said::Value(Read::Text(text) | Read::Month(text)) => sheet.text(&text),
        Said::Value(Read::Number(number)) => sheet.number(&number.exact, number.near),
        Said::Value(Read::Flag(flag)) => sheet.flag(flag),
        Said::Value(Read::Day(day)) => sheet.day(day),
        Said::Value(Read::Year(year)) => sheet.number(&year.to_string(), year.into()),
    }
}

/// Returns the heads of a table's columns: their titles and units, and how their numbers are written, which
/// is as on the page.
fn heads(open: &Open<'_>, seen: Seen<'_>) -> Vec<Head> {
    let mut heads: Vec<Head> =
        open.columns.iter().map(|column| Head { title: titled(open, column, seen), ..Head::default() }).collect();
    for row in open.rows() {
        for (head, column) in heads.iter_mut().zip(&open.columns) {
            let Said::Value(Read::Number(number)) = open.said(&row, column) else { continue };
            let places = number.exact.split_once('.').map_or(0, |(_, part)| part.len());
            head.places = head.places.max(places);
            // A column of nothing but years is not counted in thousands, and none of codes is.
            let is_code =
                open.plan.columns[column.at].described(open.table).is_some_and(|field| !field.codes.is_empty());
            head.grouped |= !is_code && !matches!(number.exact.parse(), Ok(1800..=2100_u32));
        }
    }
    heads
}

fn titled(open: &Open<'_>, column: &super::published::Published, seen: Seen<'_>) -> String {
    let own = &open.plan.columns[column.at];
    let described = own.described(open.table);
    let title = described.and_then(|field| field.title.as_ref()).map(|title| title.in_lang(seen.lang).to_owned());
    if open.read(column).is_none() {
        let title = title.unwrap_or_else(|| own.name.to_string());
        return seen.strings().fill("dataset.book.status", &[("column", &title)]);
    }
    let title = title.unwrap_or_else(|| open.name(column));
    match unit(open, column, seen) {
        Some(unit) => seen.strings().fill("dataset.book.with_unit", &[("title", &title), ("unit", &unit)]),
        None => title,
    }
}

fn unit(open: &Open<'_>, column: &super::published::Published, seen: Seen<'_>) -> Option<String> {
    let read = open.read(column)?;
    let described = read.described(open.table).and_then(|field| field.unit.as_ref());
    described.map(|unit| unit.in_lang(seen.lang).to_owned()).or_else(|| read.unit.as_ref().map(ToString::to_string))
}

/// What the columns of a table mean.
fn explained(seen: Seen<'_>, sheet: &str, open: &Open<'_>) -> Vec<Vec<Note>> {
    let strings = seen.strings();
    let row = |column| {
        let read = open.read(column);
        let described = read.and_then(|read| read.described(open.table));
        let mut meaning = Vec::new();
        if let Some(field) = described {
            meaning.extend(field.description.as_ref().map(|text| text.in_lang(seen.lang).to_owned()));
            let label = |code: &crate::record::dataset::Code| {
                let label = code.label.as_ref().map(|label| format!(" = {}", label.in_lang(seen.lang)));
                format!("{}{}", code.value, label.unwrap_or_default())
            };
            meaning.extend(field.codes.iter().map(label));
        }
        let kind = read.map_or(ColumnType::String, |read| read.kind);
        let cells = [
            sheet.to_owned(),
            titled(open, column, seen),
            open.name(column),
            strings.word("type", kind.word()).to_owned(),
            unit(open, column, seen).unwrap_or_default(),
            meaning.join("\n"),
        ];
        cells.map(Note::Text).to_vec()
    };
    open.columns.iter().map(row).collect()
}

/// What stands in place of a value or behind one, and what each status says.
fn marked(seen: Seen<'_>, sheet: &str, table: &Table) -> Vec<Vec<Note>> {
    let strings = seen.strings();
    let row = |mark: &str, status: ObservationStatus, note: Option<&Text>| {
        let mut meaning = strings.word("observation", status.word()).to_owned();
        if let Some(note) = note {
            meaning.push_str(strings.text("frame.stop"));
            meaning.push_str(note.in_lang(seen.lang));
        }
        [sheet.to_owned(), mark.to_owned(), meaning].map(Note::Text).to_vec()
    };
    let own = table.marks.iter().map(|mark| row(&mark.mark, mark.status, mark.note.as_ref()));
    let missing = table.missing.iter().map(|mark| row(mark, ObservationStatus::Missing, None));
    let has_status = !table.marks.is_empty() || table.fields.iter().any(|field| field.status.is_some());
    let words = ObservationStatus::ALL.iter().filter(|_| has_status).map(|status| row(status.word(), *status, None));
    own.chain(missing).chain(words).collect()
}

/// Its revisions.
fn revised(seen: Seen<'_>, x: &Dataset) -> Vec<Vec<Note>> {
    let row = |revision: &Revision| {
        let kind = seen.strings().word("revision", revision.kind.word());
        let note = [kind, seen.strings().text("frame.colon"), &clean(revision.note.in_lang(seen.lang))].concat();
        vec![Note::Day(revision.on), Note::Text(note)]
    };
    seen.revisions(x).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_cut_is_not_offered() {
        let fit = |tables: &[(usize, usize)]| fit(tables.iter().copied());
        // A sheet has a row for the names too.
        assert!(fit(&[(1_048_575, 4)]) && !fit(&[(1_048_576, 1)]));
        assert!(fit(&[(100, 16_384)]) && !fit(&[(100, 16_385)]));
        assert!(fit(&[(180_000, 20), (10, 2)]) && !fit(&[(180_000, 20), (180_000, 20)]) && !fit(&[]));
    }
}
