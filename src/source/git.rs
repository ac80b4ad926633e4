//! What git's index says of files: which content each has, without reading it.
//!
//! ```text
//! index = "DIRC" version count entry* extension* checksum     (gitformat-index; all numbers big-endian)
//! entry = ctime mtime dev ino mode uid gid size id flags [more flags] path
//! ```
//! A checkout of a CI has new time stamps on every file, but git has just noted them beside the id
//! of what it wrote. Takes the index, versions 2 to 4; gives a digest for each file whose length,
//! times and node are those noted, and older than the index by more than a tick of the clock, as
//! one changed in the same tick may be another ("racy git"). What must hold: anything that is not
//! as expected is no answer, and the file is read. The digest covers id and length, as a filter may
//! give the same id to files that differ (line ends, Git LFS), and never their length as well.

use super::{ContentDigest, digest};
use crate::host::{Entry, Host, Stamp, What};
use std::collections::HashMap;
use std::path::Path;

/// Bytes of an entry before its path: ten numbers, the id, the flags.
const FIXED: usize = 40 + 20 + 2;

/// Bits of the flags: not looked at again, more flags follow, part of a conflict.
const ASSUMED: u16 = 0x8000;
const EXTENDED: u16 = 0x4000;
const STAGE: u16 = 0x3000;

/// One file, as the index has it.
struct Noted<'a> {
    path: &'a [u8],
    fixed: &'a [u8],
}

/// Returns what git knows of files below `root`, by path: of those that are as it noted them.
pub fn known(host: &dyn Host, root: &Path, files: &[Entry]) -> HashMap<Box<str>, ContentDigest> {
    found(host, root, files).unwrap_or_default()
}

fn found(host: &dyn Host, root: &Path, files: &[Entry]) -> Option<HashMap<Box<str>, ContentDigest>> {
    let root = host.place(root).ok()?;
    // A work tree beside others names its repository in a file: its index is not looked for.
    let is_top = |top: &&Path| host.what(&top.join(".git")) == Some(What::Folder);
    let top = root.ancestors().find(is_top)?;
    let git = top.join(".git");
    let place = git.join("index");
    let written = host.stamp(&place)?.modified;
    let bytes = host.read(&place).ok()?;
    // Ids of another length are read differently.
    let plain = |bytes: &[u8]| !bytes.windows(12).any(|text| text.eq_ignore_ascii_case(b"objectformat"));
    if !host.read(&git.join("config")).is_ok_and(|config| plain(&config)) {
        return None;
    }
    let prefix = root.strip_prefix(top).ok()?.to_str()?.replace('\\', "/");
    let prefix = if prefix.is_empty() { prefix } else { prefix + "/" };
    let mut known = HashMap::with_capacity(files.len());
    // The index is sorted as the files are.
    let mut files = files.iter().peekable();
    each(&bytes, |noted| {
        let Some(path) = noted.path.strip_prefix(prefix.as_bytes()) else { return };
        while files.next_if(|file| file.path.as_bytes() < path).is_some() {}
        let Some(file) = files.peek().filter(|file| file.path.as_bytes() == path) else { return };
        if file.stamp.is_some_and(|stamp| noted.is_of(&stamp) && stamp.is_settled(written)) {
            known.insert(file.path.as_str().into(), noted.digest());
        }
    })?;
    Some(known)
}

impl Noted<'_> {
    fn number(&self, n: usize) -> u32 {
        let bytes = self.fixed.get(n * 4..n * 4 + 4).and_then(|four| four.try_into().ok());
        bytes.map_or(0, u32::from_be_bytes)
    }

    fn nanoseconds(&self, n: usize) -> i64 {
        i64::from(self.number(n)) * 1_000_000_000 + i64::from(self.number(n + 1))
    }

    /// Returns whether the file noted is a plain one that has a stamp: git keeps the low 32 bits.
    fn is_of(&self, stamp: &Stamp) -> bool {
        let low = |n: u64| n as u32;
        self.number(6) >> 12 == 0o10
            && self.nanoseconds(0) == stamp.changed
            && self.nanoseconds(2) == stamp.modified
            && self.number(5) == low(stamp.node)
            && self.number(9) == low(stamp.len)
    }

    fn digest(&self) -> ContentDigest {
        digest(self.fixed.get(36..60).unwrap_or_default())
    }
}

/// Shows the entries of an index that say what a file is; `None` when it is none that is known.
fn each(bytes: &[u8], mut take: impl FnMut(Noted<'_>)) -> Option<()> {
    let word = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let version = word(4).filter(|version| bytes.starts_with(b"DIRC") && (2..=4).contains(version))?;
    let (mut at, mut path) = (12, Vec::new());
    for _ in 0..word(8)? {
        let fixed = bytes.get(at..at + FIXED)?;
        let flags = u16::from_be_bytes([fixed[60], fixed[61]]);
        let more = if flags & EXTENDED == 0 { 0 } else { 2 };
        let mut name = at + FIXED + more;
        if version == 4 {
            let (cut, begins) = offset(bytes, name)?;
            path.truncate(path.len().checked_sub(cut)?);
            name = begins;
        } else {
            path.clear();
        }
        let rest = bytes.get(name..)?;
        let long = rest.iter().position(|byte| *byte == 0)?;
        path.extend_from_slice(&rest[..long]);
        let end = name + long;
        // Entries but those of version 4 are filled up to a multiple of eight, with one zero at least.
        at = if version == 4 { end + 1 } else { at + ((end - at) / 8 + 1) * 8 };
        if flags & (ASSUMED | STAGE) == 0 && more == 0 {
            take(Noted { path: &path, fixed });
        }
    }
    // An index that shares its entries with another one has them by number.
    (bytes.get(at..at + 4)? != b"link").then_some(())
}

/// A number of any length, seven bits a byte, as in packs: each byte that is followed adds one.
fn offset(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut value = 0usize;
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        value = value.checked_mul(128)?.checked_add(usize::from(byte & 0x7F))?;
        if byte & 0x80 == 0 {
            return Some((value, at));
        }
        value = value.checked_add(1)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::{EntryKind, memory::Memory};

    fn stamp(at: i64, len: u64) -> Stamp {
        Stamp { len, modified: at, changed: at + 5, node: (7 << 32) + 9 }
    }

    /// An index of files, each with its stamp and flags.
    fn index(version: u32, files: &[(&str, Stamp, u16)]) -> Vec<u8> {
        let mut bytes = b"DIRC".to_vec();
        bytes.extend([version, files.len() as u32].iter().flat_map(|n| n.to_be_bytes()));
        let mut last = "";
        for (path, stamp, flags) in files {
            let begun = bytes.len();
            let time = |at: i64| [(at / 1_000_000_000) as u32, (at % 1_000_000_000) as u32];
            let ([cs, cn], [ms, mn]) = (time(stamp.changed), time(stamp.modified));
            let numbers = [cs, cn, ms, mn, 1, stamp.node as u32, 0o100_644, 0, 0, stamp.len as u32];
            bytes.extend(numbers.iter().flat_map(|n| n.to_be_bytes()));
            bytes.extend([path.len() as u8; 20]);
            bytes.extend(flags.to_be_bytes());
            if flags & EXTENDED != 0 {
                bytes.extend([0x40, 0]);
            }
            let same =
                if version == 4 { path.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count() } else { 0 };
            if version == 4 {
                bytes.push((last.len() - same) as u8);
            }
            bytes.extend(&path.as_bytes()[same..]);
            bytes.push(0);
            while version < 4 && !(bytes.len() - begun).is_multiple_of(8) {
                bytes.push(0);
            }
            last = path;
        }
        bytes.extend([0; 20]);
        bytes
    }

    /// Asks of files of which the index is given; it was written at `written`.
    fn ask(root: &str, index: &[u8], files: &[(&str, Stamp)]) -> Vec<String> {
        let host = Memory::with([(".git/config", "[core]\n"), ("site/content/a.md", "a")]);
        host.put(".git/index", index);
        let entry = |(path, stamp): &(&str, Stamp)| Entry {
            path: (*path).to_owned(),
            kind: EntryKind::File,
            len: stamp.len,
            stamp: Some(*stamp),
        };
        let files: Vec<Entry> = files.iter().map(entry).collect();
        let mut known: Vec<String> = known(&host, Path::new(root), &files).into_keys().map(String::from).collect();
        known.sort();
        known
    }

    #[test]
    fn every_version_says_the_same() {
        let then = stamp(1_000_000_001, 5);
        for version in [2, 3, 4] {
            let flags = if version == 2 { 0x8000 } else { 0x4000 };
            let files = [
                ("content/a.md", then, 0),
                ("content/ab.md", then, flags),
                ("content/b/c.md", then, 0x1000),
                ("content/b/d.md", then, 0),
                ("other", then, 0),
            ];
            let bytes = index(version, &files);
            let mut paths = Vec::new();
            each(&bytes, |noted| paths.push(noted.path.to_vec())).unwrap();
            assert_eq!(paths, [&b"content/a.md"[..], b"content/b/d.md", b"other"], "version {version}");
            for cut in 0..bytes.len() - 20 {
                assert!(each(&bytes[..cut], |_| {}).is_none(), "version {version}, cut at {cut}");
            }
        }
        assert!(each(&index(5, &[]), |_| {}).is_none());
        assert!(each(b"", |_| {}).is_none());
    }

    #[test]
    fn a_file_is_known_when_all_that_is_noted_of_it_is_so_and_it_is_older_than_the_index() {
        let then = stamp(1_000_000_001, 5);
        let bytes = index(2, &[("a.md", then, 0)]);
        let noted = Noted { path: b"a.md", fixed: &bytes[12..12 + FIXED] };
        assert!(noted.is_of(&then));
        let others = [
            Stamp { len: 6, ..then },
            Stamp { modified: then.modified + 1, ..then },
            Stamp { changed: then.changed + 1, ..then },
            Stamp { node: 8, ..then },
        ];
        assert!(others.iter().all(|other| !noted.is_of(other)));
        let longer = index(2, &[("a.md", Stamp { len: 6, ..then }, 0)]);
        assert_ne!(
            Noted { path: b"a.md", fixed: &longer[12..12 + FIXED] }.digest(),
            noted.digest(),
            "a filter may keep the id"
        );
        assert_eq!(ask("", &bytes, &[("a.md", then)]), ["a.md"]);
        let long_ahead = stamp(4_000_000_000_000_000_001, 5);
        let bytes = index(2, &[("a.md", long_ahead, 0)]);
        assert_eq!(
            ask("", &bytes, &[("a.md", long_ahead)]),
            [""; 0],
            "it may have changed since the index was written"
        );
        // A site in a folder of its repository, and none of a repository.
        let bytes = index(2, &[("a.md", then, 0), ("site/content/a.md", then, 0)]);
        assert_eq!(ask("site", &bytes, &[("a.md", then), ("content/a.md", then)]), ["content/a.md"]);
        assert_eq!(ask("", b"DIRC", &[("a.md", then)]), [""; 0]);
    }
}
