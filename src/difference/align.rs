//! Which part of a text became which of another.
//!
//! Takes the parts of both; gives each once, in order of the new text. In Chinese revisions a third
//! of the unchanged articles has another number, so words come before numbers:
//!
//! 1. same id and same words;
//! 2. same words, at least 20 characters that stand once in both;
//! 3. same id and a fifth of the shingles in common, unless another part is clearly nearer;
//! 4. the nearest other: a fifth of the shingles and 45 % of the words in order;
//! 5. same id: it was rewritten;
//! 6. what is left was removed or added, or is a piece of one that was split or merged.
//!
//! Where two are as near, the order of the text decides. A shingle is four Chinese characters or
//! three words. Those that stand in more than 16 parts tell nothing and are not looked up, so the
//! work grows with the text.

use super::myers::{Work, rising, runs};
use super::tokens::{Kind, is_wide, tokens};
use super::words::Names;
use super::{Moved, Part};
use std::collections::{BTreeMap, HashMap};

/// Characters of a text that is told from others by its words.
const TELLING: usize = 20;
/// Parts that may hold a shingle which is looked up.
const COMMON: usize = 16;
/// Share of shingles, in thousandths, from which two parts may be one.
const NEAR: usize = 200;
/// So much nearer is clearly nearer.
const CLEARLY: usize = 200;
/// Share of words in order, in thousandths.
const IN_ORDER: usize = 450;
/// Share of shingles that is enough where words in order cost too much to find.
const ENOUGH: usize = 350;
/// Share of the shingles of a piece that must stand in what it was split from.
const PIECE: usize = 600;
/// Candidates that are looked at for a part.
const CANDIDATES: usize = 8;

/// What became of a part: places in the lists given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub old: Option<usize>,
    pub new: Option<usize>,
    pub rewritten: bool,
    pub moved: bool,
    pub kin: Option<Kin>,
}

/// The part that another was split off or went into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    Old(usize),
    New(usize),
}

/// Finds which part became which; what someone says of it holds before all else.
pub(super) fn align(old: &[Part], new: &[Part], moved: &Moved<'_>, work: &mut Work) -> Vec<Match> {
    let mut found = Pairs { old, new, to: vec![None; old.len()], from: vec![None; new.len()] };
    for (was, is) in moved {
        let place = |parts: &[Part], id: &str| parts.iter().position(|part| part.id == id);
        let both = place(old, was).zip(place(new, is));
        if let Some((i, j)) = both.filter(|(i, j)| found.to[*i].is_none() && found.from[*j].is_none()) {
            found.join(i, j);
        }
    }
    let ids: HashMap<(&str, bool), usize> = new.iter().enumerate().map(|(at, p)| ((&*p.id, p.article), at)).collect();
    let same_id = |part: &Part| ids.get(&(&*part.id, part.article)).copied();
    for (i, part) in old.iter().enumerate() {
        let free = |j: &usize| found.to[i].is_none() && found.from[*j].is_none();
        if let Some(j) = same_id(part).filter(|j| free(j) && new[*j].text == part.text) {
            found.join(i, j);
        }
    }
    found.same_words();
    let near = Near::of(&found);
    for (i, part) in old.iter().enumerate().filter(|(i, _)| near.old[*i].is_some()) {
        let Some(j) = same_id(part).filter(|j| found.from[*j].is_none()) else { continue };
        let own = near.share(i, j);
        let others = near.candidates[i].iter().filter(|(other, _)| *other != j && found.from[*other].is_none());
        let nearer = others.map(|(_, share)| *share).max().unwrap_or(0).max(near.nearest_old(i, j, &found));
        if own >= NEAR && nearer < own + CLEARLY {
            found.join(i, j);
        }
    }
    found.nearest(&near, work);
    let mut rewritten = vec![false; old.len()];
    for (i, part) in old.iter().enumerate() {
        if let Some(j) = same_id(part).filter(|j| found.to[i].is_none() && found.from[*j].is_none()) {
            found.join(i, j);
            rewritten[i] = true;
        }
    }
    ordered(&found, &rewritten, &near)
}

/// Returns the places of parts that are not taken, whose words tell, and stand once.
fn once<'a>(parts: &'a [Part], taken: &[Option<usize>]) -> HashMap<(&'a str, bool), Option<usize>> {
    let mut places = HashMap::new();
    let open = parts.iter().enumerate().filter(|(at, _)| taken[*at].is_none());
    for (at, part) in open.filter(|(_, part)| part.text.chars().nth(TELLING - 1).is_some()) {
        places.entry((&*part.text, part.article)).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

struct Pairs<'a> {
    old: &'a [Part],
    new: &'a [Part],
    to: Vec<Option<usize>>,
    from: Vec<Option<usize>>,
}

impl Pairs<'_> {
    fn join(&mut self, i: usize, j: usize) {
        (self.to[i], self.from[j]) = (Some(j), Some(i));
    }

    /// Joins parts whose words stand once in both.
    fn same_words(&mut self) {
        let (old, new) = (self.old, self.new);
        let after = once(new, &self.from);
        let before = once(old, &self.to);
        let mut pairs: Vec<(usize, usize)> =
            before.iter().filter_map(|(key, i)| Some(((*i)?, (*after.get(key)?)?))).collect();
        pairs.sort_unstable();
        pairs.into_iter().for_each(|(i, j)| self.join(i, j));
    }

    /// Joins the nearest of what is left, the nearest of all first.
    fn nearest(&mut self, near: &Near, work: &mut Work) {
        let all = near.candidates.iter().enumerate().flat_map(|(i, list)| list.iter().map(move |(j, s)| (*s, i, *j)));
        let mut all: Vec<(usize, usize, usize)> = all.filter(|(share, ..)| *share >= NEAR).collect();
        all.sort_unstable_by_key(|(share, i, j)| (std::cmp::Reverse(*share), *i, *j));
        for (share, i, j) in all {
            if self.to[i].is_none() && self.from[j].is_none() && is_in_order(&self.old[i], &self.new[j], share, work) {
                self.join(i, j);
            }
        }
    }
}

/// Returns whether enough words of two parts stand in the same order.
fn is_in_order(old: &Part, new: &Part, share: usize, work: &mut Work) -> bool {
    let mut names = Names::default();
    let mut solid = |text| -> Vec<u32> {
        let tokens = tokens(text);
        tokens.iter().filter(|token| token.kind != Kind::Blank).map(|token| names.of(token.text)).collect()
    };
    let (a, b) = (solid(&old.text), solid(&new.text));
    match runs(&a, &b, work) {
        Some(runs) => {
            let common: usize = runs.iter().map(|run| run.len).sum();
            2000 * common / (a.len() + b.len()).max(1) >= IN_ORDER
        }
        None => share >= ENOUGH,
    }
}

/// Shingles of the parts that are not the same, and for each old one the new ones that share most.
struct Near {
    old: Vec<Option<Vec<u64>>>,
    new: Vec<Option<Vec<u64>>>,
    /// Places of new parts and shares in thousandths.
    candidates: Vec<Vec<(usize, usize)>>,
    /// The same from the side of the new ones.
    nearest: HashMap<usize, Vec<(usize, usize)>>,
}

impl Near {
    fn of(found: &Pairs<'_>) -> Self {
        let cut = |parts: &[Part], taken: &[Option<usize>]| -> Vec<Option<Vec<u64>>> {
            parts.iter().zip(taken).map(|(part, taken)| taken.is_none().then(|| shingles(&part.text))).collect()
        };
        let (old, new) = (cut(found.old, &found.to), cut(found.new, &found.from));
        let index = Index::of(&new);
        let mut near = Self { old, new, candidates: vec![], nearest: HashMap::new() };
        near.candidates = (0..near.old.len())
            .map(|i| {
                let same_kind = |j: &usize| found.new[*j].article == found.old[i].article;
                let places = index.most_shared(near.old[i].as_deref().unwrap_or_default());
                let shares = places.into_iter().filter(same_kind).map(|j| (j, near.share(i, j)));
                shares.take(CANDIDATES).collect()
            })
            .collect();
        for (i, list) in near.candidates.iter().enumerate() {
            list.iter().for_each(|(j, share)| near.nearest.entry(*j).or_default().push((i, *share)));
        }
        near
    }

    /// Returns the greatest share that an old part other than `i` has with a new one.
    fn nearest_old(&self, i: usize, j: usize, found: &Pairs<'_>) -> usize {
        let others = self.nearest.get(&j).into_iter().flatten();
        let open = others.filter(|(other, _)| *other != i && found.to[*other].is_none());
        open.map(|(_, share)| *share).max().unwrap_or(0)
    }

    /// Returns the shingles that two parts share, of those of both, in thousandths.
    fn share(&self, i: usize, j: usize) -> usize {
        let (Some(Some(a)), Some(Some(b))) = (self.old.get(i), self.new.get(j)) else { return 0 };
        let common = common(a, b);
        1000 * common / (a.len() + b.len() - common).max(1)
    }
}

/// Which parts hold a shingle, sorted by the shingle.
struct Index(Vec<(u64, u32)>);

impl Index {
    fn of(parts: &[Option<Vec<u64>>]) -> Self {
        let places = parts.iter().zip(0..).flat_map(|(part, at)| part.iter().flatten().map(move |s| (*s, at)));
        let mut places: Vec<(u64, u32)> = places.collect();
        places.sort_unstable();
        Self(places)
    }

    /// Returns the parts that share most with some shingles, which are sorted.
    fn most_shared(&self, shingles: &[u64]) -> Vec<usize> {
        let mut found = Vec::new();
        let mut rest = &self.0[..];
        for shingle in shingles {
            rest = &rest[rest.partition_point(|(s, _)| s < shingle)..];
            let here = rest.iter().take_while(|(s, _)| s == shingle).take(COMMON + 1).count();
            if here <= COMMON {
                found.extend(rest[..here].iter().map(|(_, at)| *at as usize));
            }
        }
        found.sort_unstable();
        let mut counts: Vec<(usize, usize)> = found.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
        counts.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        counts.into_iter().map(|(at, _)| at).collect()
    }
}

fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(x >= y);
    }
    common
}

/// Returns the shingles of a text, sorted: four characters where it is Chinese, else three words.
fn shingles(text: &str) -> Vec<u64> {
    let (letters, wide) = text.chars().fold((0, 0), |(letters, wide), c| match c {
        ' ' | 'a'..='z' => (letters + usize::from(c != ' '), wide),
        c if c.is_alphanumeric() => (letters + 1, wide + usize::from(is_wide(c))),
        _ => (letters, wide),
    });
    let mut all: Vec<u64> = if wide * 2 >= letters {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        windows(&letters.map(|c| u64::from(u32::from(c))).collect::<Vec<_>>(), 4)
    } else {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        windows(&words.map(|word| mixed(word.bytes().map(u64::from))).collect::<Vec<_>>(), 3)
    };
    all.sort_unstable();
    all.dedup();
    all
}

fn windows(list: &[u64], size: usize) -> Vec<u64> {
    if list.len() < size {
        return if list.is_empty() { vec![] } else { vec![mixed(list.iter().copied())] };
    }
    list.windows(size).map(|window| mixed(window.iter().copied())).collect()
}

/// FNV: the same on every machine and in every version.
fn mixed(values: impl Iterator<Item = u64>) -> u64 {
    values.fold(0xCBF2_9CE4_8422_2325, |hash, value| (hash ^ value).wrapping_mul(0x0100_0000_01B3))
}

/// Lists all parts in order of the new text; what is gone follows what stood before it.
fn ordered(found: &Pairs<'_>, rewritten: &[bool], near: &Near) -> Vec<Match> {
    let kept: Vec<usize> = found.from.iter().filter_map(|i| *i).collect();
    let still: Vec<usize> = rising(&kept).into_iter().map(|at| kept[at]).collect();
    let mut gone = BTreeMap::<Option<usize>, Vec<usize>>::new();
    let mut last = None;
    for (i, to) in found.to.iter().enumerate() {
        match to {
            Some(j) => last = Some(*j),
            None => gone.entry(last).or_default().push(i),
        }
    }
    let pieces = Pieces::of(found, near);
    let removed = |at: Option<usize>| {
        let here = gone.get(&at).into_iter().flatten();
        here.map(|i| Match {
            old: Some(*i),
            new: None,
            rewritten: false,
            moved: false,
            kin: pieces.merged(*i).map(Kin::New),
        })
    };
    let mut all: Vec<Match> = removed(None).collect();
    for (j, from) in found.from.iter().enumerate() {
        all.push(Match {
            old: *from,
            new: Some(j),
            rewritten: from.is_some_and(|i| rewritten[i]),
            moved: from.is_some_and(|i| still.binary_search(&i).is_err()),
            kin: if from.is_none() { pieces.split(j).map(Kin::Old) } else { None },
        });
        all.extend(removed(Some(j)));
    }
    all
}

/// Finds what was split and what was merged.
struct Pieces<'n> {
    found: &'n Pairs<'n>,
    near: &'n Near,
    old: Index,
    new: Index,
}

impl<'n> Pieces<'n> {
    fn of(found: &'n Pairs<'n>, near: &'n Near) -> Self {
        Self { found, near, old: Index::of(&near.old), new: Index::of(&near.new) }
    }

    /// Returns the old part that a new one was split off.
    fn split(&self, j: usize) -> Option<usize> {
        let piece = self.near.new[j].as_deref()?;
        self.old.most_shared(piece).into_iter().take(CANDIDATES).find(|i| {
            let twin = self.found.to[*i].and_then(|twin| self.near.new[twin].as_deref());
            let is_article = self.found.old[*i].article && self.found.new[j].article;
            is_article && is_piece(piece, self.near.old[*i].as_deref(), twin)
        })
    }

    /// Returns the new part that an old one went into.
    fn merged(&self, i: usize) -> Option<usize> {
        let piece = self.near.old[i].as_deref()?;
        self.new.most_shared(piece).into_iter().take(CANDIDATES).find(|j| {
            let twin = self.found.from[*j].and_then(|twin| self.near.old[twin].as_deref());
            let is_article = self.found.old[i].article && self.found.new[*j].article;
            is_article && is_piece(piece, self.near.new[*j].as_deref(), twin)
        })
    }
}

/// Returns whether a piece stands in a whole, and not in what the whole is compared with.
fn is_piece(piece: &[u64], whole: Option<&[u64]>, twin: Option<&[u64]>) -> bool {
    let (Some(whole), Some(twin)) = (whole, twin) else { return false };
    piece.len() >= 4 && 1000 * common(piece, whole) >= PIECE * piece.len() && 2 * common(piece, twin) < piece.len()
}
