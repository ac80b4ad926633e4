//! What there is to download of a dataset: where each file lies, what it is, and how it is made.

use super::kept::{Told, Which};
use super::{book, csvw, json, published_csv};
use crate::config::Language;
use crate::publish::rows::{Download, human_size};
use crate::publish::{Press, RenderError};
use crate::record::dataset::{Dataset, Table};
use crate::record::{Lang, names};
use crate::site::about::Form;
use crate::site::seen::Seen;
use crate::site::texts::file_text;
use serde::Serialize;

/// The files of a dataset.
#[derive(Debug, Serialize)]
pub struct Files {
    /// All tables in one workbook; absent where they are too long for one.
    pub workbook: Option<Download>,
    /// `datapackage.json`
    pub package: Download,
    /// `csv-metadata.json`
    pub csvw: Download,
}

/// The files of a table.
#[derive(Debug, Serialize)]
pub struct TableFiles {
    pub csv: Download,
    pub json: Download,
}

/// Files that describe others: no table has their names.
pub const DESCRIPTIONS: [&str; 2] = ["datapackage.json", "csv-metadata.json"];

/// Returns where a table lies as CSV.
pub fn csv(id: &str, file: &str) -> String {
    format!("statistics/{id}/{}", names::published(file))
}

/// Returns where it lies as JSON.
pub fn json(id: &str, file: &str) -> String {
    let published = names::published(file);
    let stem = published.rsplit_once('.').map_or(&*published, |(stem, _)| stem);
    let name = format!("{stem}.json");
    let taken = DESCRIPTIONS.iter().any(|own| own.eq_ignore_ascii_case(&name));
    format!("statistics/{id}/{}", if taken { format!("{published}.json") } else { name })
}

/// Returns where the workbook lies, under the root of its language.
pub fn book(id: &str) -> String {
    format!("statistics/{id}/{id}.xlsx")
}

/// Returns where the data package lies.
pub fn package(id: &str) -> String {
    format!("statistics/{id}/datapackage.json")
}

/// A file that holds data.
pub struct Holding<'x> {
    /// Where it lies.
    pub path: String,
    pub form: Form,
    /// The table; `None` where it holds all.
    pub table: Option<&'x Table>,
    /// The language that it is for; `None` where it is for all.
    pub lang: Option<Lang>,
}

/// Returns every file that holds data.
pub fn all<'x>(seen: Seen<'_>, x: &'x Dataset) -> Vec<Holding<'x>> {
    let table = |table: &'x Table| {
        let file = |path, form| Holding { path, form, table: Some(table), lang: None };
        [file(csv(&x.id, &table.file), Form::Csv), file(json(&x.id, &table.file), Form::Json)]
    };
    let of_lang = |(lang, language): (Lang, &Language)| {
        let path = format!("{}{}", language.dir, book(&x.id));
        Holding { path, form: Form::Workbook, table: None, lang: Some(lang) }
    };
    let books = seen.config().langs().filter(|_| book::fits(x)).map(of_lang);
    x.tables.iter().flat_map(table).chain(books).collect()
}

/// Returns a file.
pub fn made(press: &Press<'_>, which: Which) -> Result<Vec<u8>, RenderError> {
    note(press.seen, which);
    press.kept.take(which, || make(press, which))
}

/// Returns what is told of a file.
pub fn told(press: &Press<'_>, which: Which) -> Result<Told, RenderError> {
    note(press.seen, which);
    press.kept.tell(which, || make(press, which))
}

/// Notes what a file is made from, for it may have been made for another output.
fn note(seen: Seen<'_>, which: Which) {
    match which {
        Which::Csv { dataset, .. } => {
            let _ = seen.dataset(dataset);
        }
        Which::Json { dataset, table } => {
            let _ = json::said(seen, seen.dataset(dataset), table);
        }
        Which::Book { dataset, .. } => {
            let _ = book::said(seen, seen.dataset(dataset));
        }
    }
}

fn make(press: &Press<'_>, which: Which) -> Result<Vec<u8>, RenderError> {
    let (dataset, table) = match which {
        Which::Csv { dataset, table } | Which::Json { dataset, table } => (dataset, table),
        Which::Book { dataset, .. } => return book::workbook(press, dataset),
    };
    let x = press.seen.dataset(dataset);
    let described = &x.tables[table];
    let Some(facts) = &described.facts else { return Ok(Vec::new()) };
    let text = file_text(press.snapshot, &facts.path, facts.digest)?;
    let made = match which {
        Which::Json { .. } => json::published_json(press.seen, x, table, &text),
        _ => published_csv(&text, described),
    };
    Ok(made.into_bytes())
}

impl Files {
    /// Returns the files of a dataset.
    pub fn of(press: &Press<'_>, at: usize) -> Result<Self, RenderError> {
        let x = press.seen.dataset(at);
        let lang = press.seen.lang;
        let own = format!("{}{}", press.seen.config().language(lang).dir, book(&x.id));
        let title = x.title.in_lang(lang);
        let workbook = book::fits(x).then(|| told(press, Which::Book { dataset: at, lang })).transpose()?;
        Ok(Self {
            workbook: workbook.map(|told| download(own, "XLSX", title, Some(told))),
            package: download(package(&x.id), "JSON", title, None),
            csvw: download(csvw::path(&x.id), "JSON", title, None),
        })
    }
}

impl TableFiles {
    /// Returns the files of a table.
    pub fn of(press: &Press<'_>, dataset: usize, table: usize) -> Result<Self, RenderError> {
        let x = press.seen.dataset(dataset);
        let described = &x.tables[table];
        let title = described.title.as_ref().unwrap_or(&x.title).in_lang(press.seen.lang);
        let csv_told = told(press, Which::Csv { dataset, table })?;
        let json_told = told(press, Which::Json { dataset, table })?;
        Ok(Self {
            csv: download(csv(&x.id, &described.file), "CSV", title, Some(csv_told)),
            json: download(json(&x.id, &described.file), "JSON", title, Some(json_told)),
        })
    }
}

fn download(href: String, format: &str, title: &str, told: Option<Told>) -> Download {
    Download {
        name: names::last(&href).to_owned(),
        href,
        format: format.to_owned(),
        title: title.to_owned(),
        size: told.as_ref().map(|told| human_size(told.size)).unwrap_or_default(),
        sha256: told.map(|told| told.sha256),
        ..Download::default()
    }
}
