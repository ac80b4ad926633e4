//! Requests of Alaveteli (WhatDoTheyKnow and others).
//!
//! Takes what its addresses ending in `.json` give: a request with its events, or a feed of events,
//! each with the request it is of. Gives one row a request. The writer (`user`) is not read. What must
//! hold: of the texts the site gives excerpts only (`snippet`), and that is said.

use super::super::said::{Said, said};
use super::json::{Flat, shown};
use serde_json::Value;
use std::collections::BTreeMap;

/// Returns whether a record is a request or an event of one.
pub fn is_one(item: &Value) -> bool {
    let request = |item: &Value| item.get("url_title").is_some() && item.get("described_state").is_some();
    request(item) || item.get("info_request").is_some_and(request)
}

/// A request while its events are gathered.
struct Request<'a> {
    facts: &'a Value,
    body: Option<&'a Value>,
    events: Vec<&'a Value>,
}

/// Returns the requests as rows, in the order of the file, and what is to be said of them.
pub fn rows(items: &[Value]) -> (Vec<Flat>, Vec<Said>) {
    let mut order: Vec<Request<'_>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut strangers = 0;
    for item in items {
        let (facts, own) = match item.get("info_request") {
            Some(request) => (request, vec![item]),
            None => (item, list(item.get("info_request_events"))),
        };
        if !is_one(facts) {
            strangers += 1;
        }
        let id = facts.get("id").map(shown).unwrap_or_default();
        let at = *places.entry(id).or_insert(order.len());
        if at == order.len() {
            order.push(Request { facts, body: None, events: Vec::new() });
        }
        let request = &mut order[at];
        request.body = request.body.or_else(|| facts.get("public_body").or_else(|| item.get("public_body")));
        request.events.extend(own);
    }
    let mut notes = vec![said(
        format!("read as Alaveteli: {} requests", order.len()),
        format!("按 Alaveteli 读取，共{}件", order.len()),
    )];
    if order.iter().any(|request| request.events.iter().any(|event| event.get("snippet").is_some())) {
        notes.push(said(
            "Alaveteli gives the beginning of each text, not all of it: complete the records by hand",
            "Alaveteli 只提供各段文字的开头，全文须人工补入",
        ));
    }
    if strangers > 0 {
        notes.push(said(
            format!("{strangers} records are no requests of Alaveteli"),
            format!("有{strangers}条不是 Alaveteli 的请求"),
        ));
    }
    (order.iter().map(row).collect(), notes)
}

fn list(value: Option<&Value>) -> Vec<&Value> {
    value.and_then(Value::as_array).map(|items| items.iter().collect()).unwrap_or_default()
}

fn row(request: &Request<'_>) -> Flat {
    let mut events = request.events.clone();
    events.sort_by_key(|event| text(event, "created_at"));
    let of = |kinds: &[&str]| events.iter().copied().find(|event| kinds.contains(&text(event, "event_type").as_str()));
    let sent = of(&["sent", "send_error"]);
    // The last answer is the one that the state describes.
    let answered = events.iter().rev().copied().find(|event| text(event, "event_type") == "response");
    let described = events.iter().rev().copied().find(|event| !text(event, "last_described_at").is_empty());
    let mut pairs: Flat = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            pairs.push((key.to_owned(), value));
        }
    };
    for key in ["id", "url_title", "title", "created_at", "updated_at", "described_state", "display_status", "law_used"]
    {
        add(key, text(request.facts, key));
    }
    add("tags", request.facts.get("tags").map(tags).unwrap_or_default());
    add("prominence", text(request.facts, "prominence"));
    add("public_body.name", request.body.map(|body| text(body, "name")).unwrap_or_default());
    add("sent_at", sent.map(|event| text(event, "created_at")).unwrap_or_default());
    add("request_text", sent.map(|event| text(event, "snippet")).unwrap_or_default());
    add("response_at", answered.map(|event| text(event, "created_at")).unwrap_or_default());
    add("response_text", answered.map(|event| text(event, "snippet")).unwrap_or_default());
    add("described_at", described.map(|event| text(event, "last_described_at")).unwrap_or_default());
    pairs
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).map(shown).unwrap_or_default()
}

/// Tags are pairs of a name and a value, which may be null.
fn tags(value: &Value) -> String {
    let name = |tag: &Value| tag.as_array().and_then(|pair| pair.first()).map_or_else(|| shown(tag), shown);
    value.as_array().map(|tags| tags.iter().map(name).collect::<Vec<_>>().join("; ")).unwrap_or_default()
}
