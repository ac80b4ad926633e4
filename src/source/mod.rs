//! The input, frozen: which files there are, how to read one, and what kind each is.
//!
//! Takes a [`Host`] and the folder of a site; gives a [`Snapshot`]: a sorted list of files
//! and a way to read each. What must hold: the list does not depend on the order in which
//! the disk names files, and nothing after this stage looks for files by itself.

mod charset;
pub mod front_matter;
pub mod git;
pub mod text;

use crate::host::{Entry, EntryKind, Host, Stamp, What};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// A 16-byte digest of content (the head of its BLAKE3 hash), for caches and comparisons.
pub type ContentDigest = [u8; 16];

/// Returns a digest of values.
pub fn fingerprint(value: &impl serde::Serialize) -> ContentDigest {
    // The format has no errors for what we print: no maps of unknown length, no streams.
    digest(&postcard::to_extend(value, Vec::with_capacity(4096)).unwrap_or_default())
}

/// Returns the digest of the bytes that parts make one after the other.
pub fn digest_of(parts: &[&[u8]]) -> ContentDigest {
    let mut hash = blake3::Hasher::new();
    for part in parts {
        hash.update(part);
    }
    let mut head = [0; 16];
    head.copy_from_slice(&hash.finalize().as_bytes()[..16]);
    head
}

/// Returns the SHA-256 of bytes in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&<sha2::Sha256 as sha2::Digest>::digest(bytes))
}

/// Returns bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
}

/// Returns the digest of bytes.
pub fn digest(bytes: &[u8]) -> ContentDigest {
    let mut head = [0; 16];
    head.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    head
}

/// The files of a site at one moment.
pub struct Snapshot<'h> {
    host: &'h dyn Host,
    root: PathBuf,
    /// Files below `content/`, sorted; paths relative to the site.
    pub content: Vec<Entry>,
    /// Files below `themes/<name>/`, sorted; paths relative to the theme.
    pub theme: Vec<Entry>,
    theme_dir: String,
    reads: AtomicUsize,
    texts: AtomicUsize,
    held: Option<Held>,
}

/// Sources kept from when they were parsed until their texts are rendered.
struct Held {
    /// Files from this path on are read again instead.
    until: Option<Box<str>>,
    files: RwLock<HashMap<Box<str>, Box<[u8]>>>,
    passing: Mutex<Passing>,
}

/// Texts that were read again, for the outputs made next: the data of a month and the pages of
/// its cases come one after the other.
#[derive(Default)]
struct Passing {
    files: HashMap<Box<str>, Arc<[u8]>>,
    order: VecDeque<Box<str>>,
    bytes: u64,
}

impl Passing {
    fn insert(&mut self, path: &str, bytes: Arc<[u8]>) {
        self.bytes += bytes.len() as u64;
        if let Some(old) = self.files.insert(path.into(), bytes) {
            self.bytes -= old.len() as u64;
            return;
        }
        self.order.push_back(path.into());
        while self.bytes > PASS {
            let Some(first) = self.order.pop_front() else { break };
            self.bytes -= self.files.remove(&first).map_or(0, |bytes| bytes.len() as u64);
        }
    }
}

/// Bytes of sources that a build may hold: all texts of a small site, a bounded part of those
/// of a large one.
const HOLD: u64 = 40 << 20;

/// Bytes of texts in passing: two months of a country with 200,000 cases a year.
const PASS: u64 = 64 << 20;

impl Snapshot<'_> {
    /// Returns what the site was read from.
    pub fn host(&self) -> &dyn Host {
        self.host
    }

    /// Returns the folder of the site.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads a file of the site; `path` is relative to the site.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let held = self.held.as_ref().and_then(|held| {
            let files = held.files.read().unwrap_or_else(PoisonError::into_inner);
            files.get(path).map(|bytes| bytes.to_vec())
        });
        if let Some(bytes) = held {
            return Ok(bytes);
        }
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.host.read(&self.root.join(path))
    }

    /// Reads the first bytes of a file of the site.
    pub fn read_head(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        self.host.read_head(&self.root.join(path), most)
    }

    /// Reads a file whose text other outputs will need soon.
    pub fn read_in_passing(&self, path: &str) -> io::Result<Vec<u8>> {
        self.texts.fetch_add(1, Ordering::Relaxed);
        let Some(held) = self.held.as_ref().filter(|held| held.until.as_deref().is_some_and(|until| path >= until))
        else {
            return self.read(path);
        };
        let passing = || held.passing.lock().unwrap_or_else(PoisonError::into_inner);
        let found = passing().files.get(path).cloned();
        if let Some(bytes) = found {
            return Ok(bytes.to_vec());
        }
        let bytes = self.read(path)?;
        passing().insert(path, bytes.as_slice().into());
        Ok(bytes)
    }

    /// Keeps what is given to [`Snapshot::keep`], of the first files by path and within bounds,
    /// for later reads; for a build, in which no file may change.
    pub fn hold(&mut self) {
        let mut left = HOLD;
        let beyond = |entry: &&Entry| {
            let fits = left.checked_sub(entry.len);
            left = fits.unwrap_or(0);
            fits.is_none()
        };
        let until = self.content.iter().find(beyond).map(|entry| entry.path.as_str().into());
        self.held = Some(Held { until, files: RwLock::default(), passing: Mutex::default() });
    }

    /// Takes the bytes of a file that was read.
    pub fn keep(&self, path: &str, bytes: Vec<u8>) {
        let Some(held) = self.held.as_ref().filter(|held| held.until.as_deref().is_none_or(|until| path < until))
        else {
            return;
        };
        held.files.write().unwrap_or_else(PoisonError::into_inner).insert(path.into(), bytes.as_slice().into());
    }

    /// Returns how often the text of a record was taken for an output so far.
    pub fn texts(&self) -> usize {
        self.texts.load(Ordering::Relaxed)
    }

    /// Returns how often a file was read so far.
    pub fn reads(&self) -> usize {
        self.reads.load(Ordering::Relaxed)
    }

    /// Looks at one file below `content/` again; `false` when only a new list can tell what
    /// stands there (a folder, a link). What was just saved has no settled stamp.
    pub fn look_again(&mut self, path: &str) -> bool {
        let full = self.root.join(path);
        let found = self.content.binary_search_by(|e| e.path.as_str().cmp(path));
        match (self.host.what(&full), found) {
            (Some(What::File), found) => {
                let len = self.host.stamp(&full).map_or(0, |stamp| stamp.len);
                let entry = Entry { path: path.to_owned(), kind: EntryKind::File, len, stamp: None };
                match found {
                    Ok(at) => self.content[at] = entry,
                    Err(at) => self.content.insert(at, entry),
                }
                true
            }
            (Some(_), _) => false,
            (None, Ok(at)) if self.content[at].kind == EntryKind::File => {
                self.content.remove(at);
                true
            }
            // What was a fault may be one no longer.
            (None, Ok(_)) => false,
            // A folder that is gone takes its files with it; anything else was never ours.
            (None, Err(at)) => {
                let folder = format!("{path}/");
                !self.content.get(at..).is_some_and(|rest| rest.iter().any(|e| e.path.starts_with(&folder)))
            }
        }
    }

    /// Returns the links to files: what they lead to may change without them.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.content.iter().filter(|e| e.kind == EntryKind::Link).map(|e| e.path.as_str())
    }

    /// Returns what is listed and is no file.
    pub fn odd(&self) -> impl Iterator<Item = (&str, EntryKind)> {
        self.content.iter().filter(|e| !e.is_file()).map(|e| (e.path.as_str(), e.kind))
    }

    /// Returns the settled stamp of a file below `content/`, as it was when the files were listed.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        self.entry(path)?.stamp
    }

    /// Returns the stamp that a file of the site has now.
    pub fn stamp_now(&self, path: &str) -> Option<Stamp> {
        self.host.stamp(&self.root.join(path))
    }

    /// Returns a file below `content/`, as it was when the files were listed.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        let at = self.content.binary_search_by(|e| e.path.as_str().cmp(path)).ok()?;
        Some(&self.content[at])
    }

    /// Returns where a file of the site is, for a reader who takes it piece by piece.
    pub fn place(&self, path: &str) -> PathBuf {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.root.join(path)
    }

    /// Reads a file of the site's theme; `path` is relative to the theme.
    pub fn read_theme(&self, path: &str) -> io::Result<Vec<u8>> {
        self.host.read(&self.root.join(&self.theme_dir).join(path))
    }

    /// Returns the folder of the theme, relative to the site.
    pub fn theme_dir(&self) -> &str {
        &self.theme_dir
    }
}

/// Lists the files of the site at `root` that uses the theme named. `begun` is a moment before: a
/// file that changed later, or shortly before, gets no stamp, as it could change again under it.
pub fn read<'h>(host: &'h dyn Host, root: &Path, theme: &str, begun: Option<i64>) -> io::Result<Snapshot<'h>> {
    let settle = |mut entry: Entry| {
        entry.stamp = entry.stamp.filter(|stamp| begun.is_some_and(|begun| stamp.is_settled(begun)));
        entry
    };
    let below = |mut entry: Entry| {
        entry.path.insert_str(0, "content/");
        settle(entry)
    };
    let content = host.list(&root.join("content"))?.into_iter().map(below).collect();
    let theme_dir = format!("themes/{theme}");
    let theme = host.list(&root.join(&theme_dir))?.into_iter().map(settle).collect();
    let (reads, texts) = (AtomicUsize::new(0), AtomicUsize::new(0));
    Ok(Snapshot { host, root: root.to_path_buf(), content, theme, theme_dir, reads, texts, held: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;

    #[test]
    fn texts_in_passing_are_read_once_and_stay_within_bounds() {
        let host = Memory::with([("content/a.md", "a"), ("content/b.md", "b")]);
        let mut snapshot = read(&host, Path::new(""), "default", None).unwrap();
        snapshot.hold();
        // As if the first file were already beyond what is held.
        snapshot.held.as_mut().unwrap().until = Some("content/a.md".into());
        for path in ["content/a.md", "content/b.md", "content/a.md"] {
            assert_eq!(snapshot.read_in_passing(path).unwrap(), &path.as_bytes()[8..9]);
        }
        assert_eq!((snapshot.reads(), snapshot.texts()), (2, 3));
        let mut passing = Passing::default();
        let half: Arc<[u8]> = vec![0; PASS as usize / 2].into();
        ["a", "b", "a", "c"].into_iter().for_each(|path| passing.insert(path, half.clone()));
        assert_eq!((passing.bytes, passing.order), (PASS, ["b".into(), "c".into()].into()));
    }
}
