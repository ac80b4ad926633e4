//! Emphasis beside Chinese, Japanese and Korean text.
//!
//! Takes one run of inline pieces; pairs its `*`, `**` and `~~` again where CommonMark's rule
//! for what may open or close fails beside CJK characters: `**注意：**请` and
//! `见**《办法》**第三条` would show their asterisks (commonmark-spec#650). Gives the run with its
//! pairs replaced and reports `**` left over.
//!
//! Steps: the parser's own pairs are taken apart into signs again, because it also pairs the
//! wrong ones (`**甲：**乙**丙**` becomes bold in bold); the signs are paired by CommonMark's
//! algorithm with the rule below; the run is written anew. Links, images and `_` emphasis are
//! frames: signs inside pair among themselves.
//!
//! ```text
//! may open  = next is not space, and next is not punctuation or
//!             previous is space, punctuation or CJK
//! may close = the mirror image          "punctuation" leaves out CJK punctuation
//! ```
//!
//! What must hold: a run in which no sign stands beside CJK text in a way that matters is left
//! as the parser made it. Code, escaped signs and signs spelt as entities are never touched:
//! only bytes of the source count. When the parser's ranges do not show the signs expected, the
//! run is left alone.

mod pairing;
mod tokens;

use std::ops::Range;

use pulldown_cmark::Event;

use super::Problem;
use super::stream::{Item, Piece};
use pairing::{Sign, pair};
use tokens::{Token, Tokens};

/// Repairs `items[from..]`.
pub(super) fn repair<'s>(
    source: &'s str,
    items: &mut Vec<Item<'s>>,
    from: usize,
    problems: &mut Vec<(Problem, Range<usize>)>,
) {
    if !needs_look(source, &items[from..]) {
        return;
    }
    let Some(mut tokens) = Tokens::read(source, &items[from..]) else {
        return;
    };
    tokens.frames.iter().for_each(|frame| pair(&mut tokens.signs, frame));
    if tokens.signs.iter().any(|sign| sign.differs) {
        let run = items.split_off(from);
        write(source, run, &tokens, items);
    }
    report(&tokens.signs, problems);
}

/// Returns whether a run has both signs and text beyond ASCII.
fn needs_look(source: &str, run: &[Item]) -> bool {
    let has_sign = run.iter().any(|item| match &item.piece {
        Piece::Md(Event::Text(text)) => text.bytes().any(|b| matches!(b, b'*' | b'~')),
        Piece::Md(Event::Start(_)) => true,
        _ => false,
    });
    match (run.first(), run.last()) {
        (Some(first), Some(last)) if has_sign => {
            source.get(first.span.start..last.span.end).is_none_or(|text| !text.is_ascii())
        }
        _ => false,
    }
}

/// Writes the run with the pairs found.
fn write<'s>(source: &'s str, run: Vec<Item<'s>>, tokens: &Tokens, out: &mut Vec<Item<'s>>) {
    let md = |event: Event<'s>, span: &Range<usize>| Item { piece: Piece::Md(event), span: span.clone() };
    let mut run: Vec<Option<Item<'s>>> = run.into_iter().map(Some).collect();
    for token in &tokens.tokens {
        match token {
            Token::Text(span) => out.push(md(Event::Text(source[span.clone()].into()), span)),
            Token::Whole(index) => out.extend(run[*index].take()),
            Token::Sign(number) => {
                let sign = &tokens.signs[*number];
                out.extend(sign.closes.iter().map(|(kind, span)| md(Event::End(kind.end()), span)));
                let left = sign.left_over();
                if !left.is_empty() {
                    out.push(md(Event::Text(source[left.clone()].into()), &left));
                }
                let opens = sign.opens.iter().rev();
                out.extend(opens.map(|(kind, span)| md(Event::Start(kind.start()), span)));
            }
        }
    }
}

/// Reports `**` and `***` left over beside CJK text. Longer rows are masks (`138****1234`).
fn report(signs: &[Sign], problems: &mut Vec<(Problem, Range<usize>)>) {
    for sign in signs.iter().filter(|sign| sign.byte == b'*' && sign.beside_cjk) {
        let left = sign.left_over();
        if matches!(left.len(), 2 | 3) {
            problems.push((Problem::UnclosedEmphasis, left));
        }
    }
}

#[cfg(test)]
mod tests;
