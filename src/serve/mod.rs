//! The site while it is being written: read once, followed, shown at once.
//!
//! [`watch`] turns bursts of file events into one change, [`crate::live`] follows it, and
//! [`http`] renders each page when it is asked for, to this machine alone, with the headers of
//! production, and tells browsers when to reload: the page someone looks at comes first by
//! itself. The whole site is written to a folder once nothing changes for a while, which finds
//! what is wrong on the other pages and makes the next start quick: that site is shown while
//! the files are read.
//! What must hold: a browser never shows a stale page for a broken source: it shows the
//! findings, and recovers by itself at the next good save.

pub mod http;
pub mod watch;

use crate::diagnostic::Tongue;
use crate::live::Live;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};
use tokio::sync::watch as channel;

/// What the browser may see now.
pub struct Shown {
    /// Folder with the site as it was last written.
    pub folder: PathBuf,
    /// Folder with the forms of `gongkai admin`, which need not be there.
    pub forms: PathBuf,
    /// Path part of the site's address, which links of the 404 page use.
    pub base_path: String,
    pub tongue: Tongue,
    state: RwLock<State>,
    version: channel::Sender<u64>,
}

/// The site, and what stands in the way of showing it.
#[derive(Default)]
pub struct State {
    /// `None` until it was read: what an earlier process wrote is shown meanwhile.
    pub live: Option<Live<'static>>,
    /// Findings as text, while they stop publication.
    pub findings: Option<String>,
    /// Warnings, one each, which do not.
    pub warnings: Vec<String>,
}

impl Shown {
    /// Returns what is shown first.
    pub fn new(folder: PathBuf, forms: PathBuf, base_path: &str, tongue: Tongue) -> Self {
        let (version, _) = channel::channel(0);
        Self { folder, forms, base_path: base_path.to_owned(), tongue, state: RwLock::default(), version }
    }

    /// Returns the state to look at.
    pub fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and tells the browsers.
    pub fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        self.change_if(change, |_| true)
    }

    /// Changes the state; tells the browsers if there is something else to see.
    pub fn change_if<T>(&self, change: impl FnOnce(&mut State) -> T, tell: impl FnOnce(&T) -> bool) -> T {
        let made = change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner));
        if tell(&made) {
            self.version.send_modify(|version| *version += 1);
        }
        made
    }

    /// Returns a receiver that hears of every change.
    pub fn subscribe(&self) -> channel::Receiver<u64> {
        self.version.subscribe()
    }
}
