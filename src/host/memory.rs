//! Files held in memory, for tests: same behaviour as the disk, and it can fail on demand.

use super::{Entry, EntryKind, Host, Stamp, Tape, What, with_path};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};

/// The bytes of a file, its name as it was first spelled, and when it last changed.
#[derive(Clone)]
struct File {
    name: PathBuf,
    bytes: Vec<u8>,
    modified: i64,
    changed: i64,
}

impl File {
    fn stamp(&self) -> Stamp {
        Stamp { len: self.bytes.len() as u64, modified: self.modified, changed: self.changed, node: 0 }
    }
}

/// A file system in memory.
#[derive(Default)]
pub struct Memory {
    files: Mutex<BTreeMap<PathBuf, File>>,
    /// Paths of which no file can be read as one: what stands there instead.
    odd: Mutex<BTreeMap<String, EntryKind>>,
    /// Folders on which another file system is mounted.
    mounts: Mutex<BTreeSet<PathBuf>>,
    /// Folders in which nothing can be made.
    closed: Mutex<BTreeSet<PathBuf>>,
    /// Names that differ by case only are the same.
    folds: AtomicBool,
    /// Changes on the clock of the file system.
    clock: AtomicI64,
    /// Changes that share a time stamp; 0 and 1: none do.
    coarse: AtomicI64,
    /// Folders cannot be exchanged, nor files have two names.
    no_exchange: AtomicBool,
    exchanges: AtomicUsize,
    changes: AtomicUsize,
    reads: AtomicUsize,
    /// Bytes of files that were read, piece by piece or whole.
    bytes_read: AtomicUsize,
    calls: AtomicUsize,
    /// The most bytes that were handed out or taken at once.
    largest: AtomicUsize,
    /// The number of the change (write, rename, remove) from which all fail; 0 = never.
    fail_from: AtomicUsize,
    /// The number of the change at which somebody else saves a file.
    meanwhile: Mutex<Option<(usize, PathBuf, Vec<u8>)>>,
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
            odd: Mutex::new(held(&self.odd).clone()),
            mounts: Mutex::new(held(&self.mounts).clone()),
            closed: Mutex::new(held(&self.closed).clone()),
            folds: self.folds.load(Ordering::SeqCst).into(),
            clock: self.clock.load(Ordering::SeqCst).into(),
            coarse: self.coarse.load(Ordering::SeqCst).into(),
            no_exchange: self.no_exchange.load(Ordering::SeqCst).into(),
            exchanges: number(&self.exchanges),
            changes: number(&self.changes),
            reads: number(&self.reads),
            bytes_read: number(&self.bytes_read),
            calls: number(&self.calls),
            largest: number(&self.largest),
            fail_from: number(&self.fail_from),
            meanwhile: Mutex::new(held(&self.meanwhile).clone()),
        }
    }

    /// Makes names that differ by case only the same, as on most machines that are no servers.
    #[must_use]
    pub fn folding_case(self) -> Self {
        self.folds.store(true, Ordering::SeqCst);
        let files = std::mem::take(&mut *self.lock());
        self.lock().extend(files.into_iter().map(|(path, file)| (self.key(&path), file)));
        self
    }

    /// Puts so many changes into one tick of whole seconds, as FAT and HFS+ do.
    #[must_use]
    pub fn with_coarse_stamps(self, changes: i64) -> Self {
        self.coarse.store(changes, Ordering::SeqCst);
        self
    }

    /// Mounts another file system on a folder: nothing can be moved into it from outside.
    pub fn mount(&self, folder: &str) {
        held(&self.mounts).insert(folder.into());
    }

    /// Makes a folder one in which nothing of ours can be made; what is below it stays as it is.
    pub fn close(&self, folder: &str) {
        held(&self.closed).insert(folder.into());
    }

    /// Makes it a file system that cannot exchange folders or give a file two names, as FAT.
    #[must_use]
    pub fn without_exchange(self) -> Self {
        self.no_exchange.store(true, Ordering::SeqCst);
        self
    }

    /// Lets something other than a file stand at a path.
    pub fn put_odd(&self, path: &str, kind: EntryKind) {
        held(&self.odd).insert(path.to_owned(), kind);
    }

    /// Lets somebody else save a file at the `n`-th change from now.
    pub fn meanwhile(&self, n: usize, path: &str, bytes: &[u8]) {
        let at = self.changes() + n;
        *held(&self.meanwhile) = Some((at, path.into(), bytes.to_vec()));
    }

    fn insert(&self, path: &Path, bytes: Vec<u8>) -> Stamp {
        let changed = self.tick();
        let mut files = self.lock();
        let key = self.key(path);
        // A file that is written again keeps the spelling of its name.
        let name = files.get(&key).map_or_else(|| path.to_path_buf(), |old| old.name.clone());
        let file = File { name, bytes, modified: changed, changed };
        let stamp = file.stamp();
        files.insert(key, file);
        stamp
    }

    /// The name under which a path is kept.
    fn key(&self, path: &Path) -> PathBuf {
        if self.folds.load(Ordering::SeqCst) {
            path.to_string_lossy().to_lowercase().into()
        } else {
            path.to_path_buf()
        }
    }

    fn tick(&self) -> i64 {
        let change = self.clock.fetch_add(1, Ordering::SeqCst) + 1;
        match self.coarse.load(Ordering::SeqCst) {
            0 | 1 => change * 1_000_000_000 + 1,
            per_tick => change / per_tick * 2_000_000_000,
        }
    }

    /// Sets the clock, as someone at the machine may.
    pub fn set_clock(&self, seconds: i64) {
        self.clock.store(seconds, Ordering::SeqCst);
    }

    /// Removes a file without counting it as a change.
    pub fn take(&self, path: &str) {
        self.lock().remove(&self.key(Path::new(path)));
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

    /// Returns how many folders were exchanged so far.
    pub fn exchanges(&self) -> usize {
        self.exchanges.load(Ordering::SeqCst)
    }

    /// Returns how many bytes of files were read so far, whole or piece by piece.
    pub fn bytes_read(&self) -> usize {
        self.bytes_read.load(Ordering::SeqCst)
    }

    /// Returns how many files were read so far.
    pub fn reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }

    /// Returns how many times anything at all was asked of it so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// Returns the most bytes that were asked for or given at once so far.
    pub fn largest(&self) -> usize {
        self.largest.load(Ordering::SeqCst)
    }

    fn call(&self) {
        self.calls.fetch_add(1, Ordering::SeqCst);
    }

    /// Returns all files below a folder, as (relative path, bytes).
    pub fn tree(&self, root: &str) -> BTreeMap<String, Vec<u8>> {
        let files = self.lock();
        let below = files.values().filter_map(|file| {
            let relative = file.name.strip_prefix(root).ok()?;
            Some((relative.to_string_lossy().into_owned(), file.bytes.clone()))
        });
        below.collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, File>> {
        held(&self.files)
    }

    fn change(&self, path: &Path) -> io::Result<()> {
        let number = self.changes.fetch_add(1, Ordering::SeqCst) + 1;
        if let Some((_, path, bytes)) = held(&self.meanwhile).take_if(|(at, ..)| *at == number) {
            self.insert(&path, bytes);
        }
        let limit = self.fail_from.load(Ordering::SeqCst);
        if limit != 0 && number >= limit {
            let full = io::Error::from(io::ErrorKind::StorageFull);
            return Err(with_path(&full, path));
        }
        self.may_make(path)
    }

    /// Whether the folder of a path lets us make something in it.
    fn may_make(&self, path: &Path) -> io::Result<()> {
        let folder = path.ancestors().skip(1).find(|p| p.as_os_str().is_empty() || self.is_folder(p));
        if folder.is_some_and(|folder| held(&self.closed).contains(folder)) {
            return Err(with_path(&io::Error::from(io::ErrorKind::PermissionDenied), path));
        }
        Ok(())
    }

    fn is_folder(&self, path: &Path) -> bool {
        let key = self.key(path);
        self.lock().keys().any(|p| *p != key && p.starts_with(&key)) || held(&self.mounts).contains(path)
    }

    fn mount_of(&self, path: &Path) -> Option<PathBuf> {
        let mounts = held(&self.mounts);
        path.ancestors().find(|p| mounts.contains(*p)).map(Path::to_path_buf)
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn not_found(path: &Path) -> io::Error {
    with_path(&io::Error::from(io::ErrorKind::NotFound), path)
}

impl Host for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call();
        self.reads.fetch_add(1, Ordering::SeqCst);
        let found = self.lock().get(&self.key(path)).map(|file| file.bytes.clone());
        let bytes = found.ok_or_else(|| not_found(path))?;
        self.bytes_read.fetch_add(bytes.len(), Ordering::SeqCst);
        self.largest.fetch_max(bytes.len(), Ordering::SeqCst);
        Ok(bytes)
    }

    fn read_head(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.call();
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let found = self.lock().get(&self.key(path)).map(|file| file.bytes[..file.bytes.len().min(most)].to_vec());
        found.ok_or_else(|| not_found(path))
    }

    fn read_pieces(&self, path: &Path, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        self.call();
        let found = self.lock().get(&self.key(path)).map(|file| file.bytes.clone());
        let bytes = found.ok_or_else(|| not_found(path))?;
        self.bytes_read.fetch_add(bytes.len(), Ordering::SeqCst);
        bytes.chunks(1 << 10).try_for_each(take)
    }

    fn list(&self, root: &Path) -> io::Result<Vec<Entry>> {
        self.call();
        let files = self.lock();
        let below = files.values().filter_map(|file| {
            let relative = file.name.strip_prefix(root).ok()?.to_string_lossy().into_owned();
            let stamp = file.stamp();
            Some(Entry { path: relative, kind: EntryKind::File, len: stamp.len, stamp: Some(stamp) })
        });
        let mut entries: Vec<Entry> = below.collect();
        entries.extend(held(&self.odd).iter().filter_map(|(path, kind)| {
            let path = Path::new(path).strip_prefix(root).ok()?.to_string_lossy().into_owned();
            Some(Entry { path, kind: *kind, len: 0, stamp: None })
        }));
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        self.call();
        self.lock().get(&self.key(path)).map(File::stamp)
    }

    fn moment(&self, _path: &Path) -> Option<i64> {
        self.call();
        Some(self.tick())
    }

    fn what(&self, path: &Path) -> Option<What> {
        self.call();
        if self.lock().contains_key(&self.key(path)) {
            return Some(What::File);
        }
        if held(&self.odd).contains_key(&*path.to_string_lossy()) {
            return Some(What::Other);
        }
        self.is_folder(path).then_some(What::Folder)
    }

    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.call();
        Ok(path.components().collect())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.call();
        let files = self.lock();
        let first = |file: &File| {
            let rest = file.name.strip_prefix(folder).ok()?;
            rest.components().next().map(|c| c.as_os_str().to_string_lossy().into_owned())
        };
        Ok(files.values().filter_map(first).collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn below(&self, folder: &Path) -> io::Result<Vec<(String, What)>> {
        self.call();
        let under = |path: &Path| Some(path.strip_prefix(folder).ok()?.to_string_lossy().into_owned());
        let files = self.lock();
        let odd = held(&self.odd);
        let mut found: BTreeMap<String, What> =
            files.values().filter_map(|file| Some((under(&file.name)?, What::File))).collect();
        found.extend(odd.keys().filter_map(|path| Some((under(Path::new(path))?, What::Other))));
        let folders: Vec<String> =
            found.keys().flat_map(|path| path.match_indices('/').map(|(at, _)| path[..at].to_owned())).collect();
        found.extend(folders.into_iter().map(|path| (path, What::Folder)));
        found.extend(held(&self.mounts).iter().filter_map(|path| Some((under(path)?, What::Folder))));
        found.remove("");
        Ok(found.into_iter().collect())
    }

    fn can_move(&self, from: &Path, to: &Path) -> bool {
        self.call();
        self.mount_of(from) == self.mount_of(to)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<Option<Stamp>> {
        self.call();
        self.largest.fetch_max(bytes.len(), Ordering::SeqCst);
        // The write that a kill meets leaves the half of it; those after it never happen.
        match self.change(path) {
            Ok(()) => Ok(Some(self.insert(path, bytes.to_vec()))),
            Err(ended) => {
                if self.changes() == self.fail_from.load(Ordering::SeqCst) {
                    self.insert(path, bytes[..bytes.len() / 2].to_vec());
                }
                Err(ended)
            }
        }
    }

    fn write_parts(&self, path: &Path, parts: &[&[u8]]) -> io::Result<()> {
        self.write(path, &parts.concat()).map(drop)
    }

    fn write_tape(&self, path: &Path, make: &mut dyn FnMut(&mut dyn Tape) -> io::Result<()>) -> io::Result<()> {
        let mut tape = io::Cursor::new(Vec::new());
        make(&mut tape)?;
        self.write(path, &tape.into_inner()).map(drop)
    }

    fn copy(&self, from: &Path, to: &Path, seen: &mut dyn FnMut(&[u8])) -> io::Result<Option<Stamp>> {
        let mut bytes = Vec::new();
        self.read_pieces(from, &mut |piece| {
            seen(piece);
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        self.change(to)?;
        Ok(Some(self.insert(to, bytes)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call();
        self.change(to)?;
        if self.mount_of(from) != self.mount_of(to) {
            return Err(with_path(&io::Error::from(io::ErrorKind::CrossesDevices), to));
        }
        let (from_key, to_key) = (self.key(from), self.key(to));
        if self.lock().contains_key(&from_key) && self.is_folder(to) {
            return Err(with_path(&io::Error::from(io::ErrorKind::IsADirectory), to));
        }
        let mut files = self.lock();
        let moved: Vec<PathBuf> = files.keys().filter(|p| p.starts_with(&from_key)).cloned().collect();
        if moved.is_empty() {
            return Err(not_found(from));
        }
        for key in moved {
            let Some(file) = files.remove(&key) else { continue };
            let under = |root: &Path, path: &Path, top: &Path| {
                let rest = path.strip_prefix(root).map(Path::to_path_buf).unwrap_or_default();
                if rest.as_os_str().is_empty() { top.to_path_buf() } else { top.join(rest) }
            };
            let (target, name) = (under(&from_key, &key, &to_key), under(from, &file.name, to));
            // The worst that file systems which fold case do: the spelling that is there stays.
            let name = files.get(&target).map_or(name, |there| there.name.clone());
            // A file moved itself has a new time; one in a folder that was moved has not.
            let changed = if target == to_key { self.tick() } else { file.changed };
            files.insert(target, File { name, changed, ..file });
        }
        Ok(())
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        self.call();
        if self.no_exchange.load(Ordering::SeqCst) || self.mount_of(one) != self.mount_of(other) {
            return Ok(false);
        }
        self.change(other)?;
        self.exchanges.fetch_add(1, Ordering::SeqCst);
        let (one, other) = (self.key(one), self.key(other));
        let mut files = self.lock();
        let swapped = |path: &Path| {
            let swap = |from: &Path, to: &Path| path.strip_prefix(from).ok().map(|rest| to.join(rest));
            swap(&one, &other).or_else(|| swap(&other, &one))
        };
        let moved: Vec<PathBuf> = files.keys().filter(|path| swapped(path).is_some()).cloned().collect();
        let taken: Vec<(PathBuf, File)> =
            moved.into_iter().filter_map(|path| Some((path.clone(), files.remove(&path)?))).collect();
        for (path, file) in taken {
            let name = swapped(&file.name).unwrap_or(file.name);
            files.insert(swapped(&path).unwrap_or(path), File { name, ..file });
        }
        Ok(true)
    }

    fn link(&self, file: &Path, name: &Path) -> io::Result<bool> {
        self.call();
        if self.no_exchange.load(Ordering::SeqCst) || self.mount_of(file) != self.mount_of(name) {
            return Ok(false);
        }
        self.change(name)?;
        let changed = self.tick();
        let mut files = self.lock();
        let there = files.get_mut(&self.key(file)).ok_or_else(|| not_found(file))?;
        there.changed = changed;
        let linked = File { name: name.to_path_buf(), ..there.clone() };
        files.insert(self.key(name), linked);
        Ok(true)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.call();
        self.change(path)?;
        self.lock().remove(&self.key(path)).map(|_| ()).ok_or_else(|| not_found(path))
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        self.call();
        self.change(path)?;
        let key = self.key(path);
        self.lock().retain(|p, _| !p.starts_with(&key));
        Ok(())
    }

    fn remove_dir_if_empty(&self, _path: &Path) {
        self.call();
    }

    fn sync(&self, _path: &Path) -> io::Result<()> {
        self.call();
        Ok(())
    }
}
