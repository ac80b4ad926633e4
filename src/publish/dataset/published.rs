//! A table as it is published: the file for download, and its description for programs.

use crate::bundle::{self, Kind};
use crate::escape::Escaped;
use crate::escape::csv::CsvText;
use crate::record::Lang;
use crate::record::dataset as described;
use crate::record::table::marks::Marks;
use crate::record::table::typed::{Plan, Value as Read};
use crate::record::table::{Row, Sheet, unnamed};
use crate::record::words::{ColumnType, ObservationStatus};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Returns the Table Schema of a table as it is published.
pub(super) fn schema(text: &str, table: &described::Table) -> Value {
    let Some((_, plan)) = opened(text, table) else { return json!({ "fields": [] }) };
    let fields: Vec<Value> = columns_published(&plan).iter().map(|column| field(column, &plan, table)).collect();
    let mut schema = json!({ "fields": fields, "missingValues": plan.marks.missing() });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    schema
}

fn field(column: &Published, plan: &Plan, table: &described::Table) -> Value {
    let Published { at, status } = column;
    let read = &plan.columns[*at];
    if let Some(name) = status {
        return json!({
            "name": name,
            "type": "string",
            "description": format!("status of the values of {}", read.name),
            "constraints": { "enum": ObservationStatus::WORDS },
        });
    }
    let mut field = json!({ "name": read.name, "type": read.kind.word(), "format": "default" });
    if let Some(unit) = &read.unit {
        field["unit"] = (&**unit).into();
    }
    let Some(described) = read.described(table) else { return field };
    let texts = [("title", &described.title), ("description", &described.description), ("unit", &described.unit)];
    for (key, text) in texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?))) {
        field[key] = text.in_lang(0).into();
    }
    if let Some(status) = &described.status {
        field["status"] = (&**status).into();
    }
    let typed = |text: &str| match read.kind {
        ColumnType::Integer | ColumnType::Number | ColumnType::Year => {
            serde_json::from_str(text).ok().filter(Value::is_number).unwrap_or_else(|| text.into())
        }
        _ => Value::from(text),
    };
    let mut constraints = json!({});
    // What a key is made of must be there.
    if described.required || table.key.contains(&described.name) {
        constraints["required"] = true.into();
    }
    if described.unique {
        constraints["unique"] = true.into();
    }
    for (key, limit) in [("minimum", &described.minimum), ("maximum", &described.maximum)] {
        if let Some(limit) = limit {
            constraints[key] = typed(limit);
        }
    }
    if !described.codes.is_empty() {
        constraints["enum"] = described.codes.iter().map(|code| typed(&code.value)).collect();
        let labelled = |code: &described::Code| {
            let label = code.label.as_ref().map(|label| label.in_lang(0));
            json!({ "value": typed(&code.value), "label": label.unwrap_or(&code.value) })
        };
        field["categories"] = described.codes.iter().map(labelled).collect();
    }
    if constraints != json!({}) {
        field["constraints"] = constraints;
    }
    field
}

/// A column of the file for download.
struct Published {
    /// Its place in the table.
    at: usize,
    /// Its name, when it holds the status of that column's values, which the table has behind them.
    status: Option<String>,
}

fn opened<'t>(text: &'t str, table: &described::Table) -> Option<(Sheet<'t>, Plan)> {
    let sheet = Sheet::open(text).ok()?;
    let marks = Marks::new(&table.missing, &table.marks);
    let survey = sheet.survey(&marks);
    let plan = Plan::of(&sheet, &survey, table, marks);
    Some((sheet, plan))
}

/// The columns as they are published: marks behind numbers get a column of their own.
fn columns_published(plan: &Plan) -> Vec<Published> {
    let taken = |name: &str| plan.columns.iter().any(|column| *column.name == *name);
    let mut all = Vec::new();
    for (at, column) in plan.columns.iter().enumerate() {
        all.push(Published { at, status: None });
        if column.marked && column.status.is_none() {
            let mut names = (1..).map(|n| match n {
                1 => format!("{}_status", column.name),
                n => format!("{}_status_{n}", column.name),
            });
            all.push(Published { at, status: names.find(|name| !taken(name)) });
        }
    }
    all
}

/// Returns a CSV file's text as published: UTF-8 with a mark, commas between cells, numbers and dates as
/// programs write them, control characters out, cells of text that begin like a formula disarmed, rows
/// filled up to one width, nothing but names and data. Of a table that cannot be read nothing is
/// published.
pub fn published_csv(text: &str, table: &described::Table) -> Escaped {
    let Some((sheet, plan)) = opened(text, table) else { return Escaped::default() };
    let columns = columns_published(&plan);
    let mut csv = CsvText::headless(b',');
    for Published { at, status } in &columns {
        let name = &plan.columns[*at].name;
        match status {
            Some(status) => csv.text(status),
            None if name.is_empty() => csv.text(&unnamed(at + 1)),
            None => csv.text(name),
        }
    }
    csv.end();
    for row in sheet.rows() {
        for Published { at, status } in &columns {
            if status.is_some() {
                csv.plain(plan.cell(&row, *at).status.word());
                continue;
            }
            let cell = row.cell(*at);
            match plan.value(*at, cell).0 {
                Read::Nothing if cell.trim().is_empty() => csv.nothing(),
                Read::Number(number) => csv.copied(&plan.columns[*at].written(cell, &number, &plan.marks), false),
                Read::Day(day) => csv.plain(day),
                Read::Month(month) => csv.copied(&month, false),
                Read::Year(year) => csv.plain(year),
                Read::Flag(_) | Read::Nothing | Read::Text(_) | Read::Wrong(_) => csv.copied(cell, false),
            }
        }
        csv.end();
    }
    csv.finish()
}

/// Returns the same with types, for databases, under a name; meanings are told in two languages, English and
/// Chinese where the site has them. `None` where the table cannot be read.
pub fn published_table(
    name: String,
    text: &str,
    table: &described::Table,
    (en, zh): (Lang, Lang),
) -> Option<bundle::Table> {
    let (sheet, plan) = opened(text, table)?;
    let columns = columns_published(&plan);
    let mut taken = BTreeSet::new();
    let column = |Published { at, status }: &Published| {
        let read = &plan.columns[*at];
        let own = if read.name.is_empty() { unnamed(at + 1) } else { read.name.to_string() };
        let name = status.clone().unwrap_or(own);
        // To a database two names are one when only capitals tell them apart.
        let mut names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}_{n}")));
        let name = names.find(|name| taken.insert(name.to_lowercase())).unwrap_or(name);
        let said = |lang: Lang| {
            let field = read.described(table)?;
            let words = [field.title.as_ref(), field.description.as_ref(), field.unit.as_ref()];
            let words: Vec<&str> = words.into_iter().flatten().map(|text| text.in_lang(lang)).collect();
            Some(words.join("; "))
        };
        let kind = if status.is_some() { Kind::Text } else { Kind::of(read.kind.word()) };
        bundle::Column { name, kind, en: said(en).unwrap_or_default(), zh: said(zh).unwrap_or_default() }
    };
    let described = columns.iter().map(column).collect();
    let value = |row: &Row, Published { at, status }: &Published| {
        if status.is_some() {
            return bundle::Value::Text(plan.cell(row, *at).status.word().to_owned());
        }
        let whole = plan.columns[*at].kind == ColumnType::Integer;
        match plan.value(*at, row.cell(*at)).0 {
            Read::Nothing | Read::Wrong(_) => bundle::Value::Null,
            Read::Text(text) if text.is_empty() => bundle::Value::Null,
            Read::Text(text) | Read::Month(text) => bundle::Value::Text(text.into()),
            Read::Number(number) if whole => number.exact.parse().map_or(bundle::Value::Null, bundle::Value::Integer),
            Read::Number(number) => bundle::Value::Number(number.near),
            Read::Flag(flag) => bundle::Value::Flag(flag),
            Read::Day(day) => bundle::Value::Day(day),
            Read::Year(year) => bundle::Value::Text(year.to_string()),
        }
    };
    let rows = sheet.rows().map(|row| columns.iter().map(|column| value(&row, column)).collect()).collect();
    Some(bundle::Table { name, columns: described, rows })
}
