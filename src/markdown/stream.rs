//! The prepared stream: what the parser says about a body, made safe and repaired.
//!
//! Takes a [`Source`]; gives the pieces in order, each with its range in the text. On the way
//! HTML comments are left out, other raw HTML is marked, destinations are classified, and each
//! run of inline pieces goes through `emphasis`; at the end `lines` settles what line ends are,
//! `lists` how items are numbered, and `outline` assigns anchors.
//!
//! What must hold: openings and closings balance, as they do in the parser's events. Raw HTML
//! leaves here only as [`Piece::Raw`], which every consumer treats as text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::emphasis::{self, Manner};
use super::html::{snippet, without_comments};
use super::link::{self, Destination};
use super::lists::ListKind;
use super::source::Source;
use super::text::{MARK_END, MARK_START, all_restored, is_dropped, is_stand_in};
use super::{Anchor, Problem, Profile};
use super::{lines, lists, outline};

pub(super) struct Stream<'s> {
    pub items: Vec<Item<'s>>,
    pub anchors: Vec<Anchor>,
    pub problems: Vec<(Problem, Range<usize>)>,
    pub charts: Vec<Range<usize>>,
    /// What the page leaves out with a reason, or shows in another place: the title, comments.
    pub left_out: Vec<Range<usize>>,
}

#[derive(Debug)]
pub(super) struct Item<'s> {
    pub piece: Piece<'s>,
    pub span: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Piece<'s> {
    /// As the parser gave it.
    Md(Event<'s>),
    /// Opens a link or image; the parser's `End` closes it.
    Link { dest: Destination<'s>, title: CowStr<'s>, kind: LinkType, image: bool },
    /// Raw HTML, to be shown as text.
    Raw(CowStr<'s>),
    /// Opens a heading; `End(Heading(level))` with the same level closes it. The first anchor is its
    /// own, the others are those of a range.
    Heading { level: u8, anchors: Range<usize> },
    /// Opens a paragraph that is an anchor; `End(Paragraph)` closes it.
    Anchored { anchor: usize },
    /// Text of which the first `split` bytes are an article's number.
    Numbered { text: CowStr<'s>, split: usize },
    /// A line end that is no space.
    Join,
    /// Opens a numbered list; `End(List(true))` closes it.
    Ordered { start: u64, kind: ListKind },
    /// Opens an item of one. The label is the number as written; `value` is there when counting
    /// would give another number.
    Item { label: Range<usize>, value: Option<u64>, kind: ListKind },
}

impl<'s> Stream<'s> {
    /// Parses and prepares a body.
    pub fn build(source: &'s Source<'_>, profile: Profile, title: Option<&str>) -> Stream<'s> {
        let text: &'s str = &source.text;
        let mut collector = Collector::new(text, profile);
        let mut events = Parser::new_ext(text, syntax(profile)).into_offset_iter();
        for (event, span) in events.by_ref() {
            collector.take(event, span);
        }
        collector.end_run();
        collector.leave_out_used(&events);
        let mut stream = collector.stream;
        if collector.has_breaks {
            lines::settle(&mut stream, source, profile);
        }
        if collector.has_numbers {
            lists::number(&mut stream.items, text);
        }
        outline::assign(&mut stream, source, profile, title);
        stream
    }
}

impl Stream<'_> {
    /// Returns the pieces that open a block of the text itself, not one inside another.
    pub fn blocks(&self) -> Vec<usize> {
        let mut until = 0;
        let mut all = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let opens = match &item.piece {
                Piece::Heading { .. } | Piece::Anchored { .. } | Piece::Ordered { .. } => true,
                Piece::Md(Event::Start(tag)) => is_block(tag),
                Piece::Md(Event::Rule) => true,
                _ => false,
            };
            if opens && item.span.start >= until {
                until = item.span.end;
                all.push(at);
            }
        }
        all
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::Table(_)
    )
}

fn syntax(profile: Profile) -> Options {
    let both =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    match profile {
        Profile::Official => {
            both | Options::ENABLE_DEFINITION_LIST | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_GFM
        }
        Profile::Citizen => both,
    }
}

struct Collector<'s> {
    text: &'s str,
    profile: Profile,
    /// Whether the body has any sign that emphasis could need.
    has_signs: bool,
    /// Where the current run of inline pieces starts.
    run: usize,
    in_code: bool,
    /// Lines of an indented block that is a paragraph.
    in_indented: bool,
    /// Whether another line follows one of these.
    is_line_done: bool,
    /// Whether a comment may stand in the text.
    has_comments: bool,
    has_breaks: bool,
    has_numbers: bool,
    html: Option<String>,
    /// Labels of links by reference.
    used: Vec<CowStr<'s>>,
    /// How many images are open.
    images: usize,
    stream: Stream<'s>,
}

impl<'s> Collector<'s> {
    fn new(text: &'s str, profile: Profile) -> Self {
        let items = Vec::with_capacity(text.len() / 24 + 8);
        Collector {
            text,
            profile,
            has_signs: text.contains('*') || text.contains('~') || (profile == Profile::Citizen && text.contains('_')),
            run: 0,
            in_code: false,
            in_indented: false,
            is_line_done: false,
            has_comments: text.contains("<!--"),
            has_breaks: false,
            has_numbers: false,
            html: None,
            used: vec![],
            images: 0,
            stream: Stream { items, anchors: vec![], problems: vec![], charts: vec![], left_out: vec![] },
        }
    }

    fn push(&mut self, piece: Piece<'s>, span: Range<usize>) {
        self.stream.items.push(Item { piece, span });
    }

    fn problem(&mut self, problem: Problem, span: Range<usize>) {
        self.stream.problems.push((problem, span));
    }

    fn take(&mut self, event: Event<'s>, span: Range<usize>) {
        match event {
            Event::Text(text) => self.take_text(text, span),
            Event::InlineHtml(html) => self.take_inline_html(html, span),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.push(Piece::Raw(html), span),
            },
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => self.end_html_block(span),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                self.use_reference(link_type, id);
                self.take_link(link_type, dest_url, title, false, span);
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                self.use_reference(link_type, id);
                self.images += 1;
                self.take_link(link_type, dest_url, title, true, span);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if self.is_prose(&span) => {
                self.in_indented = true;
                self.has_breaks = true;
                self.take(Event::Start(Tag::Paragraph), span);
            }
            Event::End(TagEnd::CodeBlock) if self.in_indented => {
                self.in_indented = false;
                self.is_line_done = false;
                self.take(Event::End(TagEnd::Paragraph), span);
            }
            event => {
                self.has_breaks |= matches!(event, Event::SoftBreak);
                self.images -= usize::from(matches!(event, Event::End(TagEnd::Image)));
                if is_inline(&event) {
                    return self.push(Piece::Md(event), span);
                }
                self.has_numbers |= matches!(event, Event::Start(Tag::List(Some(_))));
                self.end_run();
                self.note_code(&event, &span);
                self.push(Piece::Md(event), span);
                self.run = self.stream.items.len();
            }
        }
    }

    fn take_text(&mut self, text: CowStr<'s>, span: Range<usize>) {
        if self.in_indented {
            return self.take_lines(&text, &span);
        }
        if self.has_comments && !self.in_code {
            self.note_comments(&span);
        }
        let is_entity = self.text.as_bytes().get(span.start) == Some(&b'&') && !text.starts_with('&');
        let text = if is_entity { self.entity(text, &span) } else { text };
        self.push(Piece::Md(Event::Text(text)), span);
    }

    /// Reports an entity that names no character a page may hold. Only an entity can still spell
    /// a stand-in: `source` replaced the characters.
    fn entity(&mut self, text: CowStr<'s>, span: &Range<usize>) -> CowStr<'s> {
        let is_nothing = |c: char| is_dropped(c) || c == char::REPLACEMENT_CHARACTER;
        if !text.contains(is_nothing) {
            return text;
        }
        let written = self.text[span.clone()].to_owned();
        self.problem(Problem::NotShown { text: written }, span.clone());
        if text.contains(|c| c == MARK_START || c == MARK_END || is_stand_in(c)) {
            return CowStr::Borrowed("\u{FFFD}");
        }
        text
    }

    /// An indented block is a paragraph in a letter, and where it has Chinese sentences.
    fn is_prose(&self, span: &Range<usize>) -> bool {
        self.profile == Profile::Citizen || self.text.get(span.clone()).is_some_and(|text| text.contains(['，', '。']))
    }

    /// Takes the text of an indented block as lines.
    fn take_lines(&mut self, text: &str, span: &Range<usize>) {
        for line in text.split_inclusive('\n') {
            if std::mem::take(&mut self.is_line_done) {
                self.push(Piece::Md(Event::HardBreak), span.clone());
            }
            let words = line.trim_end_matches('\n');
            if !words.is_empty() {
                self.push(Piece::Md(Event::Text(words.to_owned().into())), span.clone());
            }
            self.is_line_done = words.len() < line.len();
        }
    }

    /// A comment that is open where a paragraph ends is text to the parser.
    fn note_comments(&mut self, span: &Range<usize>) {
        let starts = self.text[span.clone()].match_indices('<').map(|(at, _)| span.start + at);
        let open = starts.filter(|at| self.text[*at..].starts_with("<!--") && !is_escaped(self.text.as_bytes(), *at));
        let open: Vec<usize> = open.collect();
        for at in open {
            self.problem(Problem::UnclosedComment, at..at + "<!--".len());
        }
    }

    /// Keeps the label of a link by reference; inside the words of an image no link is one.
    fn use_reference(&mut self, kind: LinkType, id: CowStr<'s>) {
        if self.images == 0 && !matches!(kind, LinkType::Inline | LinkType::Autolink | LinkType::Email) {
            self.used.push(id);
        }
    }

    /// Marks definitions of links that are used: their addresses are shown where the links are.
    fn leave_out_used<F: pulldown_cmark::BrokenLinkCallback<'s>>(&mut self, events: &OffsetIter<'s, F>) {
        for label in std::mem::take(&mut self.used) {
            if let Some(definition) = events.reference_definitions().get(&label) {
                self.stream.left_out.push(definition.span.clone());
            }
        }
    }

    fn take_inline_html(&mut self, html: CowStr<'s>, span: Range<usize>) {
        if html.starts_with("<!--") {
            self.stream.left_out.push(span.clone());
            return self.problem(Problem::HtmlComment, span);
        }
        self.problem(Problem::RawHtml { snippet: snippet(&all_restored(&html)) }, span.clone());
        self.push(Piece::Raw(html), span);
    }

    fn take_link(&mut self, kind: LinkType, dest: CowStr<'s>, title: CowStr<'s>, image: bool, span: Range<usize>) {
        let is_stood_in = self.profile == Profile::Citizen && self.text[span.clone()].contains(is_stand_in);
        let dest = match dest {
            dest if is_stood_in => Cow::Owned(all_restored(&dest).into_owned()),
            CowStr::Borrowed(dest) => Cow::Borrowed(dest),
            dest => Cow::Owned(dest.into_string()),
        };
        let dest = link::classify(dest, kind);
        self.push(Piece::Link { dest, title, kind, image }, span);
    }

    fn end_html_block(&mut self, span: Range<usize>) {
        self.end_run();
        let html = self.html.take().unwrap_or_default();
        let comments = without_comments(&html);
        if comments.found || comments.unclosed {
            self.stream.left_out.push(span.clone());
        }
        if comments.found {
            self.problem(Problem::HtmlComment, span.clone());
        }
        if comments.unclosed {
            self.problem(Problem::UnclosedComment, span.clone());
        }
        let rest = comments.rest.trim();
        if !rest.is_empty() {
            self.problem(Problem::RawHtml { snippet: snippet(&all_restored(rest)) }, span.clone());
            self.push(Piece::Md(Event::Start(Tag::Paragraph)), span.clone());
            self.push(Piece::Raw(rest.to_owned().into()), span.clone());
            self.push(Piece::Md(Event::End(TagEnd::Paragraph)), span);
        }
        self.run = self.stream.items.len();
    }

    fn note_code(&mut self, event: &Event<'s>, span: &Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                if is_chart(kind) && self.profile == Profile::Official {
                    self.stream.charts.push(inside(self.text, span));
                }
            }
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            _ => {}
        }
    }

    /// Ends a run of inline pieces: emphasis pairs only within one.
    fn end_run(&mut self) {
        if self.has_signs && !self.in_code && self.run < self.stream.items.len() {
            let Stream { items, problems, .. } = &mut self.stream;
            emphasis::repair(self.text, items, self.run, Manner::of(self.profile), problems);
        }
        self.run = self.stream.items.len();
    }
}

/// Returns whether a backslash takes the meaning of the byte at `at`.
pub(super) fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough),
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        Event::Rule => false,
        _ => true,
    }
}

/// Returns what stands between the fences of a block.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let block = text.get(span.clone()).unwrap_or_default();
    let start = block.find('\n').map_or(block.len(), |at| at + 1);
    let inner = block[start..].trim_end();
    let last = inner.rfind('\n').map_or(0, |at| at + 1);
    let is_fence = inner[last..].trim().len() > 2 && inner[last..].trim().bytes().all(|b| b == b'`' || b == b'~');
    let end = if is_fence { last } else { inner.len() };
    span.start + start..span.start + start + end
}

/// Returns whether a code block holds a chart.
pub(super) fn is_chart(kind: &CodeBlockKind) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if info.split_whitespace().next() == Some("chart"))
}
