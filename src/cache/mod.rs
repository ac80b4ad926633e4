//! What the last build of an output folder knew, kept in one file between processes.
//!
//! ```text
//! file    = "gongkai cache 7\n" program payload-digest payload
//! payload = head facts
//! head    = all outputs, sorted by path: what they rest on, checksum, length, stamp;
//!           the parts of the site that outputs read, each with a digest;
//!           what parsing depended on besides the files;
//!           for pairs of editions, which article became which;
//!           the sources kept, sorted by path: stamp, digest, git's name for it, where their facts
//!           are (postcard)
//! facts   = records one after the other (postcard)
//! ```
//! Kept are cases, editions, translations and attachments without findings: nearly all files of a
//! large site. Every other source is parsed at each build.
//!
//! Takes nothing on trust: a file that is not whole, or of another program, is no cache. A file
//! is taken to be as it was when its stamp is the same and was settled when it was taken
//! ([`crate::host::Stamp::is_settled`]), or when git names its content as it did then
//! ([`crate::source::git`]); any other file is read and its checksum compared. What must hold: with a cache or without one, of whatever age, a build gives
//! the same bytes.

pub mod compare;

pub use compare::{Compared, Rest};

use crate::check::Tally;
use crate::diagnostic::Finding;
use crate::host::{Entry, Host, Stamp};
use crate::lineage;
use crate::record::kind::{self, FileKind};
use crate::record::personal_data::is_text;
use crate::record::{Case, Edition, Lang, Parsed, Record, Translation};
use crate::site::cells::{CellDigest, Key};
use crate::source::{ContentDigest, digest, digest_of, git};
use jiff::civil::DateTime;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

/// Files that are read before git is asked.
const MANY: usize = 256;

const MAGIC: &[u8; 16] = b"gongkai cache 7\n";

/// How an output of the last build is known to stand, when its stamp says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Belief {
    /// It is read.
    #[default]
    Read,
    /// Its length is enough: whoever put the folder there vouches for it.
    Length,
}

/// Where the cache of an output folder is, and whose it is.
#[derive(Debug, Clone)]
pub struct Place {
    pub file: PathBuf,
    /// Digest of the program: another one may make other bytes.
    pub program: ContentDigest,
    /// How the outputs that are remembered are known to stand, when their stamps say nothing.
    pub belief: Belief,
}

impl Place {
    /// Returns the place for an output folder, of which the one full name is given: below the
    /// site, one file for each folder.
    pub fn of(root: &Path, output: &Path, program: ContentDigest) -> Self {
        let name: String =
            digest(output.as_os_str().as_encoded_bytes())[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { file: root.join(".gongkai/cache").join(name), program, belief: Belief::Read }
    }

    /// Returns the moment that it is, by the clock of the file system that holds the site.
    pub fn moment(&self, host: &dyn Host) -> Option<i64> {
        host.moment(&self.file.with_extension("now"))
    }
}

/// What is known of one output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub path: Box<str>,
    /// Of a copy, what tells its file.
    pub copied: Option<ContentDigest>,
    /// Place of what all outputs of its template rest on.
    pub base: u32,
    /// Places of the parts of the site that it was made from.
    pub reads: Box<[u32]>,
    pub sha256: [u8; 32],
    pub bytes: u64,
    /// A settled stamp.
    pub stamp: Option<Stamp>,
    /// The lines it is made of, where single ones can be taken.
    pub lines: Box<[KeptLine]>,
}

/// A line of an output: its fingerprint and length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLine {
    pub print: ContentDigest,
    pub len: u32,
}

/// What a base can differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Template,
    Words,
    Settings,
}

/// What all outputs of a template in a language rest on; files have no template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    pub template: Box<str>,
    pub lang: Lang,
    /// Digests of the template with those it builds on, of words, and of settings.
    pub parts: [ContentDigest; 3],
}

impl Base {
    fn differs(&self, now: &[ContentDigest; 3]) -> Option<Part> {
        let pairs = self.parts.iter().zip(now).zip([Part::Template, Part::Words, Part::Settings]);
        pairs.into_iter().find(|((then, now), _)| then != now).map(|(_, part)| part)
    }
}

/// What outputs rest on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rests {
    pub bases: Vec<Base>,
    pub cells: Vec<(Key, CellDigest)>,
}

/// A source whose facts are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Source {
    path: Box<str>,
    stamp: Option<Stamp>,
    digest: ContentDigest,
    /// What git called this content of this file.
    blob: Option<ContentDigest>,
    start: u64,
    len: u32,
}

/// What the last build was made from, and what it said: enough for a build in which nothing has
/// changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// Digest of settings, day, and the stamps of all files but those of the log; `None` where a stamp said
    /// too little.
    pub made_from: Option<ContentDigest>,
    /// Digest of the stamps of the log's files.
    pub log: Option<ContentDigest>,
    /// Digest of what pages take from the log; `None` where there is none.
    pub shown: Option<ContentDigest>,
    /// The moment that it stood for.
    pub moment: DateTime,
    pub findings: Vec<Finding>,
    pub tally: Tally,
    /// Sorted by path.
    pub outputs: Vec<Known>,
}

/// All else of the file but the facts.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Head {
    rests: Rests,
    context: ContentDigest,
    lineages: Vec<(ContentDigest, Vec<Option<u32>>)>,
    sources: Vec<Source>,
}

/// A record as it is kept.
#[derive(Deserialize)]
enum Kept {
    Case(Box<Case>),
    Edition(Box<Edition>),
    Translation(Box<Translation>, Box<str>),
    /// A file published as it is, in which nothing was found.
    Attachment,
}

/// The same, to be written.
#[derive(Serialize)]
enum KeptRef<'a> {
    Case(&'a Case),
    Edition(&'a Edition),
    Translation(&'a Translation, &'a str),
    Attachment,
}

/// What the next build may know of a source.
#[derive(Debug)]
pub struct Remembered {
    path: Box<str>,
    stamp: Option<Stamp>,
    digest: ContentDigest,
    facts: Facts,
}

#[derive(Debug)]
enum Facts {
    /// Bytes of the cache that was read.
    Old(u64, u32),
    New(Box<[u8]>),
}

/// A cache, read.
#[derive(Debug, Default)]
pub struct Cache {
    pub(crate) last: Last,
    pub(crate) rests: Rests,
    /// Which article of an edition became which of the next.
    pub(crate) lineages: lineage::Known,
    /// What parsing depended on besides the files.
    context: ContentDigest,
    /// Sorted by path.
    sources: Vec<Source>,
    /// The whole file, and where in it the facts begin.
    bytes: Vec<u8>,
    facts: usize,
    /// What git calls the content of files now, where it was asked.
    blobs: HashMap<Box<str>, ContentDigest>,
}

/// Why an output was made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There was no cache that could be used.
    NoCache,
    /// It is not in the cache.
    New,
    /// What all outputs of its template rest on has changed.
    Base(Part),
    /// A part of the site that it was made from has changed.
    Read(Key),
    /// The file that it is a copy of has changed.
    Source,
    /// The file is gone, or not as it was written.
    Altered,
}

impl Remembered {
    /// Returns the file it is of.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl Cache {
    /// Reads the cache; one that cannot be used is an empty one.
    pub fn read(host: &dyn Host, place: &Place) -> Self {
        let Ok(bytes) = host.read(&place.file) else { return Self::default() };
        let Some((last, rest)) = decode(&bytes, place.program) else { return Self::default() };
        let facts = bytes.len() - rest.len();
        Self { last, bytes, facts, ..Self::default() }
    }

    /// Reads what only a build needs in which something has changed.
    #[must_use]
    pub fn opened(self) -> Self {
        let Some((Head { rests, context, lineages, sources }, facts)) = decode_head(&self.bytes[self.facts..]) else {
            return Self::default();
        };
        let facts = self.bytes.len() - facts.len();
        let lineages = lineages.into_iter().map(|(key, from)| (key, from.into())).collect();
        Self { rests, context, lineages, sources, facts, ..self }
    }

    /// Asks git what the content of files is, when the stamps of many say nothing: its index is read
    /// in the time of a few hundred files.
    pub fn ask_git(&mut self, host: &dyn Host, root: &Path, files: &[Entry]) {
        // Both are sorted by path.
        let mut sources = self.sources.iter().peekable();
        let unknown = |entry: &&Entry| {
            while sources.next_if(|source| *source.path < *entry.path).is_some() {}
            let same = |s: &&Source| *s.path == *entry.path && s.stamp.is_some() && s.stamp == entry.stamp;
            !sources.peek().is_some_and(same)
        };
        if files.iter().filter(unknown).nth(MANY).is_some() {
            self.blobs = git::known(host, root, files);
        }
    }

    /// Returns the sources of which what git said is not to be kept: by their stamps now they are
    /// not as they were when it was asked, and what was read of them may be something else.
    pub fn moved<'r>(
        &self,
        now: impl Fn(&str) -> Option<Stamp> + Sync,
        remembered: &'r [Remembered],
    ) -> HashSet<&'r str> {
        let learns = |source: &&Remembered| {
            let blob = self.blobs.get(&source.path);
            blob.is_some() && blob != self.find(&source.path).and_then(|old| old.blob.as_ref())
        };
        let moved = |source: &&Remembered| now(&source.path) != source.stamp;
        remembered.par_iter().filter(learns).filter(moved).map(|source| &*source.path).collect()
    }

    fn find(&self, path: &str) -> Option<&Source> {
        let at = self.sources.binary_search_by(|source| (*source.path).cmp(path)).ok()?;
        Some(&self.sources[at])
    }

    /// Returns what git calls the content of a source: as it says now, or said when it was the same.
    fn blob(&self, source: &Remembered, old: Option<&Source>, moved: &HashSet<&str>) -> Option<ContentDigest> {
        let before = old.filter(|old| old.path == source.path && old.digest == source.digest).and_then(|old| old.blob);
        self.blobs.get(&source.path).filter(|_| !moved.contains(&*source.path)).copied().or(before)
    }

    /// Returns a source as it was parsed in an earlier build, and what to remember of it, when
    /// its file is the same; else the bytes of the file, if they had to be read to tell.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn source(
        &self,
        entry: &Entry,
        context: ContentDigest,
        read: impl Fn() -> io::Result<Vec<u8>>,
    ) -> io::Result<Result<(Parsed, Remembered), Option<Vec<u8>>>> {
        let Some(source) = self.find(&entry.path).filter(|_| context == self.context) else {
            return Ok(Err(None));
        };
        let blob = self.blobs.get(&*entry.path);
        let trusted =
            entry.stamp.is_some() && source.stamp == entry.stamp || blob.is_some() && source.blob.as_ref() == blob;
        // Of an attachment that is no text the head is read; how much is the reader's affair.
        if !trusted && matches!(kind::of(&entry.path), FileKind::Attachment { .. }) && !is_text(&entry.path) {
            return Ok(Err(None));
        }
        if !trusted {
            let bytes = read()?;
            if digest(&bytes) != source.digest {
                return Ok(Err(Some(bytes)));
            }
        }
        let kept = self.facts_of(source).and_then(|bytes| postcard::from_bytes(bytes).ok());
        let record = match kept {
            Some(Kept::Case(case)) => Record::Case(case.into()),
            Some(Kept::Edition(edition)) => Record::Edition(edition),
            Some(Kept::Translation(translation, of)) => Record::Translation(translation, of),
            Some(Kept::Attachment) => Record::Attachment,
            None => return Ok(Err(None)),
        };
        let facts = Facts::Old(source.start, source.len);
        let remembered = Remembered { path: source.path.clone(), stamp: entry.stamp, digest: source.digest, facts };
        let parsed = Parsed {
            file: source.path.clone(),
            digest: source.digest,
            size: entry.len,
            record: Some(record),
            findings: Vec::new(),
            personal: Vec::new(),
            waivers: Vec::new(),
        };
        Ok(Ok((parsed, remembered)))
    }

    fn facts_of(&self, source: &Source) -> Option<&[u8]> {
        let start = usize::try_from(source.start).ok()?;
        self.facts().get(start..start.checked_add(source.len as usize)?)
    }

    /// Returns the facts of a source, which are in this cache or new.
    fn facts_now<'a>(&'a self, source: &'a Remembered) -> &'a [u8] {
        match &source.facts {
            Facts::New(bytes) => bytes,
            Facts::Old(start, len) => {
                let start = usize::try_from(*start).unwrap_or(usize::MAX);
                &self.facts()[start..start + *len as usize]
            }
        }
    }

    fn facts(&self) -> &[u8] {
        &self.bytes[self.facts..]
    }

    /// Returns what is known of an output.
    pub fn get(&self, path: &str) -> Option<&Known> {
        let at = self.last.outputs.binary_search_by(|known| (*known.path).cmp(path)).ok()?;
        Some(&self.last.outputs[at])
    }

    /// Returns whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.last.outputs.is_empty()
    }

    /// Writes what is known now, unless the file says so already.
    ///
    /// # Errors
    /// When the file cannot be written; the site itself is complete then.
    pub fn write(
        &self,
        host: &dyn Host,
        place: &Place,
        (last, rests, lineages): (Last, Rests, &lineage::Known),
        context: ContentDigest,
        remembered: &[Remembered],
        moved: &HashSet<&str>,
    ) -> io::Result<()> {
        if self.lineages == *lineages && self.says((&last, &rests), context, remembered, moved) {
            return Ok(());
        }
        let mut start = 0;
        let mut sources = Vec::with_capacity(remembered.len());
        let mut old = self.sources.iter().peekable();
        for source in remembered {
            let len = u32::try_from(self.facts_now(source).len()).map_err(io::Error::other)?;
            while old.next_if(|old| old.path < source.path).is_some() {}
            let (path, blob) = (source.path.clone(), self.blob(source, old.peek().copied(), moved));
            sources.push(Source { path, stamp: source.stamp, digest: source.digest, blob, start, len });
            start += u64::from(len);
        }
        let lineages = lineages.iter().map(|(key, from)| (*key, from.to_vec())).collect();
        let head = postcard::to_stdvec(&last).map_err(io::Error::other)?;
        let head = postcard::to_extend(&Head { rests, context, lineages, sources }, head).map_err(io::Error::other)?;
        // The facts are written from where they are: together they are a tenth of what a build holds.
        let mut parts: Vec<&[u8]> = vec![&head];
        parts.extend(remembered.iter().map(|source| self.facts_now(source)));
        put(host, place, &parts)
    }

    /// Writes what is known now, where all but the last build's outputs is as it was read: a cache that was
    /// not [`opened`](Self::opened).
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn renew(&self, host: &dyn Host, place: &Place, last: &Last) -> io::Result<()> {
        let head = postcard::to_stdvec(last).map_err(io::Error::other)?;
        put(host, place, &[&head, &self.bytes[self.facts..]])
    }

    /// Returns whether the file says all this already.
    fn says(
        &self,
        (last, rests): (&Last, &Rests),
        context: ContentDigest,
        remembered: &[Remembered],
        moved: &HashSet<&str>,
    ) -> bool {
        let same = |(source, now): (&Source, &Remembered)| {
            source.path == now.path
                && source.stamp == now.stamp
                && source.blob == self.blob(now, Some(source), moved)
                && match &now.facts {
                    Facts::Old(..) => true,
                    Facts::New(bytes) => self.facts_of(source) == Some(&**bytes),
                }
        };
        self.last == *last
            && self.rests == *rests
            && self.context == context
            && self.sources.len() == remembered.len()
            && self.sources.iter().zip(remembered).all(same)
    }
}

/// Writes the file of a cache.
fn put(host: &dyn Host, place: &Place, parts: &[&[u8]]) -> io::Result<()> {
    let sum = digest_of(parts);
    let staged = place.file.with_extension("new");
    let before: [&[u8]; 3] = [MAGIC, &place.program, &sum];
    let parts = [&before, parts].concat();
    host.write_parts(&staged, &parts)?;
    // It is not waited for: half a cache after a power cut fails its digest and is none.
    host.rename(&staged, &place.file)
}

impl Remembered {
    /// Returns what to remember of a source that was parsed; `None` of one that is not kept.
    pub fn of(entry: &Entry, parsed: &Parsed) -> Option<Self> {
        if !(parsed.findings.is_empty() && parsed.personal.is_empty() && parsed.waivers.is_empty()) {
            return None;
        }
        let kept = match parsed.record.as_ref()? {
            Record::Case(case) => KeptRef::Case(case),
            Record::Edition(edition) => KeptRef::Edition(edition),
            Record::Translation(translation, of) => KeptRef::Translation(translation, of),
            Record::Attachment => KeptRef::Attachment,
            _ => return None,
        };
        // What a list that grew has left over is not kept a hundred thousand times.
        let facts = Facts::New(postcard::to_stdvec(&kept).ok()?.as_slice().into());
        Some(Self { path: parsed.file.clone(), stamp: entry.stamp, digest: parsed.digest, facts })
    }
}

fn decode(bytes: &[u8], program: ContentDigest) -> Option<(Last, &[u8])> {
    let rest = bytes.strip_prefix(MAGIC)?.strip_prefix(&program)?;
    let (sum, payload) = rest.split_first_chunk::<16>()?;
    if digest(payload) != *sum {
        return None;
    }
    let (last, rest): (Last, _) = postcard::take_from_bytes(payload).ok()?;
    last.outputs.is_sorted_by(|a, b| a.path < b.path).then_some((last, rest))
}

fn decode_head(bytes: &[u8]) -> Option<(Head, &[u8])> {
    let (head, facts): (Head, _) = postcard::take_from_bytes(bytes).ok()?;
    head.sources.is_sorted_by(|a, b| a.path < b.path).then_some((head, facts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;

    fn known(path: &str, stamp: Option<Stamp>) -> Known {
        Known {
            path: path.into(),
            copied: Some([1; 16]),
            base: 0,
            reads: Box::default(),
            sha256: [3; 32],
            bytes: 4,
            stamp,
            lines: Box::default(),
        }
    }

    #[test]
    fn a_damaged_or_foreign_cache_is_none() {
        let host = Memory::default();
        let place = Place::of(Path::new("."), Path::new("public"), [7; 16]);
        Cache::default()
            .write(
                &host,
                &place,
                (
                    Last { outputs: vec![known("a", None), known("b", None)], ..Last::default() },
                    Rests::default(),
                    &lineage::Known::new(),
                ),
                [0; 16],
                &[],
                &HashSet::new(),
            )
            .unwrap();
        assert_eq!(Cache::read(&host, &place).get("b"), Some(&known("b", None)));
        let whole = host.read(&place.file).unwrap();
        assert!(Cache::read(&host, &Place { program: [8; 16], ..place.clone() }).is_empty());
        for cut in 0..whole.len() {
            assert!(decode(&whole[..cut], place.program).is_none(), "cut at {cut}");
            let mut flipped = whole.clone();
            flipped[cut] ^= 1;
            assert!(decode(&flipped, place.program).is_none(), "bit of byte {cut}");
        }
    }
}
