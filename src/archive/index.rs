//! The index of a web archive: lines of CDXJ in blocks of gzip, and a list of the blocks.

use super::ArchiveError;
use crate::log::hex;
use flate2::{Compression, GzBuilder};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::io::Write as _;

/// Lines of a block.
const LINES: usize = 3000;

/// The index so far; of lines at most a block is held unpacked.
#[derive(Default)]
pub(super) struct Index {
    lines: Vec<String>,
    pub packed: Vec<u8>,
    blocks: String,
}

impl Index {
    /// Adds a line; lines come sorted.
    pub fn push(&mut self, line: String) -> Result<(), ArchiveError> {
        self.lines.push(line);
        if self.lines.len() == LINES { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), ArchiveError> {
        let Some(first) = self.lines.first() else { return Ok(()) };
        let key = first.split(" {").next().unwrap_or_default().to_owned();
        let mut gzip = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::default());
        for line in self.lines.drain(..) {
            gzip.write_all(line.as_bytes())?;
            gzip.write_all(b"\n")?;
        }
        let block = gzip.finish()?;
        let about = json!({
            "offset": self.packed.len(), "length": block.len(), "filename": NAME,
            "digest": format!("sha256:{}", hex(&Sha256::digest(&block))),
        });
        self.blocks.push_str(&format!("{key} {about}\n"));
        self.packed.extend_from_slice(&block);
        Ok(())
    }

    /// Ends it: the blocks, and the list of them.
    pub fn finish(mut self) -> Result<(Vec<u8>, String), ArchiveError> {
        self.close()?;
        let head = json!({"format": "cdxj-gzip-1.0", "filename": NAME});
        Ok((self.packed, format!("!meta 0 {head}\n{}", self.blocks)))
    }
}

/// Name of the file of blocks, beside the list.
pub(super) const NAME: &str = "index.cdx.gz";
