//! A small city for each kind of thing that was once published wrong.

use crate::site::{day, site};
use gongkai::derive::measures::{Tally, Value, measure};
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::{Prepared, config};
use std::collections::BTreeMap;
use std::path::Path;

pub const RULES: &str = "content/rules/deadlines.yaml";

/// Ten working days from acceptance, to be accepted within three.
pub const ACCEPTED: &str = "- {id: r, applies: {kind: [complaint, foi]}, from: accepted, accept_within: 3 working-days, within: 10 working-days, extension: 5 working-days, basis: b, statutory: false, valid_from: 2020-01-01}\n";

/// The same from acceptance, with no time set for accepting.
pub const UNLIMITED: &str = "- {id: r, applies: {kind: [complaint, foi]}, from: accepted, within: 10 working-days, basis: b, statutory: false, valid_from: 2020-01-01}\n";

/// A case of lines and events; its text has a reply for each that an event tells of.
pub fn case(head: &str, events: &[&str]) -> String {
    let mut text = format!("---\ntitle: Lamps\n{head}\nevents:\n");
    if !head.contains("kind:") {
        text = text.replace("title: Lamps\n", "title: Lamps\nkind: complaint\n");
    }
    if !head.contains("department:") {
        text = text.replace("title: Lamps\n", "title: Lamps\ndepartment: urban\n");
    }
    if events.is_empty() {
        text = text.replace("events:\n", "");
    }
    events.iter().for_each(|event| text.push_str(&format!("  - {{{event}}}\n")));
    text.push_str("---\n## Question\n\nWhy?\n");
    let replies = events.iter().filter(|e| e.contains("type: replied") || e.contains("type: holding_reply")).count();
    (0..replies).for_each(|_| text.push_str("\n## Reply\n\nThus.\n"));
    text
}

pub fn city(rules: &str, cases: &[(&str, String)]) -> Memory {
    let memory = site(&[(RULES, rules)]);
    for (id, text) in cases {
        memory.put(&format!("content/replies/{id}.md"), text.as_bytes());
    }
    memory
}

pub fn prepared(memory: &Memory) -> Prepared<'_> {
    let (config, _) = config::read(&memory.read(Path::new(config::FILE)).unwrap());
    let prepared = gongkai::check_site(memory, Path::new(""), config.unwrap(), day()).unwrap();
    let errors: Vec<_> = prepared.checked.findings.iter().filter(|f| f.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    prepared
}

pub fn site_tally(memory: &Memory) -> Tally {
    prepared(memory).derived.measures.site.all.clone()
}

pub fn value(tally: &Tally, id: &str) -> Value {
    measure(id).unwrap().value(tally, 1)
}

pub fn page(tree: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(tree[path].clone()).unwrap()
}
