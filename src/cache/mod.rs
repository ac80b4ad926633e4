//! What the last build of an output folder knew, kept in one file between processes.
//!
//! ```text
//! file    = "gongkai cache 1\n" program payload-digest payload
//! payload = all outputs, sorted by path: print, checksum, length, stamp (postcard)
//! ```
//! Takes nothing on trust: a file that is not whole, or of another program, is no cache. An
//! output is taken to stand as it was written when its stamp is the same and older than the
//! cache file itself; a younger stamp could hide a second change within one tick of the clock,
//! so the file is then read and its checksum compared. What must hold: with a cache or without
//! one, of whatever age, a build gives the same bytes.

use crate::host::{Host, Stamp};
use crate::render::print::{Part, Print};
use crate::source::{ContentDigest, digest};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 16] = b"gongkai cache 1\n";

/// The coarsest tick of file times that we allow for, in nanoseconds.
const TICK: i64 = 20_000_000;

/// Where the cache of an output folder is, and whose it is.
#[derive(Debug, Clone)]
pub struct Place {
    pub file: PathBuf,
    /// Digest of the program: another one may make other bytes.
    pub program: ContentDigest,
}

impl Place {
    /// Returns the place for an output folder: below the site, one file for each folder.
    pub fn of(root: &Path, output: &Path, program: ContentDigest) -> Self {
        let name: String =
            digest(output.as_os_str().as_encoded_bytes())[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { file: root.join(".gongkai/cache").join(name), program }
    }
}

/// What is known of one output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub path: Box<str>,
    pub print: Print,
    pub sha256: [u8; 32],
    pub bytes: u64,
    pub stamp: Option<Stamp>,
}

/// A cache, read.
#[derive(Debug, Default)]
pub struct Cache {
    /// Sorted by path.
    outputs: Vec<Known>,
    /// When the cache file was written.
    written: Option<i64>,
}

/// Why an output was made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There was no cache that could be used.
    NoCache,
    /// It is not in the cache.
    New,
    /// It is made from something else than before.
    Differs(Vec<Part>),
    /// The file is gone, or not as it was written.
    Altered,
}

impl Cache {
    /// Reads the cache; one that cannot be used is an empty one.
    pub fn read(host: &dyn Host, place: &Place) -> Self {
        let Ok(bytes) = host.read(&place.file) else { return Self::default() };
        let Some(outputs) = decode(&bytes, place.program) else { return Self::default() };
        Self { outputs, written: host.stamp(&place.file).map(|stamp| stamp.changed) }
    }

    /// Returns what is known of an output.
    pub fn get(&self, path: &str) -> Option<&Known> {
        let at = self.outputs.binary_search_by(|known| (*known.path).cmp(path)).ok()?;
        Some(&self.outputs[at])
    }

    /// Returns whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.outputs.is_empty()
    }

    /// Returns whether a stamp tells that a file is as it was when the cache was written.
    pub fn trusts(&self, known: &Known, now: Stamp) -> bool {
        let old = self.written.is_some_and(|written| now.changed.saturating_add(TICK) < written);
        old && known.stamp == Some(now)
    }

    /// Writes what is known now, unless the file says so already.
    ///
    /// # Errors
    /// When the file cannot be written; the site itself is complete then.
    pub fn write(self, host: &dyn Host, place: &Place, outputs: Vec<Known>) -> io::Result<()> {
        let trusted = |known: &Known| known.stamp.is_some_and(|stamp| self.trusts(known, stamp));
        if self.outputs == outputs && outputs.iter().all(trusted) {
            return Ok(());
        }
        let payload = postcard::to_stdvec(&outputs).map_err(io::Error::other)?;
        let mut bytes = Vec::with_capacity(payload.len() + 48);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&place.program);
        bytes.extend_from_slice(&digest(&payload));
        bytes.extend_from_slice(&payload);
        let staged = place.file.with_extension("new");
        host.write(&staged, &bytes)?;
        host.rename(&staged, &place.file)
    }
}

fn decode(bytes: &[u8], program: ContentDigest) -> Option<Vec<Known>> {
    let rest = bytes.strip_prefix(MAGIC)?.strip_prefix(&program)?;
    let (sum, payload) = rest.split_first_chunk::<16>()?;
    if digest(payload) != *sum {
        return None;
    }
    let outputs: Vec<Known> = postcard::from_bytes(payload).ok()?;
    outputs.is_sorted_by(|a, b| a.path < b.path).then_some(outputs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;

    fn known(path: &str, stamp: Option<Stamp>) -> Known {
        let print = Print::of_facts([1; 16], [2; 16]);
        Known { path: path.into(), print, sha256: [3; 32], bytes: 4, stamp }
    }

    #[test]
    fn a_damaged_or_foreign_cache_is_none() {
        let host = Memory::default();
        let place = Place::of(Path::new("."), Path::new("public"), [7; 16]);
        Cache::default().write(&host, &place, vec![known("a", None), known("b", None)]).unwrap();
        assert_eq!(Cache::read(&host, &place).get("b"), Some(&known("b", None)));
        let whole = host.read(&place.file).unwrap();
        assert!(Cache::read(&host, &Place { program: [8; 16], ..place.clone() }).is_empty());
        for cut in 0..whole.len() {
            assert_eq!(decode(&whole[..cut], place.program), None, "cut at {cut}");
            let mut flipped = whole.clone();
            flipped[cut] ^= 1;
            assert_eq!(decode(&flipped, place.program), None, "bit of byte {cut}");
        }
    }

    #[test]
    fn a_stamp_as_young_as_the_cache_is_not_trusted() {
        let stamp = |changed| Stamp { len: 4, modified: changed, changed, node: 1 };
        let cache = Cache { outputs: Vec::new(), written: Some(1_000_000_000) };
        assert!(cache.trusts(&known("a", Some(stamp(5))), stamp(5)));
        assert!(!cache.trusts(&known("a", Some(stamp(5))), stamp(6)));
        assert!(!cache.trusts(&known("a", Some(stamp(999_999_999))), stamp(999_999_999)), "same tick");
        assert!(!cache.trusts(&known("a", Some(stamp(2_000_000_000))), stamp(2_000_000_000)), "the clock jumped back");
    }
}
