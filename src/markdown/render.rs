//! HTML of a body.
//!
//! Takes the text, options and what links become; gives balanced HTML that is well-formed XML
//! but for void elements. Structure is written here; a leaf goes through `text`.
//!
//! What must hold: no inline style or script (the pages forbid them), no form control, no
//! request to another host (an external image becomes a link), no link inside a link, and no id
//! but anchors and footnotes.

mod inline;
mod table;

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::footnote::Footnotes;
use super::lists::ListKind;
use super::source::{Mark, Source};
use super::stream::{Item, Piece, Stream, is_chart};
use super::text::{Place, attribute_into, escape_into};
use super::{Anchor, Options, Profile, Resolve};
use table::Table;

/// The HTML of a body, and where in it something begins.
#[derive(Debug, Default)]
pub struct Rendered {
    pub html: String,
    /// The blocks of the text itself, in order.
    pub blocks: Vec<Block>,
    /// Where the text ends and its footnotes begin.
    pub end: usize,
}

/// Where a block begins.
#[derive(Debug)]
pub struct Block {
    /// In the text given.
    pub source: usize,
    /// In the HTML.
    pub html: usize,
    /// Set where links can name it.
    pub anchor: Option<Anchor>,
}

/// Returns the HTML of a body.
pub fn render(text: &str, options: &Options<'_>, resolve: &dyn Resolve) -> String {
    render_cut(text, options, resolve).html
}

/// Returns the HTML of a body, and where it can be cut.
pub fn render_cut(text: &str, options: &Options<'_>, resolve: &dyn Resolve) -> Rendered {
    let source = Source::new(text, options.profile);
    let stream = Stream::build(&source, options.profile, options.title);
    let mut writer = Writer {
        out: String::with_capacity(text.len() + text.len() / 4 + 64),
        text: &source.text,
        marks: &source.marks,
        anchors: &stream.anchors,
        options,
        resolve,
        links: vec![],
        lists: vec![],
        waiting: vec![],
        footnotes: Footnotes::default(),
        table: Table::default(),
        chart: None,
    };
    let mut at = 0;
    let mut begins = stream.blocks().into_iter().peekable();
    let mut blocks = Vec::new();
    while at < stream.items.len() {
        if begins.next_if_eq(&at).is_some() {
            let item = &stream.items[at];
            let anchor = match &item.piece {
                Piece::Anchored { anchor } => Some(*anchor),
                Piece::Heading { anchors, .. } => Some(anchors.start),
                _ => None,
            };
            let anchor = anchor.map(|anchor| stream.anchors[anchor].clone());
            blocks.push(Block { source: item.span.start, html: writer.out.len(), anchor });
        }
        at = writer.item(&stream.items, at);
    }
    let Writer { out: mut html, footnotes, .. } = writer;
    let end = html.len();
    footnotes.list(&mut html, options.words);
    Rendered { html, blocks, end }
}

struct Writer<'a> {
    out: String,
    text: &'a str,
    marks: &'a [Mark<'a>],
    anchors: &'a [Anchor],
    options: &'a Options<'a>,
    resolve: &'a dyn Resolve,
    /// What closes each link that is open, and what is said at its end; empty for one shown as text.
    links: Vec<(&'static str, Option<String>)>,
    /// What closes each numbered list that is open.
    lists: Vec<&'static str>,
    /// Footnotes being written: the label, and the text around the definition.
    waiting: Vec<(String, String)>,
    footnotes: Footnotes,
    table: Table,
    /// The text of a chart block that is open.
    chart: Option<String>,
}

impl Writer<'_> {
    /// Writes one piece, or an image with all it holds; returns the place of the next.
    fn item(&mut self, items: &[Item<'_>], at: usize) -> usize {
        match &items[at].piece {
            Piece::Md(Event::Text(text)) if self.chart.is_some() => {
                self.chart.get_or_insert_default().push_str(text);
            }
            Piece::Md(Event::Start(tag)) => self.start(tag),
            Piece::Md(Event::End(tag)) => self.end(tag),
            Piece::Md(event) => self.leaf(event),
            Piece::Raw(html) => self.raw(html),
            Piece::Join => {}
            Piece::Ordered { start, kind } => self.ordered(*start, *kind),
            Piece::Item { label, value, kind } => return self.numbered_item(items, at, label.clone(), *value, *kind),
            Piece::Link { dest, title, image: true, .. } => {
                return self.image(items, at, dest, title);
            }
            Piece::Link { dest, title, .. } => self.link(dest, title),
            Piece::Heading { level, anchors } => self.open_heading(*level, anchors.clone()),
            Piece::Anchored { anchor } => {
                self.out.push_str("<p");
                self.id(*anchor);
                self.out.push('>');
            }
            Piece::Numbered { text, split } => {
                self.out.push_str("<span class=\"article-no\">");
                self.text(&text[..*split]);
                self.out.push_str("</span>");
                self.text(&text[*split..]);
            }
        }
        at + 1
    }

    fn open_heading(&mut self, level: u8, anchors: Range<usize>) {
        self.out.push_str("<h");
        self.out.push(char::from(b'0' + level));
        self.id(anchors.start);
        self.out.push('>');
        for anchor in anchors.skip(1) {
            self.out.push_str("<span");
            self.id(anchor);
            self.out.push_str("></span>");
        }
    }

    fn id(&mut self, anchor: usize) {
        self.out.push_str(" id=\"");
        attribute_into(&mut self.out, self.options.anchor_prefix);
        attribute_into(&mut self.out, &self.anchors[anchor].id);
        self.out.push('"');
    }

    /// Writes HTML as text; in a letter with its line ends.
    fn raw(&mut self, html: &str) {
        if self.options.profile == Profile::Official {
            return self.text(html);
        }
        for (at, line) in html.split('\n').enumerate() {
            if at > 0 {
                self.out.push_str("<br>\n");
            }
            self.text(line);
        }
    }

    fn ordered(&mut self, start: u64, kind: ListKind) {
        // Classes: the pages forbid inline styles.
        let (open, close) = match kind {
            ListKind::Written => ("<ul class=\"written\"", "</ul>\n"),
            ListKind::Dots => ("<ol", "</ol>\n"),
            ListKind::Brackets => ("<ol class=\"brackets\"", "</ol>\n"),
        };
        self.out.push_str(open);
        if kind != ListKind::Written && start != 1 {
            // Writing to a String cannot fail.
            let _ = write!(self.out, " start=\"{start}\"");
        }
        self.out.push_str(">\n");
        self.lists.push(close);
    }

    /// Opens an item, with its number where HTML would count another; returns the next place.
    fn numbered_item(
        &mut self,
        items: &[Item<'_>],
        at: usize,
        label: Range<usize>,
        value: Option<u64>,
        kind: ListKind,
    ) -> usize {
        if kind != ListKind::Written {
            let _ = match value {
                Some(value) => write!(self.out, "<li value=\"{value}\">"),
                None => write!(self.out, "<li>"),
            };
            return at + 1;
        }
        self.out.push_str("<li>");
        let opens = items.get(at + 1).is_some_and(|item| matches!(item.piece, Piece::Md(Event::Start(Tag::Paragraph))));
        if opens {
            self.out.push_str("<p>");
        }
        let text = self.text;
        self.text(&text[label]);
        self.out.push(' ');
        at + 1 + usize::from(opens)
    }

    /// Writes text with its redactions.
    fn text(&mut self, text: &str) {
        let (marks, label) = (self.marks, self.options.redaction_label);
        escape_into(&mut self.out, text, Place::Text, |out, number| {
            if let Some(mark) = marks.get(number) {
                out.push_str("<span class=\"redacted\">");
                let label = label(mark.category, mark.basis);
                escape_into(out, &label, Place::Text, |_, _| {});
                out.push_str("</span>");
            }
        });
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let html = match tag {
            Tag::Paragraph => "<p>",
            // Only citizens' text still has headings of the parser's.
            Tag::Heading { .. } => "<p><strong>",
            Tag::BlockQuote(None) => "<blockquote>\n",
            Tag::BlockQuote(Some(kind)) => return self.alert(*kind),
            Tag::CodeBlock(kind) => return self.code_block(kind),
            Tag::List(_) => "<ul>\n",
            Tag::Item => "<li>",
            Tag::FootnoteDefinition(label) => {
                let around = std::mem::take(&mut self.out);
                self.waiting.push((label.to_string(), around));
                return;
            }
            Tag::DefinitionList => "<dl>\n",
            Tag::DefinitionListTitle => "<dt>",
            Tag::DefinitionListDefinition => "<dd>",
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                return self.table.start(&mut self.out, tag, self.options.words);
            }
            Tag::Emphasis => "<em>",
            Tag::Strong => "<strong>",
            Tag::Strikethrough => "<del>",
            _ => "",
        };
        self.out.push_str(html);
    }

    fn end(&mut self, tag: &TagEnd) {
        let html = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(_) if self.options.profile == Profile::Citizen => "</strong></p>\n",
            TagEnd::Heading(level) => return self.out.push_str(&format!("</{level}>\n")),
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::BlockQuote(Some(_)) => "</div>\n",
            TagEnd::CodeBlock if self.chart.is_some() => return self.end_chart(),
            TagEnd::CodeBlock => "</code></pre>\n",
            TagEnd::List(true) => self.lists.pop().unwrap_or_default(),
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::FootnoteDefinition => return self.end_footnote(),
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                return self.table.end(&mut self.out, tag);
            }
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link => {
                let (close, note) = self.links.pop().unwrap_or_default();
                if let Some(note) = note {
                    self.out.push_str("<span class=\"now\">");
                    self.text(&note);
                    self.out.push_str("</span>");
                }
                close
            }
            _ => "",
        };
        self.out.push_str(html);
    }

    /// Draws a chart block; what cannot be drawn is shown as it was written.
    fn end_chart(&mut self) {
        let block = self.chart.take().unwrap_or_default();
        if let Some(figure) = self.resolve.chart(&block) {
            self.out.push_str(figure.as_str());
            self.out.push('\n');
            return;
        }
        self.out.push_str("<pre class=\"written-chart\"><code>");
        self.text(&block);
        self.out.push_str("</code></pre>\n");
    }

    fn end_footnote(&mut self) {
        if let Some((label, around)) = self.waiting.pop() {
            let body = std::mem::replace(&mut self.out, around);
            self.footnotes.define(&label, self.options, &body);
        }
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let words = self.options.words;
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", words.note),
            BlockQuoteKind::Tip => ("tip", words.tip),
            BlockQuoteKind::Important => ("important", words.important),
            BlockQuoteKind::Warning => ("warning", words.warning),
            BlockQuoteKind::Caution => ("caution", words.caution),
        };
        self.out.push_str(&format!("<div class=\"alert alert-{class}\" role=\"note\">\n"));
        self.out.push_str("<p class=\"alert-title\">");
        self.text(title);
        self.out.push_str("</p>\n");
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        if is_chart(kind) && self.options.profile == Profile::Official {
            self.chart = Some(String::new());
            return;
        }
        let language: String = match kind {
            CodeBlockKind::Fenced(info) => {
                let is_name = |c: &char| c.is_ascii_alphanumeric() || "+-_#".contains(*c);
                info.chars().take_while(is_name).collect()
            }
            CodeBlockKind::Indented => String::new(),
        };
        if language.is_empty() {
            self.out.push_str("<pre><code>");
        } else {
            self.out.push_str(&format!("<pre><code class=\"language-{language}\">"));
        }
    }
}
