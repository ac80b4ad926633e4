//! Emphasis, and asterisks that are none.
//!
//! Takes one run of inline pieces and who wrote it; pairs its `*`, `_` and `~~` again where
//! CommonMark's rule for what may open or close is wrong for plain text. Gives the run with its
//! pairs replaced and reports `**` left over in official text.
//!
//! CommonMark fails both ways. Beside CJK characters it shows the signs of `**注意：**请` and
//! `见**《办法》**第三条` (commonmark-spec#650); and it takes the masks of `杨*华、李*红` and the
//! signs of `5*3*2` for emphasis, so that characters vanish.
//!
//! Steps: the parser's own pairs are taken apart into signs again, because it also pairs the
//! wrong ones (`**甲：**乙**丙**` becomes bold in bold); the signs are paired by CommonMark's
//! algorithm with the rules of [`Manner`]; the run is written anew. Links and images are frames:
//! signs inside pair among themselves. In official text `_` emphasis is a frame too, for the
//! parser's rule for it is right.
//!
//! ```text
//! official  may open  = next is not space, and next is not punctuation or
//!                       previous is space, punctuation or CJK
//!           may close = the mirror image          "punctuation" leaves out CJK punctuation
//!           a row of one, or of three and more, between letters, digits or CJK: neither
//!           one `*` before a CJK bracket and behind a letter opens only what closes behind one
//!           two `**` behind family names, 李**和王**, are no pair
//! citizen   `_`: neither
//!           may open  = one or two signs; previous is no letter, next is no space
//!           may close = the mirror image
//!           one sign with CJK inside: neither
//!           pairs are of equal rows
//! both      a row of four and more is a mask: neither
//! ```
//!
//! What must hold: a run in which no sign matters is left as the parser made it. Code, escaped
//! signs and signs spelt as entities are never touched: only bytes of the source count. When the
//! parser's ranges do not show the signs expected, the run is left alone.

mod pairing;
mod tokens;

use std::ops::Range;

use pulldown_cmark::Event;

use super::stream::{Item, Piece};
use super::{Problem, Profile};
use pairing::{Sign, pair};
use tokens::{Token, Tokens};

/// Repairs `items[from..]`.
pub(super) fn repair<'s>(
    source: &'s str,
    items: &mut Vec<Item<'s>>,
    from: usize,
    manner: Manner,
    problems: &mut Vec<(Problem, Range<usize>)>,
) {
    if !needs_look(source, &items[from..], manner) {
        return;
    }
    let Some(mut tokens) = Tokens::read(source, &items[from..], manner) else {
        return;
    };
    tokens.frames.iter().for_each(|frame| pair(&mut tokens.signs, frame));
    if tokens.signs.iter().any(|sign| sign.differs) {
        let run = items.split_off(from);
        write(source, run, &tokens, items);
    }
    if manner == Manner::Official {
        report(&tokens.signs, problems);
    }
}

/// Whose text it is, which decides how sure a sign must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Official,
    Citizen,
}

impl Manner {
    pub fn of(profile: Profile) -> Manner {
        match profile {
            Profile::Official => Manner::Official,
            Profile::Citizen => Manner::Citizen,
        }
    }
}

/// Returns whether a run has signs that the parser may have misread: any in citizens' text;
/// in official text those beside characters beyond ASCII, between letters, or in long rows, and
/// single tildes.
fn needs_look(source: &str, run: &[Item], manner: Manner) -> bool {
    let citizen = manner == Manner::Citizen;
    let has_sign = run.iter().any(|item| match &item.piece {
        Piece::Md(Event::Text(text)) => text.bytes().any(|b| matches!(b, b'*' | b'~') || (citizen && b == b'_')),
        Piece::Md(Event::Start(_)) => true,
        _ => false,
    });
    let text = match (run.first(), run.last()) {
        (Some(first), Some(last)) if has_sign => source.get(first.span.start..last.span.end),
        _ => return false,
    };
    citizen || text.is_none_or(|text| !text.is_ascii() || is_tight(text.as_bytes()))
}

/// Returns whether ASCII text has an asterisk between letters, a tilde, or a long row.
fn is_tight(text: &[u8]) -> bool {
    let between = |w: &[u8]| w[1] == b'*' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_alphanumeric();
    text.contains(&b'~') || text.windows(3).any(|w| w == b"***" || between(w))
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

/// Reports `**` and `***` left over beside CJK text. Longer rows and those behind a family name
/// are masks (`138****1234`, `李**`).
fn report(signs: &[Sign], problems: &mut Vec<(Problem, Range<usize>)>) {
    for sign in signs.iter().filter(|sign| sign.byte == b'*' && sign.beside_cjk && !sign.behind_name) {
        let left = sign.left_over();
        if matches!(left.len(), 2 | 3) {
            problems.push((Problem::UnclosedEmphasis, left));
        }
    }
}

#[cfg(test)]
mod tests;
