//! The site while it is being written: build, watch, reload.
//!
//! [`watch`] turns bursts of file events into one rebuild; [`http`] serves what was built to
//! this machine alone, with the headers of production, and tells browsers when to reload.
//! What must hold: a browser never shows a stale page for a broken source: it shows the
//! findings, and recovers by itself at the next good save.

pub mod http;
pub mod watch;

use crate::diagnostic::Tongue;
use std::path::PathBuf;
use std::sync::RwLock;
use tokio::sync::watch as channel;

/// What the browser may see now.
pub struct Shown {
    /// Folder with the built site.
    pub folder: PathBuf,
    /// Path part of the site's address, which links of the 404 page use.
    pub base_path: String,
    pub tongue: Tongue,
    state: RwLock<State>,
    version: channel::Sender<u64>,
}

#[derive(Default)]
struct State {
    /// Findings as text, while they stop the build.
    findings: Option<String>,
    version: u64,
}

impl Shown {
    /// Returns what is shown before the first build.
    pub fn new(folder: PathBuf, base_path: &str, tongue: Tongue) -> Self {
        let (version, _) = channel::channel(0);
        Self { folder, base_path: base_path.to_owned(), tongue, state: RwLock::default(), version }
    }

    /// Shows the outcome of a build: its findings when they stopped it, else the site.
    pub fn update(&self, findings: Option<String>) {
        let mut state = self.state.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.findings = findings;
        state.version += 1;
        self.version.send_replace(state.version);
    }

    /// Returns the findings that stop the build.
    pub fn findings(&self) -> Option<String> {
        self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner).findings.clone()
    }

    /// Returns a receiver that hears of every build.
    pub fn subscribe(&self) -> channel::Receiver<u64> {
        self.version.subscribe()
    }
}
