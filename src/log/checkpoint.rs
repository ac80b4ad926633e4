//! Checkpoints: where a log stands (c2sp.org/tlog-checkpoint 1.0.0).
//!
//! ```text
//! text = origin LF size LF base64( root ) LF *( extension LF )
//! ```

use super::note::{Note, is_name};
use super::{Fault, Hash, base64, decimal, unbase64};
use std::fmt;

/// The text of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: its address without scheme and without a slash at the end.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// Lines below, which we never write and keep as they are.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// Returns a checkpoint without extensions.
    pub fn new(origin: &str, size: u64, root: Hash) -> Self {
        Self { origin: origin.to_owned(), size, root, extensions: Vec::new() }
    }

    /// Reads the text of a checkpoint, that of a note.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let end = || {
            Fault::whole(
                "a checkpoint has at least three lines, each with its end",
                "检查点至少有三行，每行都以换行结束",
            )
        };
        let mut lines = text.strip_suffix('\n').ok_or_else(end)?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(end());
        };
        if !is_name(origin) {
            return Err(Fault::at(
                1,
                "the name of the log is missing or has spaces or `+` in it",
                "日志名称缺失，或含有空格、“+”",
            ));
        }
        // Half of all numbers, so that sums of two never overflow.
        let size = decimal(size).filter(|size| *size < 1 << 62).ok_or_else(|| {
            Fault::at(
                2,
                "the number of entries should be digits, without zeros before them",
                "条目数应为数字，前面不加零",
            )
        })?;
        let root = unbase64(root)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| Fault::at(3, "the root should be 32 bytes in base64", "根哈希应为 32 字节的 base64"))?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if let Some(number) = extensions.iter().position(String::is_empty) {
            return Err(Fault::at(number + 4, "an empty line has no place in a checkpoint", "检查点中不能有空行"));
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, base64(&self.root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A checkpoint with its signatures, not yet verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    pub checkpoint: Checkpoint,
    pub note: Note,
}

impl SignedCheckpoint {
    /// Reads the file `checkpoint`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let note = Note::parse(bytes)?;
        Ok(Self { checkpoint: Checkpoint::parse(&note.text)?, note })
    }
}
