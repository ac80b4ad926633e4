//! What was answered so far, kept until the record is written.
//!
//! One file for each unfinished record below `.gongkai/drafts/`, which no build reads and git
//! ignores. It is written after every answer and every line of a long text, so that nothing that
//! was typed is lost when the terminal closes.

use crate::host::Host;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Answers of one unfinished record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What is being made, as it is named on the command line.
    pub kind: String,
    /// The record that is added to.
    pub target: Option<String>,
    /// Answers by key; empty ones were skipped.
    pub answers: BTreeMap<String, String>,
    /// The long text that was being typed, with its key.
    pub open: Option<(String, String)>,
}

const FOLDER: &str = ".gongkai/drafts";

/// A draft and where it is kept.
#[derive(Debug)]
pub struct Kept {
    file: PathBuf,
    pub draft: Draft,
}

impl Kept {
    /// Begins a draft; nothing is written yet.
    pub fn begin(host: &dyn Host, root: &Path, kind: &str, target: Option<&str>) -> Self {
        let next = numbers(host, root).last().map_or(1, |last| last + 1);
        let draft = Draft { kind: kind.to_owned(), target: target.map(str::to_owned), ..Draft::default() };
        Self { file: root.join(FOLDER).join(format!("{next}.json")), draft }
    }

    /// Returns the draft that was begun last, if there is one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn last(host: &dyn Host, root: &Path) -> io::Result<Option<Self>> {
        let Some(number) = numbers(host, root).last().copied() else { return Ok(None) };
        let file = root.join(FOLDER).join(format!("{number}.json"));
        let draft = serde_json::from_slice(&host.read(&file)?).map_err(io::Error::other)?;
        Ok(Some(Self { file, draft }))
    }

    /// Writes what is known now.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, host: &dyn Host) -> io::Result<()> {
        // A few short answers that nobody goes on with.
        if self.draft.kind.is_empty() {
            return Ok(());
        }
        let json = serde_json::to_vec_pretty(&self.draft).map_err(io::Error::other)?;
        let new = self.file.with_extension("new");
        host.write(&new, &json)?;
        host.rename(&new, &self.file)
    }

    /// Forgets the draft: the record is written.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn done(&self, host: &dyn Host) -> io::Result<()> {
        if host.what(&self.file).is_some() { host.remove_file(&self.file) } else { Ok(()) }
    }
}

/// The numbers of the drafts there are, sorted.
fn numbers(host: &dyn Host, root: &Path) -> Vec<u32> {
    let list = host.list(&root.join(FOLDER)).unwrap_or_default();
    let mut numbers: Vec<u32> = list.iter().filter_map(|e| e.path.strip_suffix(".json")?.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}
