//! Files of the operating system, its clock and its environment.

#![expect(clippy::disallowed_methods, reason = "this file is the door that the ban leaves open")]

use super::{Entry, EntryKind, Host, Lock, Stamp, Tape, What, with_path};
use rayon::prelude::*;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::RwLock;

/// Bytes that hold most sources whole.
const USUAL: usize = 8 << 10;

/// Bytes of a piece of a file that is not read whole.
const PIECE: usize = 256 << 10;

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
        self.read_head(path, u64::MAX)
    }

    fn read_head(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        // Most files are small: asking for the length first would cost a call more.
        let mut bytes = Vec::with_capacity(USUAL);
        let read = open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
        read.map_err(|e| with_path(&e, path))?;
        Ok(bytes)
    }

    fn read_pieces(&self, path: &Path, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let mut file = open(path).map_err(|e| with_path(&e, path))?;
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(n) => take(&piece[..n])?,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(with_path(&e, path)),
            }
        }
    }

    fn list(&self, root: &Path) -> io::Result<Vec<Entry>> {
        if fs::symlink_metadata(root).is_err() {
            return Ok(Vec::new());
        }
        let real_root = follow(root)?;
        let mut entries = Vec::new();
        let mut files = Vec::new();
        let mut walk = walkdir::WalkDir::new(&real_root).follow_links(false).into_iter();
        while let Some(found) = walk.next() {
            let found = found.map_err(walk_error)?;
            let Some(relative) = relative_name(&real_root, found.path()) else {
                let path = found.path().strip_prefix(&real_root).unwrap_or(found.path()).to_string_lossy();
                entries.push(Entry { path: path.into_owned(), kind: EntryKind::OddName, len: 0, stamp: None });
                if found.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            };
            let kind = found.file_type();
            if kind.is_symlink() {
                entries.push(link_entry(&real_root, found.path(), relative));
            } else if kind.is_file() {
                files.push((relative, found));
            } else if !kind.is_dir() {
                entries.push(Entry { path: relative, kind: EntryKind::Special, len: 0, stamp: None });
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

    fn moment(&self, path: &Path) -> Option<i64> {
        self.write(path, b"\n").ok()?.map(|stamp| stamp.changed)
    }

    fn what(&self, path: &Path) -> Option<What> {
        Some(what_is(fs::symlink_metadata(path).ok()?.file_type()))
    }

    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        let path = spelled(path)?;
        let there = path.ancestors().find(|p| fs::symlink_metadata(p).is_ok()).unwrap_or(&path);
        let real = follow(there)?;
        Ok(path.strip_prefix(there).map_or_else(|_| real.clone(), |rest| plain(&real.join(rest))))
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let name = |entry: io::Result<fs::DirEntry>| entry.map(|e| e.file_name().to_string_lossy().into_owned());
        fs::read_dir(folder).and_then(|all| all.map(name).collect()).map_err(|e| with_path(&e, folder))
    }

    fn below(&self, folder: &Path) -> io::Result<Vec<(String, What)>> {
        let walk = walkdir::WalkDir::new(folder).min_depth(1).follow_links(false);
        let entry = |found: walkdir::Result<walkdir::DirEntry>| {
            let found = found.map_err(walk_error)?;
            let path = found.path().strip_prefix(folder).unwrap_or(found.path());
            let name = relative_name(folder, found.path()).unwrap_or_else(|| path.to_string_lossy().into_owned());
            Ok((name, what_is(found.file_type())))
        };
        walk.into_iter().map(entry).collect()
    }

    fn can_move(&self, from: &Path, to: &Path) -> bool {
        mount(from).is_none_or(|from| Some(from) == mount(to))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<Option<Stamp>> {
        self.make_parent(path)?;
        let mut file = fs::File::create(path).map_err(|e| with_path(&e, path))?;
        file.write_all(bytes).map_err(|e| with_path(&e, path))?;
        Ok(file.metadata().ok().as_ref().and_then(stamp_of))
    }

    fn write_parts(&self, path: &Path, parts: &[&[u8]]) -> io::Result<()> {
        self.make_parent(path)?;
        let write = || {
            let mut file = io::BufWriter::with_capacity(PIECE, fs::File::create(path)?);
            parts.iter().try_for_each(|part| file.write_all(part))?;
            file.flush()
        };
        write().map_err(|e| with_path(&e, path))
    }

    fn write_tape(&self, path: &Path, make: &mut dyn FnMut(&mut dyn Tape) -> io::Result<()>) -> io::Result<()> {
        self.make_parent(path)?;
        let mut write = || {
            let mut file = io::BufWriter::with_capacity(PIECE, fs::File::create(path)?);
            make(&mut file)?;
            file.flush()
        };
        write().map_err(|e| with_path(&e, path))
    }

    fn copy(&self, from: &Path, to: &Path, seen: &mut dyn FnMut(&[u8])) -> io::Result<Option<Stamp>> {
        self.make_parent(to)?;
        let mut file = fs::File::create(to).map_err(|e| with_path(&e, to))?;
        self.read_pieces(from, &mut |piece| {
            seen(piece);
            file.write_all(piece).map_err(|e| with_path(&e, to))
        })?;
        Ok(file.metadata().ok().as_ref().and_then(stamp_of))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.make_parent(to)?;
        // A folder that moves is no longer where it was made.
        if self.made.read().is_ok_and(|made| made.contains(from.components().as_path().as_os_str())) {
            self.forget_made();
        }
        fs::rename(from, to).map_err(|e| with_path(&e, to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        self.forget_made();
        exchange(one, other).map_err(|e| with_path(&e, other))
    }

    fn link(&self, file: &Path, name: &Path) -> io::Result<bool> {
        self.make_parent(name)?;
        match fs::hard_link(file, name) {
            Ok(()) => Ok(true),
            Err(e) if is_refusal(&e) => Ok(false),
            Err(e) => Err(with_path(&e, name)),
        }
    }

    #[cfg(unix)]
    fn point(&self, name: &Path, to: &str) -> io::Result<()> {
        self.make_parent(name)?;
        let aside = name.with_extension("new");
        if fs::symlink_metadata(&aside).is_ok() {
            self.remove_file(&aside)?;
        }
        std::os::unix::fs::symlink(to, &aside).map_err(|e| with_path(&e, &aside))?;
        self.rename(&aside, name)
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

    fn sync(&self, path: &Path) -> io::Result<()> {
        let file = fs::File::open(path).map_err(|e| with_path(&e, path))?;
        match file.sync_all() {
            // Some systems cannot be asked to keep the names in a folder.
            Err(e) if e.kind() != io::ErrorKind::InvalidInput => Err(with_path(&e, path)),
            _ => Ok(()),
        }
    }
}

fn what_is(kind: fs::FileType) -> What {
    match (kind.is_file(), kind.is_dir()) {
        (true, _) => What::File,
        (_, true) => What::Folder,
        _ => What::Other,
    }
}

/// Exchanges two folders of the same owner and rights: what a server may read of one it may read
/// of the other.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use std::os::unix::fs::MetadataExt as _;
    let owner = |meta: fs::Metadata| (meta.uid(), meta.gid(), meta.mode(), meta.dev());
    if owner(fs::symlink_metadata(one)?) != owner(fs::symlink_metadata(other)?) {
        return Ok(false);
    }
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from) {
        Ok(()) => Ok(true),
        Err(e) if is_refusal(&e) => Ok(false),
        Err(e) => Err(e),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Says that a file system, or a mount in it, cannot do what is asked, and another way can.
fn is_refusal(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, InvalidInput, PermissionDenied, ResourceBusy, TooManyLinks, Unsupported};
    matches!(error.kind(), CrossesDevices | InvalidInput | PermissionDenied | ResourceBusy | TooManyLinks | Unsupported)
}

/// Opens a file to read it. A pipe in its place reads as empty: waiting for its other end could
/// last for ever.
fn open(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.read(true).open(path)
}

/// Waits until no other process builds into a folder, and holds it until what is returned is
/// dropped. What is locked is the folder itself, or the one above it while it is not there yet:
/// no spelling of its name, no link and no second copy of the site leads past it, and nothing is
/// left behind. `wait` is called once when there is something to wait for. `None` where the
/// system has no locks.
///
/// # Errors
/// When the folder above cannot be made or opened.
pub fn lock(output: &Path, wait: &mut dyn FnMut()) -> io::Result<Option<Lock>> {
    loop {
        let folder = if output.is_dir() { output } else { parent(output) };
        fs::create_dir_all(folder).map_err(|e| with_path(&e, folder))?;
        let Some(file) = lockable(folder, output) else { return Ok(None) };
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                wait();
                file.lock().map_err(|e| with_path(&e, folder))?;
            }
            Err(fs::TryLockError::Error(_)) => return Ok(None),
        }
        // Meanwhile the folder may have come, or be another one.
        if is_still(&file, if output.is_dir() { output } else { parent(output) }) {
            return Ok(Some(Lock { _file: file }));
        }
    }
}

#[cfg(unix)]
fn lockable(folder: &Path, _: &Path) -> Option<fs::File> {
    fs::File::open(folder).ok()
}

/// Folders cannot be locked here: a file beside the folder is.
#[cfg(not(unix))]
fn lockable(_: &Path, output: &Path) -> Option<fs::File> {
    let mut name = OsString::from(".");
    name.push(output.file_name()?);
    name.push(".gongkai-lock");
    fs::File::create(output.with_file_name(name)).ok()
}

#[cfg(unix)]
fn is_still(file: &fs::File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |meta: fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().ok().map(place) == fs::metadata(folder).ok().map(place)
}

#[cfg(not(unix))]
fn is_still(_: &fs::File, _: &Path) -> bool {
    true
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// Which mount a folder is on: two mounts of one file system are two, and nothing can be moved
/// from one to the other. `None` when the system does not tell.
#[cfg(target_os = "linux")]
fn mount(folder: &Path) -> Option<u64> {
    use rustix::fs::{AtFlags, CWD, StatxFlags, statx};
    let found = statx(CWD, folder, AtFlags::empty(), StatxFlags::MNT_ID).ok()?;
    (found.stx_mask & StatxFlags::MNT_ID.bits() != 0).then_some(found.stx_mnt_id)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn mount(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(folder).ok().map(|meta| meta.dev())
}

#[cfg(not(unix))]
fn mount(_: &Path) -> Option<u64> {
    None
}

/// Returns the full name of what stands at a path; a link that leads nowhere is an error that
/// says so, as taking it for an empty place would lose what it should lead to.
fn follow(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path).map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => io::Error::new(e.kind(), format!("{}: this link leads nowhere", path.display())),
        _ => with_path(&e, path),
    })
}

/// Returns the full name of a path as it is spelled, links not followed.
///
/// # Errors
/// When the current folder is gone.
pub fn spelled(path: &Path) -> io::Result<PathBuf> {
    Ok(plain(&std::path::absolute(path).map_err(|e| with_path(&e, path))?))
}

/// Takes `.` and `..` out of a path.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
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

fn walk_error(error: walkdir::Error) -> io::Error {
    let path = error.path().map(Path::to_path_buf).unwrap_or_default();
    with_path(&error.into_io_error().unwrap_or_else(|| io::Error::other("the links go in a circle")), &path)
}

/// A link to a file inside the folder counts as that file; any other link is reported.
fn link_entry(real_root: &Path, path: &Path, relative: String) -> Entry {
    let inside = fs::canonicalize(path).ok().filter(|target| target.starts_with(real_root));
    match inside.map(fs::metadata) {
        // The stamp of a link's target does not see the link turned elsewhere: it has none.
        Some(Ok(meta)) if meta.is_file() => {
            Entry { path: relative, kind: EntryKind::Link, len: meta.len(), stamp: None }
        }
        _ => Entry { path: relative, kind: EntryKind::StrayLink, len: 0, stamp: None },
    }
}

/// Returns the name of a path below a folder; `None` when part of it is no text.
fn relative_name(root: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> = relative.components().map(|c| OsStr::to_str(c.as_os_str())).collect();
    Some(parts?.join("/"))
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

/// Returns the date and the time in the zone named, or in UTC when the name is unknown.
pub fn now(zone: &str) -> jiff::civil::DateTime {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(jiff::Timestamp::now())
}

/// Returns the time to the second; `SOURCE_DATE_EPOCH` stands in for it where it is set.
pub fn time() -> jiff::Timestamp {
    let given = variable("SOURCE_DATE_EPOCH").and_then(|text| text.parse().ok());
    let now = given.unwrap_or_else(|| jiff::Timestamp::now().as_second());
    jiff::Timestamp::from_second(now).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// Returns random bytes, fit for keys.
///
/// # Errors
/// When the system has none.
pub fn chance() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// Writes a file that nobody but its owner may read; one that is there is left alone.
///
/// # Errors
/// When it is there, or cannot be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || {
        let mut file = options.open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|e| with_path(&e, path))
}

/// Returns the seconds since 1970, as [`time`] has them.
pub fn seconds() -> i64 {
    time().as_second()
}

/// Returns an environment variable when it is set and readable.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Returns a moment to measure from; used for the summary line only, never for output.
pub fn clock() -> std::time::Instant {
    std::time::Instant::now()
}

/// Returns the bytes of the program that runs; `None` when its file cannot be read.
pub fn program() -> Option<Vec<u8>> {
    fs::read(std::env::current_exe().ok()?).ok()
}
