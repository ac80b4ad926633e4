//! Line ends.
//!
//! Takes the pieces and who wrote them; settles what each line end inside a paragraph is.
//!
//! | Text | Line end |
//! |---|---|
//! | citizens' | a line end, as in any letter |
//! | official, before an article (第一条　…) | the end of the paragraph |
//! | official, before a point (`一、` `（一）` `●` `(1)`) or an indented line | a line end |
//! | official, between Chinese characters | nothing: `text::is_joined` |
//! | official, elsewhere | a space |
//! | any, in a paragraph whose lines all hold tabs | the end of a row: a table from a word processor |
//!
//! What must hold: HTML and bare text read the same pieces, so a line end is the same in both;
//! openings and closings stay balanced; time is linear.

mod rows;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Profile;
use super::article::{self, Script, Unit, Where, numeral};
use super::outline::is_container;
use super::source::Source;
use super::stream::{Item, Piece, Stream};
use super::text::is_joined;

/// Settles the line ends of a stream.
pub(super) fn settle(stream: &mut Stream<'_>, source: &Source<'_>, profile: Profile) {
    if source.text.contains('\t') {
        rows::make(&mut stream.items, &source.text);
    }
    match profile {
        Profile::Citizen => keep(&mut stream.items),
        Profile::Official => {
            if is_before_article(&stream.items) {
                divide(&mut stream.items);
            }
            join(&mut stream.items);
        }
    }
}

fn keep(items: &mut [Item<'_>]) {
    for item in items {
        if matches!(item.piece, Piece::Md(Event::SoftBreak)) {
            item.piece = Piece::Md(Event::HardBreak);
        }
    }
}

/// Turns line ends that are no spaces into nothing, and those before a point into line ends.
fn join(items: &mut [Item<'_>]) {
    let mut settled = vec![];
    // The last character and the line end behind it.
    let (mut last, mut waiting) = (None, None);
    for (at, item) in items.iter().enumerate() {
        match &item.piece {
            Piece::Md(Event::SoftBreak) => waiting = Some(at),
            Piece::Md(Event::Text(text) | Event::Code(text)) | Piece::Raw(text) => {
                let Some(first) = text.chars().next() else { continue };
                if let (Some(at), Some(last)) = (waiting, last) {
                    if is_point(text, last) {
                        settled.push((at, Piece::Md(Event::HardBreak)));
                    } else if is_joined(last, first) {
                        settled.push((at, Piece::Join));
                    }
                }
                (last, waiting) = (text.chars().next_back(), None);
            }
            Piece::Link { .. } | Piece::Md(Event::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough)) => {}
            Piece::Md(Event::End(
                TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
            )) => {}
            _ => (last, waiting) = (None, None),
        }
    }
    for (at, piece) in settled {
        items[at].piece = piece;
    }
}

/// Returns whether a line starts a point of its own, as officials number them without lists. What
/// also stands inside sentences, `(1)` or `2.`, does so only behind the end of one.
fn is_point(line: &str, before: char) -> bool {
    const SIGNS: &str = "\u{3000}●○■□◆◇▲△▼★☆※•▪➢✓✔";
    let first = line.chars().next().unwrap_or_default();
    if SIGNS.contains(first) || matches!(first, '①'..='⒛' | '㈠'..='㈩') {
        return true;
    }
    let inner = line.strip_prefix(['（', '(']);
    let Some((number, rest)) = numeral(inner.unwrap_or(line)) else { return false };
    let next = rest.chars().next().unwrap_or_default();
    match (inner, next) {
        (None, '、') => true,
        (Some(_), '）') if line.starts_with('（') => true,
        (Some(_), '）' | ')') | (None, '.' | '．' | ')' | '）') => {
            number < 100 && "。；：！？;:.!?".contains(before) && !is_decimal(rest)
        }
        _ => false,
    }
}

/// `3.5` is no point.
fn is_decimal(rest: &str) -> bool {
    rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns whether any line starts with a number of its own.
fn is_before_article(items: &[Item<'_>]) -> bool {
    let is_break = |item: &Item| matches!(item.piece, Piece::Md(Event::SoftBreak));
    items.iter().enumerate().any(|(at, item)| is_break(item) && line_number(items, at + 1).is_some())
}

/// Ends paragraphs where a line starts with an article's number, at the top level.
fn divide(items: &mut Vec<Item<'_>>) {
    let old = std::mem::take(items);
    let mut after: Vec<bool> = Vec::with_capacity(old.len());
    let (mut depth, mut inline) = (0_usize, 0_usize);
    // Whether the paragraph that is open starts with a number.
    let mut numbered = None;
    for (at, item) in old.iter().enumerate() {
        let mut ends = false;
        match &item.piece {
            Piece::Md(Event::Start(Tag::Paragraph)) if depth == 0 => {
                numbered = Some(line_number(&old, at + 1).is_some());
            }
            Piece::Md(Event::End(TagEnd::Paragraph)) => numbered = None,
            Piece::Md(Event::Start(tag)) if is_container(&tag.to_end()) => depth += 1,
            Piece::Md(Event::End(tag)) if is_container(tag) => depth = depth.saturating_sub(1),
            Piece::Md(Event::Start(_)) | Piece::Link { .. } => inline += 1,
            Piece::Md(Event::End(_)) => inline = inline.saturating_sub(1),
            Piece::Md(Event::SoftBreak) if inline == 0 => {
                ends = numbered.is_some_and(|numbered| is_division(&old, at, numbered));
                numbered = numbered.map(|before| before || ends);
            }
            _ => {}
        }
        after.push(ends);
    }
    let mut start = 0;
    for (item, ends) in old.into_iter().zip(after) {
        let at = items.len();
        if matches!(item.piece, Piece::Md(Event::Start(Tag::Paragraph))) {
            start = at;
        }
        if !ends {
            items.push(item);
            continue;
        }
        let end = items[start].span.end;
        items[start].span.end = item.span.start;
        items.push(Item { piece: Piece::Md(Event::End(TagEnd::Paragraph)), span: items[start].span.clone() });
        items
            .push(Item { piece: Piece::Md(Event::Start(Tag::Paragraph)), span: item.span.end..end.max(item.span.end) });
        start = at + 1;
    }
}

/// Returns whether the line end at `at` divides articles: the line before ends a sentence, or
/// starts with a number itself and a space follows the next one.
fn is_division(items: &[Item<'_>], at: usize, numbered: bool) -> bool {
    let Some((script, is_spaced)) = line_number(items, at + 1) else { return false };
    let before = items[..at].iter().rev().find_map(|item| match &item.piece {
        Piece::Md(Event::Text(text)) => text.chars().next_back(),
        _ => None,
    });
    let ends_sentence = before.is_some_and(|c| "。；：！？….;:!?”）)】".contains(c));
    ends_sentence || (numbered && is_spaced && script == Script::Chinese)
}

/// Returns the script of the number that the line from `at` starts with, and whether a space
/// follows it; chapters only where the line is their heading.
fn line_number(items: &[Item<'_>], at: usize) -> Option<(Script, bool)> {
    let is_bold = |item: &Item| matches!(item.piece, Piece::Md(Event::Start(Tag::Strong)));
    let bold = is_bold(items.get(at)?);
    let at = at + usize::from(bold);
    let Piece::Md(Event::Text(text)) = &items.get(at)?.piece else { return None };
    let number = article::number(text)?;
    let after = &text[number.length..];
    let place = if bold { Where::Bold } else { Where::Paragraph };
    let fits = article::follows(number.script, place, after)
        && match (number.unit, number.script) {
            (Unit::Article | Unit::Rule, _) => true,
            (_, Script::Chinese) => !after.contains(['。', '；', '！', '？']),
            (_, Script::English) => bold,
        };
    fits.then(|| (number.script, after.starts_with(char::is_whitespace)))
}
