//! One entry with all that shows it to be in the log, for a check without a network
//! (c2sp.org/tlog-proof@v1).
//!
//! ```text
//! proof = "c2sp.org/tlog-proof@v1" LF [ "extra " base64 LF ] "index " index LF *( base64( hash ) LF ) LF checkpoint
//! ```
//! `extra` is the salt of the commitment, 32 bytes, and after it the entry itself.

use super::checkpoint::SignedCheckpoint;
use super::entry::{Entry, Id};
use super::policy::{Policy, Trust};
use super::{Fault, Hash, base64, decimal, tree, unbase64};
use std::fmt;

const FIRST: &str = "c2sp.org/tlog-proof@v1";

/// The longest file that is read, in bytes.
pub const MOST_BYTES: usize = 1_200_000;

/// Entries of records up to which each has a file with its proof: beyond, one is made from the tiles.
const MOST_RECORDS: usize = 10_000;

/// Returns where on a site the proof of an entry about a record is.
pub fn path(id: &Id, version: u32) -> String {
    format!("transparency/proofs/{id}-v{version}.tlog-proof")
}

/// Returns whether the records of a log with these entries have such files.
pub fn has_own<'a>(entries: impl Iterator<Item = &'a Entry>) -> bool {
    entries.filter(|entry| matches!(entry, Entry::Record { .. })).nth(MOST_RECORDS).is_none()
}

/// A proof, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub extra: Option<Vec<u8>>,
    pub index: u64,
    /// Siblings, lowest first.
    pub hashes: Vec<Hash>,
    /// The signed note as it was.
    pub checkpoint: String,
}

impl Proof {
    /// Reads a `.tlog-proof` file.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= MOST_BYTES).ok_or_else(|| {
            Fault::whole("this is no proof: no text in UTF-8, or too long", "这不是证明文件：不是 UTF-8 文本，或者太长")
        })?;
        let end = || Fault::whole("the proof has no checkpoint below an empty line", "证明文件的空行之后没有检查点");
        let (head, checkpoint) = text.split_once("\n\n").ok_or_else(end)?;
        let mut lines = (1..).zip(head.split('\n')).peekable();
        if lines.next().map(|(_, line)| line) != Some(FIRST) {
            return Err(Fault::at(
                1,
                format!("a proof begins with the line `{FIRST}`"),
                format!("证明文件的第一行应为“{FIRST}”"),
            ));
        }
        let extra = lines.next_if(|(_, line)| line.starts_with("extra ")).map(|(number, line)| {
            unbase64(&line["extra ".len()..])
                .ok_or_else(|| Fault::at(number, "what stands after `extra` is not base64", "“extra”之后不是 base64"))
        });
        let extra = extra.transpose()?;
        let number = lines.peek().map_or(2, |(number, _)| *number);
        let index = lines.next().and_then(|(_, line)| decimal(line.strip_prefix("index ")?));
        let index =
            index.ok_or_else(|| Fault::at(number, "here should be `index <number>`", "此处应为“index <序号>”"))?;
        let hashes: Result<Vec<Hash>, Fault> = lines
            .map(|(number, line)| {
                let hash = unbase64(line).and_then(|bytes| bytes.try_into().ok());
                hash.filter(|_| number <= 70).ok_or_else(|| {
                    Fault::at(
                        number,
                        "here should be a hash of 32 bytes in base64, at most 63 of them",
                        "此处应为 32 字节哈希的 base64，最多 63 行",
                    )
                })
            })
            .collect();
        Ok(Self { extra, index, hashes: hashes?, checkpoint: checkpoint.to_owned() })
    }

    /// Returns salt and entry, as we write them into `extra`.
    pub fn salt_and_entry(&self) -> Option<(Hash, &[u8])> {
        let (salt, entry) = self.extra.as_deref()?.split_first_chunk::<32>()?;
        Some((*salt, entry))
    }

    /// Returns whose signatures the proof has, where the entry with this hash is in the log that
    /// the policy knows.
    pub fn check(&self, leaf: Hash, policy: &Policy) -> Result<(SignedCheckpoint, Trust), Fault> {
        let above = 3 + usize::from(self.extra.is_some()) + self.hashes.len();
        let signed = SignedCheckpoint::parse(self.checkpoint.as_bytes()).map_err(|fault| fault.below(above))?;
        let trust = policy.check(&signed).map_err(|fault| fault.below(above))?;
        let checkpoint = &signed.checkpoint;
        if !tree::includes(leaf, self.index, checkpoint.size, &checkpoint.root, &self.hashes) {
            return Err(Fault::whole(
                format!("entry {} of the log is another one: the proof does not fit", self.index),
                format!("日志的第 {} 条不是这一条：证明与内容不符", self.index),
            ));
        }
        Ok((signed, trust))
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", base64(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
