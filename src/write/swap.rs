//! Whole folders at once: where nearly all of a folder differs, it is exchanged for the staged one.
//!
//! Takes what is staged and what stands there, gives the folders that pay; then does it. A
//! hundred thousand moves over old files happen one after the other, an exchange is one change
//! and the old files are removed by all threads.
//!
//! ```text
//! is it worth it?    counted: outputs that differ, and those that do not
//! is it all ours?    everything below the folder is in the list of what was ours
//! link               what does not differ gets its name in the staged folder too
//! exchange           from here on the new folder is the site's
//! clear              the old files go; what came meanwhile is put back
//! ```
//! What must hold: what is not ours is neither moved nor removed; where a file system refuses,
//! single files are moved as ever. The output folder itself is never exchanged: it may be a
//! mount, and its lock is held by it.

use super::Staged;
use crate::host::{Host, What};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// Outputs that differ from which on a folder is looked at.
const MANY: usize = 16;

/// So many outputs must differ for one that does not: that one costs two changes.
const FOR_EACH_SAME: usize = 4;

/// A folder that is put in place as a whole.
#[derive(Debug)]
pub struct Swap {
    /// Relative to the output, with a `/` at its end.
    folder: Box<str>,
    /// Paths of ours that stand there, and folders, relative to the output. `None`: there is no
    /// such folder yet.
    old: Option<Old>,
}

#[derive(Debug)]
struct Old {
    files: Vec<Box<str>>,
    /// The deepest first.
    folders: Vec<Box<str>>,
}

impl Swap {
    /// Returns the paths of ours that stand in the folder.
    pub fn old_files(&self) -> &[Box<str>] {
        self.old.as_ref().map_or(&[], |old| &old.files)
    }

    /// Returns whether an output is part of the folder.
    pub fn holds(&self, path: &str) -> bool {
        path.starts_with(&*self.folder)
    }

    /// Puts a folder in place; `false` when single files must be moved instead. Marks the outputs
    /// whose entry was changed by it.
    pub fn put(&self, host: &dyn Host, staging: &Path, output: &Path, all: &mut [Staged]) -> io::Result<bool> {
        let (from, to) = (staging.join(&*self.folder), output.join(&*self.folder));
        if self.old.is_none() {
            return host.rename(&from, &to).map(|()| true);
        }
        let same = all.par_iter_mut().filter(|staged| !staged.changed && self.holds(&staged.path));
        let link = |staged: &mut Staged| {
            staged.renewed = true;
            host.link(&output.join(&*staged.path), &staging.join(&*staged.path))
        };
        let linked = same.map(link).try_reduce(|| true, |one, other| Ok(one && other))?;
        Ok(linked && host.exchange(&from, &to)?)
    }

    /// Removes what stood in a folder that was exchanged, and is in the staging now. What others put
    /// there meanwhile goes back to where they put it.
    pub fn clear(&self, host: &dyn Host, staging: &Path, output: &Path) -> io::Result<()> {
        let Some(old) = &self.old else { return Ok(()) };
        let remove = |path: &Box<str>| match host.remove_file(&staging.join(&**path)) {
            // Somebody took it away themselves.
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        };
        old.files.par_iter().with_max_len(64).try_for_each(remove)?;
        old.folders.iter().for_each(|folder| host.remove_dir_if_empty(&staging.join(&**folder)));
        let rest = staging.join(&*self.folder);
        if host.what(&rest).is_none() {
            return Ok(());
        }
        give_back(host, &rest, &output.join(&*self.folder), |_| false)
    }
}

/// Returns the folders that are to be put in place as wholes, none of them within another.
pub fn choose(host: &dyn Host, output: &Path, before: &BTreeSet<Box<str>>, all: &[Staged]) -> io::Result<Vec<Swap>> {
    let mut counts = BTreeMap::<&str, (usize, usize)>::new();
    for staged in all {
        for (at, _) in staged.path.match_indices('/') {
            let (changed, same) = counts.entry(&staged.path[..=at]).or_default();
            *if staged.changed { changed } else { same } += 1;
        }
    }
    let mut chosen: Vec<Swap> = Vec::new();
    for (folder, (changed, same)) in counts {
        let pays = changed >= MANY && same * FOR_EACH_SAME <= changed;
        if pays && !chosen.last().is_some_and(|last| last.holds(folder)) {
            chosen.extend(look(host, output, before, folder)?);
        }
    }
    Ok(chosen)
}

/// Looks at what stands in a folder; `None` when not all of it is ours.
fn look(host: &dyn Host, output: &Path, before: &BTreeSet<Box<str>>, folder: &str) -> io::Result<Option<Swap>> {
    let place = output.join(folder);
    let old = match host.what(&place) {
        None => None,
        Some(What::Folder) => match ours(host, output, before, folder)? {
            None => return Ok(None),
            old => old,
        },
        Some(_) => return Ok(None),
    };
    Ok(Some(Swap { folder: folder.into(), old }))
}

fn ours(host: &dyn Host, output: &Path, before: &BTreeSet<Box<str>>, folder: &str) -> io::Result<Option<Old>> {
    let mut old = Old { files: Vec::new(), folders: vec![folder.into()] };
    for (name, what) in host.below(&output.join(folder))? {
        let path = format!("{folder}{name}").into_boxed_str();
        let (known, list) = match what {
            What::File => (before.contains(&path), &mut old.files),
            // A folder of ours has something of ours in it; one on a disk of its own stays.
            What::Folder => {
                let next = before.range::<str, _>((std::ops::Bound::Excluded(&*path), std::ops::Bound::Unbounded));
                let ours = below(next, &path) && host.can_move(output, &output.join(&*path));
                (ours, &mut old.folders)
            }
            What::Other => return Ok(None),
        };
        if !known {
            return Ok(None);
        }
        list.push(path);
    }
    old.folders.sort_by(|a, b| b.cmp(a));
    Ok(Some(old))
}

/// Returns whether one of the sorted paths is below a folder. Between a folder and what is in it
/// only names with `-` or `.` sort.
fn below<'a>(paths: impl Iterator<Item = &'a Box<str>>, folder: &str) -> bool {
    paths.map(|path| path.strip_prefix(folder)).take_while(Option::is_some).flatten().any(|rest| rest.starts_with('/'))
}

/// Moves what is not ours back to where it stood, unless something stands there.
pub fn give_back(host: &dyn Host, from: &Path, to: &Path, ours: impl Fn(&str) -> bool) -> io::Result<()> {
    for (path, what) in host.below(from)? {
        if what != What::Folder && !ours(&path) && host.what(&to.join(&path)).is_none() {
            host.rename(&from.join(&path), &to.join(&path))?;
        }
    }
    Ok(())
}
