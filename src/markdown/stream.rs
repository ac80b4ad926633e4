//! The prepared stream: what the parser says about a body, made safe and repaired.
//!
//! Takes a [`Source`]; gives the pieces in order, each with its range in the text. On the way
//! HTML comments are left out, other raw HTML is marked, destinations are classified, and each
//! run of inline pieces goes through `emphasis`; at the end `outline` assigns anchors.
//!
//! What must hold: openings and closings balance, as they do in the parser's events. Raw HTML
//! leaves here only as [`Piece::Raw`], which every consumer treats as text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::emphasis;
use super::html::{snippet, without_comments};
use super::link::{self, Destination};
use super::outline;
use super::source::Source;
use super::text::{MARK_END, MARK_START};
use super::{Anchor, Problem, Profile};

pub(super) struct Stream<'s> {
    pub items: Vec<Item<'s>>,
    pub anchors: Vec<Anchor>,
    pub problems: Vec<(Problem, Range<usize>)>,
    pub charts: usize,
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
    /// Opens a heading; `End(Heading(level))` with the same level closes it.
    Heading { level: u8, anchor: usize },
    /// Opens a paragraph that is an anchor; `End(Paragraph)` closes it.
    Anchored { anchor: usize },
    /// Text of which the first `split` bytes are an article's number.
    Numbered { text: CowStr<'s>, split: usize },
}

impl<'s> Stream<'s> {
    /// Parses and prepares a body.
    pub fn build(source: &'s Source<'_>, profile: Profile, title: Option<&str>) -> Stream<'s> {
        let text: &'s str = &source.text;
        let mut collector = Collector::new(text, profile);
        let events = Parser::new_ext(text, syntax(profile)).into_offset_iter();
        for (event, span) in events {
            collector.take(event, span);
        }
        collector.end_run();
        let mut stream = collector.stream;
        outline::assign(&mut stream, source, profile, title);
        stream
    }
}

fn syntax(profile: Profile) -> Options {
    let both = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    match profile {
        Profile::Official => both | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_GFM,
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
    html: Option<String>,
    stream: Stream<'s>,
}

impl<'s> Collector<'s> {
    fn new(text: &'s str, profile: Profile) -> Self {
        let items = Vec::with_capacity(text.len() / 24 + 8);
        Collector {
            text,
            profile,
            has_signs: text.contains('*') || text.contains("~~"),
            run: 0,
            in_code: false,
            html: None,
            stream: Stream { items, anchors: vec![], problems: vec![], charts: 0 },
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
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.take_link(link_type, dest_url, title, false, span);
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                self.take_link(link_type, dest_url, title, true, span);
            }
            event => {
                if is_inline(&event) {
                    return self.push(Piece::Md(event), span);
                }
                self.end_run();
                self.note_code(&event);
                self.push(Piece::Md(event), span);
                self.run = self.stream.items.len();
            }
        }
    }

    fn take_text(&mut self, text: CowStr<'s>, span: Range<usize>) {
        // Only an entity can still spell a stand-in: `source` replaced the characters.
        let is_entity = self.text.as_bytes().get(span.start) == Some(&b'&');
        let text = if is_entity && text.contains([MARK_START, MARK_END]) { CowStr::Borrowed("\u{FFFD}") } else { text };
        self.push(Piece::Md(Event::Text(text)), span);
    }

    fn take_inline_html(&mut self, html: CowStr<'s>, span: Range<usize>) {
        if html.starts_with("<!--") {
            return self.problem(Problem::HtmlComment, span);
        }
        self.problem(Problem::RawHtml { snippet: snippet(&html) }, span.clone());
        self.push(Piece::Raw(html), span);
    }

    fn take_link(&mut self, kind: LinkType, dest: CowStr<'s>, title: CowStr<'s>, image: bool, span: Range<usize>) {
        let dest = match dest {
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
        if comments.found {
            self.problem(Problem::HtmlComment, span.clone());
        }
        if comments.unclosed {
            self.problem(Problem::UnclosedComment, span.clone());
        }
        let rest = comments.rest.trim();
        if !rest.is_empty() {
            self.problem(Problem::RawHtml { snippet: snippet(rest) }, span.clone());
            self.push(Piece::Md(Event::Start(Tag::Paragraph)), span.clone());
            self.push(Piece::Raw(rest.to_owned().into()), span.clone());
            self.push(Piece::Md(Event::End(TagEnd::Paragraph)), span);
        }
        self.run = self.stream.items.len();
    }

    fn note_code(&mut self, event: &Event<'s>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                if is_chart(kind) && self.profile == Profile::Official {
                    self.stream.charts += 1;
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
            emphasis::repair(self.text, items, self.run, problems);
        }
        self.run = self.stream.items.len();
    }
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

/// Returns whether a code block holds a chart.
pub(super) fn is_chart(kind: &CodeBlockKind) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if info.split_whitespace().next() == Some("chart"))
}
