//! Fingerprints: whether an output would come out as before, told without making it.
//!
//! A [`Print`] is taken over everything an output is made from: its template with those that
//! it builds on, the words and facts of the site, the frame, the view, and what the view takes
//! from texts. What must hold: two outputs of one path with the same print, made by the same
//! program, have the same bytes. The parts say what is different when something is.

use crate::source::{ContentDigest, fingerprint};
use serde::{Deserialize, Serialize};

/// The fingerprint of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    whole: ContentDigest,
    parts: [u32; 5],
}

/// What an output can differ in, in the order of [`Print::of`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Template,
    Words,
    Frame,
    Facts,
    Texts,
}

/// All parts, in order.
const PARTS: [Part; 5] = [Part::Template, Part::Words, Part::Frame, Part::Facts, Part::Texts];

impl Print {
    /// Returns the print of an output with these parts: template, words, frame, facts, texts.
    pub fn of(parts: [ContentDigest; 5]) -> Self {
        let short = |d: ContentDigest| u32::from_le_bytes([d[0], d[1], d[2], d[3]]);
        Self { whole: fingerprint(&parts), parts: parts.map(short) }
    }

    /// Returns the print of an output that is nothing but data.
    pub fn of_facts(facts: ContentDigest, texts: ContentDigest) -> Self {
        let none = ContentDigest::default();
        Self::of([none, none, none, facts, texts])
    }

    /// Returns what is different from an earlier print.
    pub fn differs_in(&self, earlier: &Self) -> Vec<Part> {
        let pairs = self.parts.iter().zip(&earlier.parts).zip(PARTS);
        pairs.filter(|((now, before), _)| now != before).map(|(_, part)| part).collect()
    }
}

/// A line of an output: its fingerprint and length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLine {
    pub print: ContentDigest,
    pub len: u32,
}
