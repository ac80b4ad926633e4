//! From events of the file system to rebuilds.
//!
//! One save is several events (an editor writes a copy and renames it), a checkout is
//! thousands: after the first, everything that comes within a short quiet is one change.

use notify::{Event, EventKind, RecursiveMode, Watcher as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long nothing may happen before a burst counts as over.
const QUIET: Duration = Duration::from_millis(30);

/// Watches the folder of a site.
pub struct Watch {
    // Dropping the watcher ends the watch.
    _watcher: notify::RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Begins to watch configuration, content and themes.
    ///
    /// # Errors
    /// When the system cannot watch (too many watches, for instance).
    pub fn new(root: &Path) -> notify::Result<Self> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        for folder in ["content", "themes"].map(|f| root.join(f)).into_iter().filter(|f| f.exists()) {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
        Ok(Self { _watcher: watcher, events })
    }

    /// Waits for a change and returns the paths of the whole burst; `None` when the watch ended.
    pub fn next(&self) -> Option<Vec<PathBuf>> {
        let mut paths = Vec::new();
        loop {
            add(&mut paths, self.events.recv().ok()?);
            loop {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => add(&mut paths, event),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
            if !paths.is_empty() {
                paths.sort();
                paths.dedup();
                return Some(paths);
            }
        }
    }
}

fn add(paths: &mut Vec<PathBuf>, event: notify::Result<Event>) {
    let Ok(event) = event else { return };
    if matches!(event.kind, EventKind::Access(_)) {
        return;
    }
    paths.extend(event.paths.into_iter().filter(|path| concerns_site(path)));
}

/// Output, cache and editors' own files are no content.
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
        assert!(concerns_site(Path::new("site/content/replies/a.md")));
        for path in ["site/.gongkai/serve/index.html", "site/content/.a.md.swp", "site/content/a.md~", "site/public/x"]
        {
            assert!(!concerns_site(Path::new(path)), "{path}");
        }
    }
}
