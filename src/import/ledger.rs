//! What an import wrote: the digest of each record, so that the next one tells what changed in the
//! export from what was changed by hand.
//!
//! ```text
//! ledger = { "#" words LF } { id " " digest LF }      (sorted by id)
//! ```
//! The digest is of the record's text, which is public anyway. A lost ledger costs no record: what
//! still stands as it would be written is known again, all else counts as changed by hand.

use crate::source::{digest_of, hex};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "# Written by `gongkai import`: which records it wrote, and a digest of each. Commit it with them.\n# 由 `gongkai import` 写入：导入过的记录及其摘要。请与记录一并提交。\n";

/// Ids and digests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger(BTreeMap<Box<str>, Box<str>>);

impl Ledger {
    /// Reads a ledger; lines that are none are passed over.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self(
            lines
                .filter_map(|line| line.split_once(' '))
                .map(|(id, digest)| (id.into(), digest.trim().into()))
                .collect(),
        )
    }

    /// Returns the digest of a record.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(|digest| &**digest)
    }

    /// Notes what was written.
    pub fn note(&mut self, id: &str, digest: &str) {
        self.0.insert(id.into(), digest.into());
    }

    /// Returns the text of the ledger.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (id, digest) in &self.0 {
            let _ = writeln!(text, "{id} {digest}");
        }
        text
    }
}

/// Returns the digest of a record's text, and of its day of publication where the export tells it.
pub fn digest(compared: &str, published: Option<jiff::civil::Date>) -> String {
    let published = published.map_or_else(String::new, |day| day.to_string());
    hex(&digest_of(&[compared.as_bytes(), b"\0", published.as_bytes()]))
}
