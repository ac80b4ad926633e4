//! Files of the operating system, its clock and its environment.

#![expect(clippy::disallowed_methods, reason = "this file is the door that the ban leaves open")]

use super::{Entry, EntryKind, Host, Lock, Stamp, with_path};
use rayon::prelude::*;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::RwLock;

/// Bytes that hold most sources whole.
const USUAL: usize = 8 << 10;

/// The disk. Remembers the folders it made, so that a hundred thousand files in one folder
/// cost one call to make it.
#[derive(Default)]
pub struct Disk {
    made: RwLock<HashSet<OsString>>,
}

impl Disk {
    fn make_parent(&self, path: &Path) -> io::Result<()> {
        let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) else {
            return Ok(());
        };
        if self.made.read().is_ok_and(|made| made.contains(parent.as_os_str())) {
            return Ok(());
        }
        fs::create_dir_all(parent).map_err(|e| with_path(&e, parent))?;
        if let Ok(mut made) = self.made.write() {
            made.insert(parent.as_os_str().to_owned());
        }
        Ok(())
    }

    fn forget_made(&self) {
        if let Ok(mut made) = self.made.write() {
            made.clear();
        }
    }
}

impl Host for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        // Most files are small: asking for the length first would cost a call more.
        let mut bytes = Vec::with_capacity(USUAL);
        let read = fs::File::open(path).and_then(|file| file.take(u64::MAX).read_to_end(&mut bytes));
        read.map_err(|e| with_path(&e, path))?;
        Ok(bytes)
    }

    fn list(&self, root: &Path) -> io::Result<Vec<Entry>> {
        if !root.exists() {
            return Ok(Vec::new());
        }
        let real_root = fs::canonicalize(root).map_err(|e| with_path(&e, root))?;
        let mut entries = Vec::new();
        let mut files = Vec::new();
        for found in walkdir::WalkDir::new(root).follow_links(false) {
            let found = found.map_err(|e| io::Error::other(e.to_string()))?;
            let relative = relative_name(root, found.path());
            if found.file_type().is_symlink() {
                list_link(&real_root, found.path(), &relative, &mut entries);
            } else if found.file_type().is_file() {
                files.push((relative, found));
            }
        }
        // The names come one after the other; what is asked of each is asked by all threads.
        entries.par_extend(files.into_par_iter().map(|(path, found)| {
            let meta = found.metadata().ok();
            let len = meta.as_ref().map_or(0, fs::Metadata::len);
            Entry { path, kind: EntryKind::File, len, stamp: meta.as_ref().and_then(stamp_of) }
        }));
        entries.par_sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).as_ref().and_then(stamp_of)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn is_empty_dir(&self, path: &Path) -> bool {
        fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.make_parent(path)?;
        let mut file = fs::File::create(path).map_err(|e| with_path(&e, path))?;
        file.write_all(bytes).map_err(|e| with_path(&e, path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.make_parent(to)?;
        fs::rename(from, to).map_err(|e| with_path(&e, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path).map_err(|e| with_path(&e, path))
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        self.forget_made();
        match fs::remove_dir_all(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(with_path(&e, path)),
            _ => Ok(()),
        }
    }

    fn remove_dir_if_empty(&self, path: &Path) {
        self.forget_made();
        // A folder that is not empty stays: that is the point of the call.
        let _ = fs::remove_dir(path);
    }

    fn lock(&self, path: &Path) -> Option<Lock> {
        self.make_parent(path).ok()?;
        let file = fs::File::create(path).ok()?;
        file.lock().ok()?;
        Some(Lock { _file: file })
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let file = fs::File::open(path).map_err(|e| with_path(&e, path))?;
        file.sync_all().map_err(|e| with_path(&e, path))
    }
}

#[cfg(unix)]
fn stamp_of(meta: &fs::Metadata) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt as _;
    let nanos = |seconds: i64, rest: i64| seconds.wrapping_mul(1_000_000_000).wrapping_add(rest);
    Some(Stamp {
        len: meta.len(),
        modified: nanos(meta.mtime(), meta.mtime_nsec()),
        changed: nanos(meta.ctime(), meta.ctime_nsec()),
        node: meta.ino(),
    })
}

/// Other systems let any program set every time of a file: no stamp is better than a wrong one.
#[cfg(not(unix))]
fn stamp_of(_: &fs::Metadata) -> Option<Stamp> {
    None
}

/// A link to a file inside the folder counts as that file; any other link is reported.
fn list_link(real_root: &Path, path: &Path, relative: &str, entries: &mut Vec<Entry>) {
    let inside = fs::canonicalize(path).ok().filter(|target| target.starts_with(real_root));
    let entry = match inside.map(fs::metadata) {
        // The stamp of a link's target does not see the link turned elsewhere: it has none.
        Some(Ok(meta)) if meta.is_file() => {
            Entry { path: relative.to_owned(), kind: EntryKind::File, len: meta.len(), stamp: None }
        }
        _ => Entry { path: relative.to_owned(), kind: EntryKind::StrayLink, len: 0, stamp: None },
    };
    entries.push(entry);
}

fn relative_name(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Returns the ways in which the system may spell a folder in full: as it was named, and with
/// links followed.
pub fn full_names(folder: &Path) -> Vec<PathBuf> {
    [std::path::absolute(folder), fs::canonicalize(folder)].into_iter().filter_map(Result::ok).collect()
}

/// Returns today's date in the zone named, or in UTC when the name is unknown.
pub fn today(zone: &str) -> jiff::civil::Date {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(jiff::Timestamp::now()).date()
}

/// Returns an environment variable when it is set and readable.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Returns a moment to measure from; used for the summary line only, never for output.
pub fn clock() -> std::time::Instant {
    std::time::Instant::now()
}

/// Returns the digest of the program that runs; `None` when its file cannot be read.
pub fn program() -> Option<crate::source::ContentDigest> {
    let bytes = fs::read(std::env::current_exe().ok()?).ok()?;
    Some(crate::source::digest(&bytes))
}
