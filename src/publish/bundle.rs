//! All data in one SQLite database, and each table as a Parquet file, for `build --bundle`.
//!
//! Takes the same columns and rows as the CSV files; gives them with types. A table that CSV files have one
//! file a year of is one table here. What must hold: every CSV file of the site's own data, and every
//! table of its statistics, is in it; a cell
//! is as in the CSV file, but that no apostrophe stands before what looks like a formula, as no database
//! runs one, and that what is missing or held back is null; removed and withheld texts are not in it.

use super::data::{Reference, cases, reference};
use super::dataset::published_table;
use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError, bulletins, figures, register, statutory, table};
use crate::bundle::{self, Table, Value};
use crate::record::Lang;
use crate::record::dataset::{self, Dataset};
use crate::site::about::{About, Data, Form};
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use crate::source::text::decode;
use std::collections::{BTreeMap, BTreeSet};

/// The files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Database,
    /// One table.
    Parquet(Box<str>),
}

/// The table of questions, replies and corrections in full.
const TEXTS: &str = "texts";

/// Tables that every site has.
const TABLES: [&str; 14] = [
    "calendars",
    "corrections",
    "departments",
    "events",
    "flow",
    "measures",
    "open",
    "policies",
    "policies_articles",
    "policy_figures",
    "promises",
    "replies",
    TEXTS,
    "topics",
];

/// What questions look rows up by.
const INDEXED: [(&str, &str); 5] =
    [("replies", "id"), ("replies", "department"), ("replies", "received"), ("events", "id"), (TEXTS, "id")];

/// Lists them, if they are asked for.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    if !site.model.config.bundle {
        return;
    }
    add.file("data/site.sqlite".to_owned(), Out::Database);
    let by_year = site.derived.statutory.years().into_iter().map(|year| format!("foi_{}", routes::year_name(year)));
    let statistics = statistics(site.model.datasets.iter()).into_iter().map(|(name, ..)| name);
    for name in TABLES.into_iter().map(str::to_owned).chain(by_year).chain(statistics) {
        add.file(format!("data/parquet/{name}.parquet"), Out::Parquet(name.into()));
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Database => About::data(Data::new("database", Form::Sqlite)).daily("data/site.sqlite"),
        Out::Parquet(name) => {
            About::data(Data::new("parquet", Form::Parquet).of(name.to_string())).daily("data/parquet/*")
        }
    }
}

/// Makes one.
pub fn make(out: &Out, _: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let fault = |error: bundle::BundleError| RenderError::Text(error.to_string());
    let bytes = match out {
        Out::Database => {
            let config = press.seen.config();
            let said = [
                ("title", config.title.in_lang(0).to_owned()),
                ("publisher", config.publisher.in_lang(0).to_owned()),
                ("licence", config.licence.clone().unwrap_or_default()),
                ("url", config.base_url.clone()),
                ("as_of", press.seen.day().to_string()),
                ("made_with", concat!("gongkai ", env!("CARGO_PKG_VERSION")).to_owned()),
            ];
            bundle::sqlite(&tables(press, None)?, &said, &INDEXED).map_err(fault)?
        }
        Out::Parquet(name) => {
            let found = tables(press, Some(name))?;
            let table = found.first().ok_or_else(|| RenderError::Text(format!("no table {name}")))?;
            bundle::parquet(table).map_err(fault)?
        }
    };
    Ok(press.bytes(bytes))
}

/// Returns all tables, or one, sorted by name.
fn tables(press: &Press<'_>, wanted: Option<&str>) -> Result<Vec<Table>, RenderError> {
    let mut all = BTreeMap::<String, Table>::new();
    let is_wanted = |name: &str| wanted.is_none_or(|wanted| wanted == name);
    for data in press.seen.told().filter_map(|planned| planned.about.data.as_deref()) {
        if let Some(year) = year(data).filter(|_| data.key == "replies_csv" && is_wanted(TEXTS)) {
            texts(press, year, all.entry(TEXTS.to_owned()).or_insert_with(no_texts))?;
        }
        let Some(name) = name(data).filter(|name| is_wanted(name)) else { continue };
        let Some(found) = table(press.seen, data) else { continue };
        match all.get_mut(&name) {
            Some(table) => table.rows.extend(found.rows),
            None => drop(all.insert(name.clone(), Table { name, ..found })),
        }
    }
    // A site without cases has no files of a year.
    let empty: [(&str, fn() -> Table); 3] = [
        ("events", || table::filled(&cases::events(), [])),
        ("replies", || table::filled(&cases::replies(), [])),
        (TEXTS, no_texts),
    ];
    for (name, none) in empty.into_iter().filter(|(name, _)| is_wanted(name)) {
        all.entry(name.to_owned()).or_insert_with(|| Table { name: name.to_owned(), ..none() });
    }
    // A site without cases has no files of them, and their tables all the same.
    for (name, empty) in [("replies", cases::replies_csv::<Table> as fn(_, _) -> _), ("events", cases::events_csv)] {
        if is_wanted(name) && !all.contains_key(name) {
            all.insert(name.to_owned(), Table { name: name.to_owned(), ..empty(press.seen, 0) });
        }
    }
    let tongues = tongues(press.seen);
    for (name, table, path) in statistics(press.seen.datasets()).into_iter().filter(|(name, ..)| is_wanted(name)) {
        let text = decode(&press.snapshot.read(path)?).text;
        // A table that cannot be read was reported; its file is empty too.
        let empty = || Table { name: name.clone(), columns: Vec::new(), rows: Vec::new() };
        all.insert(name.clone(), published_table(name.clone(), &text, table, tongues).unwrap_or_else(empty));
    }
    Ok(all.into_values().collect())
}

/// Returns the table that a CSV file of the site's own data belongs to.
fn name(data: &Data) -> Option<String> {
    let name = data.key.strip_suffix("_csv").filter(|_| data.form == Form::Csv)?;
    // The years of the report have different columns.
    Some(if name == "foi" { format!("foi_{}", data.period) } else { name.to_owned() })
}

fn year(data: &Data) -> Option<i16> {
    data.period.parse().ok()
}

/// Returns what a CSV file has, with types.
fn table(seen: Seen<'_>, data: &Data) -> Option<Table> {
    match data.key {
        "replies_csv" => Some(cases::replies_csv(seen, year(data)?)),
        "events_csv" => Some(cases::events_csv(seen, year(data)?)),
        "open_csv" => Some(cases::open_csv(seen)),
        "measures_csv" => Some(figures::measures_csv(seen)),
        "flow_csv" => Some(bulletins::flow_csv(seen)),
        "corrections_csv" => Some(register::csv(seen)),
        "foi_csv" => Some(statutory::csv(seen, year(data)?)),
        key => Reference::ALL.into_iter().find(|of| of.key() == key).and_then(|of| reference::table(seen, of)),
    }
}

/// Returns the tables of statistics: the name of each here, itself, and its file.
fn statistics<'d>(datasets: impl Iterator<Item = &'d Dataset>) -> Vec<(String, &'d dataset::Table, &'d str)> {
    let mut taken = BTreeSet::new();
    let mut all = Vec::new();
    for dataset in datasets.filter(|dataset| !is_removed(&dataset.withdrawal)) {
        for table in &dataset.tables {
            let Some(facts) = table.facts.as_ref().filter(|facts| facts.sound && !facts.columns.is_empty()) else {
                continue;
            };
            let stem = table.file.rsplit_once('.').map_or(&*table.file, |(stem, _)| stem);
            let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
            let name: String = format!("statistics_{}_{stem}", dataset.id).chars().map(plain).collect();
            let mut names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}_{n}")));
            let name = names.find(|name| taken.insert(name.clone())).unwrap_or(name);
            all.push((name, table, &*facts.path));
        }
    }
    all
}

/// Returns the languages in which meanings are told: one that is not Chinese, and Chinese.
fn tongues(seen: Seen<'_>) -> (Lang, Lang) {
    let of = |chinese: bool| {
        let mut all = seen.config().languages.iter().zip(0..);
        all.find(|(language, _)| language.code.starts_with("zh") == chinese).map_or(0, |(_, lang)| lang)
    };
    (of(false), of(true))
}

fn no_texts() -> Table {
    let column = |name: &str, kind, en: &str, zh: &str| bundle::Column {
        name: name.to_owned(),
        kind,
        en: en.to_owned(),
        zh: zh.to_owned(),
    };
    let columns = vec![
        column("id", bundle::Kind::Text, "id of the case", "记录标识"),
        column("seq", bundle::Kind::Integer, "place among the texts of the case, from 1", "在该记录中的次序，从1起"),
        column("kind", bundle::Kind::Text, "question, reply or correction", "来信、答复或更正"),
        column("text", bundle::Kind::Text, "the text without markup", "正文，不含标记"),
    ];
    Table { name: TEXTS.to_owned(), columns, rows: Vec::new() }
}

/// Adds the texts of the cases of a year.
fn texts(press: &Press<'_>, year: i16, table: &mut Table) -> Result<(), RenderError> {
    for case in press.seen.year(year) {
        for ((kind, text), seq) in cases::texts(&press.texts(), case)?.into_iter().zip(1..) {
            let id = Value::Text(case.id.to_string());
            table.rows.push(vec![id, Value::Integer(seq), Value::Text(kind.to_owned()), Value::Text(text)]);
        }
    }
    Ok(())
}
