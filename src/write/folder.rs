//! Whose is what: the output folder, the staging folder, and what stands in the way.
//!
//! ```text
//! <output>/.gongkai-site              the marker
//! .<name>.gongkai-staging/            beside the output: outputs that differ wait here
//! <output>/.gongkai-staging/          the same, where nothing can be moved or made beside it
//! <staging>/.gongkai-site             says that the folder is ours
//! ```
//! What must hold: nothing is changed or removed that the marker or the mark does not say to be
//! ours; all that stands in the way is found before anything is moved.

use super::marker::{self, MARKER};
use super::swap::{self, Swap};
use super::{NEW_MARKER, Staged, WriteError};
use crate::host::{Host, What};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};

/// Name of the staging folder inside an output folder.
const STAGING: &str = ".gongkai-staging";

/// What stands in the place of the marker until a staging folder becomes a site.
const MARK: &[u8] = b"gongkai staging\n";

/// What a folder that nobody uses may hold: the root of a disk has the first.
const NOTHING: [&str; 2] = ["lost+found", STAGING];

/// What in an output folder is ours.
pub struct Ours {
    pub paths: BTreeSet<Box<str>>,
    /// A change of the folder was not finished: all that is in the staging is on the list, or was
    /// put into the folder by others while it was exchanged.
    pub changing: bool,
}

/// Returns what in an output folder is ours; `None` when there is no folder yet.
pub fn ours(host: &dyn Host, output: &Path) -> Result<Option<Ours>, WriteError> {
    match host.what(output) {
        None => return Ok(None),
        Some(What::Folder) => {}
        Some(_) => return Err(WriteError::NotFolder(output.to_path_buf())),
    }
    let place = output.join(MARKER);
    match host.what(&place) {
        None if host.names(output)?.iter().all(|name| NOTHING.contains(&&**name)) => {
            Ok(Some(Ours { paths: BTreeSet::new(), changing: false }))
        }
        None => Err(WriteError::NotOurs(output.to_path_buf())),
        Some(What::File) => {
            let bytes = host.read(&place)?;
            let paths = marker::read(&bytes).ok_or(WriteError::MarkerAltered(output.to_path_buf()))?;
            Ok(Some(Ours { paths, changing: marker::is_changing(&bytes) }))
        }
        Some(_) => Err(WriteError::MarkerAltered(output.to_path_buf())),
    }
}

/// The places where a staging folder may be: beside the output, and in it.
pub fn staging_places(output: &Path) -> [PathBuf; 2] {
    let mut name = std::ffi::OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(STAGING);
    [output.with_file_name(name), output.join(STAGING)]
}

/// Removes what an earlier build left in a staging folder; one that is not ours is an error.
pub fn clear_staging(host: &dyn Host, output: &Path, ours: Option<&Ours>) -> Result<(), WriteError> {
    for place in staging_places(output) {
        if host.what(&place).is_none() {
            continue;
        }
        if !is_staging(host, &place) {
            return Err(WriteError::Foreign(vec![place]));
        }
        if let Some(ours) = ours.filter(|ours| ours.changing) {
            let known = |path: &str| [MARKER, NEW_MARKER].contains(&path) || ours.paths.contains(path);
            swap::give_back(host, &place, output, known)?;
        }
        host.remove_dir_all(&place)?;
    }
    Ok(())
}

/// A folder that we made for staging holds the mark, whole or not, or the marker of the site that
/// it was about to become, or nothing yet.
fn is_staging(host: &dyn Host, place: &Path) -> bool {
    let ours = |mark: Vec<u8>| MARK.starts_with(&mark) || marker::read(&mark).is_some();
    host.what(place) == Some(What::Folder)
        && (host.read(&place.join(MARKER)).is_ok_and(ours) || host.names(place).is_ok_and(|names| names.is_empty()))
}

/// Makes a staging folder and returns where: beside the output if things can be moved from
/// there, else in it.
pub fn make_staging(host: &dyn Host, output: &Path, fresh: bool) -> io::Result<PathBuf> {
    let [beside, within] = staging_places(output);
    let parent = output.parent().unwrap_or(output);
    let make = |place: PathBuf| host.write(&place.join(MARKER), MARK).map(|_| place);
    if fresh {
        return make(beside);
    }
    if !host.can_move(parent, output) {
        return make(within);
    }
    match make(beside) {
        Err(e) if matches!(e.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            make(within)
        }
        made => made,
    }
}

/// What a change of the folder will meet.
#[derive(Debug, Default)]
pub struct Way {
    /// Paths of others that stand where outputs belong.
    pub foreign: Vec<PathBuf>,
    /// Stale outputs that go first, because they stand where new ones belong: a file in the
    /// place of a folder, or a name that differs by case only.
    pub first: Vec<Box<str>>,
    /// Stale outputs that go last.
    pub last: Vec<Box<str>>,
}

/// Looks at every place that a change will touch, before it begins; not into folders that are put in
/// place as wholes.
pub fn way(host: &dyn Host, output: &Path, before: &BTreeSet<Box<str>>, all: &[Staged], swaps: &[&Swap]) -> Way {
    let single = |path: &str| !swaps.iter().any(|swap| swap.holds(path));
    let changed = || all.iter().filter(|s| s.changed && single(&s.path));
    let now: HashSet<&str> = all.iter().map(|staged| &*staged.path).collect();
    let folded: HashSet<String> = changed().map(|s| s.path.to_lowercase()).collect();
    let folders: BTreeSet<&str> = changed().flat_map(|s| folders_of(&s.path)).collect();
    let stale = before.iter().filter(|path| !now.contains(&***path) && single(path));
    let stands_in_the_way = |path: &&Box<str>| folded.contains(&path.to_lowercase()) || folders.contains(&***path);
    let (first, last): (Vec<_>, Vec<_>) = stale.cloned().partition(|path| stands_in_the_way(&path));
    let known: HashSet<String> = before.iter().map(|path| path.to_lowercase()).collect();
    let touched: BTreeSet<&str> =
        folders.iter().copied().chain(last.iter().flat_map(|path| folders_of(path))).collect();
    let bad_folder = |folder: &&str| match host.what(&output.join(folder)) {
        None | Some(What::Folder) => false,
        Some(What::File) => !before.contains(*folder),
        Some(What::Other) => true,
    };
    let bad_folders = touched.into_par_iter().filter(bad_folder);
    let changed: Vec<&str> = changed().map(|s| &*s.path).collect();
    let bad_file = |path: &&str| match host.what(&output.join(path)) {
        None => false,
        Some(What::File) => !known.contains(&path.to_lowercase()),
        Some(_) => true,
    };
    let mut foreign: Vec<PathBuf> =
        bad_folders.chain(changed.into_par_iter().filter(bad_file)).map(|path| output.join(path)).collect();
    foreign.sort();
    Way { foreign, first, last }
}

/// The folders above a path, the nearest first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}
