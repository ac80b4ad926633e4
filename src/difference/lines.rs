//! The paragraphs, items and rows of two texts.
//!
//! Takes two folded texts; gives lines. Lines that stand once in both hold the rest in place
//! (patience), what is between them is compared step by step, and lines in place of others are set
//! beside the one that has most of their words; the first cell of a row and the label of an item
//! speak for it.

use super::myers::{Run, Work, rising, runs};
use super::tokens::{Kind, tokens};
use super::words::{Found, Names};
use super::{Compared, Line, words};
use std::collections::HashMap;
use std::ops::Range;

/// Lines among which the successor of another is looked for, unless there are so many that only the
/// next one is.
const NEAR: usize = 40;
const NEAR_PAIRS: usize = 2_500;

/// Compares two folded texts; `unlike` ones only line by line.
pub(super) fn compare<'a>(old: &'a str, new: &'a str, unlike: bool, work: &mut Work) -> Compared<'a> {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut names = Names::default();
    let (x, y): (Vec<u32>, Vec<u32>) =
        (a.iter().map(|line| names.of(line)).collect(), b.iter().map(|line| names.of(line)).collect());
    let mut compared = Compared::default();
    let (mut i, mut j) = (0, 0);
    let ends = [Run { old: a.len(), new: b.len(), len: 0 }];
    for run in shared(&x, &y, work, &mut compared.whole).into_iter().chain(ends) {
        between(&a[i..run.old], &b[j..run.new], unlike, work, &mut compared);
        compared.lines.extend(a[run.old..run.old + run.len].iter().map(|line| Line::Same(line)));
        (i, j) = (run.old + run.len, run.new + run.len);
    }
    compared
}

/// Returns the runs of lines that both share.
fn shared(x: &[u32], y: &[u32], work: &mut Work, whole: &mut bool) -> Vec<Run> {
    let head = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let tail = x[head..].iter().rev().zip(y[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (x.len() - tail, y.len() - tail);
    let mut fixed = vec![Run { old: 0, new: 0, len: head }];
    let anchors = anchors(&x[head..old_end], &y[head..new_end]);
    fixed.extend(anchors.into_iter().map(|(i, j)| Run { old: head + i, new: head + j, len: 1 }));
    fixed.push(Run { old: old_end, new: new_end, len: tail });
    let mut all = Vec::new();
    let (mut i, mut j) = (0, 0);
    for run in fixed {
        match runs(&x[i..run.old], &y[j..run.new], work) {
            Some(found) => all.extend(found.into_iter().map(|r| Run { old: r.old + i, new: r.new + j, ..r })),
            None => *whole = true,
        }
        (i, j) = (run.old + run.len, run.new + run.len);
        if run.len > 0 {
            all.push(run);
        }
    }
    all
}

/// Returns the places of lines that stand once in both and in the same order.
fn anchors(x: &[u32], y: &[u32]) -> Vec<(usize, usize)> {
    let once = |list: &[u32]| {
        let mut places = HashMap::<u32, Option<usize>>::new();
        for (at, line) in list.iter().enumerate() {
            places.entry(*line).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let after = once(y);
    let before = once(x);
    let both: Vec<(usize, usize)> = x
        .iter()
        .enumerate()
        .filter(|(_, line)| before.get(line).is_some_and(Option::is_some))
        .filter_map(|(at, line)| Some((at, (*after.get(line)?)?)))
        .collect();
    let places: Vec<usize> = both.iter().map(|(_, j)| *j).collect();
    rising(&places).into_iter().map(|at| both[at]).collect()
}

/// Lines in the place of others.
fn between<'a>(old: &[&'a str], new: &[&'a str], unlike: bool, work: &mut Work, compared: &mut Compared<'a>) {
    let mut next = 0;
    let faces: Vec<Face<'_>> = if old.is_empty() || unlike { vec![] } else { faces(old, new) };
    let look = if old.len().saturating_mul(new.len()) <= NEAR_PAIRS { NEAR } else { 1 };
    let add = |range: Range<usize>, compared: &mut Compared<'a>| {
        compared.lines.extend(new[range].iter().map(|line| Line::Added(line)));
    };
    for (at, line) in old.iter().enumerate() {
        let found = faces.get(at).and_then(|face| nearest(face, faces.get(old.len() + next..)?, look));
        let Some(place) = found.map(|found| found + next) else {
            compared.lines.push(Line::Removed(line));
            continue;
        };
        add(next..place, compared);
        match words::compare(line, new[place], work) {
            Found::Words(spans) => compared.lines.push(Line::Changed(spans)),
            Found::Sentences(spans) => {
                compared.by_sentence = true;
                compared.lines.push(Line::Changed(spans));
            }
            found @ (Found::Unlike | Found::TooMuch) => {
                compared.whole |= found == Found::TooMuch;
                compared.lines.extend([Line::Removed(line), Line::Added(new[place])]);
            }
        }
        next = place + 1;
    }
    add(next..new.len(), compared);
}

/// What a line is known by.
struct Face<'a> {
    /// The first cell of a row, the label of an item.
    key: Option<&'a str>,
    /// Numbers of its words, sorted.
    words: Vec<u32>,
}

fn faces<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Face<'a>> {
    let mut names = Names::default();
    let all = old.iter().chain(new).map(|line| {
        let tokens = tokens(line);
        let label = tokens.first().filter(|token| token.kind == Kind::Label).map(|token| token.text);
        let key = line.split_once('\t').map(|(cell, _)| cell).or(label);
        let solid = tokens.iter().filter(|t| !matches!(t.kind, Kind::Blank | Kind::Sign));
        let mut words: Vec<u32> = solid.map(|token| names.of(token.text)).collect();
        words.sort_unstable();
        Face { key, words }
    });
    all.collect()
}

/// Returns which of the lines that follow one has become: the first with most of its words, if that
/// is at least a third of both, or a fifth of both and its label.
fn nearest(old: &Face<'_>, new: &[Face<'_>], look: usize) -> Option<usize> {
    let alike = |new: &Face<'_>| {
        let (mut i, mut j, mut common) = (0, 0, 0_usize);
        while let (Some(a), Some(b)) = (old.words.get(i), new.words.get(j)) {
            common += usize::from(a == b);
            i += usize::from(a <= b);
            j += usize::from(a >= b);
        }
        // In thousandths, so that equal shares are equal.
        let share = 2000 * common / (old.words.len() + new.words.len()).max(1);
        let same_key = old.key.is_some() && old.key == new.key;
        share + if same_key { 134 } else { 0 }
    };
    let best = new.iter().take(look).map(alike).enumerate().rev().max_by_key(|(_, share)| *share);
    best.filter(|(_, share)| *share >= 333).map(|(at, _)| at)
}
