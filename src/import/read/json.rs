//! JSON of Open311 (GeoReport v2) and Alaveteli: a list of records, each made a row.
//!
//! ```text
//! open311    = [ request* ] | { "requests" | "service_requests": [ request* ] }, or one level deeper
//!              (`{"service_requests": {"request": […]}}`, as servers that begin with XML write it)
//! alaveteli  = request | [ request* ] | [ event* ]      (a request page's JSON, several, or a feed)
//! ```

use super::super::said::{Said, said};
use super::super::sheet::{Cell, Form, Row, Sheet, Unreadable, named};
use super::{Reading, alaveteli};
use crate::source::text;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Reads a list of records.
pub fn read(bytes: &[u8], reading: &Reading) -> Result<Sheet, Unreadable> {
    let decoded = text::decode(bytes);
    let value: Value = serde_json::from_str(&decoded.text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Unreadable::new(
            said(
                format!("line {line}, column {column}: this is not JSON"),
                format!("第{line}行第{column}列：不是有效的 JSON"),
            ),
            said("export it again; the file may have been cut", "请重新导出，文件可能不完整"),
        )
    })?;
    let items = list(value).ok_or_else(|| {
        Unreadable::new(
            said("the file holds no list of requests", "文件中没有来信列表"),
            said(
                "give the answer of GET requests.json (Open311), or request pages as JSON (Alaveteli)",
                "请使用 Open311 的 requests.json，或 Alaveteli 请求页面的 JSON",
            ),
        )
    })?;
    let is_alaveteli = items.iter().any(alaveteli::is_one);
    let form = reading.form.unwrap_or(if is_alaveteli { Form::Alaveteli } else { Form::Open311 });
    let (flat, mut notes) = match form {
        Form::Alaveteli => alaveteli::rows(&items),
        _ => {
            let note = said(
                format!("read as Open311: {} requests", items.len()),
                format!("按 Open311 读取，共{}件", items.len()),
            );
            (items.iter().map(flat).collect(), vec![note])
        }
    };
    Ok(sheet(form, flat, &mut notes))
}

/// Returns the records of a file.
fn list(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(items) => items.iter().all(Value::is_object).then_some(items),
        Value::Object(map) if alaveteli::is_one(&Value::Object(map.clone())) => Some(vec![Value::Object(map)]),
        Value::Object(map) => {
            let known = ["requests", "service_requests", "request", "events"];
            let mut inner = map.into_iter().filter(|(key, value)| known.contains(&key.as_str()) && !value.is_null());
            match inner.next()? {
                (_, list @ Value::Array(_)) | (_, list @ Value::Object(_)) => match list {
                    Value::Object(one) if one.contains_key("service_request_id") => Some(vec![Value::Object(one)]),
                    list => self::list(list),
                },
                _ => None,
            }
        }
        _ => None,
    }
}

/// A record as pairs of a column and its text: `{"a": {"b": 1}}` is `a.b`.
pub type Flat = Vec<(String, String)>;

fn flat(item: &Value) -> Flat {
    let mut pairs = Vec::new();
    if let Value::Object(map) = item {
        flatten(map, "", &mut pairs);
    }
    pairs
}

fn flatten(map: &Map<String, Value>, before: &str, pairs: &mut Flat) {
    for (key, value) in map {
        let name = format!("{before}{key}");
        match value {
            Value::Object(inner) => flatten(inner, &format!("{name}."), pairs),
            Value::Null => {}
            value => pairs.push((name, shown(value))),
        }
    }
}

/// Returns a value as a cell shows it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(shown).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

fn sheet(form: Form, records: Vec<Flat>, notes: &mut Vec<Said>) -> Sheet {
    let mut heads: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (key, _) in records.iter().flatten() {
        if !places.contains_key(key) {
            places.insert(key.clone(), heads.len());
            heads.push(key.clone());
        }
    }
    let row = |(at, record): (usize, Flat)| {
        let mut cells = vec![Cell::Empty; heads.len()];
        for (key, text) in record {
            cells[places[&key]] = Cell::text(&text);
        }
        Row { number: at + 1, cells, fault: None }
    };
    let rows = records.into_iter().enumerate().map(row).collect();
    Sheet { form, heads: named(heads.clone()), rows, from_1904: false, notes: std::mem::take(notes) }
}
