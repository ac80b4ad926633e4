//! A table as it is published: the file for download, and its description for programs.

use crate::bundle::{self, Kind};
use crate::escape::Escaped;
use crate::escape::csv::CsvText;
use crate::record::Lang;
use crate::record::dataset as described;
use crate::record::table::marks::Marks;
use crate::record::table::typed::{ColumnPlan, Plan, Value as Read};
use crate::record::table::{Row, Sheet, unnamed};
use crate::record::words::{ColumnType, ObservationStatus};
use crate::source::text::clean;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Returns the Table Schema of a table as it is published.
pub(super) fn schema(text: &str, table: &described::Table) -> Value {
    Open::of(text, table).map_or_else(|| json!({ "fields": [] }), |open| schema_of(&open))
}

/// The same of a table that is open.
pub(super) fn schema_of(open: &Open<'_>) -> Value {
    let table = open.table;
    let fields: Vec<Value> = open.columns.iter().map(|column| field(column, open)).collect();
    let mut schema = json!({ "fields": fields, "missingValues": open.plan.marks.missing() });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    schema
}

fn field(column: &Published, open: &Open<'_>) -> Value {
    let table = open.table;
    let read = &open.plan.columns[column.at];
    let name = open.name(column);
    if column.status.is_some() {
        return json!({
            "name": name,
            "type": "string",
            "description": format!("status of the values of {}", read.name),
            "constraints": { "enum": ObservationStatus::WORDS },
            "missingValues": [""],
        });
    }
    let mut field = json!({ "name": name, "type": read.kind.word(), "format": "default" });
    if let Some(unit) = &read.unit {
        field["unit"] = (&**unit).into();
    }
    if column.is_status() {
        field["missingValues"] = json!([""]);
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
pub(super) struct Published {
    /// Its place in the table.
    pub at: usize,
    /// Its name, when it holds the status of that column's values, which the table has behind them.
    status: Option<String>,
    /// It is a column of the table that holds the status of others: `suppressed` is a word in it, no mark.
    of_others: bool,
}

impl Published {
    /// Returns whether it holds statuses.
    pub fn is_status(&self) -> bool {
        self.of_others || self.status.is_some()
    }
}

/// What a cell says, in every form that a table is published in.
pub(super) enum Said {
    /// The status of the value beside it.
    Status(ObservationStatus),
    Value(Read),
}

/// A table that is read to be published.
pub(super) struct Open<'t> {
    sheet: Sheet<'t>,
    pub plan: Plan,
    pub table: &'t described::Table,
    pub columns: Vec<Published>,
}

impl<'t> Open<'t> {
    /// Opens the text of a file; `None` when its cells are not certain, which the check has reported.
    pub fn of(text: &'t str, table: &'t described::Table) -> Option<Self> {
        let sheet = Sheet::open(text).ok()?;
        let marks = Marks::new(&table.missing, &table.marks);
        let survey = sheet.survey(&marks);
        let plan = Plan::of(&sheet, &survey, table, marks);
        let columns = columns_published(&plan);
        Some(Self { sheet, plan, table, columns })
    }

    /// Returns its rows.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<'t> {
        self.sheet.rows()
    }

    /// Returns what a cell says.
    pub fn said(&self, row: &Row, Published { at, status, of_others }: &Published) -> Said {
        let cell = row.cell(*at);
        match status {
            Some(_) => Said::Status(self.plan.cell(row, *at).status),
            None if *of_others && !cell.trim().is_empty() => Said::Value(Read::Text(clean(cell.trim()).into())),
            None => Said::Value(self.plan.value(*at, cell).0),
        }
    }

    /// Returns how a column is read; `None` for one of statuses.
    pub fn read(&self, column: &Published) -> Option<&ColumnPlan> {
        column.status.is_none().then(|| &self.plan.columns[column.at])
    }

    /// Returns the name of a column.
    pub fn name(&self, Published { at, status, .. }: &Published) -> String {
        let own = &self.plan.columns[*at].name;
        status.clone().unwrap_or_else(|| if own.is_empty() { unnamed(at + 1) } else { own.to_string() })
    }

    /// Returns the names of all columns, each once; `same` says when two are one.
    pub fn names(&self, same: impl Fn(&str) -> String) -> Vec<String> {
        let mut taken = BTreeSet::new();
        let name = |column| {
            let name = self.name(column);
            let mut names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}_{n}")));
            names.find(|name| taken.insert(same(name))).unwrap_or(name)
        };
        self.columns.iter().map(name).collect()
    }
}

/// The columns as they are published: marks behind numbers get a column of their own.
fn columns_published(plan: &Plan) -> Vec<Published> {
    let taken = |name: &str| plan.columns.iter().any(|column| *column.name == *name);
    let mut all = Vec::new();
    for (at, column) in plan.columns.iter().enumerate() {
        let of_others = plan.columns.iter().any(|other| other.status == Some(at));
        all.push(Published { at, status: None, of_others });
        if column.marked && column.status.is_none() {
            let mut names = (1..).map(|n| match n {
                1 => format!("{}_status", column.name),
                n => format!("{}_status_{n}", column.name),
            });
            all.push(Published { at, status: names.find(|name| !taken(name)), of_others: false });
        }
    }
    all
}

/// Returns a CSV file's text as published: UTF-8 with a mark, commas between cells, numbers and dates as
/// programs write them, control characters out, cells of text that begin like a formula disarmed, rows
/// filled up to one width, nothing but names and data. Of a table that cannot be read nothing is
/// published.
pub fn published_csv(text: &str, table: &described::Table) -> Escaped {
    let Some(open) = Open::of(text, table) else { return Escaped::default() };
    let mut csv = CsvText::headless(b',');
    open.columns.iter().for_each(|column| csv.text(&open.name(column)));
    csv.end();
    for row in open.rows() {
        for column in &open.columns {
            let cell = row.cell(column.at);
            match open.said(&row, column) {
                Said::Status(status) => csv.plain(status.word()),
                Said::Value(Read::Nothing) if cell.trim().is_empty() => csv.nothing(),
                Said::Value(Read::Number(number)) => {
                    csv.copied(&open.plan.columns[column.at].written(cell, &number, &open.plan.marks), false);
                }
                Said::Value(Read::Day(day)) => csv.plain(day),
                Said::Value(Read::Month(month)) => csv.copied(&month, false),
                Said::Value(Read::Year(year)) => csv.plain(year),
                Said::Value(Read::Flag(_) | Read::Nothing | Read::Text(_) | Read::Wrong(_)) => csv.copied(cell, false),
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
    let open = Open::of(text, table)?;
    let column = |(column, name): (&Published, String)| {
        let read = &open.plan.columns[column.at];
        let said = |lang: Lang| {
            let field = read.described(table)?;
            let words = [field.title.as_ref(), field.description.as_ref(), field.unit.as_ref()];
            let words: Vec<&str> = words.into_iter().flatten().map(|text| text.in_lang(lang)).collect();
            Some(words.join("; "))
        };
        let kind = if column.is_status() { Kind::Text } else { Kind::of(read.kind.word()) };
        bundle::Column { name, kind, en: said(en).unwrap_or_default(), zh: said(zh).unwrap_or_default() }
    };
    // To a database two names are one when only capitals tell them apart.
    let described = open.columns.iter().zip(open.names(str::to_lowercase)).map(column).collect();
    let value = |row: &Row, column: &Published| {
        let whole = open.plan.columns[column.at].kind == ColumnType::Integer;
        match open.said(row, column) {
            Said::Status(status) => bundle::Value::Text(status.word().to_owned()),
            Said::Value(Read::Nothing | Read::Wrong(_)) => bundle::Value::Null,
            Said::Value(Read::Text(text)) if text.is_empty() => bundle::Value::Null,
            Said::Value(Read::Text(text) | Read::Month(text)) => bundle::Value::Text(text.into()),
            Said::Value(Read::Number(number)) if whole => {
                number.exact.parse().map_or(bundle::Value::Null, bundle::Value::Integer)
            }
            Said::Value(Read::Number(number)) => bundle::Value::Number(number.near),
            Said::Value(Read::Flag(flag)) => bundle::Value::Flag(flag),
            Said::Value(Read::Day(day)) => bundle::Value::Day(day),
            Said::Value(Read::Year(year)) => bundle::Value::Text(year.to_string()),
        }
    };
    let rows = open.rows().map(|row| open.columns.iter().map(|column| value(&row, column)).collect()).collect();
    Some(bundle::Table { name, columns: described, rows })
}
