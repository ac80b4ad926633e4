//! Lists of documents: where a term stands, as text of [`super::numbers`].
//!
//! ```text
//! list  = posting*                  posting = (number − last − 1) count (position − last position)*
//! whole = list, last −1 at first
//! stub  = "<" documents tree        tree = "s" tree tree | "l" | "e"
//! ```
//! A long list lies in leaves, files of their own. They halve the range of all numbers, 0 to
//! 2^[`BITS`], until what is in a half is short enough: so an edit changes the leaf that it is in, and
//! leaves of different terms have the same edges. A leaf is a list whose last is the number before
//! its range. Its code is the way to it, a bit for each half after a leading 1.
//!
//! What must hold: a list has one form only, whatever way it came to be as it is.

use super::numbers::{pull, push};
use std::borrow::Cow;

/// Numbers have so many bits.
pub const BITS: u32 = 24;

/// A document of a list: its number, and what else is written of it: count and positions.
pub type Posting<'a> = (u32, Cow<'a, [u8]>);

/// How long lists may be: in measures of [`weight`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Of one that stands in its shard.
    pub whole: usize,
    /// Of a leaf.
    pub leaf: usize,
    /// Of a shard, in bytes.
    pub shard: usize,
}

/// Returns what postings weigh: about the bytes that they take. It is a sum, so that halves of a
/// range weigh what the range does.
pub fn weight(postings: &[Posting<'_>]) -> usize {
    postings.iter().map(|(_, rest)| rest.len() + 2).sum()
}

/// A range of numbers of a long list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node<'a> {
    Empty,
    /// As it stands in its file.
    Stands,
    Leaf(Vec<Posting<'a>>),
    Split(Box<[Node<'a>; 2]>),
}

/// A range of numbers, told by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range(pub u32);

impl Range {
    /// All numbers.
    pub const ALL: Self = Self(1);

    /// Returns the first number, and the first behind it.
    pub fn ends(self) -> (u32, u32) {
        let depth = 31 - self.0.leading_zeros();
        let width = 1 << (BITS - depth);
        let from = (self.0 - (1 << depth)) * width;
        (from, from + width)
    }

    fn is_single(self) -> bool {
        31 - self.0.leading_zeros() == BITS
    }

    /// Returns its half.
    pub fn half(self, upper: bool) -> Self {
        Self(self.0 * 2 + u32::from(upper))
    }

    fn halves(self) -> [Self; 2] {
        [self.half(false), self.half(true)]
    }
}

/// Returns the tree of a list.
pub fn tree<'a>(postings: Vec<Posting<'a>>, range: Range, limit: usize) -> Node<'a> {
    if postings.is_empty() {
        return Node::Empty;
    }
    if range.is_single() || weight(&postings) <= limit {
        return Node::Leaf(postings);
    }
    let (middle, _) = range.half(true).ends();
    let mut lower = postings;
    let upper = lower.split_off(lower.partition_point(|(number, _)| *number < middle));
    let [l, u] = range.halves();
    Node::Split(Box::new([tree(lower, l, limit), tree(upper, u, limit)]))
}

/// Appends the text of postings whose numbers begin with `from`.
pub fn write(postings: &[Posting<'_>], from: u32, to: &mut Vec<u8>) {
    let mut next = from;
    for (number, rest) in postings {
        push(to, number - next);
        to.extend_from_slice(rest);
        next = number + 1;
    }
}

/// Reads postings whose numbers begin with `from`; `None` when the text is no list.
pub fn read(text: &[u8], from: u32) -> Option<Vec<Posting<'_>>> {
    let (mut rest, mut next, mut all) = (text, from, Vec::new());
    while !rest.is_empty() {
        let number = next.checked_add(pull(&mut rest)?)?;
        let begun = rest;
        for _ in 0..pull(&mut rest)? {
            pull(&mut rest)?;
        }
        all.push((number, Cow::Borrowed(&begun[..begun.len() - rest.len()])));
        next = number + 1;
    }
    Some(all)
}

/// Returns the text of what is said of a document: count and positions.
pub fn rest(positions: &[u32], to: &mut Vec<u8>) {
    push(to, u32::try_from(positions.len()).unwrap_or(u32::MAX));
    let mut last = 0;
    for position in positions {
        push(to, position - last);
        last = *position;
    }
}

/// Returns the positions that are said of a document.
pub fn positions(mut rest: &[u8]) -> Vec<u32> {
    let count = pull(&mut rest).unwrap_or_default();
    let mut all = Vec::with_capacity(count as usize);
    let mut last = 0;
    while let Some(step) = pull(&mut rest) {
        last += step;
        all.push(last);
    }
    all
}

impl<'a> Node<'a> {
    /// Appends the text of the tree.
    pub fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Empty => to.push(b'e'),
            Self::Stands | Self::Leaf(_) => to.push(b'l'),
            Self::Split(halves) => {
                to.push(b's');
                halves.iter().for_each(|half| half.write(to));
            }
        }
    }

    /// Reads the text of a tree whose leaves stand in their files.
    pub fn read(text: &mut &[u8], depth: u32) -> Option<Self> {
        let (first, rest) = text.split_first()?;
        *text = rest;
        match first {
            b'e' => Some(Self::Empty),
            b'l' => Some(Self::Stands),
            b's' if depth < BITS => {
                Some(Self::Split(Box::new([Self::read(text, depth + 1)?, Self::read(text, depth + 1)?])))
            }
            _ => None,
        }
    }

    /// Shows the ranges that have leaves, and what is known of each, by number.
    pub fn leaves(&self, range: Range, show: &mut dyn FnMut(Range, Option<&[Posting<'a>]>)) {
        match self {
            Self::Empty => {}
            Self::Stands => show(range, None),
            Self::Leaf(postings) => show(range, Some(postings)),
            Self::Split(halves) => {
                for (half, range) in halves.iter().zip(range.halves()) {
                    half.leaves(range, show);
                }
            }
        }
    }

    /// Takes documents out and puts others in: sorted by number, `None` where one goes. Leaves that
    /// are touched, and those that could be joined with one that is, come from `load`.
    ///
    /// # Errors
    /// Those of `load`.
    pub fn change<E>(
        self,
        range: Range,
        limit: usize,
        changes: &[(u32, Option<Vec<u8>>)],
        load: &mut dyn FnMut(Range) -> Result<Vec<Posting<'a>>, E>,
    ) -> Result<Self, E> {
        if changes.is_empty() {
            return Ok(self);
        }
        match self {
            Self::Split(halves) => {
                let (middle, _) = range.half(true).ends();
                let cut = changes.partition_point(|(number, _)| *number < middle);
                let [lower, upper] = *halves;
                let [l, u] = range.halves();
                let mut lower = lower.change(l, limit, &changes[..cut], load)?;
                let mut upper = upper.change(u, limit, &changes[cut..], load)?;
                // What may be short enough for one leaf is looked at.
                if !lower.is_split() && !upper.is_split() {
                    for (half, range) in [(&mut lower, l), (&mut upper, u)] {
                        if *half == Self::Stands {
                            *half = Self::Leaf(load(range)?);
                        }
                    }
                    let mut both = lower.taken();
                    both.extend(upper.taken());
                    return Ok(tree(both, range, limit));
                }
                Ok(Self::Split(Box::new([lower, upper])))
            }
            Self::Stands => Ok(tree(changed(load(range)?, changes), range, limit)),
            other => Ok(tree(changed(other.taken(), changes), range, limit)),
        }
    }

    fn is_split(&self) -> bool {
        matches!(self, Self::Split(_))
    }

    /// Returns the postings of a leaf that is known.
    fn taken(self) -> Vec<Posting<'a>> {
        if let Self::Leaf(postings) = self { postings } else { Vec::new() }
    }
}

/// Returns postings with documents taken out and others put in.
pub fn changed<'a>(postings: Vec<Posting<'a>>, changes: &[(u32, Option<Vec<u8>>)]) -> Vec<Posting<'a>> {
    let mut all = Vec::with_capacity(postings.len() + changes.len());
    let mut old = postings.into_iter().peekable();
    for (number, new) in changes {
        while let Some(posting) = old.next_if(|(old, _)| old < number) {
            all.push(posting);
        }
        old.next_if(|(old, _)| old == number);
        all.extend(new.as_ref().map(|rest| (*number, Cow::Owned(rest.clone()))));
    }
    all.extend(old);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    fn posting(number: u32, positions: &[u32]) -> Posting<'static> {
        let mut text = Vec::new();
        rest(positions, &mut text);
        (number, text.into())
    }

    #[test]
    fn a_list_is_written_as_the_format_says() {
        let mut text = Vec::new();
        write(&[posting(5, &[3]), posting(70, &[0])], 0, &mut text);
        assert_eq!(text, b"513y410");
        text.clear();
        write(&[posting(5, &[12, 40])], 0, &mut text);
        assert_eq!(text, b"52CS");
        assert_eq!(positions(&read(&text, 0).unwrap()[0].1), [12, 40]);
        assert_eq!(Range::ALL.half(true).half(false).ends(), (1 << 23, (1 << 23) + (1 << 22)));
    }

    /// Marks every leaf as one that stands in its file, and keeps what is in it.
    fn laid<'a>(node: Node<'a>, range: Range, files: &mut BTreeMap<u32, Vec<Posting<'a>>>) -> Node<'a> {
        match node {
            Node::Leaf(postings) => {
                files.insert(range.0, postings);
                Node::Stands
            }
            Node::Split(halves) => {
                let [l, u] = *halves;
                let [lr, ur] = range.halves();
                Node::Split(Box::new([laid(l, lr, files), laid(u, ur, files)]))
            }
            other => other,
        }
    }

    proptest! {
        #[test]
        fn a_changed_tree_is_the_tree_of_the_changed_list(
            numbers in prop::collection::btree_set(0u32..3000, 0..200),
            changes in prop::collection::btree_map(0u32..3000, prop::option::of(0u32..9), 0..40),
        ) {
            let postings: Vec<_> = numbers.iter().map(|n| posting(*n, &[*n % 50])).collect();
            let changes: Vec<(u32, Option<Vec<u8>>)> =
                changes.into_iter().map(|(n, p)| (n, p.map(|p| posting(n, &[p]).1.into_owned()))).collect();
            let mut files = BTreeMap::new();
            let stands = laid(tree(postings.clone(), Range::ALL, 60), Range::ALL, &mut files);
            let mut load = |range: Range| Ok::<_, Infallible>(files[&range.0].clone());
            let new = stands.change(Range::ALL, 60, &changes, &mut load).unwrap();
            let clean = tree(changed(postings, &changes), Range::ALL, 60);
            let (mut a, mut b) = (BTreeMap::new(), BTreeMap::new());
            let (mut texts, mut clean_text) = (Vec::new(), Vec::new());
            new.write(&mut texts);
            clean.write(&mut clean_text);
            prop_assert_eq!(texts, clean_text);
            new.leaves(Range::ALL, &mut |range, known| { a.insert(range.0, known.map_or_else(|| files[&range.0].clone(), <[_]>::to_vec)); });
            clean.leaves(Range::ALL, &mut |range, known| { b.insert(range.0, known.unwrap().to_vec()); });
            prop_assert_eq!(a, b);
        }
    }
}
