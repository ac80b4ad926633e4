//! A YAML value as a tree that keeps the order of keys and keys given twice.

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::fmt;

/// A YAML value.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// Returns the value of a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Self::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Returns text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text of a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::as_text)
    }

    /// Returns a number, a day or a word as it is written.
    pub fn amount(&self) -> Option<Box<str>> {
        match self {
            Self::Int(number) => Some(number.to_string().into()),
            Self::Float(number) => Some(number.to_string().into()),
            Self::Text(text) => Some(text.trim().into()),
            _ => None,
        }
    }

    /// Returns the items of a list under a key; none when it is absent or no list.
    pub fn items(&self, key: &str) -> &[Node] {
        self.get(key).map_or(&[], Self::as_list)
    }

    /// Returns the items of a list.
    pub fn as_list(&self) -> &[Node] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the entries of a map.
    pub fn entries(&self) -> &[(String, Node)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Returns the texts of a list under a key.
    pub fn texts<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a str> {
        self.items(key).iter().filter_map(Self::as_text)
    }

    /// Returns a truth value.
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.get(key) {
            Some(Self::Bool(value)) => Some(*value),
            _ => None,
        }
    }

    /// Returns a whole number.
    pub fn int(&self, key: &str) -> Option<i64> {
        match self.get(key) {
            Some(Self::Int(value)) => Some(*value),
            _ => None,
        }
    }

    /// Returns a date under a key (the day of it, when it has hours).
    pub fn date(&self, key: &str) -> Option<jiff::civil::Date> {
        self.text(key).and_then(super::schema::day)
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Weighed { left: &Cell::new(usize::MAX) }.deserialize(deserializer)
    }
}

impl Node {
    /// Reads a tree that weighs so much at most: its texts by their length, and one more for
    /// each node. A few marks can repeat a text until it fills the memory.
    pub fn read(yaml: &str, weight: usize) -> Result<Self, serde_yaml::Error> {
        Weighed { left: &Cell::new(weight) }.deserialize(serde_yaml::Deserializer::from_str(yaml))
    }
}

/// Builds a tree, and takes what each part of it weighs off what is left.
#[derive(Clone, Copy)]
struct Weighed<'w> {
    left: &'w Cell<usize>,
}

impl Weighed<'_> {
    fn take<E: de::Error>(self, weight: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(weight).ok_or_else(|| E::custom("repetition limit exceeded"))?;
        self.left.set(left);
        Ok(())
    }

    fn one<E: de::Error>(self, node: Node) -> Result<Node, E> {
        self.take(1)?;
        Ok(node)
    }

    fn text<E: de::Error>(self, text: impl Into<String> + AsRef<str>) -> Result<Node, E> {
        self.take(1 + text.as_ref().len())?;
        Ok(Node::Text(text.into()))
    }
}

impl<'de> DeserializeSeed<'de> for Weighed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Weighed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node, E> {
        self.one(Node::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Node, E> {
        self.one(Node::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node, E> {
        self.one(Node::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node, E> {
        self.one(Node::Int(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node, E> {
        self.one(i64::try_from(value).map_or_else(|_| Node::Text(value.to_string()), Node::Int))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Node, E> {
        self.text(value.to_string())
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Node, E> {
        self.text(value.to_string())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node, E> {
        self.one(Node::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Node, E> {
        self.text(value)
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Node, E> {
        self.text(value)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        self.take(1)?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        self.take(1)?;
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            self.take(1 + key.len())?;
            entries.push((key, map.next_value_seed(self)?));
        }
        Ok(Node::Map(entries))
    }
}
