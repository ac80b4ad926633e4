//! Checksums of files, however long they are, and the list of all of them.

use super::Staged;
use crate::host::Host;
use crate::source::hex;
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::Path;

/// Checksum and length of what goes by.
#[derive(Default)]
pub(super) struct Sum(Sha256, u64);

impl Sum {
    pub(super) fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
        self.1 += piece.len() as u64;
    }

    pub(super) fn end(self) -> ([u8; 32], u64) {
        (self.0.finalize().into(), self.1)
    }
}

pub(super) fn sum_of(host: &dyn Host, path: &Path) -> io::Result<([u8; 32], u64)> {
    let mut sum = Sum::default();
    host.read_pieces(path, &mut |piece| {
        sum.add(piece);
        Ok(())
    })?;
    Ok(sum.end())
}

/// Returns `SHA256SUMS` for coreutils: every output but itself, sorted by path.
pub fn checksums(all: &[Staged]) -> String {
    let mut lines: Vec<&Staged> = all.iter().collect();
    lines.sort_by(|a, b| a.path.cmp(&b.path));
    let mut text = String::with_capacity(lines.len() * 100);
    for staged in lines {
        text.push_str(&hex(&staged.sha256));
        text.push_str("  ");
        text.push_str(&staged.path);
        text.push('\n');
    }
    text
}
