//! The page of all data: what there is, a line for each kind of file, and questions that it answers.

use super::plain_download;
use crate::derive::listings::Group as Listed;
use crate::publish::dataset;
use crate::publish::rows::{DatasetRow, Download};
use crate::record::licence::Licence;
use crate::site::Planned;
use crate::site::about::{Column, Form};
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use serde::Serialize;

/// `data.html`
#[derive(Debug, Serialize)]
pub struct DataIndex {
    /// What there is, by what it is for.
    pub groups: Vec<DataGroup>,
    /// Statistics, the newest first.
    pub statistics: Vec<DataSet>,
    /// What stands in a table of them as JSON.
    pub json_parts: Vec<DictionaryColumn>,
    /// How many there are, of which these are some.
    pub statistics_total: usize,
    /// Questions, each as a program that answers it.
    pub queries: Vec<Query>,
    pub licence: Option<Licence>,
}

/// Files that are for one thing.
#[derive(Debug, Serialize)]
pub struct DataGroup {
    /// Key of `strings.data.group`: `cases`, `figures`, `records`, `whole`, `programs`.
    pub key: &'static str,
    pub kinds: Vec<DataKind>,
}

/// Files of one kind: one, or one for each year or month.
#[derive(Debug, Serialize)]
pub struct DataKind {
    /// Key of `strings.data_file`.
    pub key: &'static str,
    /// The newest first.
    pub files: Vec<DataFile>,
    /// What stands in them.
    pub columns: Vec<DictionaryColumn>,
}

/// One data file.
#[derive(Debug, Serialize)]
pub struct DataFile {
    pub download: Download,
    /// `2026`, `2026-03`, the name of a table, or empty.
    pub period: String,
}

/// One column and what it means.
#[derive(Debug, Serialize)]
pub struct DictionaryColumn {
    pub name: &'static str,
    pub kind: &'static str,
    /// In the language of the page.
    pub meaning: &'static str,
}

/// The tables of a dataset.
#[derive(Debug, Serialize)]
pub struct DataSet {
    pub dataset: DatasetRow,
    /// Rows of all its tables.
    pub rows: usize,
    /// Its tables.
    pub files: Vec<Download>,
}

/// A question, and a program that answers it.
#[derive(Debug, Serialize)]
pub struct Query {
    /// Key of `strings.data.query`: `sqlite`, `pandas`, `r`.
    pub key: &'static str,
    pub program: String,
}

/// Statistics that the page shows; the rest is a list away.
const STATISTICS: usize = 25;

/// What files are for, and in which order they are told.
const GROUPS: [(&str, &[&str]); 5] = [
    ("cases", &["replies_csv", "events_csv", "open_csv", "replies_jsonl", "promises_csv", "deadlines_ics"]),
    ("figures", &["measures_csv", "flow_csv", "foi_csv", "policy_figures_csv"]),
    ("records", &["policies_csv", "policies_articles_csv", "corrections_csv", "departments_csv", "topics_csv"]),
    ("whole", &["database", "parquet", "records_jsonl"]),
    ("programs", &[]),
];

/// Fills the page.
pub fn data(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, DataIndex) {
    let mut groups: Vec<DataGroup> = GROUPS.iter().map(|(key, _)| DataGroup { key, kinds: Vec::new() }).collect();
    for kind in kinds(seen) {
        // What is for nothing else is for programs.
        let at = GROUPS.iter().position(|(_, keys)| keys.contains(&kind.key)).unwrap_or(GROUPS.len() - 1);
        groups[at].kinds.push(kind);
    }
    for (group, (_, keys)) in groups.iter_mut().zip(GROUPS) {
        group.kinds.sort_by_key(|kind| (keys.iter().position(|key| *key == kind.key), kind.key));
    }
    groups.retain(|group| !group.kinds.is_empty());
    let order = seen.documents(Listed::Site).map_or(&[][..], |lists| &lists.datasets);
    let view = DataIndex {
        groups,
        statistics: order.iter().take(STATISTICS).map(|at| statistics(seen, *at as usize)).collect(),
        json_parts: columns(&dataset::PARTS, seen),
        statistics_total: order.len(),
        queries: queries(seen),
        licence: seen.licence(None),
    };
    (seen.page(planned, Head::new(seen.lang, title.to_owned(), "")), view)
}

/// The files of each kind.
fn kinds(seen: Seen<'_>) -> Vec<DataKind> {
    // Of a file that each language has, the page's own.
    let dir = &seen.config().language(seen.lang).dir;
    let has_own = |path: &str| seen.has(&[dir.as_str(), path].concat());
    let here = |p: &&Planned| p.lang == seen.lang || (p.lang == 0 && !has_own(&p.path));
    let mut kinds: Vec<DataKind> = Vec::new();
    for planned in seen.told().filter(here) {
        let Some(data) = planned.about.data.as_deref() else { continue };
        let file = DataFile { download: plain_download(&planned.path), period: data.period.clone() };
        match kinds.iter_mut().find(|kind| kind.key == data.key) {
            // Of the files of one kind, each of a year or month, one describes all.
            Some(kind) => kind.files.push(file),
            None => kinds.push(DataKind { key: data.key, files: vec![file], columns: columns(&data.columns, seen) }),
        }
    }
    for kind in &mut kinds {
        let by_name = kind.key == "parquet";
        kind.files.sort_by(|a, b| if by_name { a.period.cmp(&b.period) } else { b.period.cmp(&a.period) });
    }
    kinds
}

fn columns(all: &[Column], seen: Seen<'_>) -> Vec<DictionaryColumn> {
    let chinese = seen.code().starts_with("zh");
    let column =
        |c: &Column| DictionaryColumn { name: c.name, kind: c.kind, meaning: if chinese { c.zh } else { c.en } };
    all.iter().filter(|column| !column.kind.is_empty()).map(column).collect()
}

fn statistics(seen: Seen<'_>, at: usize) -> DataSet {
    let x = seen.dataset(at);
    let mut files = dataset::files(seen, x);
    files.retain(|file| file.form != Form::Json && file.lang.is_none_or(|lang| lang == seen.lang));
    DataSet {
        dataset: seen.dataset_row(at),
        rows: x.tables.iter().filter_map(|table| table.facts.as_ref()).map(|facts| facts.rows).sum(),
        files: files.iter().map(|file| plain_download(&file.path)).collect(),
    }
}

/// Returns questions that the data of this site answer.
fn queries(seen: Seen<'_>) -> Vec<Query> {
    let base = &seen.config().base_url;
    let cases = seen.told().filter(|p| p.about.data.as_ref().is_some_and(|data| data.key == "replies_csv"));
    let mut queries = Vec::new();
    let mut add = |key, program| queries.push(Query { key, program });
    if seen.config().bundle {
        add("sqlite", SQLITE.to_owned());
    }
    if let Some(newest) = cases.map(|planned| &planned.path).max() {
        add("pandas", PANDAS.replace("{address}", &format!("{base}{newest}")));
    }
    add("r", R.replace("{address}", &format!("{base}data/measures.csv")));
    queries
}

/// Cases and answers by department, of the database.
const SQLITE: &str = "\
SELECT d.name,
  count(*) AS cases,
  count(r.first_reply) AS answered
FROM replies r
JOIN departments d ON d.id = r.department
GROUP BY d.id
ORDER BY cases DESC, d.name
LIMIT 10;";

/// Cases by department and month.
const PANDAS: &str = "\
import pandas as pd

address = \"{address}\"
cases = pd.read_csv(address)
cases[\"month\"] = cases[\"received\"].str[:7]
counts = pd.crosstab(cases[\"department\"], cases[\"month\"])
print(counts.to_string())";

/// Cases that came and were answered, by month.
const R: &str = "\
address <- \"{address}\"
measures <- read.csv(address, fileEncoding = \"UTF-8-BOM\")
months <- subset(measures,
  group == \"site\" & month != \"\",
  c(month, received, replied))
print(tail(months, 12), row.names = FALSE)";
