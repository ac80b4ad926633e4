//! The only door to files, clock and environment.
//!
//! Everything else in the library is a function of its arguments. A [`Host`] takes paths and
//! gives bytes or an error that names the path; [`disk`] is the real one, [`memory`] serves
//! tests and can fail at a chosen call. What must hold: no other module touches `std::fs`,
//! `std::env` or the clock (`clippy.toml` bans them).

pub mod disk;
pub mod memory;

use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

/// What stands at a path below a listed folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryKind {
    File,
    /// A symbolic link that leads out of the folder listed, or nowhere.
    StrayLink,
}

/// What a file system says of a file without reading it. A file with the same stamp as before
/// is taken to be the same, unless the stamp is as young as the memory of it (see
/// [`crate::cache`]): the times are the file system's own and cannot be set by a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub len: u64,
    /// Time of the last change of content, in nanoseconds since 1970.
    pub modified: i64,
    /// Time of the last change of content or entry; nothing but the clock sets it.
    pub changed: i64,
    pub node: u64,
}

/// One file below a listed folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path relative to the folder listed, with `/`. Names that are not UTF-8 come lossily.
    pub path: String,
    pub kind: EntryKind,
    /// Size in bytes.
    pub len: u64,
    /// `None` where the system has none.
    pub stamp: Option<Stamp>,
}

/// Holds a lock until it is dropped.
pub struct Lock {
    // Closing the file lets go of it, however the process ends.
    _file: std::fs::File,
}

/// A place that holds files.
///
/// Paths are relative to the current folder or absolute, as the user gave them. All errors
/// carry the path in their text.
pub trait Host: Sync + Send {
    /// Returns the bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Returns all files below `root`, sorted by path; empty when `root` does not exist.
    fn list(&self, root: &Path) -> io::Result<Vec<Entry>>;
    /// Returns the stamp of a file; `None` when there is none or the system has no stamps.
    fn stamp(&self, path: &Path) -> Option<Stamp>;
    /// Returns whether a file or folder stands at `path`.
    fn exists(&self, path: &Path) -> bool;
    /// Returns whether a folder stands at `path` and holds nothing.
    fn is_empty_dir(&self, path: &Path) -> bool;
    /// Writes a file, making the folders above it.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Moves a file or folder onto `to`, replacing a file there, making the folders above it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with all that is in it; fine when it does not exist.
    fn remove_dir_all(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder when it is empty; fine when it is not or does not exist.
    fn remove_dir_if_empty(&self, path: &Path);
    /// Waits until no other process holds the lock of this name, and holds it until what is
    /// returned is dropped. `None` where the system has no locks or lets us make none.
    fn lock(&self, path: &Path) -> Option<Lock>;
    /// Makes sure that what was written before is on the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;
}

/// Adds the path to an error, so that every message names the file it was touching.
pub fn with_path(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
