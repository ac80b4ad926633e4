//! Datasets: their list, a page for each, their tables as files, and a description for machines.

mod book;
mod csvw;
mod files;
mod json;
mod kept;
mod package;
mod published;
pub mod revisions;

pub use files::{Files, Holding, TableFiles, all as files};
pub use json::PARTS;
pub use kept::Kept;
pub use published::{published_csv, published_table};

use self::kept::Which;
use self::package::{dataset_jsonld, dataset_package};

use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError};
use crate::chart::number::plain;
use crate::chart::{Decimal, Period};
use crate::derive::listings::{PAGE, pages};
use crate::escape::markup::Html;
use crate::markdown::{Profile, RecordScheme};
use crate::model::Group;
use crate::model::{Logged, RecordKey};
use crate::publish::history::{History, history};
use crate::publish::notice::Notice;
use crate::publish::page::shown;
use crate::publish::releases::ReleaseRow;
use crate::publish::rows::{DatasetRow, Mentions, Pager, mentioned_in, pager, slice};
use crate::record::dataset::{self as described, TableFacts};
use crate::record::licence::Licence;
use crate::record::table::marks::Marks;
use crate::record::table::times::{Moment, Order, moment};
use crate::record::table::typed::{self, Plan, Value, is_numeric};
use crate::record::table::{Row, Sheet};
use crate::record::words::ColumnType;
use crate::record::{Lang, Page as PageRecord, Text};
use crate::site::about::{About, Part, Source};
use crate::site::frame::{Head, Page};
use crate::site::links::{Link, RecordLink, Translation, title};
use crate::site::plots::{self, Form};
use crate::site::resolve::PageLinks;
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts, first_words};
use crate::site::{Planned, Site, routes};
use crate::source::text::clean;
use jiff::civil::Date;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The outputs of datasets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Index {
        page: usize,
    },
    Page(usize),
    Moved {
        dataset: usize,
        to: Box<str>,
    },
    /// A table, as UTF-8 with a mark: dataset and table.
    Table(usize, usize),
    /// The same as JSON.
    Json(usize, usize),
    /// All its tables as a workbook.
    Book(usize),
    /// A table as it was before a revision: dataset, revision and file.
    Earlier(usize, usize, usize),
    /// The description of its tables for machines.
    Package(usize),
    /// The same as CSV on the Web.
    Csvw(usize),
}

/// Lists the outputs of datasets.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let model = site.model;
    let listed = site.derived.documents.site.datasets.len();
    add.numbered("statistics", pages(listed), |page| Out::Index { page }.into());
    for (dataset, x) in model.datasets.iter().enumerate().filter(|(_, x)| !is_removed(&x.withdrawal)) {
        add.page(&routes::dataset(&x.id), Out::Page(dataset));
        for alias in &x.aliases {
            add.page(&routes::dataset(alias), Out::Moved { dataset, to: routes::dataset(&x.id).into() });
        }
        for (table, t) in x.tables.iter().enumerate() {
            add.file(files::csv(&x.id, &t.file), Out::Table(dataset, table));
            add.file(files::json(&x.id, &t.file), Out::Json(dataset, table));
        }
        if book::fits(x) {
            add.page(&files::book(&x.id), Out::Book(dataset));
        }
        add.file(files::package(&x.id), Out::Package(dataset));
        add.file(csvw::path(&x.id), Out::Csvw(dataset));
        for (revision, said) in x.revisions.iter().enumerate() {
            for (at, earlier) in said.earlier.iter().enumerate().filter(|(_, earlier)| earlier.facts.is_some()) {
                add.file(revisions::path(x, earlier), Out::Earlier(dataset, revision, at));
            }
        }
    }
}

/// Returns what is to be known of an output.
pub fn about(out: &Out, site: &Site<'_>, lang: Lang) -> About {
    match out {
        Out::Index { .. } => About::front(),
        Out::Page(at) => {
            let record = &site.model.datasets[*at];
            let changed = record.updated_on.unwrap_or(record.published_on);
            About::of(Source::Dataset(*at)).listed(Part::Statistics, Some(changed))
        }
        Out::Moved { dataset: at, to } => {
            About::of(Source::Dataset(*at)).moved(format!("{}{to}", site.model.config.language(lang).dir))
        }
        Out::Table(at, _) | Out::Json(at, _) | Out::Earlier(at, ..) | Out::Package(at) | Out::Csvw(at) => {
            About::of(Source::Dataset(*at))
        }
        Out::Book(at) => About { binary: true, ..About::of(Source::Dataset(*at)) },
    }
}

/// Makes an output.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Index { page } => press.page("statistics.html", statistics(seen, planned, *page, press.nav("statistics"))),
        Out::Page(at) => press.page("dataset.html", dataset(press, *at, planned)?),
        Out::Moved { dataset, to } => {
            super::explain::moved(press, planned, seen.dataset(*dataset).title.in_lang(seen.lang), to)
        }
        Out::Table(dataset, table) => {
            Ok(press.bytes(files::made(press, Which::Csv { dataset: *dataset, table: *table })?))
        }
        Out::Json(dataset, table) => {
            Ok(press.bytes(files::made(press, Which::Json { dataset: *dataset, table: *table })?))
        }
        Out::Book(dataset) => Ok(press.bytes(files::made(press, Which::Book { dataset: *dataset, lang: seen.lang })?)),
        Out::Earlier(at, revision, file) => {
            Ok(press.file(revisions::earlier_file(seen.dataset(*at), press.snapshot, (*revision, *file))?))
        }
        Out::Package(at) => Ok(press.file(dataset_package(press, *at)?)),
        Out::Csvw(at) => Ok(press.file(csvw::described(press, *at)?)),
    }
}

/// `statistics.html`
#[derive(Debug, Serialize)]
pub struct DatasetIndex {
    pub rows: Vec<DatasetRow>,
    pub pager: Pager,
    /// The first figures that are to come; on the first page.
    pub releases: Vec<ReleaseRow>,
    /// There is a calendar of releases.
    pub calendar: bool,
}

/// `dataset.html`
#[derive(Debug, Serialize)]
pub struct DatasetPage {
    pub history: History,
    pub id: String,
    /// It was withdrawn.
    pub notice: Option<Notice>,
    pub description: String,
    pub department: Link,
    pub topics: Vec<Link>,
    pub published: Date,
    pub updated: Date,
    pub frequency: Option<&'static str>,
    pub methodology: Option<String>,
    pub quality: Option<String>,
    pub contact: Option<String>,
    /// The area that the figures are of, and their first and last day.
    pub area: Option<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Laws that the figures rest on.
    pub law: Vec<Law>,
    pub next_release: Option<Date>,
    /// The same as the calendar of releases tells it, where that does.
    pub release: Option<ReleaseRow>,
    pub tables: Vec<Table>,
    pub notes_title: Option<String>,
    pub notes: Option<String>,
    pub revisions: Vec<revisions::Revision>,
    pub mentioned_in: Mentions,
    pub licence: Option<Licence>,
    /// Its newest entry in the public log.
    pub logged: Option<Logged>,
    /// Everything there is to download.
    pub files: Files,
    pub translation: Translation,
    /// JSON-LD, ready to print inside `<script type="application/ld+json">`.
    pub jsonld: String,
}

/// A law that figures rest on.
#[derive(Debug, Serialize)]
pub struct Law {
    pub text: String,
    /// The policy of this site, if it is one.
    pub record: Option<RecordLink>,
}

/// What stands in cells in place of a value or behind it.
#[derive(Debug, Serialize)]
pub struct Mark {
    pub mark: String,
    /// Key of `strings.observation`.
    pub status: &'static str,
    pub note: Option<String>,
}

/// A value that a column may have.
#[derive(Debug, Serialize)]
pub struct Code {
    pub value: String,
    pub label: Option<String>,
}

/// A table of a dataset.
#[derive(Debug, Serialize)]
pub struct Table {
    pub id: String,
    pub title: String,
    pub columns: Vec<Column>,
    /// Its charts, as markup, above it.
    pub charts: Vec<Html>,
    /// The rows shown, newest first where they are times; numbers with their digits in groups.
    pub rows: Vec<Vec<String>>,
    pub total_rows: usize,
    /// The rows are times, the newest first.
    pub newest_first: bool,
    /// Which rows are shown when not all are: key of `strings.dataset.cut`, `newest` or `first`.
    pub cut: Option<&'static str>,
    /// Titles of the columns that tell its rows apart.
    pub key: Vec<String>,
    pub marks: Vec<Mark>,
    /// What stands below the table in its file.
    pub notes: Vec<String>,
    pub files: TableFiles,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub struct Column {
    pub name: String,
    pub title: String,
    pub unit: Option<String>,
    pub description: Option<String>,
    /// Key of `strings.type`.
    pub kind: &'static str,
    /// Right-aligned.
    pub numeric: bool,
    /// The only values it may have.
    pub codes: Vec<Code>,
    /// The least and the greatest value that is right.
    pub minimum: Option<String>,
    pub maximum: Option<String>,
    /// Title of the column that says the status of its values.
    pub status: Option<String>,
}

/// Fills one page of the datasets, newest first.
pub fn statistics(seen: Seen<'_>, planned: &Planned, page: usize, title: &str) -> (Page, DatasetIndex) {
    let order = seen.documents(Group::Site).map_or(&[][..], |lists| &lists.datasets);
    let head = Head::new(seen.lang, title.to_owned(), "statistics");
    let rows = slice(order, page, PAGE).iter().map(|at| seen.dataset_row(*at as usize)).collect();
    let pager = pager(page, pages(order.len()), |p| routes::index("statistics", p));
    let calendar = !seen.releases().is_empty();
    let releases = if page == 1 { seen.coming_whatever_the_day(super::calendar::SOON) } else { Vec::new() };
    (seen.page(planned, head), DatasetIndex { rows, pager, releases, calendar })
}

/// Rows of a table shown on its page when there are more: the newest ones of times, the first
/// ones of anything else.
const ROWS: usize = 100;

/// Fills the view of a dataset.
pub fn dataset(press: &Press<'_>, index: usize, planned: &Planned) -> Result<(Page, DatasetPage), RenderError> {
    let (seen, texts) = (press.seen, &press.texts());
    let x = seen.dataset(index);
    let (label, lang) = x.title.get(seen.lang);
    let mut head = Head::new(seen.lang, label.to_owned(), "statistics").crumb("statistics", "statistics/index.html");
    head.content_lang = lang;
    head.description = first_words(x.description.in_lang(seen.lang).to_owned(), 160);
    let mut page = seen.page(planned, head);
    let mut drawn = plots::drawn(seen, x, Form::Whole, texts)?;
    page.charts = drawn.iter().any(|d| d.figure.kind.is_some());
    let mut tables = Vec::new();
    for (i, table) in x.tables.iter().enumerate() {
        if let Some(facts) = &table.facts {
            let own = drawn.extract_if(.., |d| d.table == i).map(|d| d.figure.html).collect();
            tables.push(Table { charts: own, ..self::table(press, (index, i), facts, texts)? });
        }
    }
    let human = |text: Option<&Text>| text.map(|text| text.in_lang(seen.lang).to_owned());
    let notes = x.notes.as_deref().map(|n| notes(seen, n, &page, texts)).transpose()?;
    let (notes_title, notes) = notes.map_or((None, None), |(t, h)| (Some(t), Some(h)));
    let view = DatasetPage {
        history: history(seen, RecordScheme::Dataset, &x.id, Some(x.published_on)),
        notice: Notice::banner(seen, x.withdrawal.as_deref()),
        id: x.id.to_string(),
        description: x.description.in_lang(seen.lang).to_owned(),
        department: seen.department(&x.department),
        topics: x.topics.iter().map(|t| seen.topic(t)).collect(),
        published: x.published_on,
        updated: x.updated_on.unwrap_or(x.published_on),
        frequency: x.frequency.map(crate::record::words::Frequency::word),
        methodology: human(x.methodology.as_ref()),
        quality: human(x.quality.as_ref()),
        contact: human(x.contact.as_ref()),
        area: human(x.coverage.area.as_ref()),
        from: x.coverage.from,
        to: x.coverage.to,
        law: x.law.iter().map(|law| self::law(seen, law)).collect(),
        next_release: x.next_release,
        release: seen.next_release(index, x.updated_on.unwrap_or(x.published_on)),
        tables,
        notes_title,
        notes,
        revisions: revisions::revisions(seen, x, texts)?,
        mentioned_in: mentioned_in(seen, &RecordKey { scheme: RecordScheme::Dataset, id: x.id.clone() }),
        licence: seen.licence(x.licence.as_deref()),
        logged: seen.logged("dataset", &x.id),
        files: Files::of(press, index)?,
        translation: seen.translation(&routes::dataset(&x.id), lang, &[]),
        jsonld: dataset_jsonld(seen, x, &page.canonical),
    };
    Ok((page, view))
}

fn law(seen: Seen<'_>, law: &described::Law) -> Law {
    let record = law.policy.as_ref().and_then(|written| seen.record(&RecordKey::of(&written.link)));
    Law { text: law.text.in_lang(seen.lang).to_owned(), record }
}

fn notes(seen: Seen<'_>, notes: &PageRecord, page: &Page, texts: &Texts<'_>) -> Result<(String, String), TextError> {
    let (body, _) = shown(&notes.body, notes.lang, &notes.translations, seen.lang);
    let (label, _) = title(&notes.title, notes.lang, &notes.translations, seen.lang);
    let text = texts.open(body)?;
    let links = PageLinks::new(seen, &page.base, &page.root);
    Ok((label.to_owned(), text.html(&body.range(), Profile::Official, label, "", &links)))
}

fn table(
    press: &Press<'_>,
    (at, index): (usize, usize),
    facts: &TableFacts,
    texts: &Texts<'_>,
) -> Result<Table, RenderError> {
    let seen = press.seen;
    let dataset = seen.dataset(at);
    let described = &dataset.tables[index];
    let rows = texts.of_file(&facts.path, facts.digest, |text| rows_shown(facts, described, text))?;
    let rows = written(facts, described, rows, seen);
    let human = |text: Option<&Text>| text.map(|text| text.in_lang(seen.lang).to_owned());
    let field = |name: &str| described.fields.iter().find(|field| *field.name == *name);
    let titled = |name: &str| field(name).and_then(|f| human(f.title.as_ref())).unwrap_or_else(|| name.to_owned());
    let column = |((name, kind), unit): ((&Box<str>, &ColumnType), &Option<Box<str>>)| {
        let field = field(name);
        let code = |code: &described::Code| Code { value: code.value.to_string(), label: human(code.label.as_ref()) };
        Column {
            name: name.to_string(),
            title: titled(name),
            unit: field.and_then(|f| human(f.unit.as_ref())).or_else(|| unit.as_ref().map(ToString::to_string)),
            description: field.and_then(|f| human(f.description.as_ref())),
            kind: kind.word(),
            numeric: is_numeric(*kind),
            codes: field.map(|f| f.codes.iter().map(code).collect()).unwrap_or_default(),
            minimum: field.and_then(|f| f.minimum.as_ref().map(ToString::to_string)),
            maximum: field.and_then(|f| f.maximum.as_ref().map(ToString::to_string)),
            status: field.and_then(|f| f.status.as_deref()).map(titled),
        }
    };
    let mark = |mark: &crate::record::table::marks::Mark| Mark {
        mark: mark.mark.to_string(),
        status: mark.status.word(),
        note: human(mark.note.as_ref()),
    };
    let title = described.title.as_ref().unwrap_or(&dataset.title).in_lang(seen.lang).to_owned();
    Ok(Table {
        id: format!("g-table-{}", index + 1),
        title,
        columns: facts.columns.iter().zip(&facts.kinds).zip(&facts.units).map(column).collect(),
        key: described.key.iter().map(|name| titled(name)).collect(),
        marks: described.marks.iter().map(mark).collect(),
        notes: facts.notes.iter().map(|note| clean(&note.text).into_owned()).collect(),
        charts: Vec::new(),
        newest_first: facts.times.is_some(),
        rows,
        total_rows: facts.rows,
        cut: (facts.rows > ROWS).then(|| if facts.times.is_some() { "newest" } else { "first" }),
        files: TableFiles::of(press, at, index)?,
    })
}

/// A row that is shown: the time it is of, and its cells, each with what stands in the file.
struct ShownRow {
    time: Option<Moment>,
    cells: Vec<(String, typed::Cell)>,
}

/// Returns the rows that are shown, in the order of the file.
fn rows_shown(facts: &TableFacts, described: &described::Table, text: &str) -> Vec<ShownRow> {
    let Ok(sheet) = Sheet::open(text) else { return Vec::new() };
    let marks = Marks::new(&described.missing, &described.marks);
    let plan = Plan::of(&sheet, &sheet.survey(&marks), described, marks);
    let shown = |row: Row| ShownRow {
        time: moment(row.cell(0)),
        cells: (0..plan.columns.len()).map(|at| (clean(row.cell(at)).into_owned(), plan.cell(&row, at))).collect(),
    };
    match facts.times.filter(|_| facts.rows > ROWS) {
        None | Some(Order::Falling) => sheet.rows().take(ROWS).map(shown).collect(),
        Some(Order::Rising) => sheet.rows().skip(facts.rows.saturating_sub(ROWS)).map(shown).collect(),
        Some(Order::Mixed) => {
            let newest = newest(sheet.rows().map(|row| moment(row.cell(0))));
            let rows = sheet.rows().enumerate();
            rows.filter(|(row, _)| newest.contains(row)).map(|(_, row)| shown(row)).collect()
        }
    }
}

/// Returns rows as people read them: newest first where they are times, times in words, codes as they are called,
/// numbers with their digits in groups and as many decimals as their column has, and the mark behind them. Where
/// there is no value stands what says so in the file, else an ellipsis.
fn written(
    facts: &TableFacts,
    described: &described::Table,
    mut rows: Vec<ShownRow>,
    seen: Seen<'_>,
) -> Vec<Vec<String>> {
    if facts.times.is_some() {
        rows.sort_by_key(|row| Reverse(row.time));
    }
    let strings = seen.strings();
    let mut all: Vec<Vec<String>> = rows.iter().map(|_| Vec::new()).collect();
    for (at, name) in facts.columns.iter().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.cells.get(at));
        let number = |cell: &typed::Cell| match &cell.value {
            Value::Number(number) => Decimal::parse(&number.exact),
            _ => None,
        };
        let numbers = || cells().filter_map(|(_, cell)| number(cell));
        let places = numbers().map(Decimal::places).max().unwrap_or(0);
        // A column of nothing but years is not counted in thousands.
        let is_year = |(_, cell): &(String, typed::Cell)| match &cell.value {
            Value::Number(number) => matches!(number.exact.parse(), Ok(1800..=2100_u32)),
            value => *value == Value::Nothing,
        };
        let years = cells().all(is_year);
        let is_time = at == 0 && facts.times.is_some();
        let field = described.fields.iter().find(|field| field.name == *name);
        let code = |text: &str| {
            let code = field?.codes.iter().find(|code| *code.value == *text)?;
            Some(code.label.as_ref()?.in_lang(seen.lang).to_owned())
        };
        let period = |text: &str| Period::parse(text).map(|period| period.name(strings));
        let mark = |status| described.marks.iter().find(|mark| mark.status == status).map_or("", |mark| &*mark.mark);
        let say = |raw: &str, cell: &typed::Cell| match &cell.value {
            Value::Nothing if raw.trim().is_empty() => "…".to_owned(),
            Value::Nothing | Value::Wrong(_) | Value::Flag(_) => raw.to_owned(),
            Value::Number(_) if years || is_time => period(raw).unwrap_or_else(|| raw.to_owned()),
            Value::Number(exact) => {
                let said = number(cell).map_or_else(|| exact.exact.to_string(), |value| plain(value, places, strings));
                code(&exact.exact).unwrap_or_else(|| format!("{said}{}", mark(cell.status)))
            }
            Value::Day(day) => period(&day.to_string()).unwrap_or_else(|| day.to_string()),
            Value::Month(month) => period(month).unwrap_or_else(|| month.to_string()),
            Value::Year(year) => year.to_string(),
            Value::Text(text) if is_time => period(text).unwrap_or_else(|| text.to_string()),
            Value::Text(text) => code(text).unwrap_or_else(|| text.to_string()),
        };
        for (row, out) in rows.iter().zip(&mut all) {
            out.push(row.cells.get(at).map_or_else(String::new, |(raw, cell)| say(raw, cell)));
        }
    }
    all
}

/// Returns which rows have the newest times; of the same time, the first.
fn newest(times: impl Iterator<Item = Option<Moment>>) -> BTreeSet<usize> {
    let mut rows: Vec<_> = times.enumerate().map(|(row, time)| (Reverse(time), row)).collect();
    rows.sort_unstable();
    rows.into_iter().take(ROWS).map(|(_, row)| row).collect()
}
