//! Paragraphs that start with a number of their own: articles, and chapters on one short line.
//!
//! Takes the pieces and where a paragraph starts; gives the number and the piece that holds it.
//! What must hold: a paragraph that only mentions an article is left alone.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::article::{self, Number, Script, Unit, Where};
use crate::markdown::plain::inline_text;
use crate::markdown::source::Source;
use crate::markdown::stream::{Item, Piece};
use crate::markdown::text::clean_into;

/// Returns the number a paragraph starts with and the text piece that holds it.
pub(super) fn paragraph_number(items: &[Item<'_>], start: usize, source: &Source<'_>) -> Option<(usize, Number)> {
    let mut at = start + 1;
    let is_opening = |item: &Item| matches!(item.piece, Piece::Md(Event::Start(Tag::Strong | Tag::Emphasis)));
    while items.get(at).is_some_and(is_opening) {
        at += 1;
    }
    let bold = items[start + 1..at].iter().any(|item| matches!(item.piece, Piece::Md(Event::Start(Tag::Strong))));
    let Piece::Md(Event::Text(text)) = &items.get(at)?.piece else {
        return None;
    };
    let number = article::number(text)?;
    let place = if bold { Where::Bold } else { Where::Paragraph };
    let after = match &text[number.length..] {
        "" => text_after(items, at + 1)?,
        after => after,
    };
    // "*Article 3* says" is a citation; so is "`Article 3`".
    let ends_line =
        |item: &Item| is_break(&item.piece) || matches!(item.piece, Piece::Md(Event::End(TagEnd::Paragraph)));
    if number.script == Script::English && place == Where::Paragraph && after.trim().is_empty() {
        return items.get(at + 1).is_some_and(ends_line).then_some((at, number));
    }
    let fits = article::follows(number.script, place, after)
        && match (number.unit, number.script) {
            (Unit::Article | Unit::Rule, _) => true,
            (_, Script::Chinese) => whole_line(items, start, source).is_some(),
            (_, Script::English) => bold,
        };
    fits.then_some((at, number))
}

/// Returns the text that follows a number at its piece's end, or nothing when something else
/// does. The end of bold ends a number: `**第三条**甲方应当` is an article.
fn text_after<'i>(items: &'i [Item<'_>], at: usize) -> Option<&'i str> {
    match &items.get(at)?.piece {
        Piece::Md(Event::Text(text)) => Some(text),
        piece if is_break(piece) => Some("\n"),
        Piece::Md(Event::End(_)) => Some(""),
        _ => None,
    }
}

/// Returns whether a piece ends a line.
pub(super) fn is_break(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Join | Piece::Md(Event::SoftBreak | Event::HardBreak))
}

/// Returns the number and the name in brackets behind it: `第三条 【适用范围】`.
pub(super) fn article_title(text: &str, length: usize) -> String {
    let after = text[length..].trim_start();
    let name = after.strip_prefix('【').and_then(|name| name.split_once('】'));
    let mut title = text[..length].to_owned();
    if let Some((name, _)) = name {
        title.push_str(&format!(" 【{name}】"));
    }
    let mut clean = String::with_capacity(title.len());
    clean_into(&mut clean, &title, |_, _| {});
    clean
}

/// Returns the text of a paragraph that reads like a heading: one short line, no sentence.
pub(super) fn whole_line(items: &[Item<'_>], start: usize, source: &Source<'_>) -> Option<String> {
    const LONGEST: usize = 150;
    let span = &items[start].span;
    if span.len() > LONGEST {
        return None;
    }
    let is_end = |item: &Item| matches!(item.piece, Piece::Md(Event::End(TagEnd::Paragraph)));
    let end = start + items[start..].iter().position(is_end)?;
    let inner = &items[start + 1..end];
    let one_line = inner.iter().all(|item| !is_break(&item.piece));
    let line = inline_text(inner, &source.marks).trim().to_owned();
    (one_line && !line.contains(['。', '；', '！', '？'])).then_some(line)
}
