//! The tree over the entries: hashes and proofs (RFC 6962 2.1, checks as in RFC 9162 2.1).
//!
//! ```text
//! leaf  = SHA-256( 0x00 entry )
//! node  = SHA-256( 0x01 left right )       left = the largest power of two smaller than the whole
//! empty = SHA-256( )
//! ```
//! All hashes of whole subtrees can be asked from [`Hashes`]: a [`Tree`] in memory, or the
//! [`super::tiles::Reader`]. [`Range`] keeps only those that make the root.

use super::Hash;
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;

/// Returns the hash of an entry.
pub fn leaf(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// Returns the hash over two hashes.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// Returns the root of a tree of nothing.
pub fn empty() -> Hash {
    Sha256::digest([]).into()
}

/// The hashes of whole subtrees.
pub trait Hashes {
    /// Why a hash cannot be had.
    type Error;
    /// Returns the hash over the leaves from `index << level`, `1 << level` of them, all of which
    /// are there.
    fn hash(&self, level: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// The roots of the whole subtrees that a tree is made of, largest first: all that a root and the
/// next leaf need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Range {
    size: u64,
    roots: Vec<Hash>,
}

impl Range {
    /// Adds the hash of an entry.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.roots.pop().expect("a root for each bit of the size");
            hash = node(&left, &hash);
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// Returns how many entries it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root.
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        let Some(last) = roots.next() else { return empty() };
        roots.fold(*last, |right, left| node(left, &right))
    }
}

/// All whole subtrees, in memory: 64 bytes an entry.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Adds the hash of an entry.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            if row.len() % 2 == 1 {
                return;
            }
            hash = node(&row[row.len() - 2], &row[row.len() - 1]);
        }
    }

    /// Returns how many entries it has.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |row| row.len() as u64)
    }

    /// Returns the root.
    pub fn root(&self) -> Hash {
        let Ok(root) = root(self, self.size());
        root
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::default();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }
}

impl Hashes for Tree {
    type Error = Infallible;

    fn hash(&self, level: u32, index: u64) -> Result<Hash, Infallible> {
        Ok(self.levels[level as usize][index as usize])
    }
}

/// Returns the root of the first `size` entries.
pub fn root<H: Hashes>(hashes: &H, size: u64) -> Result<Hash, H::Error> {
    if size == 0 { Ok(empty()) } else { part(hashes, 0, size) }
}

/// Returns the largest power of two smaller than a number greater than 1.
fn split(size: u64) -> u64 {
    1 << (63 - (size - 1).leading_zeros())
}

/// Returns the hash over the entries from `low` to before `high`; `low` is where a subtree of
/// that size begins.
fn part<H: Hashes>(hashes: &H, low: u64, high: u64) -> Result<Hash, H::Error> {
    let size = high - low;
    if size.is_power_of_two() {
        return hashes.hash(size.trailing_zeros(), low / size);
    }
    let middle = low + split(size);
    Ok(node(&part(hashes, low, middle)?, &part(hashes, middle, high)?))
}

/// Returns the proof that an entry is in the tree of the first `size`: siblings, lowest first.
/// `index` must be smaller than `size`.
pub fn prove_inclusion<H: Hashes>(hashes: &H, index: u64, size: u64) -> Result<Vec<Hash>, H::Error> {
    assert!(index < size, "an entry of the tree");
    let (mut low, mut high, mut proof) = (0, size, Vec::new());
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            proof.push(part(hashes, middle, high)?);
            high = middle;
        } else {
            proof.push(part(hashes, low, middle)?);
            low = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Returns the proof that the tree of the first `old` entries is the beginning of that of the
/// first `new`. `old` must not be greater; the proof is empty where they are equal or one is 0.
pub fn prove_consistency<H: Hashes>(hashes: &H, old: u64, new: u64) -> Result<Vec<Hash>, H::Error> {
    assert!(old <= new, "an earlier tree");
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let (mut low, mut high, mut proof) = (0, new, Vec::new());
    while old != high {
        let middle = low + split(high - low);
        if old <= middle {
            proof.push(part(hashes, middle, high)?);
            high = middle;
        } else {
            proof.push(part(hashes, low, middle)?);
            low = middle;
        }
    }
    // The old tree as a whole is known to whoever asks.
    if low != 0 {
        proof.push(part(hashes, low, high)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Returns whether a proof shows that the entry with this hash is in the tree (RFC 9162 2.1.3.2).
pub fn includes(leaf: Hash, index: u64, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut own, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if own & 1 == 1 || own == last {
            hash = node(sibling, &hash);
            let zeros = if own & 1 == 1 { 0 } else { own.trailing_zeros().min(63) };
            (own, last) = (own >> zeros, last >> zeros);
        } else {
            hash = node(&hash, sibling);
        }
        (own, last) = (own >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Returns whether a proof shows that one tree begins with the other (RFC 9162 2.1.4.2).
pub fn extends(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    if old == 0 || old == new {
        let same = if old == new { old_root == new_root } else { *old_root == empty() };
        return same && proof.is_empty();
    }
    if old > new {
        return false;
    }
    let (mut own, mut last) = (old - 1, new - 1);
    let zeros = own.trailing_ones();
    (own, last) = (own >> zeros, last >> zeros);
    let mut rest = proof.iter();
    let first = if old.is_power_of_two() { Some(old_root) } else { rest.next() };
    let Some(first) = first else { return false };
    let (mut before, mut after) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if own & 1 == 1 || own == last {
            before = node(sibling, &before);
            after = node(sibling, &after);
            let zeros = if own & 1 == 1 { 0 } else { own.trailing_zeros().min(63) };
            (own, last) = (own >> zeros, last >> zeros);
        } else {
            after = node(&after, sibling);
        }
        (own, last) = (own >> 1, last >> 1);
    }
    last == 0 && before == *old_root && after == *new_root
}
