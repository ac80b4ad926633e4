//! Files held in memory, for tests: same behaviour as the disk, and it can fail on demand.

use super::{Entry, EntryKind, Host, Lock, Stamp, with_path};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

/// The bytes of a file, and when they or its entry last changed.
#[derive(Clone)]
struct File {
    bytes: Vec<u8>,
    changed: i64,
}

impl File {
    fn stamp(&self) -> Stamp {
        Stamp { len: self.bytes.len() as u64, modified: self.changed, changed: self.changed, node: 0 }
    }
}

/// A file system in memory.
#[derive(Default)]
pub struct Memory {
    files: Mutex<BTreeMap<PathBuf, File>>,
    /// Seconds on the clock of the file system: one for each change.
    clock: AtomicI64,
    changes: AtomicUsize,
    reads: AtomicUsize,
    calls: AtomicUsize,
    /// The number of the change (write, rename, remove) from which all fail; 0 = never.
    fail_from: AtomicUsize,
}

impl Memory {
    /// Returns a file system with the files given as (path, text).
    pub fn with<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let memory = Self::default();
        for (path, text) in files {
            memory.put(path, text.as_bytes());
        }
        memory
    }

    /// Adds or replaces a file without counting it as a change.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        self.insert(Path::new(path), bytes.to_vec());
    }

    /// Returns the same files, clock and failures in a place of their own.
    pub fn copy(&self) -> Self {
        let number = |n: &AtomicUsize| n.load(Ordering::SeqCst).into();
        Self {
            files: Mutex::new(self.lock().clone()),
            clock: self.clock.load(Ordering::SeqCst).into(),
            changes: number(&self.changes),
            reads: number(&self.reads),
            calls: number(&self.calls),
            fail_from: number(&self.fail_from),
        }
    }

    fn insert(&self, path: &Path, bytes: Vec<u8>) {
        let changed = self.tick();
        self.lock().insert(path.to_path_buf(), File { bytes, changed });
    }

    fn tick(&self) -> i64 {
        (self.clock.fetch_add(1, Ordering::SeqCst) + 1) * 1_000_000_000
    }

    /// Sets the clock, as someone at the machine may.
    pub fn set_clock(&self, seconds: i64) {
        self.clock.store(seconds, Ordering::SeqCst);
    }

    /// Removes a file without counting it as a change.
    pub fn take(&self, path: &str) {
        self.lock().remove(Path::new(path));
    }

    /// Makes the `n`-th change from now and all after it fail, as a full disk or a kill would.
    pub fn fail_from(&self, n: usize) {
        self.changes.store(0, Ordering::SeqCst);
        self.fail_from.store(n, Ordering::SeqCst);
    }

    /// Returns how many changes were asked for since the last [`Memory::fail_from`].
    pub fn changes(&self) -> usize {
        self.changes.load(Ordering::SeqCst)
    }

    /// Returns how many files were read so far.
    pub fn reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }

    /// Returns how many times anything at all was asked of it so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn call(&self) {
        self.calls.fetch_add(1, Ordering::SeqCst);
    }

    /// Returns all files below a folder, as (relative path, bytes).
    pub fn tree(&self, root: &str) -> BTreeMap<String, Vec<u8>> {
        let files = self.lock();
        let below = files.iter().filter_map(|(path, file)| {
            let relative = path.strip_prefix(root).ok()?;
            Some((relative.to_string_lossy().into_owned(), file.bytes.clone()))
        });
        below.collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, File>> {
        self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn change(&self, path: &Path) -> io::Result<()> {
        let number = self.changes.fetch_add(1, Ordering::SeqCst) + 1;
        let limit = self.fail_from.load(Ordering::SeqCst);
        if limit != 0 && number >= limit {
            let full = io::Error::from(io::ErrorKind::StorageFull);
            return Err(with_path(&full, path));
        }
        Ok(())
    }
}

impl Host for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call();
        self.reads.fetch_add(1, Ordering::SeqCst);
        let missing = || with_path(&io::Error::from(io::ErrorKind::NotFound), path);
        self.lock().get(path).map(|file| file.bytes.clone()).ok_or_else(missing)
    }

    fn list(&self, root: &Path) -> io::Result<Vec<Entry>> {
        self.call();
        let files = self.lock();
        let below = files.iter().filter_map(|(path, file)| {
            let relative = path.strip_prefix(root).ok()?.to_string_lossy().into_owned();
            let stamp = file.stamp();
            Some(Entry { path: relative, kind: EntryKind::File, len: stamp.len, stamp: Some(stamp) })
        });
        let mut entries: Vec<Entry> = below.collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        self.call();
        self.lock().get(path).map(File::stamp)
    }

    fn exists(&self, path: &Path) -> bool {
        self.call();
        self.lock().keys().any(|p| p.starts_with(path))
    }

    fn is_empty_dir(&self, path: &Path) -> bool {
        self.call();
        !self.exists(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call();
        let ended = self.change(path);
        // The write that a kill meets leaves the half of it; those after it never happen.
        if ended.is_ok() {
            self.insert(path, bytes.to_vec());
        } else if self.changes() == self.fail_from.load(Ordering::SeqCst) {
            self.insert(path, bytes[..bytes.len() / 2].to_vec());
        }
        ended
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call();
        self.change(to)?;
        let mut files = self.lock();
        let moved: Vec<PathBuf> = files.keys().filter(|p| p.starts_with(from)).cloned().collect();
        if moved.is_empty() {
            return Err(with_path(&io::Error::from(io::ErrorKind::NotFound), from));
        }
        for path in moved {
            let rest = path.strip_prefix(from).map(Path::to_path_buf).unwrap_or_default();
            let target = if rest.as_os_str().is_empty() { to.to_path_buf() } else { to.join(rest) };
            if let Some(file) = files.remove(&path) {
                // A file moved itself has a new time; one in a folder that was moved has not.
                let changed = if target == to { self.tick() } else { file.changed };
                files.insert(target, File { changed, ..file });
            }
        }
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.call();
        self.change(path)?;
        let missing = || with_path(&io::Error::from(io::ErrorKind::NotFound), path);
        self.lock().remove(path).map(|_| ()).ok_or_else(missing)
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        self.call();
        self.change(path)?;
        self.lock().retain(|p, _| !p.starts_with(path));
        Ok(())
    }

    fn remove_dir_if_empty(&self, _path: &Path) {
        self.call();
    }

    fn lock(&self, _: &Path) -> Option<Lock> {
        self.call();
        None
    }

    fn sync(&self, _path: &Path) -> io::Result<()> {
        self.call();
        Ok(())
    }
}
