//! A case, laid out from its line in `data/replies/<yyyy-mm>.jsonl`.
//!
//! Takes a line as it was published; gives what two states of the site are compared by. A line that is of
//! another form gives nothing: the program that wrote it is not this one.

use super::{Laid, Part, Words, same};
use crate::record::words::EventKind;
use serde_json::Value;
use std::collections::BTreeMap;

/// Parts of a line that say what a reader cannot take back: who asked for what, and when.
const FACTS: [&str; 3] = ["title", "kind", "received"];

/// Lays out a case.
#[must_use]
pub fn of_case(line: &Value) -> Option<Laid> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let id = text(line, "id")?;
    let mut laid = Laid { record: format!("reply:{id}"), ..Laid::default() };
    laid.hidden = matches!(text(line, "visibility")?.as_str(), "withheld" | "removed");
    if laid.hidden {
        return Some(laid);
    }
    let facts = FACTS.iter().map(|key| Some(((*key).to_owned(), text(line, key)?)));
    laid.facts.insert(String::new(), facts.collect::<Option<_>>()?);
    let list = |key: &str| line.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for reference in list("references") {
        let name = reference.as_str()?.to_owned();
        laid.parts.push(Part { name, ..Part::default() });
    }
    for event in list("events") {
        let kind = text(event, "type")?;
        let name = format!("{} {kind}", text(event, "on")?);
        let rest = event.as_object()?.iter().filter(|(key, _)| !matches!(key.as_str(), "on" | "type"));
        let detail: Vec<String> = rest.map(|(key, value)| format!("{key} {value}")).collect();
        let part = Part { name, detail: detail.join(", "), ..Part::default() };
        match EventKind::parse(&kind) {
            Some(kind) if crate::derive::register::is_listed(kind) => {
                let of_correction = kind == EventKind::Corrected;
                laid.acts.push(Part { of_redaction: !of_correction, of_correction, ..part });
            }
            _ => laid.parts.push(part),
        }
    }
    let mut counts = BTreeMap::new();
    for section in list("texts") {
        let kind = text(section, "kind")?;
        let count: &mut usize = counts.entry(kind.clone()).or_default();
        *count += 1;
        laid.texts.insert(format!("{kind} {count}"), Words::of(same::layout_folded(&text(section, "text")?)));
    }
    Some(laid)
}
