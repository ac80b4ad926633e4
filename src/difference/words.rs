//! One paragraph in the place of another, word by word.
//!
//! Takes both; gives spans. Steps: tokens, what they share ([`super::myers`]), then what makes it
//! readable: a lone change slides to where a clause ends, and changes that little keeps apart become
//! one. Never joined are changes across the end of a sentence, two numbers, or the label of an item.

use super::myers::{Run, Work, runs};
use super::tokens::{Kind as Word, Token, tokens};
use super::{Kind, Span};
use std::collections::HashMap;
use std::ops::Range;

/// How two paragraphs were compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    Words(Vec<Span<'a>>),
    /// There is too much to compare words.
    Sentences(Vec<Span<'a>>),
    /// Under a quarter stayed: the old one whole, then the new one.
    Unlike,
    /// There is too much to compare even sentences.
    TooMuch,
}

/// Numbers for texts: equal ones for equal texts.
#[derive(Default)]
pub(super) struct Names<'a>(HashMap<&'a str, u32>);

impl<'a> Names<'a> {
    pub fn of(&mut self, text: &'a str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(text).or_insert(next)
    }
}

/// A stretch of both lists: shared, or in place of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    old: Range<usize>,
    new: Range<usize>,
    same: bool,
}

impl Block {
    fn replaces(&self) -> bool {
        !self.old.is_empty() && !self.new.is_empty()
    }
}

/// Compares two paragraphs.
pub(super) fn compare<'a>(old: &'a str, new: &'a str, work: &mut Work) -> Found<'a> {
    let (a, b) = (tokens(old), tokens(new));
    let mut names = Names::default();
    let (x, y): (Vec<u32>, Vec<u32>) =
        (a.iter().map(|t| names.of(t.text)).collect(), b.iter().map(|t| names.of(t.text)).collect());
    let Some(runs) = runs(&x, &y, work) else {
        return by_sentence(&a, &b, old, new, work);
    };
    let mut blocks = blocks(&runs, a.len(), b.len());
    slide(&mut blocks, &a, &b);
    let blocks = joined(blocks, &a, &b);
    if is_unlike(&blocks, &a, old, new) { Found::Unlike } else { Found::Words(spans(&blocks, &a, &b, old, new)) }
}

fn by_sentence<'a>(a: &[Token<'a>], b: &[Token<'a>], old: &'a str, new: &'a str, work: &mut Work) -> Found<'a> {
    let (a, b) = (sentences(a, old), sentences(b, new));
    let mut names = Names::default();
    let (x, y): (Vec<u32>, Vec<u32>) =
        (a.iter().map(|t| names.of(t.text)).collect(), b.iter().map(|t| names.of(t.text)).collect());
    match runs(&x, &y, work) {
        Some(runs) if !runs.is_empty() => {
            let blocks = blocks(&runs, a.len(), b.len());
            Found::Sentences(spans(&blocks, &a, &b, old, new))
        }
        _ => Found::TooMuch,
    }
}

/// Puts tokens together to sentences, with the blanks behind them.
fn sentences<'a>(tokens: &[Token<'a>], text: &'a str) -> Vec<Token<'a>> {
    let mut all = Vec::new();
    let (mut start, mut at) = (0, 0);
    for (i, token) in tokens.iter().enumerate() {
        at += token.text.len();
        let ends = token.ends_sentence(tokens.get(i + 1));
        if ends || i + 1 == tokens.len() {
            all.push(Token { text: &text[start..at], kind: Word::Word });
            start = at;
        }
    }
    all
}

fn blocks(runs: &[Run], old: usize, new: usize) -> Vec<Block> {
    let mut all = Vec::with_capacity(runs.len() * 2 + 1);
    let (mut i, mut j) = (0, 0);
    for run in runs.iter().copied().chain([Run { old, new, len: 0 }]) {
        if i < run.old || j < run.new {
            all.push(Block { old: i..run.old, new: j..run.new, same: false });
        }
        (i, j) = (run.old + run.len, run.new + run.len);
        if run.len > 0 {
            all.push(Block { old: run.old..i, new: run.new..j, same: true });
        }
    }
    all
}

/// Moves each lone change to where it reads best, if the words around it allow.
fn slide(blocks: &mut [Block], a: &[Token<'_>], b: &[Token<'_>]) {
    let last = blocks.len().saturating_sub(1);
    for at in 1..last {
        let block = &blocks[at];
        if block.same || block.replaces() {
            continue;
        }
        let (tokens, span) = if block.new.is_empty() { (a, block.old.clone()) } else { (b, block.new.clone()) };
        // What stays beside it keeps a token, unless the text begins or ends there.
        let before = blocks[at - 1].old.len() - usize::from(at > 1);
        let after = blocks[at + 1].old.len() - usize::from(at + 1 < last);
        let left = (1..=before).take_while(|n| tokens[span.start - n].text == tokens[span.end - n].text).count();
        let right = (0..after).take_while(|n| tokens[span.start + n].text == tokens[span.end + n].text).count();
        let edge = |place: usize| match place {
            0 => 3,
            _ if place == tokens.len() => 3,
            _ => tokens[place - 1].clause().max(u8::from(tokens[place].kind == Word::Blank)),
        };
        let score = |shift: usize| edge(span.start + shift - left) + edge(span.end + shift - left);
        // Shifts are counted from the leftmost; where all read alike it stays.
        let best = (0..=left + right).max_by_key(|shift| (score(*shift), std::cmp::Reverse(shift.abs_diff(left))));
        let shift = best.unwrap_or(left);
        let moved = |range: &Range<usize>| range.start + shift - left..range.end + shift - left;
        let (old, new) = (moved(&blocks[at].old), moved(&blocks[at].new));
        blocks[at - 1].old.end = old.start;
        blocks[at - 1].new.end = new.start;
        blocks[at + 1].old.start = old.end;
        blocks[at + 1].new.start = new.end;
        (blocks[at].old, blocks[at].new) = (old, new);
    }
}

fn joined(blocks: Vec<Block>, a: &[Token<'_>], b: &[Token<'_>]) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.into_iter().filter(|block| !block.old.is_empty() || !block.new.is_empty()) {
        all.push(block);
        while let [.., first, island, second] = &all[..]
            && !first.same
            && island.same
            && !second.same
            && is_one_change(first, island, second, a, b)
        {
            let one = Block { old: first.old.start..second.old.end, new: first.new.start..second.new.end, same: false };
            all.truncate(all.len() - 3);
            all.push(one);
        }
    }
    all
}

/// Returns whether two changes read as one, with what stands between them.
fn is_one_change(first: &Block, island: &Block, second: &Block, a: &[Token<'_>], b: &[Token<'_>]) -> bool {
    let between = &a[island.old.clone()];
    let stops = (island.old.clone()).any(|at| a[at].ends_sentence(a.get(at + 1)));
    let has_label = |block: &Block| {
        let mut tokens = a[block.old.clone()].iter().chain(&b[block.new.clone()]);
        tokens.any(|token| token.kind == Word::Label)
    };
    if stops || has_label(first) || has_label(island) || has_label(second) {
        return false;
    }
    let is_number = |token: Option<&Token<'_>>| token.is_some_and(|token| token.kind == Word::Number);
    let both = first.replaces() && second.replaces();
    if both && is_number(a[first.old.clone()].last()) && is_number(a[second.old.clone()].first()) {
        return false;
    }
    let length = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.text.chars().count()).sum::<usize>();
    let size = |block: &Block| length(&a[block.old.clone()]).max(length(&b[block.new.clone()]));
    if between.iter().all(|token| token.kind == Word::Blank) {
        return true;
    }
    let own = length(between);
    if own > size(first) || own > size(second) {
        return false;
    }
    let wide = length(&between.iter().copied().filter(Token::is_wide).collect::<Vec<_>>());
    let words = between.iter().filter(|t| !matches!(t.kind, Word::Blank | Word::Sign) && !t.is_wide()).count();
    let room = if first.replaces() || second.replaces() { 2 } else { 1 };
    match words {
        0 => wide <= room,
        1 => wide == 0 && both,
        _ => false,
    }
}

/// Returns whether less than a quarter of the shorter text stayed.
fn is_unlike(blocks: &[Block], a: &[Token<'_>], old: &str, new: &str) -> bool {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let kept = blocks.iter().filter(|block| block.same).flat_map(|block| &a[block.old.clone()]);
    let kept: usize = kept.map(|token| solid(token.text)).sum();
    kept * 4 < solid(old).min(solid(new))
}

fn spans<'a>(blocks: &[Block], a: &[Token<'a>], b: &[Token<'a>], old: &'a str, new: &'a str) -> Vec<Span<'a>> {
    let mut all = Vec::with_capacity(blocks.len() * 2);
    let (mut i, mut j) = (0, 0);
    let length = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.text.len()).sum::<usize>();
    for block in blocks {
        let before = &old[i..i + length(&a[block.old.clone()])];
        let after = &new[j..j + length(&b[block.new.clone()])];
        (i, j) = (i + before.len(), j + after.len());
        if block.same {
            all.push(Span { kind: Kind::Same, text: before });
            continue;
        }
        for (kind, text) in [(Kind::Removed, before), (Kind::Added, after)] {
            if !text.is_empty() {
                all.push(Span { kind, text });
            }
        }
    }
    all
}
