//! From events of the file system to rebuilds.
//!
//! One save is several events (an editor writes a copy and renames it), a checkout is
//! thousands: after the first, everything that comes within a short quiet is one change. Where
//! the system lets us watch too few folders, all are looked at every other second instead.

use crate::host::disk::{clock, full_names};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long nothing may happen before a change counts as over: one save, or many files.
const SAVE: Duration = Duration::from_millis(8);
const BURST: Duration = Duration::from_millis(100);

/// How often all folders are looked at when they cannot be watched.
const LOOK: Duration = Duration::from_secs(2);

/// More paths than one save of an editor touches (the file, a copy, a probe).
const MANY: usize = 4;

/// What waiting gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// The paths of a whole burst, relative to the site.
    Changed(Vec<PathBuf>),
    /// Nothing happened for as long as was to be waited.
    Quiet,
    /// The system lets us watch no more folders: from now on there are looks. Comes once, with
    /// the reason in brackets when it is not the limit of watches.
    Limited(String),
    /// It is time to look at all folders.
    Look,
    Ended,
}

/// Watches the folder of a site.
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// How paths of events may begin.
    roots: Vec<PathBuf>,
    /// Not all folders are watched; the message, until it was given.
    limited: Option<Option<String>>,
}

/// The folders that are watched with all that is in them.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

impl Watch {
    /// Begins to watch configuration, content and themes, or to look at them.
    ///
    /// # Errors
    /// When the system has no way to watch at all.
    pub fn new(root: &Path) -> notify::Result<Self> {
        let (sender, events) = channel();
        // What a link leads to is no part of the site.
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(sender, config)?;
        let mut watch = Self { watcher, events, roots: full_names(root), limited: None };
        watch.add_folder(root, RecursiveMode::NonRecursive);
        for folder in FOLDERS.map(|f| root.join(f)).iter().filter(|f| f.exists()) {
            watch.add_folder(folder, RecursiveMode::Recursive);
        }
        Ok(watch)
    }

    fn add_folder(&mut self, folder: &Path, mode: RecursiveMode) {
        if let Err(error) = self.watcher.watch(folder, mode) {
            self.limit(&error);
        }
    }

    /// From now on there are looks.
    fn limit(&mut self, error: &notify::Error) {
        if self.limited.is_none() {
            let known = matches!(error.kind, ErrorKind::MaxFilesWatch);
            self.limited = Some(Some(if known { String::new() } else { format!(" ({error})") }));
        }
    }

    /// Waits for a change, at most as long as given.
    pub fn next(&mut self, wait: Option<Duration>) -> Next {
        let mut paths = BTreeSet::new();
        let mut since = clock();
        loop {
            if let Some(said) = self.limited.as_mut().and_then(Option::take) {
                return Next::Limited(said);
            }
            let look = self.limited.is_some();
            let waiting = match (paths.len(), wait) {
                (0, None) if look => LOOK.saturating_sub(since.elapsed()),
                (0, None) => Duration::MAX,
                (0, Some(wait)) => wait.saturating_sub(since.elapsed()),
                (1..=MANY, _) => SAVE.saturating_sub(since.elapsed()),
                _ => BURST.saturating_sub(since.elapsed()),
            };
            match self.events.recv_timeout(waiting) {
                // Files that are only read, by ourselves for instance, do not keep us waiting.
                Ok(Ok(event)) => {
                    if self.add(&event, &mut paths) {
                        since = clock();
                    }
                }
                // Some events were lost: the folders stand for all that is in them.
                Ok(Err(error)) => {
                    paths.extend(FOLDERS.map(PathBuf::from));
                    if matches!(error.kind, ErrorKind::MaxFilesWatch) {
                        self.limit(&error);
                    }
                }
                Err(RecvTimeoutError::Timeout) if paths.is_empty() && wait.is_none() => return Next::Look,
                Err(RecvTimeoutError::Timeout) if paths.is_empty() => return Next::Quiet,
                Err(RecvTimeoutError::Timeout) => return Next::Changed(paths.into_iter().collect()),
                Err(RecvTimeoutError::Disconnected) => return Next::Ended,
            }
        }
    }

    /// Adds the paths of an event; returns whether it has some that concern the site.
    fn add(&mut self, event: &Event, paths: &mut BTreeSet<PathBuf>) -> bool {
        if event.need_rescan() {
            paths.extend(FOLDERS.map(PathBuf::from));
            return true;
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        let mut concerned = false;
        let mut come = Vec::new();
        for path in &event.paths {
            let below = self.roots.iter().find_map(|root| path.strip_prefix(root).ok());
            let Some(relative) = below.filter(|relative| concerns_site(relative)) else { continue };
            // A folder that was not there at the start is watched once it comes.
            if FOLDERS.iter().any(|folder| relative == Path::new(folder)) && path.exists() {
                come.push(path.clone());
            }
            paths.insert(relative.to_path_buf());
            concerned = true;
        }
        come.iter().for_each(|folder| self.add_folder(folder, RecursiveMode::Recursive));
        concerned
    }
}

/// Output, cache and editors' own files are no content; the path is relative to the site.
fn concerns_site(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let part = |p: &std::ffi::OsStr| {
        matches!(p.to_str(), Some("public" | "target" | "node_modules")) || p.as_encoded_bytes().starts_with(b".")
    };
    !name.starts_with('.') && !name.ends_with('~') && !path.components().any(|c| part(c.as_os_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sites_own_files_count() {
        assert!(concerns_site(Path::new("content/replies/a.md")));
        for path in
            [".gongkai/serve/index.html", "content/.a.md.swp", "content/a.md~", "public/x", ".public.gongkai-staging/x"]
        {
            assert!(!concerns_site(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn where_no_more_can_be_watched_there_are_looks() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = Watch::new(folder.path()).unwrap();
        assert_eq!(watch.next(Some(SAVE)), Next::Quiet);
        watch.limit(&notify::Error::new(ErrorKind::MaxFilesWatch));
        assert!(matches!(watch.next(None), Next::Limited(_)));
        assert_eq!(watch.next(Some(SAVE)), Next::Quiet, "the site is written all the same");
        assert_eq!(watch.next(None), Next::Look);
        assert_eq!(watch.next(None), Next::Look);
    }
}
