//! The only door to files, network, clock and environment.
//!
//! Everything else in the library is a function of its arguments. A [`Host`] takes paths and
//! gives bytes or an error that names the path; [`disk`] is the real one, [`memory`] serves
//! tests and can fail at a chosen call. What must hold: no other module touches `std::fs`,
//! `std::env` or the clock (`clippy.toml` bans them).

pub mod disk;
pub mod laid;
pub mod memory;
pub mod web;

use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// What stands at a path below a listed folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    File,
    /// A symbolic link to a file in the folder listed: read as that file, it has no stamp.
    Link,
    /// A symbolic link that leads out of the folder listed, to a folder, or nowhere.
    StrayLink,
    /// A pipe, a socket or a device: reading it may never end.
    Special,
    /// A file or folder whose name is no text; `path` has replacement characters in it.
    OddName,
}

/// What stands at a path, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    File,
    Folder,
    /// A link, a pipe, a socket or a device.
    Other,
}

/// What a file system says of a file without reading it. A file with the same stamp as before
/// is the same if the stamp was [settled](Stamp::is_settled) when it was taken: the times are
/// the file system's own and cannot be set by a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub len: u64,
    /// Time of the last change of content, in nanoseconds since 1970.
    pub modified: i64,
    /// Time of the last change of content or entry; nothing but the clock sets it.
    pub changed: i64,
    pub node: u64,
}

impl Stamp {
    /// Returns whether any later change gives the file another stamp: it is older than a moment
    /// before it was taken by more than the tick of its file system. A younger one may stand for
    /// two contents of the same length, saved within one tick.
    pub fn is_settled(&self, moment: i64) -> bool {
        self.changed.max(self.modified).saturating_add(self.tick()) < moment
    }

    /// How long the clock of its file system may stand still: whole seconds are those of a system
    /// that keeps one (HFS+, ext3) or two (FAT); others follow the kernel's tick.
    fn tick(&self) -> i64 {
        const SECOND: i64 = 1_000_000_000;
        let coarse = self.changed % SECOND == 0 || self.modified % SECOND == 0;
        if coarse { 2 * SECOND } else { 20_000_000 }
    }
}

/// One file below a listed folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path relative to the folder listed, with `/`.
    pub path: String,
    pub kind: EntryKind,
    /// Size in bytes.
    pub len: u64,
    /// `None` where the system has none.
    pub stamp: Option<Stamp>,
}

impl Entry {
    /// Returns whether it can be read as a file.
    pub fn is_file(&self) -> bool {
        matches!(self.kind, EntryKind::File | EntryKind::Link)
    }
}

/// Holds a lock until it is dropped.
pub struct Lock {
    // Closing the file lets go of it, however the process ends.
    _file: std::fs::File,
}

/// A file that is written and may be gone back in.
pub trait Tape: io::Write + io::Seek {}

impl<T: io::Write + io::Seek> Tape for T {}

/// A place that holds files.
///
/// Paths are relative to the current folder or absolute, as the user gave them. All errors
/// carry the path in their text.
pub trait Host: Sync + Send {
    /// Returns the bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Returns the first bytes of a file, as many as asked for or there are.
    fn read_head(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;
    /// Gives the bytes of a file piece by piece, so that its size does not matter.
    fn read_pieces(&self, path: &Path, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()>;
    /// Returns all files below `root`, sorted by path; empty when `root` does not exist. A root
    /// that is a link is followed, links below it are not left.
    fn list(&self, root: &Path) -> io::Result<Vec<Entry>>;
    /// Returns the stamp of a file; `None` when there is none or the system has no stamps.
    fn stamp(&self, path: &Path) -> Option<Stamp>;
    /// Returns what the clock of a file system says, by writing the file named; `None` when it
    /// cannot be written. Whatever changes later has no earlier stamp.
    fn moment(&self, path: &Path) -> Option<i64>;
    /// Returns what stands at `path`, links not followed.
    fn what(&self, path: &Path) -> Option<What>;
    /// Returns the one full name of a place, whether or not something stands there: links
    /// followed, no matter how it was spelled.
    fn place(&self, path: &Path) -> io::Result<PathBuf>;
    /// Returns the names in a folder, in no order.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Returns everything below a folder, folders too, links not followed: paths relative to it,
    /// in no order. A name that is no text is one that no file of ours has.
    fn below(&self, folder: &Path) -> io::Result<Vec<(String, What)>>;
    /// Returns whether files can be moved from one folder that exists into another.
    fn can_move(&self, from: &Path, to: &Path) -> bool;
    /// Writes a file, making the folders above it. Returns its stamp, as far as there is one.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<Option<Stamp>>;
    /// Writes a file of parts, one after the other, which need not stand in one place.
    fn write_parts(&self, path: &Path, parts: &[&[u8]]) -> io::Result<()>;
    /// Writes a file as it is made, however long it becomes, making the folders above it.
    fn write_tape(&self, path: &Path, make: &mut dyn FnMut(&mut dyn Tape) -> io::Result<()>) -> io::Result<()>;
    /// Copies a file piece by piece, making the folders above the copy, and shows each piece.
    fn copy(&self, from: &Path, to: &Path, seen: &mut dyn FnMut(&[u8])) -> io::Result<Option<Stamp>>;
    /// Moves a file or folder onto `to`, replacing a file there, making the folders above it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Exchanges two folders at once: each has the name of the other from then on. `false` when
    /// nothing was done, as the system cannot do it there, or owner and rights are not the same.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool>;
    /// Gives a file a second name, making the folders above it. `false` when nothing was done, as
    /// the system cannot do it there.
    fn link(&self, file: &Path, name: &Path) -> io::Result<bool>;
    /// Makes a name stand for a folder beside it, at once, whatever it stood for before: a symbolic link
    /// where the system has them, else a file with the name of the folder in it.
    fn point(&self, name: &Path, to: &str) -> io::Result<()> {
        let aside = name.with_extension("new");
        self.write(&aside, to.as_bytes())?;
        self.rename(&aside, name)
    }
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with all that is in it; fine when it does not exist.
    fn remove_dir_all(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder when it is empty; fine when it is not or does not exist.
    fn remove_dir_if_empty(&self, path: &Path);
    /// Makes sure that a file, or the names in a folder, are on the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;
}

/// Adds the path to an error, so that every message names the file it was touching.
pub fn with_path(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_settles_after_the_tick_of_its_file_system() {
        let stamp = |changed| Stamp { len: 4, modified: changed, changed, node: 1 };
        let fine = 7_000_000_001;
        assert!(!stamp(fine).is_settled(fine));
        assert!(!stamp(fine).is_settled(fine + 20_000_000), "within a tick of the kernel");
        assert!(stamp(fine).is_settled(fine + 20_000_001));
        let coarse = 8_000_000_000;
        assert!(!stamp(coarse).is_settled(coarse + 1_999_000_000), "FAT keeps two seconds");
        assert!(!stamp(coarse).is_settled(coarse + 2_000_000_000));
        assert!(stamp(coarse).is_settled(coarse + 2_000_000_001));
        assert!(!stamp(coarse).is_settled(5), "the clock jumped back");
        let mixed = Stamp { modified: coarse, ..stamp(coarse + 10_000_000) };
        assert!(!mixed.is_settled(coarse + 1_000_000_000), "either time may be the coarse one");
    }
}
