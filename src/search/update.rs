//! From changed texts to the shards that change.
//!
//! The index itself says what it knew: the terms of a text as it was and as it is name the shards, and
//! in each the lists, that are written anew. What must hold: the files are those of a whole build of
//! the new texts by the same [`Settings`].

use super::build::{Put, Settings};
use super::lists::{self, Node, Range};
use super::shard::{self, At, Entry, Field, List};
use super::terms;
use super::texts::{self, Document};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// A document as it was and as it is.
#[derive(Debug, Clone)]
pub struct Change {
    pub number: u32,
    pub old: Option<Document>,
    pub new: Option<Document>,
}

/// The files of the shards that were looked at.
#[derive(Debug, Default)]
pub struct Updated {
    /// Names of files that were put, or stand as they were.
    pub now: BTreeSet<String>,
    /// The shards that these are of: whatever else is of them is no longer.
    pub shards: BTreeSet<At>,
    /// Names of all shards that are split.
    pub split: BTreeSet<String>,
}

/// What becomes of a term: for each field the documents with what lists write of them now, and by how
/// much the number of documents that have it grows.
#[derive(Default)]
struct Turn {
    fields: [Vec<(u32, Option<Vec<u8>>)>; 2],
    grown: [i64; 2],
    documents: i64,
}

/// Writes the shards that differ. `standing` gives the files of the earlier index by name.
///
/// # Errors
/// When a file cannot be read or is not what an index has, or something cannot be written.
pub fn update(
    settings: &Settings,
    split: &BTreeSet<String>,
    changes: &[Change],
    standing: &(dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
    put: Put<'_>,
) -> io::Result<Updated> {
    let mut shards = BTreeMap::<At, BTreeMap<String, Turn>>::new();
    for change in changes {
        let Some(space) = settings.spaces.iter().rfind(|space| space.from <= change.number) else { continue };
        let written = |document: &Option<Document>| {
            document.as_ref().map(|document| terms::written(document, &settings.common)).unwrap_or_default()
        };
        let (old, mut new) = (written(&change.old), written(&change.new));
        let mut present = BTreeMap::<&str, (bool, bool)>::new();
        old.keys().for_each(|(term, _)| present.entry(term).or_default().0 = true);
        new.keys().for_each(|(term, _)| present.entry(term).or_default().1 = true);
        let present: Vec<(String, bool, bool)> =
            present.into_iter().map(|(term, (was, is))| (term.to_owned(), was, is)).collect();
        for (term, was, is) in present {
            for (at, field) in Field::ALL.into_iter().enumerate() {
                let key = (term.clone(), field);
                let (before, after) = (old.get(&key), new.remove(&key));
                if before == after.as_ref() {
                    continue;
                }
                let turn = shards.entry(space.at(&term)).or_default().entry(term.clone()).or_default();
                turn.grown[at] += i64::from(after.is_some()) - i64::from(before.is_some());
                turn.fields[at].push((change.number, after));
            }
            if was != is
                && let Some(turn) = shards.get_mut(&space.at(&term)).and_then(|turns| turns.get_mut(&term))
            {
                turn.documents += i64::from(is) - i64::from(was);
            }
        }
    }
    let made: io::Result<Vec<(At, shard::Files)>> = shards
        .into_par_iter()
        .map(|(at, turns)| {
            let texts: io::Result<Vec<Vec<u8>>> =
                shard::names_of(at, split).iter().map(|name| standing(name)).collect();
            let texts = texts?;
            let files = turned(at, &texts, turns, settings, standing)?;
            for (name, text) in &files.made {
                put(name, text)?;
            }
            Ok((at, files))
        })
        .collect();
    let mut updated = Updated { split: split.clone(), ..Updated::default() };
    for (at, files) in made? {
        updated.split.retain(|name| At::of(name) != Some(at));
        updated.split.extend(files.split);
        updated.now.extend(files.made.into_iter().map(|(name, _)| name).chain(files.stand));
        updated.shards.insert(at);
    }
    Ok(updated)
}

fn torn(name: &str) -> io::Error {
    io::Error::other(format!("search/{name}.js is not what an index has"))
}

/// Returns the files of a shard after the turns of its terms.
fn turned(
    at: At,
    texts: &[Vec<u8>],
    mut turns: BTreeMap<String, Turn>,
    settings: &Settings,
    standing: &(dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
) -> io::Result<shard::Files> {
    let mut entries = Vec::new();
    for text in texts {
        let text = texts::handed_text(text).ok_or_else(|| torn(&at.name()))?;
        entries.extend(Entry::read(text).ok_or_else(|| torn(&at.name()))?);
    }
    let mut all = Vec::with_capacity(entries.len() + turns.len());
    for entry in entries {
        match turns.remove(&*entry.term) {
            Some(turn) => all.push(entry_after(at, entry, turn, settings, standing)?),
            None => all.push(entry),
        }
    }
    for (term, turn) in turns {
        let new = Entry { term: term.into(), fields: [List::Whole(Vec::new()), List::Whole(Vec::new())], documents: 0 };
        all.push(entry_after(at, new, turn, settings, standing)?);
    }
    all.retain(|entry| !entry.is_empty());
    all.sort_by(|a, b| a.term.cmp(&b.term));
    Ok(shard::files(at, &all, settings.limits))
}

fn entry_after<'a>(
    at: At,
    entry: Entry<'a>,
    turn: Turn,
    settings: &Settings,
    standing: &(dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
) -> io::Result<Entry<'a>> {
    let Entry { term, fields, documents } = entry;
    let [title, body] = fields;
    let (title, body) = match (title, body) {
        (List::Whole(title), List::Whole(body)) => {
            let title = lists::changed(title, &turn.fields[0]);
            let body = lists::changed(body, &turn.fields[1]);
            return Ok(Entry::new(term, title, body, settings.limits));
        }
        other => other,
    };
    let mut fields = Vec::with_capacity(2);
    for (field, list) in Field::ALL.into_iter().zip([title, body]) {
        let place = field as usize;
        let changes = &turn.fields[place];
        let list = match list {
            List::Whole(postings) => shard::long(lists::changed(postings, changes), settings.limits),
            List::Long { documents, tree } => {
                let mut load = |range: Range| -> io::Result<Vec<lists::Posting<'a>>> {
                    let name = at.leaf(&term, field, range);
                    let script = standing(&name)?;
                    let text = texts::handed_text(&script).ok_or_else(|| torn(&name))?;
                    let read = lists::read(text.as_bytes(), range.ends().0).ok_or_else(|| torn(&name))?;
                    Ok(read.into_iter().map(|(number, rest)| (number, rest.into_owned().into())).collect())
                };
                let tree = tree.change(Range::ALL, settings.limits.leaf, changes, &mut load)?;
                match tree {
                    Node::Empty => List::Whole(Vec::new()),
                    Node::Leaf(postings) if lists::weight(&postings) <= settings.limits.whole => List::Whole(postings),
                    tree => List::Long { documents: grown(documents, turn.grown[place]), tree },
                }
            }
        };
        fields.push(list);
    }
    let is_long = fields.iter().any(List::is_long);
    let documents = if is_long { grown(documents, turn.documents) } else { 0 };
    let mut fields = fields.into_iter();
    let mut next = || fields.next().unwrap_or(List::Whole(Vec::new()));
    Ok(Entry { term, fields: [next(), next()], documents })
}

fn grown(count: u32, by: i64) -> u32 {
    u32::try_from(i64::from(count) + by).unwrap_or_default()
}
