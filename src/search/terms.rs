//! The terms of a document: what [`super::tokens`] finds in its fields, and three characters in a row
//! where pairs would say too little.

use super::normal::normal;
use super::numbers::{mixed, units};
use super::shard::Field;
use super::texts::Document;
use super::tokens::{self, Kind};
use std::collections::BTreeMap;

/// Positions between two parts of a field: more than phrases are near by.
const APART: u32 = 16;

/// A part begins at a multiple of this, so that a change in one seldom moves the next.
const PART: u32 = 256;

/// Pairs of characters that are everywhere, as bits by their hash. Where two of them follow each
/// other the three characters are a term too: lists of pairs alone would be long, and their meeting
/// rare. This set is the definition, for whoever builds and whoever asks: a pair that shares its bit
/// with a common one is common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Common(Box<[u8]>);

/// Bits of the set, as a power of two.
const BITS: u32 = 14;

impl Common {
    /// Returns the set of these pairs; with none, nothing is common.
    pub fn of<'a>(pairs: impl Iterator<Item = &'a [char; 2]>) -> Self {
        let mut bits = Vec::new();
        for pair in pairs {
            bits.resize(1 << (BITS - 3), 0);
            let bit = Self::bit(pair);
            bits[bit / 8] |= 1 << (bit % 8);
        }
        Self(bits.into())
    }

    /// Returns whether nothing is common.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn bit(pair: &[char]) -> usize {
        (mixed(units(pair)) >> (32 - BITS)) as usize
    }

    /// Returns whether a pair is common.
    pub fn has(&self, pair: &[char]) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let bit = Self::bit(pair);
        self.0[bit / 8] >> (bit % 8) & 1 == 1
    }

    /// Returns it as hexadecimal digits.
    pub fn written(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads hexadecimal digits.
    pub fn read(text: &str) -> Option<Self> {
        let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(byte).collect();
        bytes.filter(|bytes| bytes.is_empty() || bytes.len() == 1 << (BITS - 3)).map(|bytes| Self(bytes.into()))
    }
}

/// Shows the terms of a document with their positions: in each field in the order of the text.
/// Marks stand in the body, nowhere.
pub fn each(
    document: &Document,
    common: &Common,
    chars: &mut Vec<char>,
    take: &mut dyn FnMut(Field, &[char], Option<u32>),
) {
    for (field, parts) in [(Field::Title, &document.titles), (Field::Body, &document.texts)] {
        let mut position = 0;
        for part in parts {
            chars.clear();
            normal(part, chars);
            let mut last: Option<(char, usize)> = None;
            let end = tokens::each(chars, position, &mut |kind, term, at, _, (from, _)| {
                take(field, term, Some(at));
                if kind != Kind::Pair || common.is_empty() {
                    return;
                }
                let is = common.has(term);
                if is && let Some((first, _)) = last.filter(|(_, before)| before + 1 == from) {
                    take(field, &[first, term[0], term[1]], Some(at - 1));
                }
                last = is.then_some((term[0], from));
            });
            position = ((end + APART) | (PART - 1)) + 1;
        }
    }
    for mark in &document.marks {
        chars.clear();
        chars.extend(mark.chars());
        take(Field::Body, chars, None);
    }
}

/// Returns the terms of a document, each with what lists write of it.
pub fn written(document: &Document, common: &Common) -> BTreeMap<(String, Field), Vec<u8>> {
    let mut all = BTreeMap::<(String, Field), Vec<u32>>::new();
    each(document, common, &mut Vec::new(), &mut |field, term, position| {
        all.entry((term.iter().collect(), field)).or_default().extend(position);
    });
    let rest = |positions: Vec<u32>| {
        let mut text = Vec::new();
        super::lists::rest(&positions, &mut text);
        text
    };
    all.into_iter().map(|(key, positions)| (key, rest(positions))).collect()
}
