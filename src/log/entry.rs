//! What an entry says: one line of JSON in ASCII, its keys in a fixed order.
//!
//! ```text
//! {"v":1,"kind":"key","time":…,"key":<vkey>,"recovery":<vkey>}
//! {"v":1,"kind":"publish|correct|withdraw|erase","id":…,"ver":…,"date":…[,"reason":…][,"commit":<hex>]}
//! {"v":1,"kind":"release","seq":…,"time":…,"files":…,"bytes":…,"manifest":<hex>[,"delta":<hex>]}
//! ```
//! What must hold: no content, no title, no address and no free text; a kind that is not known is kept,
//! since the tree binds it; the bytes are the truth and are never written anew to be checked.

use super::note::PublicKey;
use super::{Fault, Hash, hex, unhex};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use std::fmt;

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A first or a further version, which changes nothing that was said.
    Publish,
    /// What was said is changed.
    Correct,
    /// It is no longer shown; copies may be kept.
    Withdraw,
    /// It must no longer be kept by anyone who obeys.
    Erase,
}

impl Act {
    /// Returns the word in the entry.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Correct => "correct",
            Self::Withdraw => "withdraw",
            Self::Erase => "erase",
        }
    }

    /// Returns whether the entry binds content.
    pub fn commits(self) -> bool {
        matches!(self, Self::Publish | Self::Correct)
    }
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The first of a log: whose it is, and who may say where it goes on.
    Key {
        time: Timestamp,
        key: Box<PublicKey>,
        recovery: Box<PublicKey>,
    },
    Record {
        act: Act,
        id: Id,
        version: u32,
        date: Date,
        reason: Option<String>,
        commitment: Option<Hash>,
    },
    /// The last of a publication: all files of the site.
    Release {
        sequence: u64,
        time: Timestamp,
        files: u64,
        bytes: u64,
        manifest: Hash,
        delta: Option<Hash>,
    },
    /// A later version of this program wrote it.
    Unknown {
        kind: String,
    },
}

/// The number of a record in the log: random, so that it says nothing of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(pub [u8; 8]);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// Returns whether a word may stand as a reason: a code, never a sentence.
pub fn is_reason(word: &str) -> bool {
    (1..=40).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

impl Entry {
    /// Reads the bytes of an entry.
    ///
    /// # Errors
    /// When they are no such line, or one whose bytes another program could read otherwise: keys twice,
    /// spaces, another order.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let shape = || {
            Fault::whole("an entry should be one line of JSON with `v` and `kind`", "条目应为一行 JSON，含 v 和 kind")
        };
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()).ok_or_else(shape)?;
        let value: Value = serde_json::from_str(text).map_err(|_| shape())?;
        let kind = value.get("kind").and_then(Value::as_str).ok_or_else(shape)?.to_owned();
        if value.get("v").and_then(Value::as_u64) != Some(1) {
            return Ok(Self::Unknown { kind });
        }
        let Some(read) = Self::read(&kind, &value) else {
            return Err(Fault::whole(
                format!("an entry of kind `{kind}` lacks a part, or has a wrong one"),
                format!("“{kind}”条目缺少某项，或某项有误"),
            ));
        };
        // One meaning has one spelling: two readers never see two things in the same bytes.
        if !matches!(read, Self::Unknown { .. }) && read.to_string() != text {
            return Err(Fault::whole(
                format!("an entry of kind `{kind}` is spelled in another way than it is written"),
                format!("“{kind}”条目的写法与规定不同"),
            ));
        }
        Ok(read)
    }

    fn read(kind: &str, value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        let hash = |key: &str| match value.get(key) {
            None => Some(None),
            Some(of) => Some(Some(unhex::<32>(of.as_str()?)?)),
        };
        let act = match kind {
            "key" => {
                let key = |name: &str| PublicKey::parse(text(name)?).ok().map(Box::new);
                return Some(Self::Key { time: time(text("time")?)?, key: key("key")?, recovery: key("recovery")? });
            }
            "release" => {
                return Some(Self::Release {
                    sequence: number("seq")?,
                    time: time(text("time")?)?,
                    files: number("files")?,
                    bytes: number("bytes")?,
                    manifest: hash("manifest")??,
                    delta: hash("delta")?,
                });
            }
            "publish" => Act::Publish,
            "correct" => Act::Correct,
            "withdraw" => Act::Withdraw,
            "erase" => Act::Erase,
            _ => return Some(Self::Unknown { kind: kind.to_owned() }),
        };
        let reason = match value.get("reason") {
            None => None,
            Some(reason) => Some(reason.as_str().filter(|word| is_reason(word))?.to_owned()),
        };
        let commitment = hash("commit")?;
        (act.commits() == commitment.is_some()).then_some(())?;
        Some(Self::Record {
            act,
            id: Id(unhex(text("id")?)?),
            version: number("ver").filter(|version| *version > 0)?.try_into().ok()?,
            date: text("date")?.parse().ok()?,
            reason,
            commitment,
        })
    }
}

fn time(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { time, key, recovery } => {
                write!(f, r#"{{"v":1,"kind":"key","time":"{time}","key":"{key}","recovery":"{recovery}"}}"#)
            }
            Self::Record { act, id, version, date, reason, commitment } => {
                write!(f, r#"{{"v":1,"kind":"{}","id":"{id}","ver":{version},"date":"{date}""#, act.as_str())?;
                if let Some(reason) = reason {
                    write!(f, r#","reason":"{reason}""#)?;
                }
                if let Some(hash) = commitment {
                    write!(f, r#","commit":"{}""#, hex(hash))?;
                }
                f.write_str("}")
            }
            Self::Release { sequence, time, files, bytes, manifest, delta } => {
                write!(
                    f,
                    r#"{{"v":1,"kind":"release","seq":{sequence},"time":"{time}","files":{files},"bytes":{bytes},"#
                )?;
                write!(f, r#""manifest":"{}""#, hex(manifest))?;
                if let Some(hash) = delta {
                    write!(f, r#","delta":"{}""#, hex(hash))?;
                }
                f.write_str("}")
            }
            Self::Unknown { kind } => write!(f, "({kind})"),
        }
    }
}
