//! What whoever asks must know first: `search/root.js`.

use super::build::{Settings, Space};
use super::lists::Limits;
use super::terms::Common;
use super::texts;
use crate::escape::{Escaped, json};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Of another form, an index cannot be asked.
pub const VERSION: u32 = 1;

/// Name of the file.
pub const NAME: &str = "root";

/// What the index is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    pub v: u32,
    /// A name that is another when any of the files that the search reads is: a browser keeps none of an
    /// earlier index.
    pub g: String,
    /// How many documents have a number.
    pub n: usize,
    /// Letter, first number and bits of each space, the oldest first.
    pub spaces: Vec<(char, u32, u32)>,
    /// Names of the shards that are split.
    pub split: BTreeSet<String>,
    /// Pairs of characters that are common, as hexadecimal digits.
    pub common: String,
    /// Each month and how many segments it has; what has no date has an empty one.
    pub months: Vec<(String, u32)>,
    /// Code and folder of each language.
    pub langs: Vec<(String, String)>,
    /// How long lists are, and before which number documents say what is common: for whoever builds.
    pub limits: (usize, usize, usize),
    pub until: u32,
}

impl Root {
    /// Returns what the index depends on besides texts; `None` when it is not one that can be read.
    pub fn settings(&self) -> Option<Settings> {
        let space = |(letter, from, bits): &(char, u32, u32)| Space { letter: *letter, from: *from, bits: *bits };
        let (whole, leaf, shard) = self.limits;
        (self.v == VERSION && !self.spaces.is_empty()).then_some(Settings {
            spaces: self.spaces.iter().map(space).collect(),
            limits: Limits { whole, leaf, shard },
            common: Common::read(&self.common)?,
        })
    }

    /// Returns the file.
    pub fn written(&self) -> Escaped {
        json::handed(NAME, self)
    }

    /// Reads the file; `None` when it is none.
    pub fn read(script: &[u8]) -> Option<Self> {
        serde_json::from_str(texts::handed(script)?).ok()
    }
}
