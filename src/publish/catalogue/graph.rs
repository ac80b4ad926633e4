//! Statements about data, written as JSON-LD and as Turtle.
//!
//! Takes a [`Node`] with what is said of it; gives either form. What must hold: both say the same.

use crate::escape::Escaped;
use crate::escape::json::pretty;
use crate::escape::turtle::TurtleText;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// Prefixes of the words that are used, in the order of their names.
const PREFIXES: [(&str, &str); 8] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A thing of which something is said.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its address, where it has one.
    pub id: Option<String>,
    pub kind: &'static str,
    said: Vec<(&'static str, Vec<Term>)>,
}

/// What is said.
#[derive(Debug)]
pub(super) enum Term {
    Address(String),
    /// A text, and the tag of its language.
    Text(String, Option<String>),
    Day(Date),
    Node(Node),
}

impl Node {
    pub fn new(kind: &'static str, id: Option<String>) -> Self {
        Self { id, kind, said: Vec::new() }
    }

    /// Says something, if there is something to say.
    #[must_use]
    pub fn say(mut self, word: &'static str, terms: impl IntoIterator<Item = Term>) -> Self {
        let terms: Vec<Term> = terms.into_iter().collect();
        if !terms.is_empty() {
            self.said.push((word, terms));
        }
        self
    }

    fn json(&self) -> Map<String, Value> {
        let mut map = Map::new();
        if let Some(id) = &self.id {
            map.insert("@id".to_owned(), json!(id));
        }
        map.insert("@type".to_owned(), json!(self.kind));
        for (word, terms) in &self.said {
            let mut values: Vec<Value> = terms.iter().map(Term::json).collect();
            let value = if values.len() == 1 { values.swap_remove(0) } else { Value::Array(values) };
            map.insert((*word).to_owned(), value);
        }
        map
    }

    fn turtle(&self, out: &mut TurtleText) {
        out.fixed("a ").fixed(self.kind);
        for (word, terms) in &self.said {
            out.fixed(" ;\n  ").fixed(word).fixed(" ");
            for (n, term) in terms.iter().enumerate() {
                out.fixed(if n > 0 { ", " } else { "" });
                term.turtle(out);
            }
        }
    }

    /// Things with an address of their own that are said of this one, each once, and of those again.
    fn named<'n>(&'n self, all: &mut Vec<&'n Node>) {
        for term in self.said.iter().flat_map(|(_, terms)| terms) {
            if let Term::Node(node) = term {
                if node.id.is_some() && !all.iter().any(|other| other.id == node.id) {
                    all.push(node);
                }
                node.named(all);
            }
        }
    }
}

impl Term {
    fn json(&self) -> Value {
        match self {
            Self::Address(address) => json!({ "@id": address }),
            Self::Text(text, None) => json!(text),
            Self::Text(text, Some(lang)) => json!({ "@language": lang, "@value": text }),
            Self::Day(day) => json!({ "@type": "xsd:date", "@value": day.to_string() }),
            Self::Node(node) => Value::Object(node.json()),
        }
    }

    fn turtle(&self, out: &mut TurtleText) {
        match self {
            Self::Address(address) => drop(out.iri(address)),
            Self::Text(text, lang) => drop(out.text(text, lang.as_deref())),
            Self::Day(day) => drop(out.text(&day.to_string(), None).fixed("^^xsd:date")),
            Self::Node(node) => match &node.id {
                Some(id) => drop(out.iri(id)),
                None => {
                    out.fixed("[ ");
                    node.turtle(out);
                    out.fixed(" ]");
                }
            },
        }
    }
}

/// Returns what is said of a thing as JSON-LD.
pub(super) fn jsonld(node: &Node) -> Escaped {
    let context: Map<String, Value> = PREFIXES.iter().map(|(name, at)| ((*name).to_owned(), json!(at))).collect();
    let mut map = Map::new();
    map.insert("@context".to_owned(), Value::Object(context));
    map.extend(node.json());
    pretty(&Value::Object(map))
}

/// Returns the same as Turtle.
pub(super) fn turtle(node: &Node) -> Escaped {
    let mut out = TurtleText::default();
    for (name, at) in PREFIXES {
        out.fixed("@prefix ").fixed(name).fixed(": ").iri(at).fixed(" .\n");
    }
    let mut all = vec![node];
    node.named(&mut all);
    for node in all {
        out.fixed("\n").iri(node.id.as_deref().unwrap_or_default()).fixed(" ");
        node.turtle(&mut out);
        out.fixed(" .\n");
    }
    out.finish()
}
