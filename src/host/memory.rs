//! Files held in memory, for tests: same behaviour as the disk, and it can fail on demand.

use super::{Entry, EntryKind, Host, with_path};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file system in memory.
#[derive(Default)]
pub struct Memory {
    files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
    changes: AtomicUsize,
    reads: AtomicUsize,
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
        self.lock().insert(PathBuf::from(path), bytes.to_vec());
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

    /// Returns all files below a folder, as (relative path, bytes).
    pub fn tree(&self, root: &str) -> BTreeMap<String, Vec<u8>> {
        let files = self.lock();
        let below = files.iter().filter_map(|(path, bytes)| {
            let relative = path.strip_prefix(root).ok()?;
            Some((relative.to_string_lossy().into_owned(), bytes.clone()))
        });
        below.collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, Vec<u8>>> {
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
        self.reads.fetch_add(1, Ordering::SeqCst);
        let missing = || with_path(&io::Error::from(io::ErrorKind::NotFound), path);
        self.lock().get(path).cloned().ok_or_else(missing)
    }

    fn list(&self, root: &Path) -> io::Result<Vec<Entry>> {
        let files = self.lock();
        let below = files.iter().filter_map(|(path, bytes)| {
            let relative = path.strip_prefix(root).ok()?.to_string_lossy().into_owned();
            Some(Entry { path: relative, kind: EntryKind::File, len: bytes.len() as u64 })
        });
        let mut entries: Vec<Entry> = below.collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn exists(&self, path: &Path) -> bool {
        self.lock().keys().any(|p| p.starts_with(path))
    }

    fn is_empty_dir(&self, path: &Path) -> bool {
        !self.exists(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.change(path)?;
        self.lock().insert(path.to_path_buf(), bytes.to_vec());
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(to)?;
        let mut files = self.lock();
        let moved: Vec<PathBuf> = files.keys().filter(|p| p.starts_with(from)).cloned().collect();
        if moved.is_empty() {
            return Err(with_path(&io::Error::from(io::ErrorKind::NotFound), from));
        }
        for path in moved {
            let rest = path.strip_prefix(from).map(Path::to_path_buf).unwrap_or_default();
            let target = if rest.as_os_str().is_empty() { to.to_path_buf() } else { to.join(rest) };
            if let Some(bytes) = files.remove(&path) {
                files.insert(target, bytes);
            }
        }
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.change(path)?;
        let missing = || with_path(&io::Error::from(io::ErrorKind::NotFound), path);
        self.lock().remove(path).map(|_| ()).ok_or_else(missing)
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        self.change(path)?;
        self.lock().retain(|p, _| !p.starts_with(path));
        Ok(())
    }

    fn remove_dir_if_empty(&self, _path: &Path) {}

    fn sync(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }
}
