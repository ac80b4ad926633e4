//! A table as JSON: a list of rows with types, and what is said of its columns.

use super::published::{Open, Said, schema_of};
use crate::escape::Escaped;
use crate::escape::json::Rows;
use crate::record::dataset::Dataset;
use crate::record::table::typed::Value as Read;
use crate::record::words::ObservationStatus;
use crate::site::about::{Column, column};
use crate::site::routes;
use crate::site::seen::Seen;
use crate::source::text::clean;
use serde_json::{Value, json};

/// What stands in the file of a table.
pub const PARTS: [Column; 12] = [
    column("dataset", "string", "id of the dataset", "数据集标识"),
    column("table", "string", "name of the table's file", "数据表的文件名"),
    column("title", "string", "title of the table", "表格标题"),
    column("url", "string", "page of the dataset", "数据集的页面"),
    column("publisher", "string", "department that publishes it", "发布部门"),
    column("updated", "date", "day of the figures", "数据更新日期"),
    column("licence", "string", "address or name of the licence", "使用许可的网址或名称"),
    column("notes", "array", "what stands below the table", "表注"),
    column("fields", "array", "its columns, as Table Schema has them", "各列的说明（Table Schema）"),
    column("primaryKey", "array", "the columns that tell rows apart", "区分各行的列"),
    column(
        "rows",
        "array",
        "an object for each row, by the names of the columns; null where there is no value",
        "每行一个对象，以列名为键；没有数值的为null",
    ),
    column(
        "without_value",
        "array",
        "why a value is not there: row (from 0), field, mark in the file, status",
        "没有数值的原因：row（行，从0起）、field（列）、mark（文件中的符号）、status（状态）",
    ),
];

/// Returns a table as JSON: `rows` are objects by the names of the columns, numbers with the digits of the
/// file, null where there is no value. `without_value` says why one is not there, where the file says it.
pub fn published_json(seen: Seen<'_>, dataset: &Dataset, index: usize, text: &str) -> Escaped {
    let table = &dataset.tables[index];
    let Some(open) = Open::of(text, table) else { return Rows::new(&[], &[]).finish(&[]) };
    let mut schema = schema_of(&open);
    let names = open.names(str::to_owned);
    if let Some(fields) = schema["fields"].as_array_mut() {
        fields.iter_mut().zip(&names).for_each(|(field, name)| field["name"] = name.as_str().into());
    }
    let mut head = said(seen, dataset, index);
    head.push(("fields", schema["fields"].clone()));
    if let Some(key) = schema.get("primaryKey") {
        head.push(("primaryKey", key.clone()));
    }
    let mut rows = Rows::new(&head, &names);
    let mut missing = Vec::new();
    for (at, row) in open.rows().enumerate() {
        for (column, name) in open.columns.iter().zip(&names) {
            let cell = clean(row.cell(column.at));
            let cell = cell.trim();
            match open.said(&row, column) {
                Said::Status(status) => rows.value(&status.word()),
                Said::Value(Read::Nothing) => {
                    rows.value(&Value::Null);
                    let status = open.plan.cell(&row, column.at).status;
                    if !cell.is_empty() || status != ObservationStatus::Missing {
                        missing.push(json!({ "row": at, "field": name, "mark": cell, "status": status.word() }));
                    }
                }
                Said::Value(Read::Text(text)) if text.is_empty() => rows.value(&Value::Null),
                Said::Value(Read::Text(text) | Read::Month(text)) => rows.value(&text),
                Said::Value(Read::Number(number)) => rows.number(&number.exact),
                Said::Value(Read::Flag(flag)) => rows.value(&flag),
                Said::Value(Read::Day(day)) => rows.value(&day.to_string()),
                Said::Value(Read::Year(year)) => rows.value(&year),
                Said::Value(Read::Wrong(_)) => rows.value(&cell),
            }
        }
        rows.end();
    }
    rows.finish(&[("without_value", missing.into())])
}

/// Returns what is said of the table before its rows; what reads the site reads it here.
pub fn said(seen: Seen<'_>, x: &Dataset, index: usize) -> Vec<(&'static str, Value)> {
    let table = &x.tables[index];
    let title = table.title.as_ref().unwrap_or(&x.title).in_lang(0);
    let mut all = vec![
        ("dataset", Value::from(&*x.id)),
        ("table", (&*table.file).into()),
        ("title", title.into()),
        ("url", format!("{}{}", seen.config().base_url, routes::dataset(&x.id)).into()),
        ("publisher", seen.department_name_in(&x.department, 0).into()),
        ("updated", x.updated_on.unwrap_or(x.published_on).to_string().into()),
    ];
    if let Some(licence) = seen.licence(x.licence.as_deref()) {
        all.push(("licence", licence.url.unwrap_or(licence.id).into()));
    }
    let notes = table.facts.iter().flat_map(|facts| &facts.notes);
    let notes: Vec<Value> = notes.map(|note| clean(&note.text).into_owned().into()).collect();
    if !notes.is_empty() {
        all.push(("notes", notes.into()));
    }
    all
}
