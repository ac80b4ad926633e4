//! From all texts to all shards, in bounded memory.
//!
//! Documents are taken in batches, by all threads: their terms are sorted into parts by the low bits
//! of their shards, and each part is grouped by term. A few batches together are laid aside, a file
//! for each part; at the end one part after the other is merged, and its shards are written. So
//! never more than a group of batches, or a part, is in memory.
//!
//! Takes the files of texts, in the order of their numbers; gives shards and leaves to whoever puts
//! them somewhere. What must hold: what is written depends on the texts and on [`Settings`] alone.

use super::lists::{self, Limits, Posting};
use super::normal::is_gram;
use super::numbers::{mixed, units};
use super::shard::{self, At, Entry, Field};
use super::terms::{self, Common};
use super::texts::Document;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

/// Files of texts in a batch: a thousand documents.
const BATCH: usize = 128;

/// Batches that are in memory at once.
const GROUP: usize = 16;

/// Parts at most, as a power of two.
const PARTS: u32 = 6;

/// Documents from which on three characters in a row can be terms.
const MANY: usize = 4_000;

/// Documents from which on lists are longer, and the newest have a space of their own.
pub const VERY_MANY: usize = 20_000;

/// Of so many files of texts one is looked at to see which pairs are common.
const SAMPLED: u32 = 16;

/// Shards that are apart: those of older documents, and those of the newest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    pub letter: char,
    /// The first number in it.
    pub from: u32,
    /// Low bits of the hash that tell the shard.
    pub bits: u32,
}

impl Space {
    /// Returns a space of so many documents.
    pub fn new(letter: char, from: u32, documents: usize) -> Self {
        // A shard of two to four documents takes some 4 KB; a search that needs four reads 16.
        let bits = documents.max(1).ilog2().saturating_sub(1).min(14);
        Self { letter, from, bits }
    }

    /// Returns how many parts its shards are made in, as a power of two: a part is of whole shards.
    fn parts(&self) -> u32 {
        self.bits.min(PARTS)
    }

    /// Returns where a term is.
    pub fn at(&self, term: &str) -> At {
        At { space: self.letter, shard: shard::place(term) & ((1 << self.bits) - 1) }
    }
}

/// What the index depends on besides texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The oldest first.
    pub spaces: Vec<Space>,
    pub limits: Limits,
    pub common: Common,
}

/// Returns how long lists may be where there are so many documents.
pub fn limits(documents: usize) -> Limits {
    let (whole, leaf) = if documents > VERY_MANY { (4 << 10, 8 << 10) } else { (2 << 10, 4 << 10) };
    Limits { whole, leaf, shard: 12 << 10 }
}

/// A document with its number.
pub type Numbered = (u32, Document);

/// Where texts come from: a file by its number.
pub type Read<'a> = &'a (dyn Fn(u32) -> io::Result<Vec<Numbered>> + Sync);

/// Where shards go: name, text.
pub type Put<'a> = &'a (dyn Fn(&str, &[u8]) -> io::Result<()> + Sync);

/// A place for what does not fit into memory.
pub trait Aside: Sync {
    /// Keeps pieces, one after the other, under a name.
    ///
    /// # Errors
    /// When they cannot be kept.
    fn keep(&self, name: &str, pieces: &[&[u8]]) -> io::Result<()>;
    /// Gives back what was kept.
    ///
    /// # Errors
    /// When it cannot be read.
    fn take(&self, name: &str) -> io::Result<Vec<u8>>;
}

/// Returns whether a file of texts tells which pairs are common: those of documents before `until`.
pub fn is_sampled(file: u32, until: u32) -> bool {
    file.is_multiple_of(SAMPLED) && (file << super::texts::EIGHT) < until
}

/// Returns the pairs that are common among documents before `until`, of `documents` in all: a new
/// document changes nothing.
///
/// # Errors
/// When a text cannot be read.
pub fn common(files: &[u32], until: u32, documents: usize, read: Read<'_>) -> io::Result<Common> {
    if documents < MANY {
        return Ok(Common::default());
    }
    let sampled: Vec<u32> = files.iter().copied().filter(|file| is_sampled(*file, until)).collect();
    let counted: io::Result<Vec<(usize, HashMap<[char; 2], u32>)>> = sampled
        .par_chunks(32)
        .map(|files| {
            let (mut counts, mut documents) = (HashMap::<[char; 2], u32>::new(), 0);
            let (mut chars, mut pairs) = (Vec::new(), Vec::new());
            for file in files {
                for (_, document) in read(*file)? {
                    documents += 1;
                    pairs.clear();
                    terms::each(&document, &Common::default(), &mut chars, &mut |_, term, _| {
                        if let [a, b] = *term
                            && is_gram(a)
                            && is_gram(b)
                        {
                            pairs.push([a, b]);
                        }
                    });
                    pairs.sort_unstable();
                    pairs.dedup();
                    pairs.iter().for_each(|pair| *counts.entry(*pair).or_default() += 1);
                }
            }
            Ok((documents, counts))
        })
        .collect();
    let (mut all, mut documents) = (BTreeMap::<[char; 2], u32>::new(), 0);
    for (more, counts) in counted? {
        documents += more;
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable();
        counts.into_iter().for_each(|(pair, count)| *all.entry(pair).or_default() += count);
    }
    let least = u32::try_from(documents / 100).unwrap_or(u32::MAX).max(4);
    Ok(Common::of(all.iter().filter(|(_, count)| **count > least).map(|(pair, _)| pair)))
}

/// Writes the shards of all spaces; returns the names of those that were split.
///
/// # Errors
/// When a text cannot be read, or something cannot be written.
pub fn build(
    files: &[u32],
    settings: &Settings,
    read: Read<'_>,
    aside: &dyn Aside,
    put: Put<'_>,
) -> io::Result<BTreeSet<String>> {
    let mut split = BTreeSet::new();
    for (at, space) in settings.spaces.iter().enumerate() {
        let until = settings.spaces.get(at + 1).map_or(u32::MAX, |next| next.from);
        let in_space = |file: &&u32| {
            let from = **file << super::texts::EIGHT;
            from < until && from + (1 << super::texts::EIGHT) > space.from
        };
        let files: Vec<u32> = files.iter().filter(in_space).copied().collect();
        let within = |file: u32| -> io::Result<Vec<Numbered>> {
            let mut all = read(file)?;
            all.retain(|(number, _)| (space.from..until).contains(number));
            Ok(all)
        };
        split.extend(build_space(&files, space, settings, &within, aside, put)?);
    }
    Ok(split)
}

fn build_space(
    files: &[u32],
    space: &Space,
    settings: &Settings,
    read: Read<'_>,
    aside: &dyn Aside,
    put: Put<'_>,
) -> io::Result<Vec<String>> {
    let batches: Vec<&[u32]> = files.chunks(BATCH).collect();
    let groups: Vec<&[&[u32]]> = batches.chunks(GROUP).collect();
    let alone = groups.len() == 1;
    let mut held = Vec::new();
    for (n, group) in groups.iter().enumerate() {
        let made: io::Result<Vec<Vec<Vec<u8>>>> =
            group.par_iter().map(|files| batch(files, settings, space, read)).collect();
        let made = made?;
        if alone {
            held = made;
            continue;
        }
        (0..1_usize << space.parts()).into_par_iter().try_for_each(|part| {
            let pieces: Vec<&[u8]> = made.iter().map(|batch| &*batch[part]).collect();
            aside.keep(&format!("{}{n}-{part}", space.letter), &pieces)
        })?;
    }
    let merged: io::Result<Vec<Vec<String>>> = (0..1_usize << space.parts())
        .into_par_iter()
        .with_max_len(1)
        .map(|part| {
            let taken: io::Result<Vec<Vec<u8>>> = match alone {
                true => Ok(Vec::new()),
                false => (0..groups.len()).map(|n| aside.take(&format!("{}{n}-{part}", space.letter))).collect(),
            };
            let taken = taken?;
            let bytes: Vec<&[u8]> = match alone {
                true => held.iter().map(|batch: &Vec<Vec<u8>>| &*batch[part]).collect(),
                false => taken.iter().map(|bytes| &**bytes).collect(),
            };
            merge(u32::try_from(part).unwrap_or_default(), &bytes, settings, space, put)
        })
        .collect();
    Ok(merged?.into_iter().flatten().collect())
}

/// A term at a place: what it is, the document (with the field as its lowest bit), the position.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stand {
    /// Up to three characters, or a word by its number in the batch.
    key: u64,
    document: u32,
    /// Its order in the document; marks have no position.
    position: u32,
}

/// Marks a key that is a word.
const WORD: u64 = 1 << 63;
const NOWHERE: u32 = u32::MAX;

/// What a batch knows of a word.
struct Words {
    ids: HashMap<Box<str>, (u64, u32)>,
    all: Vec<Box<str>>,
}

/// Returns the terms of a batch, sorted into parts: in each, groups as [`merge`] reads them.
fn batch(files: &[u32], settings: &Settings, space: &Space, read: Read<'_>) -> io::Result<Vec<Vec<u8>>> {
    let mut parts: Vec<Vec<Stand>> = vec![Vec::new(); 1 << space.parts()];
    let mut words = Words { ids: HashMap::new(), all: Vec::new() };
    let (mut numbers, mut chars, mut word) = (Vec::new(), Vec::new(), String::new());
    for file in files {
        for (number, document) in read(*file)? {
            let at = u32::try_from(numbers.len()).unwrap_or(u32::MAX) << 1;
            numbers.push(number);
            terms::each(&document, &settings.common, &mut chars, &mut |field, term, position| {
                let (key, part) = match packed(term) {
                    Some(key) => (key, gram_hash(term)),
                    None => {
                        word.clear();
                        word.extend(term);
                        words.id(&word)
                    }
                };
                let document = at | u32::from(field == Field::Body);
                let stand = Stand { key, document, position: position.unwrap_or(NOWHERE) };
                parts[(part & ((1 << space.parts()) - 1)) as usize].push(stand);
            });
        }
    }
    Ok(parts.into_iter().map(|part| grouped(part, &numbers, &words)).collect())
}

/// Returns characters that are written without spaces as one number, if they are few.
fn packed(term: &[char]) -> Option<u64> {
    let few = term.len() <= 3 && term.iter().all(|c| is_gram(*c));
    few.then(|| (0..3).fold(0, |key, at| key << 21 | term.get(at).map_or(0, |c| u64::from(*c as u32))))
}

fn gram_hash(term: &[char]) -> u32 {
    mixed(units(term))
}

impl Words {
    fn id(&mut self, word: &str) -> (u64, u32) {
        if let Some(known) = self.ids.get(word) {
            return *known;
        }
        let known = (WORD | self.all.len() as u64, shard::place(word));
        self.ids.insert(word.into(), known);
        self.all.push(word.into());
        known
    }

    fn term(&self, key: u64) -> Cow<'_, str> {
        if key & WORD != 0 {
            return Cow::Borrowed(&self.all[(key ^ WORD) as usize]);
        }
        let char_at = |shift: u32| char::from_u32((key >> shift & 0x1f_ffff) as u32).filter(|c| *c != '\0');
        [42, 21, 0].into_iter().filter_map(char_at).collect::<String>().into()
    }
}

/// Writes groups: term, then for each field how long what follows is, and the postings: number,
/// length of the rest, the rest.
fn grouped(mut part: Vec<Stand>, numbers: &[u32], words: &Words) -> Vec<u8> {
    part.sort_unstable();
    let mut bytes = Vec::with_capacity(part.len() * 4);
    let (mut positions, mut rest, mut lists) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
    for group in part.chunk_by(|a, b| a.key == b.key) {
        let term = words.term(group[0].key);
        push_len(&mut bytes, term.len());
        bytes.extend_from_slice(term.as_bytes());
        lists.iter_mut().for_each(Vec::clear);
        let mut last = [0; 2];
        for stands in group.chunk_by(|a, b| a.document == b.document) {
            positions.clear();
            positions.extend(stands.iter().map(|stand| stand.position).filter(|position| *position != NOWHERE));
            rest.clear();
            lists::rest(&positions, &mut rest);
            let field = (stands[0].document & 1) as usize;
            let (list, number) = (&mut lists[field], numbers[(stands[0].document >> 1) as usize]);
            push_len(list, (number - std::mem::replace(&mut last[field], number)) as usize);
            push_len(list, rest.len());
            list.extend_from_slice(&rest);
        }
        for list in &lists {
            push_len(&mut bytes, list.len());
            bytes.extend_from_slice(list);
        }
    }
    bytes
}

/// Seven bits a byte, the lowest first.
fn push_len(to: &mut Vec<u8>, mut len: usize) {
    while len >= 0x80 {
        to.push(len as u8 | 0x80);
        len >>= 7;
    }
    to.push(len as u8);
}

fn pull_number(bytes: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
}

fn pull_piece<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let len = pull_number(bytes)? as usize;
    let (piece, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    Some(piece)
}

/// Merges what several batches know of a part, and writes its shards; returns those that were split.
fn merge(part: u32, batches: &[&[u8]], settings: &Settings, space: &Space, put: Put<'_>) -> io::Result<Vec<String>> {
    let torn = || io::Error::other("what was laid aside is not as it was written");
    let mut groups: Vec<Group<'_>> = Vec::new();
    for batch in batches {
        let mut rest = *batch;
        while !rest.is_empty() {
            let mut piece = || pull_piece(&mut rest);
            let (Some(term), Some(title), Some(body)) = (piece(), piece(), piece()) else { return Err(torn()) };
            let term = std::str::from_utf8(term).map_err(|_| torn())?;
            groups.push((space.at(term).shard, term, title, body));
        }
    }
    // Stable: documents stay in the order of their numbers.
    groups.sort_by_key(|(shard, term, _, _)| (*shard, beginning(term), term.as_bytes().get(8..).unwrap_or_default()));
    let (mut split, mut rest) = (Vec::new(), &groups[..]);
    for shard in (part..1 << space.bits).step_by(1 << space.parts()) {
        let (of_shard, others) = rest.split_at(rest.partition_point(|group| group.0 == shard));
        rest = others;
        let entries = of_shard.chunk_by(|a, b| a.1 == b.1).map(|same| entry(same, settings.limits));
        let entries: Option<Vec<Entry<'_>>> = entries.collect();
        let at = At { space: space.letter, shard };
        let files = shard::files(at, &entries.ok_or_else(torn)?, settings.limits);
        for (name, text) in files.made {
            put(&name, &text)?;
        }
        split.extend(files.split);
    }
    Ok(split)
}

/// The first bytes of a term as a number: most terms are compared by it alone, in their order.
fn beginning(term: &str) -> u64 {
    let mut bytes = [0; 8];
    let len = term.len().min(8);
    bytes[..len].copy_from_slice(&term.as_bytes()[..len]);
    u64::from_be_bytes(bytes)
}

/// A term of a shard, and what a batch knows of it in titles and in texts.
type Group<'a> = (u32, &'a str, &'a [u8], &'a [u8]);

fn entry<'a>(same: &[Group<'a>], limits: Limits) -> Option<Entry<'a>> {
    let (mut title, mut body) = (Vec::new(), Vec::new());
    for (_, _, titles, bodies) in same {
        postings(titles, &mut title)?;
        postings(bodies, &mut body)?;
    }
    Some(Entry::new(same.first()?.1.into(), title, body, limits))
}

fn postings<'a>(mut list: &'a [u8], to: &mut Vec<Posting<'a>>) -> Option<()> {
    let mut number = 0_u32;
    while !list.is_empty() {
        number = number.checked_add(pull_number(&mut list)?)?;
        to.push((number, Cow::Borrowed(pull_piece(&mut list)?)));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_in_the_part_of_its_shard() {
        for term in ["路灯", "路", "人民路", "𠀀路"] {
            let chars: Vec<char> = term.chars().collect();
            assert_eq!(gram_hash(&chars), shard::place(term), "{term}");
        }
    }
}
