//! From outputs to the folder: staged first, moved at the end, whole at any moment.
//!
//! ```text
//! <output>/                 the site; changed only if it holds our marker, or is empty
//! <output>/.gongkai-site    the marker: one line of state, then every path that is ours
//! <output>.staging/         outputs that differ, until every finding is known
//! ```
//! [`Stage`] takes outputs from any thread: one equal to what stands in the folder is not
//! written at all. [`Stage::finish`] writes the marker with state `changing` and the paths of
//! both sites, moves what is new, removes what is stale, and writes the marker last. A kill
//! before it leaves the old site; a kill inside it leaves a marker from which the next build
//! knows every path that may be stale. A folder that does not exist yet is made by one rename.

use crate::cache::{Cache, Known};
use crate::host::{Host, Stamp};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the marker.
pub const MARKER: &str = ".gongkai-site";
const COMPLETE: &str = "gongkai site: complete";
const CHANGING: &str = "gongkai site: changing";

/// Returns the SHA-256 of bytes in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why the folder cannot be written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds files and no marker of ours.
    NotOurs(PathBuf),
    Io(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// One output that was staged, or stands already.
#[derive(Debug, Clone)]
pub struct Staged {
    pub path: Box<str>,
    pub sha256: [u8; 32],
    pub bytes: u64,
    /// Differs from what stands in the folder.
    pub changed: bool,
    /// The stamp of the file that stands in the folder, when it was looked at.
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
    staging: PathBuf,
    /// Paths that were ours before; empty for a new folder.
    before: BTreeSet<Box<str>>,
    fresh: bool,
}

impl<'h> Stage<'h> {
    /// Begins: looks whose folder it is and clears what an earlier kill left in the staging.
    pub fn begin(host: &'h dyn Host, output: &Path) -> Result<Self, WriteError> {
        let fresh = !host.exists(output);
        let marker = host.read(&output.join(MARKER)).ok();
        if !fresh && marker.is_none() && !host.is_empty_dir(output) {
            return Err(WriteError::NotOurs(output.to_path_buf()));
        }
        let staging = staging_of(output);
        if host.exists(&staging) {
            host.remove_dir_all(&staging)?;
        }
        let text = marker.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let before = text.lines().skip(1).map(Box::from).collect();
        Ok(Self { host, output: output.to_path_buf(), staging, before, fresh })
    }

    /// Stages one output if it differs from what stands in the folder. The file there is read
    /// only when the last build, as far as it is `known`, may have written the same.
    pub fn put(&self, path: &str, bytes: &[u8], known: Option<&Known>) -> io::Result<Staged> {
        let sha256: [u8; 32] = Sha256::digest(bytes).into();
        let same = !self.fresh
            && known.is_none_or(|known| known.sha256 == sha256)
            && self.before.contains(path)
            && self.host.read(&self.output.join(path)).is_ok_and(|old| old == bytes);
        if !same {
            self.host.write(&self.staging.join(path), bytes)?;
        }
        Ok(Staged { path: path.into(), sha256, bytes: bytes.len() as u64, changed: !same, stamp: None })
    }

    /// Returns the bytes of an output of the last build when they still are what was written.
    pub fn earlier(&self, known: &Known) -> Option<Vec<u8>> {
        if self.fresh || !self.before.contains(&known.path) {
            return None;
        }
        let bytes = self.host.read(&self.output.join(&*known.path)).ok()?;
        (<[u8; 32]>::from(Sha256::digest(&bytes)) == known.sha256).then_some(bytes)
    }

    /// Returns an output of the last build as staged when its file still is what was written.
    pub fn stands(&self, cache: &Cache, known: &Known) -> Option<Staged> {
        let stamp = self.host.stamp(&self.output.join(&*known.path));
        let trusted =
            !self.fresh && self.before.contains(&known.path) && stamp.is_some_and(|now| cache.trusts(known, now));
        let same = trusted || self.earlier(known).is_some();
        same.then(|| Staged {
            path: known.path.clone(),
            sha256: known.sha256,
            bytes: known.bytes,
            changed: false,
            stamp,
        })
    }

    /// Returns the stamp of an output that was moved into place.
    pub fn stamp(host: &dyn Host, output: &Path, staged: &Staged) -> Option<Stamp> {
        staged.stamp.or_else(|| host.stamp(&output.join(&*staged.path))).filter(|s| s.len == staged.bytes)
    }

    /// Returns the paths that were part of the site before.
    pub fn before(&self) -> impl Iterator<Item = &str> {
        self.before.iter().map(|path| &**path)
    }

    /// Drops everything staged; the folder stays as it is.
    pub fn abandon(self) -> io::Result<()> {
        self.host.remove_dir_all(&self.staging)
    }

    /// Moves the staged outputs into the folder. `all` lists every output of the site.
    pub fn finish(self, all: &[Staged]) -> io::Result<WriteReport> {
        let mut report = WriteReport::default();
        for staged in all {
            if staged.changed {
                report.written += 1;
                report.bytes_written += staged.bytes;
            } else {
                report.unchanged += 1;
            }
        }
        let now: BTreeSet<&str> = all.iter().map(|s| &*s.path).collect();
        let complete = marker_text(COMPLETE, now.iter().copied());
        if self.fresh {
            self.host.write(&self.staging.join(MARKER), complete.as_bytes())?;
            self.host.rename(&self.staging, &self.output)?;
            return Ok(report);
        }
        let stale: Vec<&str> = self.before().filter(|path| !now.contains(path)).collect();
        let marker = self.output.join(MARKER);
        let current = self.host.read(&marker).unwrap_or_default();
        if report.written == 0 && stale.is_empty() && current == complete.as_bytes() {
            return Ok(report);
        }
        let both: BTreeSet<&str> = self.before().chain(now.iter().copied()).collect();
        self.replace_marker(&marker_text(CHANGING, both.into_iter()))?;
        for staged in all.iter().filter(|s| s.changed) {
            self.host.rename(&self.staging.join(&*staged.path), &self.output.join(&*staged.path))?;
        }
        for path in stale {
            let path = self.output.join(path);
            if self.host.exists(&path) {
                self.host.remove_file(&path)?;
                report.removed += 1;
            }
            self.remove_empty_folders(&path);
        }
        self.replace_marker(&complete)?;
        self.host.remove_dir_all(&self.staging)?;
        Ok(report)
    }

    /// The marker is never half-written: it is moved into place like everything else.
    fn replace_marker(&self, text: &str) -> io::Result<()> {
        let staged = self.staging.join(MARKER);
        self.host.write(&staged, text.as_bytes())?;
        self.host.rename(&staged, &self.output.join(MARKER))
    }

    fn remove_empty_folders(&self, path: &Path) {
        for folder in path.ancestors().skip(1).take_while(|f| **f != *self.output && f.starts_with(&self.output)) {
            self.host.remove_dir_if_empty(folder);
        }
    }
}

fn marker_text<'a>(state: &str, paths: impl Iterator<Item = &'a str>) -> String {
    let mut text = format!("{state}\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The staging folder stands beside the output folder: same file system, never inside a site.
fn staging_of(output: &Path) -> PathBuf {
    let mut name = output.file_name().unwrap_or_default().to_os_string();
    name.push(".staging");
    output.with_file_name(name)
}

/// Returns `SHA256SUMS` for coreutils: every output but itself, sorted by path.
pub fn checksums(all: &[Staged]) -> String {
    let mut lines: Vec<&Staged> = all.iter().collect();
    lines.sort_by(|a, b| a.path.cmp(&b.path));
    let mut text = String::with_capacity(lines.len() * 100);
    for staged in lines {
        let digits = staged.sha256.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        text.extend(digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
        text.push_str("  ");
        text.push_str(&staged.path);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::memory::Memory;

    fn build(host: &Memory, files: &[(&str, &str)]) -> Result<WriteReport, WriteError> {
        let stage = Stage::begin(host, Path::new("public"))?;
        let staged: io::Result<Vec<_>> =
            files.iter().map(|(path, text)| stage.put(path, text.as_bytes(), None)).collect();
        Ok(stage.finish(&staged?)?)
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
}
