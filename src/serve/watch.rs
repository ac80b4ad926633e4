//! From events of the file system to rebuilds.
//!
//! One save is several events (an editor writes a copy and renames it), a checkout is
//! thousands: after the first, everything that comes within a short quiet is one change.

use crate::host::disk::{clock, full_names};
use notify::{Event, EventKind, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long nothing may happen before a change counts as over: one save, or many files.
const SAVE: Duration = Duration::from_millis(8);
const BURST: Duration = Duration::from_millis(100);

/// More paths than one save of an editor touches (the file, a copy, a probe).
const MANY: usize = 4;

/// What waiting gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// The paths of a whole burst, relative to the site.
    Changed(Vec<PathBuf>),
    /// Nothing happened for as long as was to be waited.
    Quiet,
    Ended,
}

/// Watches the folder of a site.
pub struct Watch {
    watcher: notify::RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// How paths of events may begin.
    roots: Vec<PathBuf>,
}

/// The folders that are watched with all that is in them.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

impl Watch {
    /// Begins to watch configuration, content and themes.
    ///
    /// # Errors
    /// When the system cannot watch (too many watches, for instance).
    pub fn new(root: &Path) -> notify::Result<Self> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS.map(|f| root.join(f)).iter().filter(|f| f.exists()) {
            watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        Ok(Self { watcher, events, roots: full_names(root) })
    }

    /// Waits for a change, at most as long as given.
    pub fn next(&mut self, wait: Option<Duration>) -> Next {
        let mut paths = BTreeSet::new();
        let mut since = clock();
        loop {
            let waiting = match (paths.len(), wait) {
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
                Ok(Err(_)) => paths.extend(FOLDERS.map(PathBuf::from)),
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
        for path in &event.paths {
            let below = self.roots.iter().find_map(|root| path.strip_prefix(root).ok());
            let Some(relative) = below.filter(|relative| concerns_site(relative)) else { continue };
            // A folder that was not there at the start is watched once it comes; if it cannot
            // be, it is seen at the next start.
            if FOLDERS.iter().any(|folder| relative == Path::new(folder)) && path.exists() {
                let _ = self.watcher.watch(path, RecursiveMode::Recursive);
            }
            paths.insert(relative.to_path_buf());
            concerned = true;
        }
        concerned
    }
}

/// Output, cache and editors' own files are no content; the path is relative to the site.
fn concerns_site(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let part = |p: &std::ffi::OsStr| {
        matches!(p.to_str(), Some(".gongkai" | ".git" | "public" | "public.staging" | "target" | "node_modules"))
    };
    !name.starts_with('.') && !name.ends_with('~') && !path.components().any(|c| part(c.as_os_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sites_own_files_count() {
        assert!(concerns_site(Path::new("content/replies/a.md")));
        for path in [".gongkai/serve/index.html", "content/.a.md.swp", "content/a.md~", "public/x"] {
            assert!(!concerns_site(Path::new(path)), "{path}");
        }
    }
}
