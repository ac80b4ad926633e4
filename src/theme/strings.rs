//! The words of a theme: ours, with those of a site laid over key by key, and findings about them.

use super::{built_in, theme_finding};
use crate::config::Config;
use crate::derive::measures::{MEASURES, Measure};
use crate::diagnostic::{Finding, KeyPath, Place, Tongue, rules};
use crate::source::text::decode;
use crate::words::Strings;
use crate::yaml;
use crate::yaml::Node;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Lays the words of a site's file over ours; what cannot be read is left to `load_strings`.
pub(super) fn merged(ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let read = |bytes: &[u8]| yaml::read(&decode(bytes).text);
    match (read(ours), read(theirs)) {
        (Some(mut base), Some(over)) => {
            lay_over(&mut base, &over);
            serde_json::to_vec(&to_json(&base)).unwrap_or_else(|_| theirs.to_vec())
        }
        _ => theirs.to_vec(),
    }
}

fn lay_over(base: &mut Node, over: &Node) {
    let Node::Map(entries) = base else { return };
    let mut places = HashMap::<String, usize>::new();
    for (i, (key, _)) in entries.iter().enumerate() {
        places.entry(key.clone()).or_insert(i);
    }
    for (key, value) in over.entries() {
        let Some(at) = places.get(key) else {
            places.insert(key.clone(), entries.len());
            entries.push((key.clone(), value.clone()));
            continue;
        };
        let inner = &mut entries[*at].1;
        match (&*inner, value) {
            (Node::Map(_), Node::Map(_)) => lay_over(inner, value),
            _ => *inner = value.clone(),
        }
    }
}

/// Adds what is not there.
fn lay_under(base: &mut Node, under: &Node) {
    let mut node = under.clone();
    lay_over(&mut node, base);
    *base = node;
}

/// The words of the registry of measures, as a theme's file would have them; a theme may say
/// its own under `measure`.
pub(super) fn measure_words(tongue: Tongue) -> Node {
    let text = |text: &str| Node::Text(text.to_owned());
    let measure = |measure: &&Measure| {
        let words = measure.words(tongue);
        let entries = [("name", words.name), ("short", words.short), ("definition", words.definition)];
        let entries = entries.map(|(key, words)| (key.to_owned(), text(words)));
        (measure.id.to_owned(), Node::Map(entries.to_vec()))
    };
    Node::Map(vec![("measure".to_owned(), Node::Map(MEASURES.iter().map(measure).collect()))])
}

/// The words of each language; a language without a file of its own has the English ones.
pub(super) fn load_strings(
    files: &BTreeMap<String, Vec<u8>>,
    dir: &str,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Vec<Arc<Strings>> {
    let read = |path: &str, findings: &mut Vec<Finding>| {
        let text = decode(files.get(path)?).text;
        match yaml::parse(&text, &format!("{dir}/{path}"), &text, 0) {
            Ok(node) => Some(node),
            Err(finding) => {
                findings.push(*finding);
                None
            }
        }
    };
    let mut english = read("strings/en.yaml", findings).unwrap_or(Node::Null);
    lay_under(&mut english, &measure_words(Tongue::English));
    let all: Vec<Arc<Strings>> = config
        .langs()
        .map(|(_, language)| {
            let own = read(&strings_file(files, &language.code), findings);
            let node = own.map_or_else(
                || english.clone(),
                |own| {
                    let mut node = english.clone();
                    if language.code.split('-').next() == Some("zh") {
                        lay_over(&mut node, &measure_words(Tongue::Chinese));
                    }
                    lay_over(&mut node, &own);
                    node
                },
            );
            Arc::new(Strings::new(&language.code, node))
        })
        .collect();
    for (_, language) in config.langs() {
        let path = strings_file(files, &language.code);
        if !files.contains_key(&path) {
            let finding = theme_finding(
                &rules::THEME_STRING_MISSING,
                dir,
                &format!("strings/{}.yaml", language.code),
                Place::File,
            );
            findings.push(finding.arg("key", "*").arg("lang", &language.code));
        }
    }
    // Ours are tested; only a site's own words can ask for what is not there.
    if files
        .iter()
        .any(|(path, bytes)| path.starts_with("strings/") && built_in(path).map(str::as_bytes) != Some(bytes))
    {
        let ours = measure_words_under(built_in("strings/en.yaml").and_then(|text| serde_yaml::from_str(text).ok()));
        for (strings, (_, language)) in all.iter().zip(config.langs()) {
            let path = strings_file(files, &language.code);
            findings.extend(unknown_values(&ours, strings, dir, &path));
        }
    }
    all
}

fn measure_words_under(node: Option<Node>) -> Strings {
    let mut node = node.unwrap_or(Node::Null);
    lay_under(&mut node, &measure_words(Tongue::English));
    Strings::new("en", node)
}

/// The names in braces of a phrase.
fn values_of(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// Findings about phrases that ask for values which ours under the same key are not given.
fn unknown_values(ours: &Strings, strings: &Strings, dir: &str, path: &str) -> Vec<Finding> {
    // The forms of one phrase are given the same values.
    let stem = |key: &str| key.trim_end_matches(".one").trim_end_matches(".other").to_owned();
    let mut known = BTreeMap::<String, BTreeSet<&str>>::new();
    let keys = ours.keys();
    for key in &keys {
        known.entry(stem(key)).or_default().extend(values_of(ours.known(key).unwrap_or_default()));
    }
    let mut findings = Vec::new();
    for key in strings.keys() {
        let Some(known) = known.get(&stem(&key)) else { continue };
        let unknown = values_of(strings.known(&key).unwrap_or_default()).find(|value| !known.contains(value));
        if let Some(value) = unknown {
            let place = key.split('.').fold(KeyPath::default(), |path, part| path.key(part));
            let names = known.iter().copied().collect::<Vec<_>>().join(", ");
            let finding = theme_finding(&rules::THEME_STRING_VALUE, dir, path, Place::Value(place));
            let finding = finding.arg("key", &key).arg("value", value);
            findings.push(finding.arg("known", if names.is_empty() { "–".to_owned() } else { names }));
        }
    }
    findings
}

/// `strings/zh-Hans.yaml`, else a file of the same primary language.
pub(super) fn strings_file(files: &BTreeMap<String, Vec<u8>>, code: &str) -> String {
    let exact = format!("strings/{code}.yaml");
    if files.contains_key(&exact) {
        return exact;
    }
    let primary = code.split('-').next().unwrap_or(code);
    let near =
        files.keys().find(|p| p.strip_prefix("strings/").is_some_and(|n| n.split(['-', '.']).next() == Some(primary)));
    near.cloned().unwrap_or(exact)
}

pub(super) fn to_json(node: &Node) -> serde_json::Value {
    match node {
        Node::Null => serde_json::Value::Null,
        Node::Bool(value) => (*value).into(),
        Node::Int(value) => (*value).into(),
        Node::Float(value) => (*value).into(),
        Node::Text(text) => text.as_str().into(),
        Node::List(items) => items.iter().map(to_json).collect(),
        Node::Map(entries) => {
            entries.iter().map(|(k, v)| (k.clone(), to_json(v))).collect::<serde_json::Map<_, _>>().into()
        }
    }
}
