//! From outputs to the folder: staged first, moved at the end, whole at any moment.
//!
//! [`folder`] says whose is what, [`marker`] is the list of what is ours.
//!
//! [`Stage`] takes outputs from any thread: one equal to what stands in the folder is not
//! written at all. [`Stage::finish`] looks at every place that it will touch, writes the marker
//! with state `changing` and the paths of both sites, moves what is new, removes what is stale,
//! and writes the marker last. Folders that nearly all differ are exchanged whole (`swap`). A
//! kill before it leaves the old site; a kill inside it leaves a marker from which the next build
//! knows every path that may be stale. A folder that does not
//! exist yet is made by one rename. The marker is on the disk before anything that it lists is
//! moved; the outputs are not waited for (see the guide on security, power cuts).

mod changes;
mod sums;

pub use changes::Changes;
pub use sums::checksums;

use sums::{Sum, sum_of};

pub mod folder;
pub mod marker;
mod swap;

use crate::cache::{Belief, Known};
use crate::host::{Host, Stamp, What};
pub use marker::MARKER;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use swap::Swap;

/// Folder of what is laid aside while outputs are made, which no output can be in.
const ASIDE: &str = ".gongkai-aside";

/// Name of a marker on its way, which no output can have.
const NEW_MARKER: &str = ".gongkai-site.new";

/// Why the folder cannot be written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds files and no marker of ours.
    NotOurs(PathBuf),
    /// A file, a link or the like stands where the folder should be.
    NotFolder(PathBuf),
    /// The marker in the folder is not one that we wrote.
    MarkerAltered(PathBuf),
    /// These are not ours and stand where something of ours belongs.
    Foreign(Vec<PathBuf>),
    /// Before anything was moved: the earlier site is as it was.
    Io(io::Error),
    /// While things were moved: the next build goes on from there.
    Halfway(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Returns whether a change of a folder was begun and not finished: it is neither the site before nor the one after.
pub fn is_halfway(host: &dyn Host, output: &Path) -> bool {
    host.read(&output.join(MARKER)).is_ok_and(|bytes| marker::is_changing(&bytes))
}

/// One output that was staged, or stands already.
#[derive(Debug, Clone)]
pub struct Staged {
    pub path: Box<str>,
    pub sha256: [u8; 32],
    pub bytes: u64,
    /// Differs from what stands in the folder.
    pub changed: bool,
    /// Its entry was changed when it was put in place, so that its stamp is not the one below.
    pub renewed: bool,
    /// The stamp of the staged file when it was written, or of the one that stands in the folder
    /// before it was looked at.
    pub stamp: Option<Stamp>,
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WriteReport {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    pub bytes_written: u64,
}

/// A site on its way into its folder.
pub struct Stage<'h> {
    host: &'h dyn Host,
    output: PathBuf,
    /// Made when the first output is staged.
    staging: Mutex<Option<PathBuf>>,
    /// Paths that were ours before; empty for a new folder.
    before: BTreeSet<Box<str>>,
    fresh: bool,
    /// An earlier change of the folder was not finished.
    unfinished: bool,
    belief: Belief,
}

impl<'h> Stage<'h> {
    /// Begins: looks whose folder it is and clears what an earlier kill left in the staging.
    pub fn begin(host: &'h dyn Host, output: &Path) -> Result<Self, WriteError> {
        let output = host.place(output)?;
        let ours = folder::ours(host, &output)?;
        folder::clear_staging(host, &output, ours.as_ref())?;
        let fresh = ours.is_none();
        let unfinished = ours.as_ref().is_some_and(|ours| ours.changing);
        let before = ours.map(|ours| ours.paths).unwrap_or_default();
        let (staging, belief) = (Mutex::default(), Belief::default());
        Ok(Self { host, output, staging, before, fresh, unfinished, belief })
    }

    /// Says how outputs of the last build are known to stand. What a change that was not finished
    /// left is read in any case.
    #[must_use]
    pub fn believing(self, belief: Belief) -> Self {
        Self { belief: if self.unfinished { Belief::Read } else { belief }, ..self }
    }

    /// Returns where an output waits, in a staging folder that is made if it must be.
    fn staged_at(&self, path: &str) -> io::Result<PathBuf> {
        let mut staging = self.staging.lock().unwrap_or_else(PoisonError::into_inner);
        let place = match &*staging {
            Some(place) => place,
            None => staging.insert(folder::make_staging(self.host, &self.output, self.fresh)?),
        };
        Ok(place.join(path))
    }

    /// Returns whether a file of ours may stand at a path of the folder.
    fn held(&self, path: &str) -> bool {
        !self.fresh && self.before.contains(path)
    }

    /// Stages one output if it differs from what stands in the folder. The file there is read
    /// only when the last build, as far as it is `known`, may have written the same.
    pub fn put(&self, path: &str, bytes: &[u8], known: Option<&Known>) -> io::Result<Staged> {
        let sha256: [u8; 32] = Sha256::digest(bytes).into();
        let staged = |changed, stamp| Staged {
            path: path.into(),
            sha256,
            bytes: bytes.len() as u64,
            changed,
            renewed: false,
            stamp,
        };
        if self.held(path) && known.is_none_or(|known| known.sha256 == sha256) {
            let place = self.output.join(path);
            let stamp = self.host.stamp(&place);
            if self.host.read(&place).is_ok_and(|old| old == bytes) {
                return Ok(staged(false, stamp));
            }
        }
        let stamp = self.host.write(&self.staged_at(path)?, bytes)?;
        Ok(staged(true, stamp))
    }

    /// Stages a copy of a file if it differs from what stands in the folder, however long it is.
    pub fn copy(&self, path: &str, source: &Path) -> io::Result<Staged> {
        let staged = |(sha256, bytes), changed, stamp| Staged {
            path: path.into(),
            sha256,
            bytes,
            changed,
            renewed: false,
            stamp,
        };
        if self.held(path) {
            let place = self.output.join(path);
            let stamp = self.host.stamp(&place);
            let sum = sum_of(self.host, source)?;
            if sum_of(self.host, &place).is_ok_and(|old| old == sum) {
                return Ok(staged(sum, false, stamp));
            }
        }
        let mut sum = Sum::default();
        let stamp = self.host.copy(source, &self.staged_at(path)?, &mut |piece| sum.add(piece))?;
        Ok(staged(sum.end(), true, stamp))
    }

    /// Returns the bytes of an output as they will be.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn after(&self, staged: &Staged) -> io::Result<Vec<u8>> {
        let place = if staged.changed { self.staged_at(&staged.path)? } else { self.output.join(&*staged.path) };
        self.host.read(&place)
    }

    /// Lays pieces aside, one after the other, until [`Self::clear_aside`].
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn put_aside(&self, name: &str, pieces: &[&[u8]]) -> io::Result<()> {
        self.host.write_parts(&self.staged_at(ASIDE)?.join(name), pieces)
    }

    /// Returns what was laid aside.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn take_aside(&self, name: &str) -> io::Result<Vec<u8>> {
        self.host.read(&self.staged_at(ASIDE)?.join(name))
    }

    /// Removes what was laid aside.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn clear_aside(&self) -> io::Result<()> {
        let staging = self.staging.lock().unwrap_or_else(PoisonError::into_inner).clone();
        staging.map_or(Ok(()), |place| self.host.remove_dir_all(&place.join(ASIDE)))
    }

    /// Returns whether an earlier change of the folder was not finished.
    pub fn is_unfinished(&self) -> bool {
        self.unfinished
    }

    /// Returns the checksum of a file, however long it is.
    pub fn sum(&self, source: &Path) -> io::Result<[u8; 32]> {
        sum_of(self.host, source).map(|(sha256, _)| sha256)
    }

    /// Returns the bytes of an output of the last build when they still are what was written.
    pub fn earlier(&self, known: &Known) -> Option<Vec<u8>> {
        if !self.held(&known.path) {
            return None;
        }
        let bytes = self.host.read(&self.output.join(&*known.path)).ok()?;
        (<[u8; 32]>::from(Sha256::digest(&bytes)) == known.sha256).then_some(bytes)
    }

    /// Returns an output of the last build as staged when its file still is what was written.
    pub fn stands(&self, known: &Known) -> Option<Staged> {
        let place = self.output.join(&*known.path);
        let stamp = self.host.stamp(&place);
        let trusted = self.held(&known.path) && stamp.is_some() && stamp == known.stamp;
        let vouched = self.belief == Belief::Length && stamp.is_some_and(|stamp| stamp.len == known.bytes);
        let same = || sum_of(self.host, &place).is_ok_and(|sum| sum.0 == known.sha256);
        (trusted || self.held(&known.path) && (vouched || same())).then(|| Staged {
            path: known.path.clone(),
            sha256: known.sha256,
            bytes: known.bytes,
            changed: false,
            renewed: false,
            stamp,
        })
    }

    /// Returns the stamp by which the next build may know an output that was moved into place:
    /// nobody changed it since it was written, and a later change would show. `begun` and `ended`
    /// are moments before anything was looked at, and after everything was moved.
    pub fn stamp(host: &dyn Host, output: &Path, staged: &Staged, begun: i64, ended: i64) -> Option<Stamp> {
        let then = staged.stamp?;
        if !staged.changed && !then.is_settled(begun) {
            return None;
        }
        if !staged.renewed {
            return Some(then).filter(|stamp| !staged.changed || stamp.is_settled(ended));
        }
        let now = host.stamp(&output.join(&*staged.path))?;
        let same = now.len == then.len && now.modified == then.modified && now.node == then.node;
        Some(now).filter(|stamp| same && stamp.is_settled(ended))
    }

    /// Returns the one full name of the output folder.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Returns what differs from the site before, now that all outputs are staged. After a change
    /// that was not finished nobody can tell: every output counts as written.
    pub fn changes(&self, all: &[Staged]) -> Changes {
        let mut now: Vec<&str> = all.iter().map(|staged| &*staged.path).collect();
        now.sort_unstable();
        // Both are sorted.
        let mut now = now.into_iter().peekable();
        let gone = |path: &&Box<str>| {
            while now.next_if(|other| *other < &***path).is_some() {}
            now.peek() != Some(&&***path)
        };
        let written = all.iter().filter(|staged| staged.changed || self.unfinished).map(|staged| staged.path.clone());
        let removed = self.before.iter().filter(gone).cloned().collect();
        let mut changes = Changes { written: written.collect(), removed };
        changes.written.sort_unstable();
        changes
    }

    /// Returns the paths that were part of the site before.
    pub fn before(&self) -> impl Iterator<Item = &str> {
        self.before.iter().map(|path| &**path)
    }

    /// Drops everything staged; the folder stays as it is.
    pub fn abandon(self) -> io::Result<()> {
        self.clear()
    }

    /// Drops everything staged when something failed, and gives that back.
    pub fn or_abandon<T, E>(&self, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            // What failed first counts; what is left of the staging goes at the next build.
            let _ = self.clear();
        }
        result
    }

    fn clear(&self) -> io::Result<()> {
        match self.staging.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(staging) => self.host.remove_dir_all(&staging),
            None => Ok(()),
        }
    }

    /// Moves the staged outputs into the folder. `all` lists every output of the site.
    ///
    /// # Errors
    /// When something of others stands in the way, before anything was moved; when something
    /// cannot be moved: the next build goes on from there.
    pub fn finish(self, all: &mut [Staged]) -> Result<WriteReport, WriteError> {
        let mut report = WriteReport::default();
        for staged in &*all {
            if staged.changed {
                report.written += 1;
                report.bytes_written += staged.bytes;
            } else {
                report.unchanged += 1;
            }
        }
        // Paths of their own, as the outputs are marked on the way.
        let paths: Vec<Box<str>> = all.iter().map(|s| s.path.clone()).collect();
        let now: BTreeSet<&str> = paths.iter().map(|path| &**path).collect();
        let complete = marker::text(marker::State::Complete, now.iter().copied());
        if self.fresh {
            self.first(&complete)?;
            return Ok(report);
        }
        let place = self.output.join(MARKER);
        let stale = self.before().any(|path| !now.contains(path));
        if report.written == 0 && !stale && self.host.read(&place).is_ok_and(|now| now == complete.as_bytes()) {
            return Ok(report);
        }
        let swaps = swap::choose(self.host, &self.output, &self.before, all)?;
        let way = folder::way(self.host, &self.output, &self.before, all, &swaps.iter().collect::<Vec<_>>());
        if !way.foreign.is_empty() {
            self.abandon()?;
            return Err(WriteError::Foreign(way.foreign));
        }
        let both: BTreeSet<&str> = self.before().chain(now.iter().copied()).collect();
        self.replace_marker(&marker::text(marker::State::Changing, both.into_iter()))?;
        let stale = |swap: &Swap| swap.old_files().iter().filter(|path| !now.contains(&***path)).count();
        let stale: Vec<usize> = swaps.iter().map(stale).collect();
        let stale = swaps.iter().zip(stale).collect();
        report.removed = self.change(all, stale, way, &complete).map_err(WriteError::Halfway)?;
        // The site is complete; what is left of the staging goes at the next build.
        let _ = self.abandon();
        Ok(report)
    }

    /// Exchanges, moves and removes; returns how many outputs were removed. Each folder comes with
    /// the number of those that its old one holds and its new one does not.
    fn change(
        &self,
        all: &mut [Staged],
        swaps: Vec<(&Swap, usize)>,
        mut way: folder::Way,
        complete: &str,
    ) -> io::Result<usize> {
        let staging = self.staged_at("")?;
        let (wanted, mut removed, mut put) = (swaps.len(), 0, Vec::new());
        for (swap, stale) in swaps {
            if swap.put(self.host, &staging, &self.output, all)? {
                removed += stale;
                put.push(swap);
            }
        }
        if put.len() < wanted {
            way = folder::way(self.host, &self.output, &self.before, all, &put);
        }
        removed += self.remove(&way.first)?;
        for staged in all.iter_mut().filter(|s| s.changed && !put.iter().any(|swap| swap.holds(&s.path))) {
            self.host.rename(&staging.join(&*staged.path), &self.output.join(&*staged.path))?;
            staged.renewed = true;
        }
        removed += self.remove(&way.last)?;
        put.iter().try_for_each(|swap| swap.clear(self.host, &staging, &self.output))?;
        self.replace_marker(complete)?;
        Ok(removed)
    }

    /// Turns the staging folder into the site.
    fn first(&self, complete: &str) -> io::Result<()> {
        let staging = self.staged_at("")?;
        self.move_marker(complete, &staging.join(MARKER))?;
        self.host.rename(&staging, &self.output)
    }

    /// Removes outputs; what is no file any more is not ours. Returns how many there were.
    fn remove(&self, paths: &[Box<str>]) -> io::Result<usize> {
        let mut removed = 0;
        for path in paths {
            let path = self.output.join(&**path);
            if self.host.what(&path) == Some(What::File) {
                self.host.remove_file(&path)?;
                removed += 1;
            }
            self.remove_empty_folders(&path);
        }
        Ok(removed)
    }

    fn replace_marker(&self, text: &str) -> io::Result<()> {
        self.move_marker(text, &self.output.join(MARKER))?;
        self.host.sync(&self.output)
    }

    /// The marker is never half-written: it is moved into place like everything else, and is on
    /// the disk before anything else happens.
    fn move_marker(&self, text: &str, place: &Path) -> io::Result<()> {
        let staged = self.staged_at(NEW_MARKER)?;
        self.host.write(&staged, text.as_bytes())?;
        self.host.sync(&staged)?;
        self.host.rename(&staged, place)
    }

    fn remove_empty_folders(&self, path: &Path) {
        for folder in path.ancestors().skip(1).take_while(|f| **f != *self.output && f.starts_with(&self.output)) {
            self.host.remove_dir_if_empty(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;

    fn build(host: &Memory, files: &[(&str, &str)]) -> Result<WriteReport, WriteError> {
        let stage = Stage::begin(host, Path::new("public"))?;
        let staged: io::Result<Vec<_>> =
            files.iter().map(|(path, text)| stage.put(path, text.as_bytes(), None)).collect();
        stage.finish(&mut staged?)
    }

    #[test]
    fn equal_files_are_left_alone_and_stale_ones_go() {
        let host = Memory::default();
        assert_eq!(build(&host, &[("a", "1"), ("b", "2")]).unwrap().written, 2);
        let report = build(&host, &[("a", "1"), ("c", "3")]).unwrap();
        assert_eq!((report.written, report.unchanged, report.removed), (1, 1, 1));
        let names: Vec<_> = host.tree("public").into_keys().collect();
        assert_eq!(names, [MARKER, "a", "c"]);
        host.fail_from(1);
        assert_eq!(build(&host, &[("a", "1"), ("c", "3")]).unwrap().written, 0);
    }

    #[test]
    fn a_folder_without_marker_is_not_touched() {
        let host = Memory::with([("public/mine.txt", "x")]);
        assert!(matches!(build(&host, &[("a", "1")]), Err(WriteError::NotOurs(_))));
        assert_eq!(host.tree("public").len(), 1);
    }

    #[test]
    fn a_kill_at_any_change_leaves_a_site_that_the_next_build_completes() {
        let (old, new) = ([("a", "1"), ("b", "2"), ("d/e", "3")], [("a", "9"), ("c", "3"), ("d/f", "4")]);
        for n in 1.. {
            let host = Memory::default();
            build(&host, &old).unwrap();
            let before = host.tree("public");
            host.fail_from(n);
            let outcome = build(&host, &new);
            host.fail_from(0);
            if outcome.is_ok() {
                assert!(n > 5, "the whole way has more than five changes");
                break;
            }
            if host.tree("public").get(MARKER) == before.get(MARKER) {
                assert_eq!(host.tree("public"), before, "killed at change {n}: the old site is whole");
            }
            build(&host, &new).unwrap();
            let clean = Memory::default();
            build(&clean, &new).unwrap();
            assert_eq!(host.tree("public"), clean.tree("public"), "killed at change {n}");
        }
    }

    /// A site of a page and of folders that nearly all change, with a few outputs that do not.
    fn folders(text: &str, gone: &str) -> Vec<(String, String)> {
        let page = |n: usize| (format!("d/{n:02}.html"), if n < 3 { "same".to_owned() } else { format!("{text}{n}") });
        let deep = |n: usize| (format!("d/e/{n}.csv"), text.to_owned());
        let mut files = vec![("a".to_owned(), text.to_owned()), (format!("d/{gone}"), "stale".to_owned())];
        files.extend((0..20).map(page).chain((0..20).map(deep)));
        files.sort();
        files
    }

    fn build_all(host: &Memory, files: &[(String, String)]) -> Result<WriteReport, WriteError> {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
        build(host, &files)
    }

    #[test]
    fn a_folder_that_differs_is_exchanged_as_a_whole() {
        for exchange in [true, false] {
            let host = if exchange { Memory::default() } else { Memory::default().without_exchange() };
            build_all(&host, &folders("old", "x")).unwrap();
            let new = folders("new", "y");
            let report = build_all(&host, &new).unwrap();
            assert_eq!((report.written, report.unchanged, report.removed), (39, 3, 1));
            let expected: BTreeSet<&str> = new.iter().map(|(path, _)| &**path).chain([MARKER]).collect();
            assert_eq!(host.tree("public").keys().map(|path| &**path).collect::<BTreeSet<_>>(), expected);
            assert_eq!(host.tree("").len(), expected.len(), "nothing is left beside it");
            assert_eq!(host.exchanges(), usize::from(exchange));
            assert_eq!(build_all(&host, &new).unwrap().unchanged, 42);
        }
    }

    #[test]
    fn a_new_folder_is_moved_as_a_whole() {
        let host = Memory::default();
        build(&host, &[("a", "old")]).unwrap();
        let before = host.changes();
        build_all(&host, &folders("new", "y")).unwrap();
        assert!(host.changes() - before < 42 + 12, "{}", host.changes() - before);
    }

    #[test]
    fn what_others_have_in_a_folder_keeps_it_from_being_exchanged() {
        let empty: fn(&Memory) = |host| host.mount("public/d/theirs");
        let file: fn(&Memory) = |host| host.put("public/d/e/theirs", b"theirs");
        let odd: fn(&Memory) = |host| host.put_odd("public/d/theirs", crate::host::EntryKind::Special);
        for theirs in [empty, file, odd] {
            let host = Memory::default();
            build_all(&host, &folders("old", "x")).unwrap();
            theirs(&host);
            let what = host.what(Path::new("public/d/theirs"));
            let report = build_all(&host, &folders("new", "y")).unwrap();
            assert_eq!((report.written, report.removed), (39, 1));
            assert_eq!(host.what(Path::new("public/d/theirs")), what);
            assert_eq!(host.tree("public").contains_key("d/e/theirs"), what.is_none());
        }
    }

    #[test]
    fn what_others_save_while_a_folder_is_exchanged_is_kept() {
        for killed in [0, 1, 2, 20] {
            for n in 1..140 {
                let host = Memory::default();
                build_all(&host, &folders("old", "x")).unwrap();
                host.fail_from(if killed == 0 { 0 } else { n + killed });
                host.meanwhile(n, "public/d/e/theirs", b"theirs");
                let outcome = build_all(&host, &folders("new", "y"));
                host.fail_from(0);
                let came = host.tree("").into_values().any(|bytes| bytes == b"theirs");
                build_all(&host, &folders("new", "y")).unwrap();
                let mut tree = host.tree("public");
                assert_eq!(
                    tree.remove("d/e/theirs").is_some(),
                    came,
                    "at change {n}, killed {killed} later: {outcome:?}"
                );
                assert_eq!(tree.len(), 43, "at change {n}, killed {killed} later");
            }
        }
    }

    #[test]
    fn a_kill_at_any_change_of_an_exchange_leaves_a_site_that_the_next_build_completes() {
        let places: [fn() -> Memory; 3] = [
            Memory::default,
            || Memory::default().without_exchange(),
            || {
                let host = Memory::default();
                host.mount("public");
                host
            },
        ];
        let (old, new) = (folders("old", "x"), folders("new", "y"));
        for place in places {
            for n in 1.. {
                let host = place();
                build_all(&host, &old).unwrap();
                let before = host.tree("public");
                host.fail_from(n);
                let outcome = build_all(&host, &new);
                host.fail_from(0);
                if outcome.is_ok() {
                    assert!(n > 60, "{n}");
                    break;
                }
                if host.tree("public").get(MARKER) == before.get(MARKER) {
                    let mut now = host.tree("public");
                    now.retain(|path, _| !path.starts_with(".gongkai-staging"));
                    assert_eq!(now, before, "killed at change {n}: the old site is whole");
                }
                for (path, text) in &new {
                    let stands = host.tree("public").get(&**path).cloned();
                    let may = |files: &[(String, String)]| {
                        let text =
                            files.iter().find(|(other, _)| other == path).map(|(_, text)| text.clone().into_bytes());
                        text == stands
                    };
                    assert!(may(&old) || may(&new), "killed at change {n}: {path} is of neither site, {text}");
                }
                build_all(&host, &new).unwrap();
                let clean = place();
                build_all(&clean, &new).unwrap();
                assert_eq!(host.tree("public"), clean.tree("public"), "killed at change {n}");
                assert!(!host.tree("").keys().any(|path| path.contains("staging")), "killed at change {n}");
            }
        }
    }
}
