//! Datasets: their list, a page for each, their tables as files, and a description for machines.

use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError};
use crate::chart::number::plain;
use crate::chart::{Decimal, Period};
use crate::derive::listings::{PAGE, pages};
use crate::escape::Escaped;
use crate::escape::csv::{CsvText, with_point};
use crate::escape::json::{in_page, pretty};
use crate::escape::markup::Html;
use crate::markdown::{Profile, RecordScheme};
use crate::model::Group;
use crate::model::RecordKey;
use crate::publish::catalogue::{add_licence, slug};
use crate::publish::history::{History, history};
use crate::publish::notice::Notice;
use crate::publish::page::shown;
use crate::publish::rows::{DatasetRow, Download, Mentions, Pager, human_size, mentioned_in, pager, slice};
use crate::record::dataset::{Dataset, TableFacts, unnamed};
use crate::record::dialect::recognise;
use crate::record::licence::Licence;
use crate::record::times::{Moment, Order, moment};
use crate::record::words::ColumnType;
use crate::record::{Lang, Page as PageRecord, names};
use crate::site::about::{About, Part, Source};
use crate::site::frame::{Head, Page};
use crate::site::links::{Link, Translation, title};
use crate::site::plots::{self, Form};
use crate::site::resolve::PageLinks;
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts, first_words};
use crate::site::{Planned, Site, routes};
use crate::source::text::{clean, decode};
use crate::source::{Snapshot, sha256_hex};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
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
    /// The description of its tables for machines.
    Package(usize),
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
            add.file(format!("statistics/{}/{}", x.id, names::published(&t.file)), Out::Table(dataset, table));
        }
        add.file(format!("statistics/{}/datapackage.json", x.id), Out::Package(dataset));
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
        Out::Table(at, _) | Out::Package(at) => About::of(Source::Dataset(*at)),
    }
}

/// Makes an output.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Index { page } => press.page("statistics.html", statistics(seen, planned, *page, press.nav("statistics"))),
        Out::Page(at) => {
            let texts = press.texts();
            let (page, view) = dataset(seen, *at, planned, &texts)?;
            press.page("dataset.html", (page, view))
        }
        Out::Moved { dataset, to } => {
            super::explain::moved(press, planned, seen.dataset(*dataset).title.in_lang(seen.lang), to)
        }
        Out::Table(dataset, table) => Ok(press.file(table_file(seen, press.snapshot, *dataset, *table)?)),
        Out::Package(at) => Ok(press.file(dataset_package(seen, press.snapshot, *at)?)),
    }
}

/// `statistics.html`
#[derive(Debug, Serialize)]
pub struct DatasetIndex {
    pub rows: Vec<DatasetRow>,
    pub pager: Pager,
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
    pub tables: Vec<Table>,
    pub notes_title: Option<String>,
    pub notes: Option<String>,
    pub revisions: Vec<Revision>,
    pub mentioned_in: Mentions,
    pub licence: Option<Licence>,
    /// `datapackage.json` of the dataset.
    pub package: String,
    pub translation: Translation,
    /// JSON-LD, ready to print inside `<script type="application/ld+json">`.
    pub jsonld: String,
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
    pub download: Download,
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
}

/// A revision of a dataset.
#[derive(Debug, Serialize)]
pub struct Revision {
    pub on: Date,
    /// `scheduled` or `correction`.
    pub kind: &'static str,
    pub note: String,
}

/// Fills one page of the datasets, newest first.
pub fn statistics(seen: Seen<'_>, planned: &Planned, page: usize, title: &str) -> (Page, DatasetIndex) {
    let order = seen.documents(Group::Site).map_or(&[][..], |lists| &lists.datasets);
    let head = Head::new(seen.lang, title.to_owned(), "statistics");
    let rows = slice(order, page, PAGE).iter().map(|at| seen.dataset_row(*at as usize)).collect();
    let pager = pager(page, pages(order.len()), |p| routes::index("statistics", p));
    (seen.page(planned, head), DatasetIndex { rows, pager })
}

/// Rows of a table shown on its page when there are more: the newest ones of times, the first
/// ones of anything else.
const ROWS: usize = 100;

/// Fills the view of a dataset.
pub fn dataset(
    seen: Seen<'_>,
    index: usize,
    planned: &Planned,
    texts: &Texts<'_>,
) -> Result<(Page, DatasetPage), TextError> {
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
            tables.push(Table { charts: own, ..self::table(seen, x, i, facts, texts)? });
        }
    }
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
        methodology: x.methodology.as_ref().map(|m| m.in_lang(seen.lang).to_owned()),
        tables,
        notes_title,
        notes,
        revisions: x
            .revisions
            .iter()
            .filter(|r| r.on <= seen.day())
            .map(|r| Revision { on: r.on, kind: r.kind.word(), note: r.note.in_lang(seen.lang).to_owned() })
            .collect(),
        mentioned_in: mentioned_in(seen, &RecordKey { scheme: RecordScheme::Dataset, id: x.id.clone() }),
        licence: seen.licence(x.licence.as_deref()),
        package: format!("statistics/{}/datapackage.json", x.id),
        translation: seen.translation(&routes::dataset(&x.id), lang, &[]),
        jsonld: dataset_jsonld(seen, x, &page.canonical),
    };
    Ok((page, view))
}

fn notes(seen: Seen<'_>, notes: &PageRecord, page: &Page, texts: &Texts<'_>) -> Result<(String, String), TextError> {
    let (body, _) = shown(&notes.body, notes.lang, &notes.translations, seen.lang);
    let (label, _) = title(&notes.title, notes.lang, &notes.translations, seen.lang);
    let text = texts.open(body)?;
    let links = PageLinks::new(seen, &page.base, &page.root);
    Ok((label.to_owned(), text.html(&body.range(), Profile::Official, label, "", &links)))
}

fn table(
    seen: Seen<'_>,
    dataset: &Dataset,
    index: usize,
    facts: &TableFacts,
    texts: &Texts<'_>,
) -> Result<Table, TextError> {
    let described = &dataset.tables[index];
    let rows = texts.of_file(&facts.path, facts.digest, |text| rows_shown(facts, text))?;
    let rows =
        written(facts, rows, |name| described.fields.iter().find(|f| *f.name == *name).and_then(|f| f.kind), seen);
    let column = |(name, inferred): (&Box<str>, &ColumnType)| {
        let field = described.fields.iter().find(|f| f.name == *name);
        let kind = field.and_then(|f| f.kind).unwrap_or(*inferred);
        let human = |text: Option<&crate::record::Text>| text.map(|t| t.in_lang(seen.lang).to_owned());
        Column {
            name: name.to_string(),
            title: field.and_then(|f| human(f.title.as_ref())).unwrap_or_else(|| name.to_string()),
            unit: field.and_then(|f| human(f.unit.as_ref())),
            description: field.and_then(|f| human(f.description.as_ref())),
            kind: kind.word(),
            numeric: matches!(kind, ColumnType::Integer | ColumnType::Number),
        }
    };
    let title = described.title.as_ref().unwrap_or(&dataset.title).in_lang(seen.lang).to_owned();
    let file = names::published(&described.file);
    let download = texts.of_file(&facts.path, facts.digest, |text| {
        let published = published_csv(text).into_bytes();
        Download {
            href: format!("statistics/{}/{file}", dataset.id),
            name: described.file.to_string(),
            size: human_size(published.len() as u64),
            format: "CSV".to_owned(),
            title: title.clone(),
            sha256: Some(sha256_hex(&published)),
            ..Download::default()
        }
    })?;
    Ok(Table {
        id: format!("g-table-{}", index + 1),
        title,
        columns: facts.columns.iter().zip(&facts.inferred).map(column).collect(),
        charts: Vec::new(),
        newest_first: facts.times.is_some(),
        rows,
        total_rows: facts.rows,
        cut: (facts.rows > ROWS).then(|| if facts.times.is_some() { "newest" } else { "first" }),
        download,
    })
}

/// Returns the cells of the rows that are shown, in the order of the file.
fn rows_shown(facts: &TableFacts, text: &str) -> Vec<Vec<String>> {
    let mut reader = facts.dialect.reader(text);
    let mut records = reader.records().skip(1).filter_map(Result::ok);
    let cells = |r: csv::StringRecord| r.iter().map(|c| clean(c).into_owned()).collect();
    match facts.times.filter(|_| facts.rows > ROWS) {
        None | Some(Order::Falling) => records.take(ROWS).map(cells).collect(),
        Some(Order::Rising) => records.skip(facts.rows.saturating_sub(ROWS)).map(cells).collect(),
        Some(Order::Mixed) => {
            let newest = newest(records.by_ref().map(|r| r.get(0).and_then(moment)));
            let mut again = facts.dialect.reader(text);
            let rows = again.records().skip(1).filter_map(Result::ok).enumerate();
            rows.filter(|(row, _)| newest.contains(row)).map(|(_, r)| cells(r)).collect()
        }
    }
}

/// Returns rows as people read them: newest first where they are times, times in words, numbers with their digits in
/// groups and as many decimals as their column has.
fn written(
    facts: &TableFacts,
    mut rows: Vec<Vec<String>>,
    told: impl Fn(&str) -> Option<ColumnType>,
    seen: Seen<'_>,
) -> Vec<Vec<String>> {
    if facts.times.is_some() {
        rows.sort_by_key(|row| Reverse(row.first().and_then(|cell| moment(cell))));
    }
    let strings = seen.strings();
    for (column, (name, inferred)) in facts.columns.iter().zip(&facts.inferred).enumerate() {
        let kind = told(name).unwrap_or(*inferred);
        let number = |cell: &str| match with_point(cell).filter(|_| facts.decimal_comma[column]) {
            Some(text) => Decimal::parse(&text),
            None => Decimal::parse(cell),
        };
        let is_time = matches!(kind, ColumnType::YearMonth | ColumnType::Date | ColumnType::Year)
            || (column == 0 && facts.times.is_some());
        let is_number = matches!(kind, ColumnType::Integer | ColumnType::Number) && facts.zero_led[column].is_none();
        let cells = || rows.iter().filter_map(|row| row.get(column));
        // A column of nothing but years is not counted in thousands.
        let years = cells().all(|cell| cell.is_empty() || matches!(cell.parse(), Ok(1800..=2100_u32)));
        let is_number = is_number && !is_time && !years;
        let places = cells().filter_map(|cell| number(cell)).map(Decimal::places).max().unwrap_or(0);
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(column)) {
            if is_number {
                if let Some(value) = number(cell) {
                    *cell = plain(value, places, strings);
                }
            } else if is_time && let Some(period) = Period::parse(cell) {
                *cell = period.name(strings);
            }
        }
    }
    rows
}

/// Returns which rows have the newest times; of the same time, the first.
fn newest(times: impl Iterator<Item = Option<Moment>>) -> BTreeSet<usize> {
    let mut rows: Vec<_> = times.enumerate().map(|(row, time)| (Reverse(time), row)).collect();
    rows.sort_unstable();
    rows.into_iter().take(ROWS).map(|(_, row)| row).collect()
}

/// Type names of Table Schema for ours.
fn schema_type(kind: ColumnType) -> &'static str {
    kind.word()
}

/// Returns `datapackage.json` of a dataset (Frictionless Data Package 1).
pub fn dataset_package(seen: Seen<'_>, snapshot: &Snapshot<'_>, index: usize) -> Result<Escaped, RenderError> {
    let x = seen.dataset(index);
    let mut resources = Vec::new();
    for table in &x.tables {
        let Some(facts) = &table.facts else { continue };
        let published = published_csv(&decode(&snapshot.read(&facts.path)?).text).into_bytes();
        let field = |((name, inferred), comma): ((&Box<str>, &ColumnType), &bool)| {
            let described = table.fields.iter().find(|f| f.name == *name);
            let kind = described.and_then(|f| f.kind).unwrap_or(*inferred);
            let mut field = json!({ "name": name, "type": schema_type(kind) });
            if *comma && kind == ColumnType::Number {
                field["decimalChar"] = ",".into();
            }
            let mut add = |key: &str, text: Option<&crate::record::Text>| {
                if let Some(text) = text {
                    field[key] = text.in_lang(0).into();
                }
            };
            add("title", described.and_then(|f| f.title.as_ref()));
            add("description", described.and_then(|f| f.description.as_ref()));
            add("unit", described.and_then(|f| f.unit.as_ref()));
            field
        };
        let fields: Vec<Value> =
            facts.columns.iter().zip(&facts.inferred).zip(&facts.decimal_comma).map(field).collect();
        let mut resource = json!({
            "name": slug(&table.file),
            "path": names::published(&table.file),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": published.len(),
            "hash": format!("sha256:{}", sha256_hex(&published)),
            "schema": { "fields": fields, "missingValues": ["", "NA", "N/A", "..", "-", "–", "suppressed", "missing", "not_applicable"] },
        });
        if facts.dialect.delimiter != b',' {
            resource["dialect"] = json!({ "delimiter": char::from(facts.dialect.delimiter).to_string() });
        }
        resources.push(resource);
    }
    let mut value = json!({
        "profile": "tabular-data-package",
        "name": &*x.id,
        "title": x.title.in_lang(0),
        "description": x.description.in_lang(0),
        "homepage": format!("{}{}", seen.config().base_url, routes::dataset(&x.id)),
        "resources": resources,
    });
    add_licence(&mut value, seen.licence(x.licence.as_deref()));
    Ok(pretty(&value))
}

/// Returns schema.org's description of a dataset, safe inside a `script` element.
pub fn dataset_jsonld(seen: Seen<'_>, x: &Dataset, url: &str) -> String {
    let config = seen.config();
    let file = |t: &crate::record::dataset::Table| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": format!("{}statistics/{}/{}", config.base_url, x.id, names::published(&t.file)),
        })
    };
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": x.title.in_lang(seen.lang),
        "description": x.description.in_lang(seen.lang),
        "url": url,
        "datePublished": x.published_on.to_string(),
        "dateModified": x.updated_on.unwrap_or(x.published_on).to_string(),
        "creator": { "@type": "GovernmentOrganization", "name": seen.department_name(&x.department) },
        "distribution": x.tables.iter().map(file).collect::<Vec<_>>(),
    });
    if let Some(licence) = seen.licence(x.licence.as_deref()) {
        value["license"] = licence.url.unwrap_or(licence.id).into();
    }
    in_page(&value)
}

/// Returns a table of a dataset as it is published.
pub fn table_file(
    seen: Seen<'_>,
    snapshot: &Snapshot<'_>,
    dataset: usize,
    table: usize,
) -> Result<Escaped, RenderError> {
    let facts = &seen.dataset(dataset).tables[table].facts;
    let Some(facts) = facts else { return Ok(Escaped::default()) };
    Ok(published_csv(&decode(&snapshot.read(&facts.path)?).text))
}

/// Returns a CSV file's text as published: UTF-8 with a mark, control characters out, cells
/// of text that begin like a formula disarmed, rows filled up to one width; numbers, and the
/// mark between the cells, stay as they are.
pub fn published_csv(text: &str) -> Escaped {
    let (dialect, _) = recognise(text);
    let mut csv = CsvText::headless(dialect.delimiter);
    let records: Vec<csv::StringRecord> = dialect.reader(text).records().filter_map(Result::ok).collect();
    let width = records.iter().map(csv::StringRecord::len).max().unwrap_or(0);
    for (row, record) in records.iter().enumerate() {
        record.iter().for_each(|cell| csv.copied(cell, dialect.has_decimal_commas()));
        for missing in record.len()..width {
            if row == 0 { csv.text(&unnamed(missing + 1)) } else { csv.nothing() }
        }
        csv.end();
    }
    csv.finish()
}
