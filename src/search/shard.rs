//! Shards: the files in which terms are looked up.
//!
//! ```text
//! name  = space "/" 4 hexadecimal digits of the shard, a "/" after two, then "0" or "1" for each split
//! shard = entry*                 entry = term "'" title "'" body "'" documents "'"
//! leaf  = list                   name = space "/k/" shard "-" hash of the term, half of that of the
//!                                       term backwards "." field "." code
//! ```
//! A term is in the shard of the low bits of its hash; a word that begins with a letter, in that of
//! the hash of its first four, so that all words that begin alike are together. What is too long
//! for a file is split by the highest bits of the hash of the whole term; `root` names those that are.
//! `title` and `body` are lists or stubs ([`super::lists`]); where one is a stub, `documents` says
//! how many have the term in either.
//!
//! What must hold: the files are a function of the entries, however many of their leaves stand.

use super::lists::{self, Limits, Node, Posting, Range};
use super::normal::is_gram;
use super::numbers::{hash, mixed, pull, push};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How often one is split at most.
const DEEPEST: u32 = 12;

/// What a text of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    Body,
}

impl Field {
    /// Both, in the order in which an entry has them.
    pub const ALL: [Self; 2] = [Self::Title, Self::Body];

    /// Returns its letter in the name of a leaf.
    pub fn letter(self) -> char {
        if self == Self::Title { 't' } else { 'b' }
    }
}

/// Returns the hash that says in which shard a term is.
pub fn place(term: &str) -> u32 {
    let first = term.chars().next().unwrap_or('0');
    let by_beginning = first.is_alphabetic() && !is_gram(first);
    if by_beginning { mixed(term.encode_utf16().take(4)) } else { hash(term) }
}

/// Where a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Letter of the space.
    pub space: char,
    pub shard: u32,
}

impl At {
    /// Returns the name of the shard.
    pub fn name(self) -> String {
        format!("{}/{:02x}/{:02x}", self.space, self.shard >> 8, self.shard & 0xff)
    }

    /// Returns the name of a leaf.
    pub fn leaf(self, term: &str, field: Field, range: Range) -> String {
        format!("{}.{:x}", self.stem(term, field), range.0)
    }

    fn stem(self, term: &str, field: Field) -> String {
        // Two hashes: of terms of one shard, two have the same name once in 10^14.
        let back = hash(&term.chars().rev().collect::<String>()) & 0xffff;
        format!("{}/k/{:04x}-{:08x}{back:04x}.{}", self.space, self.shard, hash(term), field.letter())
    }

    /// Returns the shard of a file: it is that, one that it was split into, or one of its leaves.
    pub fn of(name: &str) -> Option<Self> {
        let (space, rest) = name.split_once('/')?;
        let number = |digits: &str| u32::from_str_radix(digits, 16).ok();
        let shard = match rest.strip_prefix("k/") {
            Some(leaf) => number(leaf.split_once('-')?.0)?,
            None => {
                let (high, low) = rest.split_once('/')?;
                let (low, bits) = low.split_at_checked(2)?;
                bits.bytes()
                    .all(|bit| matches!(bit, b'0' | b'1'))
                    .then(|| Some(number(high)? << 8 | number(low)?))??
            }
        };
        Some(Self { space: space.parse().ok()?, shard })
    }
}

/// Where a term stands, in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List<'a> {
    Whole(Vec<Posting<'a>>),
    Long { documents: u32, tree: Node<'a> },
}

/// A term and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    pub term: Cow<'a, str>,
    pub fields: [List<'a>; 2],
    /// How many documents have it in either field; 0 where both lists are whole, which tell it.
    pub documents: u32,
}

/// The files of a shard.
#[derive(Debug, Default)]
pub struct Files {
    /// Shards and leaves that are written, by name.
    pub made: Vec<(String, Vec<u8>)>,
    /// Names of leaves that stand as they are.
    pub stand: Vec<String>,
    /// Names of the shards that are split.
    pub split: Vec<String>,
}

impl<'a> Entry<'a> {
    /// Returns the entry of a term whose postings are all known.
    pub fn new(term: Cow<'a, str>, title: Vec<Posting<'a>>, body: Vec<Posting<'a>>, limits: Limits) -> Self {
        let documents = either(&title, &body);
        let fields = [title, body].map(|postings| long(postings, limits));
        let documents = if fields.iter().any(List::is_long) { documents } else { 0 };
        Self { term, fields, documents }
    }

    /// Reads the entries of a shard; `None` when it is none.
    pub fn read(text: &'a str) -> Option<Vec<Self>> {
        let mut parts = text.split('\'');
        let mut all = Vec::new();
        loop {
            let term = parts.next()?;
            let Some(title) = parts.next() else { return term.is_empty().then_some(all) };
            let (body, documents) = (parts.next()?, parts.next()?);
            let documents = if documents.is_empty() { 0 } else { pull(&mut documents.as_bytes())? };
            all.push(Self { term: term.into(), fields: [List::read(title)?, List::read(body)?], documents });
        }
    }

    /// Returns whether nothing has the term.
    pub fn is_empty(&self) -> bool {
        self.fields.iter().all(|list| matches!(list, List::Whole(all) if all.is_empty()))
    }

    fn write(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self.term.as_bytes());
        for list in &self.fields {
            to.push(b'\'');
            list.write(to);
        }
        to.push(b'\'');
        if self.documents > 0 {
            push(to, self.documents);
        }
        to.push(b'\'');
    }
}

/// Returns how many documents are in one or both of two lists.
pub fn either(title: &[Posting<'_>], body: &[Posting<'_>]) -> u32 {
    let mut other = body.iter().map(|(number, _)| *number).peekable();
    let both = title.iter().filter(|(number, _)| {
        while other.next_if(|other| other < number).is_some() {}
        other.peek() == Some(number)
    });
    let both = both.count();
    u32::try_from(title.len() + body.len() - both).unwrap_or(u32::MAX)
}

/// Returns the list of postings, as long as they are.
pub fn long(postings: Vec<Posting<'_>>, limits: Limits) -> List<'_> {
    if lists::weight(&postings) <= limits.whole {
        return List::Whole(postings);
    }
    let documents = u32::try_from(postings.len()).unwrap_or(u32::MAX);
    List::Long { documents, tree: lists::tree(postings, Range::ALL, limits.leaf) }
}

impl<'a> List<'a> {
    /// Returns whether it lies in leaves.
    pub fn is_long(&self) -> bool {
        matches!(self, Self::Long { .. })
    }

    fn read(text: &'a str) -> Option<Self> {
        let Some(stub) = text.strip_prefix('<') else { return lists::read(text.as_bytes(), 0).map(Self::Whole) };
        let mut rest = stub.as_bytes();
        let documents = pull(&mut rest)?;
        Some(Self::Long { documents, tree: Node::read(&mut rest, 0)? })
    }

    fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Whole(postings) => lists::write(postings, 0, to),
            Self::Long { documents, tree } => {
                to.push(b'<');
                push(to, *documents);
                tree.write(to);
            }
        }
    }
}

/// Returns the files of a shard. Entries are sorted by term.
pub fn files(at: At, entries: &[Entry<'_>], limits: Limits) -> Files {
    let mut files = Files::default();
    let mut texts = Vec::with_capacity(entries.len());
    for entry in entries {
        for (field, list) in Field::ALL.into_iter().zip(&entry.fields) {
            let List::Long { tree, .. } = list else { continue };
            tree.leaves(Range::ALL, &mut |range, postings| {
                let name = at.leaf(&entry.term, field, range);
                let Some(postings) = postings else { return files.stand.push(name) };
                let mut text = Vec::new();
                lists::write(postings, range.ends().0, &mut text);
                files.made.push((name, text));
            });
        }
        let mut text = Vec::new();
        entry.write(&mut text);
        texts.push((hash(&entry.term), text));
    }
    let all: Vec<usize> = (0..texts.len()).collect();
    pieces(at.name(), 0, &texts, (&all, limits.shard), &mut files);
    files
}

/// Writes entries as one file, or as two of half of them.
fn pieces(name: String, depth: u32, texts: &[(u32, Vec<u8>)], (of, most): (&[usize], usize), files: &mut Files) {
    let len: usize = of.iter().map(|at| texts[*at].1.len()).sum();
    if len > most && of.len() > 1 && depth < DEEPEST {
        let bit = |at: &&usize| texts[**at].0 >> (31 - depth) & 1 == 1;
        let (upper, lower): (Vec<&usize>, Vec<&usize>) = of.iter().partition(bit);
        for (half, bit) in [(lower, '0'), (upper, '1')] {
            let half: Vec<usize> = half.into_iter().copied().collect();
            pieces(format!("{name}{bit}"), depth + 1, texts, (&half, most), files);
        }
        files.split.push(name);
    } else {
        // One in which nothing is has a file too: whoever asks for it must know that it is there.
        let all: Vec<&[u8]> = of.iter().map(|at| &*texts[*at].1).collect();
        files.made.push((name, all.concat()));
    }
}

/// Returns the name of the file in which a term is, if shards of these names are split.
pub fn name_of(term: &str, at: At, split: &BTreeSet<String>) -> String {
    let (mut name, hash) = (at.name(), hash(term));
    for depth in 0..DEEPEST {
        if !split.contains(&name) {
            break;
        }
        name.push(if hash >> (31 - depth) & 1 == 1 { '1' } else { '0' });
    }
    name
}

/// Returns the names of all files of a shard.
pub fn names_of(at: At, split: &BTreeSet<String>) -> Vec<String> {
    let (mut open, mut all) = (vec![at.name()], Vec::new());
    while let Some(name) = open.pop() {
        if split.contains(&name) {
            open.extend([format!("{name}1"), format!("{name}0")]);
        } else {
            all.push(name);
        }
    }
    all
}
