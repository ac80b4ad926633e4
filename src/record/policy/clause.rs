//! What is known of the articles of an edition without its words.
//!
//! Takes the stretches of a text, as [`crate::markdown`] cuts it; gives a [`Clause`] for each: what a link,
//! a list, a comparison of two states and the plan of pages need. What must hold: a clause has the id
//! that it has on the page, and its digest is that of the words which differences compare.

use crate::difference::Part;
use crate::markdown::Stretch;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A stretch of an edition's text: an article, or a heading with what follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Its id in the edition; empty for what stands before the first place that has one.
    pub id: Box<str>,
    /// Ids of the other numbers of a range, such as `§§ 7 bis 9`.
    pub others: Box<[Box<str>]>,
    /// Its number as printed: `第三条`, `§ 12a`; empty where it has none.
    pub label: Box<str>,
    pub article: bool,
    /// Level of its heading on the page.
    pub level: u8,
    /// SHA-256 of its words without its number, blanks folded.
    pub digest: [u8; 32],
    /// How many characters these are.
    pub chars: u32,
    /// Where it begins in the body; none inside a list or a quotation.
    pub from: Option<u32>,
    /// About how many bytes it is on a page.
    pub weight: u32,
    /// Of a large one, where its blocks begin, and how much each is.
    pub blocks: Box<[(u32, u32)]>,
}

/// Returns the clauses of a text, in its order.
pub fn clauses(stretches: &[Stretch]) -> Box<[Clause]> {
    stretches.iter().map(clause).collect()
}

fn clause(stretch: &Stretch) -> Clause {
    let part = Part::of(stretch);
    Clause {
        id: part.id.into(),
        others: stretch.anchors.iter().skip(1).map(|anchor| Box::from(&*anchor.id)).collect(),
        label: part.label.into(),
        article: part.article,
        level: stretch.anchor().map_or(0, |anchor| anchor.level),
        digest: Sha256::digest(part.text.as_bytes()).into(),
        chars: small(part.text.chars().count()),
        from: stretch.from.map(small),
        weight: small(stretch.weight),
        blocks: stretch.blocks.iter().map(|(from, weight)| (small(*from), small(*weight))).collect(),
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Clause {
    /// Returns whether another has the same words, number and address.
    pub fn stands_as(&self, other: &Self) -> bool {
        self.digest == other.digest && self.id == other.id && self.label == other.label && self.others == other.others
    }

    /// Returns its id and those of the other numbers of a range.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.id).chain(&self.others).map(|id| &**id).filter(|id| !id.is_empty())
    }

    /// Returns whether a link to `id` leads to it.
    pub fn has(&self, id: &str) -> bool {
        self.ids().any(|own| own == id)
    }
}
