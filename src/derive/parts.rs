//! Long texts in parts: which pages a text of a policy has.
//!
//! Takes what is known of the clauses of a text; gives where each page begins, by counted size, so that the
//! plan needs no text. A text is cut at the highest groups that fit a page; where there is none, between
//! articles; in a large article, between its blocks. What must hold: no page holds more than `MOST` but for a
//! single block that does; a policy whose text was long once is in parts from then on, and an edition, whose
//! text stays, always is what it was.

use crate::record::policy::Clause;
use crate::record::{Edition, Lang, Policy};
use std::ops::Range;

/// A text that weighs more is in parts.
const LONG: u64 = 200_000;
/// What a part weighs at most.
const MOST: u64 = 150_000;
/// A part that weighs less takes in what follows it, if that fits.
const LEAST: u64 = 50_000;

/// A page of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it begins and ends in the body.
    pub from: usize,
    pub to: usize,
    /// The clauses of which something stands on it.
    pub clauses: Range<usize>,
    /// It begins inside a clause.
    pub continued: bool,
}

impl Part {
    /// Returns the only part of a text.
    pub fn whole(clauses: &[Clause]) -> Self {
        Self { from: 0, to: usize::MAX, clauses: 0..clauses.len(), continued: false }
    }
}

/// Returns whether the page of a policy is in parts: whether the text of any edition is long.
pub fn is_long(policy: &Policy) -> bool {
    policy
        .editions
        .iter()
        .any(|edition| is_long_text(&edition.clauses) || edition.translations.iter().any(|t| is_long_text(&t.clauses)))
}

/// Returns whether a text is long.
pub fn is_long_text(clauses: &[Clause]) -> bool {
    weight(clauses) > LONG
}

/// Returns the clauses of the text that an edition has in a language.
pub fn clauses_in(edition: &Edition, lang: Lang) -> &[Clause] {
    let other = edition.translations.iter().find(|t| t.lang == lang && edition.lang != lang);
    other.map_or(&edition.clauses, |t| &t.clauses)
}

/// Returns, for each clause of a text, the part in which it begins.
pub fn places(parts: &[Part], clauses: &[Clause]) -> Vec<usize> {
    let mut part = 0;
    let place = |clause: &Clause| {
        // What stands inside a list has no beginning of its own.
        let from = clause.from.map(|from| from as usize);
        while from.is_some_and(|from| parts.get(part + 1).is_some_and(|next| next.from <= from)) {
            part += 1;
        }
        part
    };
    clauses.iter().map(place).collect()
}

/// Cuts a text.
pub fn parts(clauses: &[Clause]) -> Vec<Part> {
    let mut pieces = Vec::new();
    cut(clauses, 0..clauses.len(), &mut pieces);
    let mut merged: Vec<Piece> = Vec::new();
    for piece in pieces {
        match merged.last_mut() {
            Some(last) if last.weight < LEAST && last.weight + piece.weight <= MOST => last.weight += piece.weight,
            _ => merged.push(piece),
        }
    }
    let ends = merged.iter().skip(1).map(|next| Some(*next)).chain([None]);
    let parts = merged.iter().zip(ends).map(|(piece, next)| {
        let begins = |piece: &Piece| clauses[piece.clause].from.map_or(0, |from| from as usize);
        let until = match next {
            Some(next) if next.from > begins(&next) => next.clause + 1,
            Some(next) => next.clause,
            None => clauses.len(),
        };
        Part {
            from: if piece.clause == 0 && piece.from == begins(piece) { 0 } else { piece.from },
            to: next.map_or(usize::MAX, |next| next.from),
            clauses: piece.clause..until,
            continued: piece.from > begins(piece),
        }
    });
    parts.collect()
}

/// Where something begins that can stand on a page of its own.
#[derive(Debug, Clone, Copy)]
struct Piece {
    clause: usize,
    from: usize,
    weight: u64,
}

/// Returns about how many bytes clauses are on a page.
pub(super) fn weight(clauses: &[Clause]) -> u64 {
    clauses.iter().map(|clause| u64::from(clause.weight)).sum()
}

/// A group stands above what has a greater rank.
pub(super) fn rank(clause: &Clause) -> u32 {
    let unit = match () {
        () if clause.article => 2,
        () if clause.id.contains("section-") => 1,
        () => 0,
    };
    u32::from(clause.level) * 4 + unit
}

fn cut(clauses: &[Clause], range: Range<usize>, pieces: &mut Vec<Piece>) {
    let Some(first) = clauses.get(range.start).filter(|_| !range.is_empty()) else { return };
    let all = weight(&clauses[range.clone()]);
    if all <= MOST {
        return pieces.push(Piece { clause: range.start, from: first.from.unwrap_or(0) as usize, weight: all });
    }
    let top = |at: &usize| clauses[*at].from.is_some();
    // What stands above all others is the name of the group; the next ranks are inside it.
    let inner = clauses[range.clone()].iter().skip(1).filter(|clause| clause.from.is_some()).map(rank).min();
    let Some(inner) = inner else { return cut_inside(range.start, first, pieces) };
    let starts = range.clone().skip(1).filter(top).filter(|at| rank(&clauses[*at]) == inner);
    let mut from = range.start;
    for at in starts.chain([range.end]) {
        cut(clauses, from..at, pieces);
        from = at;
    }
}

/// Cuts a clause between its blocks.
fn cut_inside(at: usize, clause: &Clause, pieces: &mut Vec<Piece>) {
    let mut open: Option<Piece> = None;
    for (from, weight) in &clause.blocks {
        let block = Piece { clause: at, from: *from as usize, weight: u64::from(*weight) };
        match &mut open {
            Some(piece) if piece.weight + block.weight <= MOST => piece.weight += block.weight,
            _ => pieces.extend(open.replace(block)),
        }
    }
    let whole = || Piece { clause: at, from: clause.from.unwrap_or(0) as usize, weight: u64::from(clause.weight) };
    pieces.push(open.unwrap_or_else(whole));
}
