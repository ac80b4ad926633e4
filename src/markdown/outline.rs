//! Heading levels and anchors.
//!
//! Takes the collected pieces; drops a level-1 heading equal to the title, gives every other
//! heading its level in the output, and gives headings, chapters and articles their anchors.
//! Citizens' text only has the title dropped: it has no anchors.
//!
//! Ids, in order of preference:
//!
//! | Place | Id |
//! |---|---|
//! | `{#id}` | as given |
//! | article, chapter | `article-3`, `chapter-2`; when taken, with the id of its parent before it |
//! | section | `chapter-2-section-1`, or `section-1` outside chapters |
//! | other heading | its slug; when taken, `-2`, `-3` behind it |
//!
//! What must hold: ids are unique in a body; ids given explicitly are reserved first, so that
//! adding a heading never moves one; numbered places are recognised at the top level only, for
//! a quotation of another law in a block quote is no article of this one.

mod paragraph;

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::article::{self, Number, Unit, Where};
use super::ids::{Ids, published_id};
use super::plain::inline_text;
use super::source::Source;
use super::stream::{Item, Piece, Stream};
use super::text::{self, folded};
use super::{Anchor, AnchorKind, Problem, Profile};
use paragraph::{article_title, paragraph_number, whole_line};

/// Assigns levels and anchors in place.
pub(super) fn assign(stream: &mut Stream<'_>, source: &Source<'_>, profile: Profile, title: Option<&str>) {
    drop_title(stream, source, title);
    if profile == Profile::Citizen {
        return;
    }
    let mut outline = Outline::new(source);
    outline.reserve(&stream.items);
    let mut depth = 0_usize;
    let mut at = 0;
    while at < stream.items.len() {
        match &stream.items[at].piece {
            Piece::Md(Event::Start(Tag::Heading { .. })) => at = outline.heading(stream, at, depth),
            Piece::Md(Event::Start(Tag::Paragraph)) if depth == 0 => outline.paragraph(stream, at),
            Piece::Md(Event::Start(tag)) if is_container(&tag.to_end()) => depth += 1,
            Piece::Md(Event::End(tag)) if is_container(tag) => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
}

pub(super) fn is_container(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionList)
}

fn drop_title(stream: &mut Stream<'_>, source: &Source<'_>, title: Option<&str>) {
    let Some(title) = title else { return };
    let is_h1 = |item: &Item| matches!(&item.piece, Piece::Md(Event::Start(Tag::Heading { level, .. })) if *level == HeadingLevel::H1);
    let title = folded(title);
    let mut from = 0;
    while let Some(start) = stream.items[from..].iter().position(is_h1).map(|at| from + at) {
        let end = heading_end(&stream.items, start);
        if folded(&inline_text(&stream.items[start + 1..end], &source.marks)) == title {
            let span = stream.items[start].span.clone();
            stream.left_out.push(span);
            stream.items.drain(start..=end);
            return;
        }
        from = end;
    }
}

/// Returns where the heading that opens at `start` closes.
fn heading_end(items: &[Item<'_>], start: usize) -> usize {
    let is_end = |item: &Item| matches!(item.piece, Piece::Md(Event::End(TagEnd::Heading(_))));
    let end = items[start..].iter().position(is_end);
    start + end.expect("the parser closes every heading")
}

struct Outline<'a> {
    source: &'a Source<'a>,
    ids: Ids,
    /// Ids given explicitly, until their heading comes.
    reserved: HashMap<String, usize>,
    /// Source and output levels of the headings that are open here.
    open: Vec<(u8, u8)>,
    /// The unnumbered heading above, and the chapter: level and id.
    part: Option<(u8, String)>,
    chapter: Option<(u8, String)>,
}

impl<'a> Outline<'a> {
    fn new(source: &'a Source<'a>) -> Self {
        Outline { source, ids: Ids::default(), reserved: HashMap::new(), open: vec![], part: None, chapter: None }
    }

    /// Reserves the ids given explicitly.
    fn reserve(&mut self, items: &[Item<'_>]) {
        for (at, item) in items.iter().enumerate() {
            if let Piece::Md(Event::Start(Tag::Heading { id: Some(id), .. })) = &item.piece {
                let id = published_id(id);
                if !id.is_empty() && self.ids.take(&id) {
                    self.reserved.insert(id, at);
                }
            }
        }
    }

    /// Returns the place of the heading's end.
    fn heading(&mut self, stream: &mut Stream<'_>, start: usize, depth: usize) -> usize {
        let end = heading_end(&stream.items, start);
        let title = inline_text(&stream.items[start + 1..end], &self.source.marks);
        let title = title.trim().to_owned();
        let (given, from) = match &stream.items[start].piece {
            Piece::Md(Event::Start(Tag::Heading { level, id, .. })) => {
                (id.as_ref().map(|id| published_id(id)), *level as u8)
            }
            _ => (None, 1),
        };
        let level = self.level(stream, start, from);
        let number = article::number(&title)
            .filter(|number| depth == 0 && article::follows(number.script, Where::Heading, &title[number.length..]));
        let explicit = given.filter(|id| !id.is_empty());
        let is_explicit = explicit.is_some();
        let id = match (explicit, &number) {
            (Some(id), _) => self.explicit(stream, start, id),
            (None, Some(number)) => self.numbered(stream, start, number),
            (None, None) if self.source.marks.is_empty() => self.slug(&title),
            // Without its redactions, whose labels may change.
            (None, None) => self.slug(&inline_text(&stream.items[start + 1..end], &[])),
        };
        // The name of the text stands over all of it: numbers that restart below it are told apart by
        // what divides them, and ids are the same whether the page shows that name or not.
        let names_the_text = from == 1 && number.is_none() && stream.anchors.is_empty();
        if depth == 0 && !names_the_text {
            self.enter(level, &id, number.as_ref());
        }
        let kind = kind(number.as_ref());
        let length = number.as_ref().map_or(0, |number| number.length);
        let anchor = stream.anchors.len();
        stream.anchors.push(Anchor { id, title, level, kind, explicit: is_explicit, number: length });
        for id in number.iter().flat_map(Number::other_ids).filter(|id| self.ids.take(id)) {
            stream.anchors.push(Anchor { id, title: String::new(), level, kind, explicit: false, number: 0 });
        }
        stream.items[start].piece = Piece::Heading { level, anchors: anchor..stream.anchors.len() };
        let closing = HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H6);
        stream.items[end].piece = Piece::Md(Event::End(TagEnd::Heading(closing)));
        end
    }

    /// Returns the output level: one below the nearest heading above of a higher level, from 2.
    fn level(&mut self, stream: &mut Stream<'_>, at: usize, from: u8) -> u8 {
        if let Some((last, _)) = self.open.last()
            && from > last + 1
        {
            let span = stream.items[at].span.clone();
            stream.problems.push((Problem::HeadingJump { from: *last, to: from }, span));
        }
        while self.open.last().is_some_and(|(source, _)| *source >= from) {
            self.open.pop();
        }
        let level = self.open.last().map_or(2, |(_, above)| (above + 1).min(6));
        self.open.push((from, level));
        level
    }

    fn explicit(&mut self, stream: &mut Stream<'_>, at: usize, id: String) -> String {
        if self.reserved.get(&id) == Some(&at) {
            return id;
        }
        self.repeated(stream, at, id)
    }

    fn repeated(&mut self, stream: &mut Stream<'_>, at: usize, id: String) -> String {
        let unique = self.ids.repeated(&id);
        let span = stream.items[at].span.clone();
        stream.problems.push((Problem::RepeatedAnchor { id }, span));
        unique
    }

    fn numbered(&mut self, stream: &mut Stream<'_>, at: usize, number: &Number) -> String {
        let own = number.id();
        let chapter = self.chapter.as_ref().map(|(_, id)| id.as_str());
        let part = self.part.as_ref().map(|(_, id)| id.as_str());
        let (first, parent) = match number.unit {
            Unit::Chapter => (own.clone(), part),
            Unit::Section => match chapter {
                Some(chapter) => (format!("{chapter}-{own}"), None),
                None => (own.clone(), part),
            },
            Unit::Article | Unit::Rule => (own.clone(), chapter.or(part)),
        };
        if self.ids.take(&first) {
            return first;
        }
        match parent.map(|parent| format!("{parent}-{own}")) {
            Some(second) if self.ids.take(&second) => second,
            Some(second) => self.repeated(stream, at, second),
            None => self.repeated(stream, at, first),
        }
    }

    fn slug(&mut self, title: &str) -> String {
        let slug = published_id(&text::slug(title));
        self.ids.unique(if slug.is_empty() { "part" } else { &slug })
    }

    /// Keeps what is the parent from here on.
    fn enter(&mut self, level: u8, id: &str, number: Option<&Number>) {
        match number.map(|number| number.unit) {
            Some(Unit::Chapter) => self.chapter = Some((level, id.to_owned())),
            Some(_) => {}
            None if self.chapter.as_ref().is_some_and(|(chapter, _)| *chapter < level) => {}
            None => {
                self.chapter = None;
                self.part = Some((level, id.to_owned()));
            }
        }
    }

    fn paragraph(&mut self, stream: &mut Stream<'_>, start: usize) {
        let Some((at, number)) = paragraph_number(&stream.items, start, self.source) else {
            return;
        };
        let Piece::Md(Event::Text(text)) = &stream.items[at].piece else {
            return;
        };
        let text = text.clone();
        let title = match number.unit {
            Unit::Article | Unit::Rule => article_title(&text, number.length),
            _ => whole_line(&stream.items, start, self.source).unwrap_or_default(),
        };
        let level = self.open.last().map_or(2, |(_, above)| (above + 1).min(6));
        let id = self.numbered(stream, start, &number);
        self.enter(level, &id, Some(&number));
        let kind = kind(Some(&number));
        let length = number.length.min(title.len());
        stream.anchors.push(Anchor { id, title, level, kind, explicit: false, number: length });
        stream.items[start].piece = Piece::Anchored { anchor: stream.anchors.len() - 1 };
        // The number is told from the words by a space, whatever the script.
        if text.len() == number.length
            && let Some(item) = stream.items.get_mut(at + 1)
            && matches!(item.piece, Piece::Join)
        {
            item.piece = Piece::Md(Event::SoftBreak);
        }
        stream.items[at].piece = Piece::Numbered { text, split: number.length };
    }
}

fn kind(number: Option<&Number>) -> AnchorKind {
    match number.map(|number| number.unit) {
        None => AnchorKind::Heading,
        Some(Unit::Article | Unit::Rule) => AnchorKind::Article,
        Some(Unit::Chapter | Unit::Section) => AnchorKind::Chapter,
    }
}
