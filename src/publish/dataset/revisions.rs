//! The history of revisions of a dataset: for its page, the earlier files, and its description for programs.

use super::published::published_csv;
use crate::chart::number::plain;
use crate::chart::{Decimal, Period};
use crate::escape::Escaped;
use crate::publish::RenderError;
use crate::publish::rows::{Download, human_size};
use crate::record::dataset::{Dataset, Table};
use crate::record::names;
use crate::record::revision::{self as described, Earlier, Scope};
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts};
use crate::source::text::decode;
use crate::source::{Snapshot, sha256_hex};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io;

/// A revision of a dataset.
#[derive(Debug, Serialize)]
pub struct Revision {
    pub anchor: String,
    pub on: Date,
    /// `scheduled` or `correction`.
    pub kind: &'static str,
    pub note: String,
    /// The first cells that were changed.
    pub cells: Vec<Cell>,
    pub cells_total: usize,
    /// Some cell has a reason of its own.
    pub reasons: bool,
    /// Columns and times that were changed, each in words.
    pub scope: Vec<String>,
    /// Tables as they were before.
    pub files: Vec<Download>,
}

/// A cell that was changed.
#[derive(Debug, Serialize)]
pub struct Cell {
    pub row: String,
    pub column: String,
    pub old: String,
    pub new: String,
    pub reason: Option<String>,
}

/// Cells of a revision that its page shows; all of them stand in the description for programs.
const CELLS: usize = 20;

/// Returns the revisions of a dataset, in the order of its file.
pub fn revisions(seen: Seen<'_>, x: &Dataset, texts: &Texts<'_>) -> Result<Vec<Revision>, TextError> {
    let known = seen.revisions(x);
    let mut all = known.map(|revision| of(seen, x, revision, texts)).collect::<Result<Vec<_>, _>>()?;
    // Two of one day have no other name, and one address leads to one place.
    let mut taken = BTreeSet::new();
    for revision in &mut all {
        let name = revision.anchor.clone();
        let mut names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}-{n}")));
        revision.anchor = names.find(|name| taken.insert(name.clone())).unwrap_or(name);
    }
    Ok(all)
}

fn of(seen: Seen<'_>, x: &Dataset, said: &described::Revision, texts: &Texts<'_>) -> Result<Revision, TextError> {
    let cells: Vec<Cell> = said.changes.iter().take(CELLS).map(|change| cell(seen, x, change)).collect();
    let earlier = said.earlier.iter().filter_map(|earlier| file(x, earlier, texts));
    Ok(Revision {
        anchor: format!("g-revision-{}", said.anchor()),
        on: said.on,
        kind: said.kind.word(),
        note: said.note.in_lang(seen.lang).to_owned(),
        cells_total: said.changes.len(),
        reasons: cells.iter().any(|cell| cell.reason.is_some()),
        cells,
        scope: said.scope.iter().map(|scope| scope_said(seen, x, scope)).collect(),
        files: earlier.collect::<Result<_, _>>()?,
    })
}

fn cell(seen: Seen<'_>, x: &Dataset, change: &described::Change) -> Cell {
    let table = x.table(change.table.as_deref());
    let key = |at: usize| table.and_then(|table| table.key.get(at)).map_or("", |name| &**name);
    let row = change.row.iter().enumerate().map(|(at, value)| value_said(seen, table, key(at), value, true));
    Cell {
        row: row.collect::<Vec<_>>().join(seen.strings().text("frame.comma")),
        column: column_said(seen, table, &change.column),
        old: value_said(seen, table, &change.column, &change.old, false),
        new: value_said(seen, table, &change.column, &change.new, false),
        reason: change.reason.as_ref().map(|reason| reason.in_lang(seen.lang).to_owned()),
    }
}

fn column_said(seen: Seen<'_>, table: Option<&Table>, name: &str) -> String {
    let field = table.and_then(|table| table.fields.iter().find(|field| *field.name == *name));
    let title = field.and_then(|field| field.title.as_ref());
    title.map_or_else(|| name.to_owned(), |title| title.in_lang(seen.lang).to_owned())
}

/// A value as the table on the page shows it.
fn value_said(seen: Seen<'_>, table: Option<&Table>, column: &str, value: &str, is_key: bool) -> String {
    let field = table.and_then(|table| table.fields.iter().find(|field| *field.name == *column));
    let code = field.and_then(|field| field.codes.iter().find(|code| *code.value == *value));
    if let Some(label) = code.and_then(|code| code.label.as_ref()) {
        return label.in_lang(seen.lang).to_owned();
    }
    if value.is_empty() {
        return "…".to_owned();
    }
    let strings = seen.strings();
    if is_key {
        return Period::parse(value).map_or_else(|| value.to_owned(), |period| period.name(strings));
    }
    Decimal::parse(value).map_or_else(|| value.to_owned(), |number| plain(number, number.places(), strings))
}

/// What a scope covers, in words: "Lamps in service, July 2025 to June 2026".
fn scope_said(seen: Seen<'_>, x: &Dataset, scope: &Scope) -> String {
    let strings = seen.strings();
    let table = x.table(scope.table.as_deref());
    let comma = strings.text("frame.comma");
    let columns: Vec<String> = scope.columns.iter().map(|name| column_said(seen, table, name)).collect();
    let mut said = match columns.is_empty() {
        true => strings.text("dataset.scope_all").to_owned(),
        false => columns.join(comma),
    };
    let time = |time: &str| Period::parse(time).map_or_else(|| time.to_owned(), |period| period.name(strings));
    let span = match (scope.from.as_deref().map(time), scope.to.as_deref().map(time)) {
        (None, None) => None,
        (Some(from), Some(to)) => Some(strings.fill("dates.period", &[("from", &from), ("to", &to)])),
        (Some(from), None) => Some(strings.fill("dates.since", &[("date", &from)])),
        (None, Some(to)) => Some(strings.fill("dataset.scope_to", &[("date", &to)])),
    };
    if let Some(span) = span {
        said = format!("{said}{comma}{span}");
    }
    let title = table.and_then(|table| table.title.as_ref()).filter(|_| x.tables.len() > 1);
    match title {
        Some(title) => format!("{}{}{said}", title.in_lang(seen.lang), strings.text("frame.colon")),
        None => said,
    }
}

fn file(x: &Dataset, earlier: &Earlier, texts: &Texts<'_>) -> Option<Result<Download, TextError>> {
    let (facts, table) = (earlier.facts.as_ref()?, x.table(earlier.table.as_deref())?);
    Some(texts.of_file(&facts.path, facts.digest, |text| {
        let published = published_csv(text, table).into_bytes();
        Download {
            href: path(x, earlier),
            name: earlier.file.to_string(),
            size: human_size(published.len() as u64),
            format: "CSV".to_owned(),
            sha256: Some(sha256_hex(&published)),
            ..Download::default()
        }
    }))
}

/// Returns the path of an earlier file.
pub fn path(x: &Dataset, earlier: &Earlier) -> String {
    format!("statistics/{}/{}", x.id, names::published(&earlier.file))
}

/// Returns an earlier file as it is published: by the places of the revision and of the file in it.
pub fn earlier_file(
    x: &Dataset,
    snapshot: &Snapshot<'_>,
    (revision, at): (usize, usize),
) -> Result<Escaped, RenderError> {
    let earlier = &x.revisions[revision].earlier[at];
    Ok(published(x, snapshot, earlier)?.unwrap_or_default())
}

fn published(x: &Dataset, snapshot: &Snapshot<'_>, earlier: &Earlier) -> io::Result<Option<Escaped>> {
    let Some((facts, table)) = earlier.facts.as_ref().zip(x.table(earlier.table.as_deref())) else { return Ok(None) };
    Ok(Some(published_csv(&decode(&snapshot.read(&facts.path)?).text, table)))
}

/// Returns the revisions for programs: all cells, scopes, and the earlier files with their checksums.
pub fn for_programs(seen: Seen<'_>, x: &Dataset, snapshot: &Snapshot<'_>) -> Result<Value, RenderError> {
    let mut all = Vec::new();
    for revision in seen.revisions(x) {
        let table = |file: &Option<Box<str>>| x.table(file.as_deref()).map(|table| names::published(&table.file));
        let mut value = json!({
            "date": revision.on.to_string(),
            "kind": revision.kind.word(),
            "description": revision.note.in_lang(0),
        });
        if let Some(id) = &revision.id {
            value["id"] = (&**id).into();
        }
        let change = |change: &described::Change| {
            let mut cell = json!({
                "path": table(&change.table), "row": change.row, "column": change.column,
                "old": change.old, "new": change.new,
            });
            if let Some(reason) = &change.reason {
                cell["reason"] = reason.in_lang(0).into();
            }
            cell
        };
        let scope = |scope: &Scope| {
            let mut value = json!({ "path": table(&scope.table) });
            if !scope.columns.is_empty() {
                value["columns"] = json!(scope.columns);
            }
            for (key, time) in [("from", &scope.from), ("to", &scope.to)] {
                if let Some(time) = time {
                    value[key] = (&**time).into();
                }
            }
            value
        };
        let mut files = Vec::new();
        for earlier in &revision.earlier {
            let Some(csv) = published(x, snapshot, earlier)? else { continue };
            let bytes = csv.into_bytes();
            files.push(json!({
                "of": table(&earlier.table),
                "path": names::published(&earlier.file),
                "bytes": bytes.len(),
                "hash": format!("sha256:{}", sha256_hex(&bytes)),
            }));
        }
        let lists = [
            ("changes", revision.changes.iter().map(change).collect()),
            ("scope", revision.scope.iter().map(scope).collect()),
            ("earlier", files),
        ];
        for (key, list) in lists.into_iter().filter(|(_, list): &(_, Vec<Value>)| !list.is_empty()) {
            value[key] = list.into();
        }
        all.push(value);
    }
    Ok(all.into())
}
