//! Markdown of published records: facts about a body ([`scan`]), its HTML ([`render`]) and its
//! bare text ([`plain`]).
//!
//! Takes the text of one body (front matter and section labels already cut off) and a
//! [`Profile`]. Steps, each in its own file:
//!
//! 1. `source` puts stand-ins of the same length in place of redaction marks, and of signs in
//!    citizens' text that are no markup, so that every byte range below is a range into the text
//!    given;
//! 2. `stream` parses, takes HTML comments out, lets `emphasis` decide which signs are emphasis,
//!    `lines` what line ends are and `lists` which numbers items have;
//! 3. `outline` settles heading levels and gives headings, chapters and articles their anchors,
//!    which `article` recognises;
//! 4. `render`, `plain` or [`scan`] walk the finished stream; `arrival` tells what of a text reaches no page.
//!
//! What must hold:
//! - steps 1 to 3 run in one function (`Stream::build`), so `scan` and `render` cannot
//!   disagree about anchors;
//! - text is hostile: all that reaches the output goes through `text::escape_into`, and no
//!   address leaves without `link::classify`;
//! - texts arrive as they were written: all characters but those of markup reach the page, with
//!   the numbers they had; what does not is a [`Problem`];
//! - published anchors are permanent: a change in `outline` or `article` that alters an id is a
//!   breaking change;
//! - time is linear in the length of the text.
//!
//! `markdown` knows no records, no languages and no files: links go through [`Resolve`], words
//! through [`Words`].

mod arrival;
mod article;
mod emphasis;
mod footnote;
mod html;
mod ids;
mod lines;
mod link;
mod lists;
mod outline;
mod plain;
mod render;
mod source;
mod stream;
mod text;

#[cfg(test)]
mod tests;

use crate::escape::markup::Html;
use std::ops::Range;

pub use ids::{published_id, text_prefix};
pub use link::{RecordLink, RecordScheme};
pub use plain::{Stretch, parts, plain, plain_with};
pub use render::{Block, Rendered, render, render_cut};
pub use text::{one_line, percent_decode, percent_encode};

use link::Destination;
use source::Source;
use stream::{Piece, Stream};

/// Who wrote the text, which decides what it may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    Official,
    Citizen,
}

/// Facts found in one body without rendering. Ranges are byte ranges into the text given.
#[derive(Debug, Default)]
pub struct Scan {
    pub record_links: Vec<(RecordLink, Range<usize>)>,
    /// Destinations without a scheme, percent-decoded: links and images, and `#fragment` alone.
    pub relative_links: Vec<(String, Range<usize>)>,
    /// Addresses on the web.
    pub web_links: Vec<(String, Range<usize>)>,
    /// Headings, chapters and articles in order.
    pub anchors: Vec<Anchor>,
    pub redactions: Vec<(Redaction, Range<usize>)>,
    pub problems: Vec<(Problem, Range<usize>)>,
    /// What stands in each chart block.
    pub charts: Vec<Range<usize>>,
}

/// A place in a body that links can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The id as published.
    pub id: String,
    /// Plain text; empty for the further numbers of a heading such as `§§ 7 bis 9`.
    pub title: String,
    /// Level in the output, 2 to 6; an article paragraph is one below its heading.
    pub level: u8,
    pub kind: AnchorKind,
    /// Whether the author gave the id.
    pub explicit: bool,
    /// Bytes of the title that are its number: `第三条`, `§ 12a`.
    pub number: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorKind {
    Heading,
    /// A numbered chapter or section.
    Chapter,
    Article,
}

/// What a well-formed redaction mark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    pub category: String,
    pub basis: String,
}

/// Something in a body that its author should know about. None stops rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Shown as text.
    RawHtml {
        snippet: String,
    },
    /// Left out.
    HtmlComment,
    /// A comment that never ends: everything up to the end of its block is left out.
    UnclosedComment,
    /// The text is shown without a link; `//` stands for an address without scheme.
    UnsafeScheme {
        scheme: String,
    },
    /// An image on another host is shown as a link.
    ExternalImage {
        url: String,
    },
    /// `**` beside a CJK character that belongs to no pair.
    UnclosedEmphasis,
    /// The id is taken; this place gets another one.
    RepeatedAnchor {
        id: String,
    },
    /// A heading skips levels in the source.
    HeadingJump {
        from: u8,
        to: u8,
    },
    /// A scheme that looks like a misspelt record scheme.
    UnknownRecordScheme {
        scheme: String,
    },
    /// A record scheme whose id or fragment breaks the grammar.
    MalformedRecordLink {
        text: String,
    },
    /// A note that the text refers to and that nowhere stands.
    UndefinedFootnote {
        label: String,
    },
    /// A note nothing refers to; it is listed last.
    UnusedFootnote {
        label: String,
    },
    /// Characters that do not reach the page.
    NotShown {
        text: String,
    },
    RecordLinkInQuestion,
    ImageInQuestion,
    MalformedRedaction,
}

/// What links become. Implemented by the caller.
pub trait Resolve {
    /// Returns the address for a record link.
    fn record(&self, link: &RecordLink) -> Option<Href>;
    /// Returns the address of a place of the same text, where it may stand on another page.
    fn fragment(&self, _id: &str) -> Option<String> {
        None
    }
    /// Returns the address for a relative destination, given as in [`Scan::relative_links`].
    fn relative(&self, destination: &str) -> Option<Href>;
    /// Returns the figure of a chart block, where it can be drawn.
    fn chart(&self, _block: &str) -> Option<Html> {
        None
    }
}

/// An address that a link or image gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Href {
    pub url: String,
    /// Language of the target when it is not the page's.
    pub lang: Option<String>,
    /// File name to save under.
    pub download: Option<String>,
    /// Said behind the text of the link, as part of it: what the reader finds there.
    pub note: Option<String>,
}

/// What rendering needs besides the text.
pub struct Options<'a> {
    pub profile: Profile,
    /// A level-1 heading equal to it is dropped; must be the title given to [`scan`].
    pub title: Option<&'a str>,
    /// Put before footnote labels in ids, so that several bodies fit on one page.
    pub id_prefix: &'a str,
    /// Put before anchors, for a second body on one page; empty for the first.
    pub anchor_prefix: &'a str,
    /// Text shown for a redaction, from its category and basis.
    pub redaction_label: &'a dyn Fn(&str, &str) -> String,
    pub words: &'a Words<'a>,
}

/// Words that rendering adds to a body, in the page's language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// A table's name is this and its number.
    pub table: &'a str,
    pub note: &'a str,
    pub tip: &'a str,
    pub important: &'a str,
    pub warning: &'a str,
    pub caution: &'a str,
    pub footnotes: &'a str,
    /// Name of the link from a footnote back to the text.
    pub back: &'a str,
    pub done: &'a str,
    pub not_done: &'a str,
}

impl Words<'static> {
    pub const EN: Self = Words {
        table: "Table",
        note: "Note",
        tip: "Tip",
        important: "Important",
        warning: "Warning",
        caution: "Caution",
        footnotes: "Footnotes",
        back: "Back to the text",
        done: "Done",
        not_done: "Not done",
    };
    pub const ZH: Self = Words {
        table: "表",
        note: "说明",
        tip: "提示",
        important: "重要",
        warning: "警告",
        caution: "注意",
        footnotes: "脚注",
        back: "返回正文",
        done: "已完成",
        not_done: "未完成",
    };
}

/// Returns the facts the checks need about one body.
pub fn scan(text: &str, profile: Profile, title: Option<&str>) -> Scan {
    let source = Source::new(text, profile);
    scanned(&source, Stream::build(&source, profile, title), profile)
}

/// Returns the same of an official text, with its stretches: it is parsed once.
pub fn scan_parts(text: &str, title: Option<&str>) -> (Scan, Vec<Stretch>) {
    let source = Source::new(text, Profile::Official);
    let stream = Stream::build(&source, Profile::Official, title);
    let stretches = plain::stretches(&source, &stream, None);
    (scanned(&source, stream, Profile::Official), stretches)
}

fn scanned(source: &Source<'_>, stream: Stream<'_>, profile: Profile) -> Scan {
    let mut scan = Scan::default();
    arrival::check(source, &stream, profile, &mut scan.problems);
    for item in &stream.items {
        if let Piece::Link { dest, image, .. } = &item.piece {
            note_link(&mut scan, profile, dest, *image, item.span.clone());
        }
    }
    scan.anchors = stream.anchors;
    for block in &stream.charts {
        scan.record_links.extend(chart_links(&source.text, block));
    }
    scan.charts = stream.charts;
    scan.problems.extend(stream.problems);
    scan.redactions = source.redactions();
    scan.problems.extend(source.problems.iter().cloned());
    scan.problems.sort_by_key(|(_, span)| (span.start, span.end));
    scan
}

/// The dataset that a chart block names: a link like any other.
fn chart_links(text: &str, block: &Range<usize>) -> Option<(RecordLink, Range<usize>)> {
    let inner = text.get(block.clone())?;
    let mut at = block.start;
    for line in inner.split_inclusive('\n') {
        if let Some(value) = line.trim_start().strip_prefix("dataset:") {
            let id = value.trim().trim_matches(['"', '\'']);
            let from = at + line.find(id).filter(|_| !id.is_empty())?;
            return Some((RecordLink::parse(&format!("dataset:{id}"))?, from..from + id.len()));
        }
        at += line.len();
    }
    None
}

fn note_link(scan: &mut Scan, profile: Profile, dest: &Destination, image: bool, span: Range<usize>) {
    let citizen = profile == Profile::Citizen;
    if image && citizen {
        return scan.problems.push((Problem::ImageInQuestion, span));
    }
    match dest {
        Destination::Web(url) if image => {
            let url = url.to_string();
            scan.problems.push((Problem::ExternalImage { url }, span));
        }
        Destination::Web(url) => scan.web_links.push((url.to_string(), span)),
        Destination::Redacted(_) => {}
        Destination::Record(_) if citizen => {
            scan.problems.push((Problem::RecordLinkInQuestion, span));
        }
        Destination::Record(link) => scan.record_links.push((link.clone(), span)),
        Destination::Relative(path) => scan.relative_links.push((path.clone(), span)),
        Destination::Fragment(id) => scan.relative_links.push((format!("#{id}"), span)),
        Destination::Refused(problem) => scan.problems.push((problem.clone(), span)),
    }
}
