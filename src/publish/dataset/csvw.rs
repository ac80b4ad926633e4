//! A dataset described as CSV on the Web (W3C, "Metadata Vocabulary for Tabular Data", 2015): what stands in
//! each column of its CSV files, in the languages of the site.
//!
//! One file describes all tables of a dataset, and lies where a program that has the address of a table looks
//! for it: `csv-metadata.json` beside it.

use super::files::DESCRIPTIONS;
use super::published::{Open, Published, Said};
use crate::escape::Escaped;
use crate::escape::json::pretty;
use crate::publish::{Press, RenderError};
use crate::record::dataset::Dataset;
use crate::record::table::typed::Value as Read;
use crate::record::words::{ColumnType, ObservationStatus};
use crate::record::{Text, names};
use crate::site::routes;
use crate::site::seen::Seen;
use crate::site::texts::file_text;
use crate::source::text::clean;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Returns where the description lies.
pub fn path(id: &str) -> String {
    format!("statistics/{id}/{}", DESCRIPTIONS[1])
}

/// Returns the description.
///
/// # Errors
/// When a table cannot be read.
pub fn described(press: &Press<'_>, index: usize) -> Result<Escaped, RenderError> {
    let seen = press.seen;
    let x = seen.dataset(index);
    let config = seen.config();
    let mut tables = Vec::new();
    for table in &x.tables {
        let Some(facts) = &table.facts else { continue };
        let text = file_text(press.snapshot, &facts.path, facts.digest)?;
        let Some(open) = Open::of(&text, table) else { continue };
        let notes: Vec<_> = facts.notes.iter().map(|note| clean(&note.text)).collect();
        let mut described = json!({
            "url": names::published(&table.file),
            "dc:title": said(seen, table.title.as_ref().unwrap_or(&x.title)),
            "tableSchema": schema(seen, &open),
        });
        if !notes.is_empty() {
            described["notes"] = json!(notes);
        }
        tables.push(described);
    }
    let language = config.languages.first().map_or("en", |language| &*language.code);
    let mut value = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": language }],
        "dc:title": said(seen, &x.title),
        "dc:description": said(seen, &x.description),
        "dc:publisher": publisher(seen, x),
        "dc:modified": { "@value": x.updated_on.unwrap_or(x.published_on).to_string(), "@type": "xsd:date" },
        "dc:source": { "@id": format!("{}{}", config.base_url, routes::dataset(&x.id)) },
        // The mark of UTF-8 stands before the first name. A cell of text that a spreadsheet would run as a
        // formula has an apostrophe before it, which is part of the file.
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": "\"",
            "doubleQuote": true,
            "header": true,
            "headerRowCount": 1,
            "skipBlankRows": false,
            "skipInitialSpace": false,
            "trim": false,
        },
        "tables": tables,
    });
    if let Some(licence) = seen.licence(x.licence.as_deref()) {
        value["dc:license"] = licence.url.map_or_else(|| json!(licence.id), |url| json!({ "@id": url }));
    }
    Ok(pretty(&value))
}

fn publisher(seen: Seen<'_>, x: &Dataset) -> Value {
    let department = seen.find_department(&x.department);
    department.map_or_else(|| json!(&*x.department), |department| said(seen, &department.name))
}

/// Returns a text in each of its languages.
fn said(seen: Seen<'_>, text: &Text) -> Value {
    let languages = &seen.config().languages;
    let one = |(lang, text): &(crate::record::Lang, Box<str>)| match languages.get(usize::from(*lang)) {
        Some(language) => json!({ "@value": &**text, "@language": language.code }),
        None => json!(&**text),
    };
    text.0.iter().map(one).collect()
}

fn schema(seen: Seen<'_>, open: &Open<'_>) -> Value {
    let names = open.names(str::to_owned);
    let powers = powers(open);
    let columns = open.columns.iter().zip(&names).zip(powers);
    let columns: Vec<Value> = columns.map(|((at, name), power)| column(seen, open, (at, name), power)).collect();
    let mut schema = json!({ "columns": columns });
    if !open.table.key.is_empty() {
        schema["primaryKey"] = open.table.key.iter().map(|key| variable(key)).collect();
    }
    schema
}

/// Returns which columns have a number with a power of ten, which no decimal has.
fn powers(open: &Open<'_>) -> Vec<bool> {
    let mut powers = vec![false; open.columns.len()];
    for row in open.rows() {
        for (power, column) in powers.iter_mut().zip(&open.columns) {
            *power |= matches!(open.said(&row, column), Said::Value(Read::Number(n)) if n.exact.contains(['e', 'E']));
        }
    }
    powers
}

fn column(seen: Seen<'_>, open: &Open<'_>, (column, name): (&Published, &str), power: bool) -> Value {
    // What stands in the file is in no language.
    let mut titles = json!({ "und": open.name(column) });
    let Some(read) = open.read(column) else {
        let words = ObservationStatus::WORDS.join("|");
        let of = variable(&open.plan.columns[column.at].name);
        return json!({
            "name": variable(name),
            "titles": titles,
            "dc:description": format!("status of the values of {of}"),
            "datatype": { "base": "string", "format": words },
            "required": true,
            "null": [""],
        });
    };
    let kind = match read.kind {
        ColumnType::String => "string",
        ColumnType::Integer => "integer",
        ColumnType::Number if power => "double",
        ColumnType::Number => "decimal",
        ColumnType::Boolean => "boolean",
        ColumnType::Date => "date",
        ColumnType::Year => "gYear",
        ColumnType::YearMonth => "gYearMonth",
    };
    let mut described = json!({ "name": variable(name), "titles": Value::Null, "datatype": kind });
    if let Some(unit) = &read.unit {
        described["schema:unitText"] = json!(unit);
    }
    if let Some(field) = read.described(open.table) {
        for (lang, text) in field.title.iter().flat_map(|title| &title.0) {
            if let Some(language) = seen.config().languages.get(usize::from(*lang)) {
                titles[&language.code] = (&**text).into();
            }
        }
        if let Some(text) = &field.description {
            described["dc:description"] = said(seen, text);
        }
        if let Some(unit) = &field.unit {
            described["schema:unitText"] = said(seen, unit);
        }
        let mut datatype = json!({ "base": kind });
        for (key, limit) in [("minimum", &field.minimum), ("maximum", &field.maximum)] {
            if let Some(limit) = limit {
                let number = serde_json::from_str(limit).ok().filter(Value::is_number);
                datatype[key] = number.filter(|_| kind != "date").unwrap_or_else(|| (&**limit).into());
            }
        }
        if kind == "string" && !field.codes.is_empty() {
            datatype["format"] =
                field.codes.iter().map(|code| literal(&code.value)).collect::<Vec<_>>().join("|").into();
        }
        if datatype != json!({ "base": kind }) {
            described["datatype"] = datatype;
        }
        // What a key is made of must be there.
        if field.required || open.table.key.contains(&field.name) {
            described["required"] = true.into();
        }
    }
    // In a column of statuses the words of our marks are values.
    described["null"] = if column.is_status() { json!([""]) } else { json!(open.plan.marks.missing()) };
    described["titles"] = titles;
    described
}

/// Returns the name of a column as one of a variable (RFC 6570): letters, digits and `_`, not first; all else
/// by its bytes.
fn variable(name: &str) -> String {
    let mut variable = String::with_capacity(name.len());
    for (at, byte) in name.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || (byte == b'_' && at > 0) {
            variable.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(variable, "%{byte:02X}");
        }
    }
    variable
}

/// Returns a regular expression that fits a text alone.
fn literal(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\^$.|?*+()[]{}/-".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_variables_and_codes_fit_themselves() {
        assert_eq!(variable("_lit by-day 亮"), "%5Flit%20by%2Dday%20%E4%BA%AE");
        assert_eq!(variable("lit_2"), "lit_2");
        assert_eq!(literal("A+ (b|c)"), "A\\+ \\(b\\|c\\)");
    }
}
