//! Links, images and leaves.

use pulldown_cmark::{Event, TagEnd};

use super::Writer;
use crate::markdown::link::{Destination, scheme_of};
use crate::markdown::plain::inline_text;
use crate::markdown::stream::{Item, Piece};
use crate::markdown::text::{attribute_into, href_into};
use crate::markdown::{Href, Profile, published_id};

impl Writer<'_> {
    pub(super) fn leaf(&mut self, event: &Event<'_>) {
        match event {
            Event::Code(code) => {
                self.out.push_str("<code>");
                self.text(code);
                self.out.push_str("</code>");
            }
            Event::FootnoteReference(label) => {
                let in_link = self.in_link();
                self.footnotes.reference(&mut self.out, label, self.options, in_link);
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(text),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn task(&mut self, done: bool) {
        let words = self.options.words;
        let (sign, name) = if done { ('☑', words.done) } else { ('☐', words.not_done) };
        self.out.push_str("<span class=\"task\" role=\"img\" aria-label=\"");
        attribute_into(&mut self.out, name);
        self.out.push_str("\">");
        self.out.push(sign);
        self.out.push_str("</span> ");
    }

    fn in_link(&self) -> bool {
        self.links.iter().any(|(close, _)| !close.is_empty())
    }

    /// Opens a link, or nothing where its text is shown without one.
    pub(super) fn link(&mut self, dest: &Destination<'_>, title: &str) {
        if let Destination::Redacted(address) = dest {
            self.redactions_of(address);
        }
        let href = if self.in_link() { None } else { self.href(dest) };
        match href {
            Some(href) => {
                self.open_link(&href, title);
                self.links.push(("</a>", href.note));
            }
            None => self.links.push(("", None)),
        }
    }

    /// Writes the redactions in an address, which has no other place on the page.
    fn redactions_of(&mut self, address: &str) {
        use crate::markdown::text::{MARK_END, MARK_START};
        for part in address.split_inclusive(MARK_END) {
            if let Some(at) = part.find(MARK_START) {
                self.text(&part[at..]);
                self.out.push(' ');
            }
        }
    }

    /// Returns the address of a destination that may be linked to.
    fn href(&self, dest: &Destination<'_>) -> Option<Href> {
        let href = match dest {
            Destination::Web(url) => Href { url: url.to_string(), ..Href::default() },
            Destination::Record(_) if self.options.profile == Profile::Citizen => return None,
            Destination::Record(link) => self.resolve.record(link)?,
            Destination::Relative(path) => self.resolve.relative(path)?,
            Destination::Fragment(id) => {
                let id = published_id(id);
                let here = || format!("#{}{id}", self.options.anchor_prefix);
                let url = self.resolve.fragment(&id).unwrap_or_else(here);
                Href { url, ..Href::default() }
            }
            Destination::Redacted(_) | Destination::Refused(_) => return None,
        };
        is_allowed(&href.url).then_some(href)
    }

    fn open_link(&mut self, href: &Href, title: &str) {
        self.out.push_str("<a href=\"");
        href_into(&mut self.out, &href.url);
        self.out.push('"');
        if self.options.profile == Profile::Citizen {
            self.out.push_str(" rel=\"nofollow ugc\"");
        }
        if let Some(lang) = &href.lang {
            self.attribute("hreflang", lang);
        }
        if let Some(name) = &href.download {
            self.attribute("download", name);
        }
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        attribute_into(&mut self.out, value);
        self.out.push('"');
    }

    /// Writes an image with all the pieces that make up its alternative text; returns the place
    /// of the next piece. Only a relative image is shown: others would ask another host.
    pub(super) fn image(&mut self, items: &[Item<'_>], start: usize, dest: &Destination<'_>, title: &str) -> usize {
        let end = image_end(items, start);
        if let (Destination::Relative(path), Profile::Official) = (dest, self.options.profile)
            && let Some(href) = self.resolve.relative(path).filter(|href| is_allowed(&href.url))
        {
            self.out.push_str("<img src=\"");
            href_into(&mut self.out, &href.url);
            self.out.push('"');
            self.attribute("alt", &inline_text(&items[start + 1..end], self.marks));
            if !title.is_empty() {
                self.attribute("title", title);
            }
            self.out.push_str(" loading=\"lazy\">");
            return end + 1;
        }
        self.image_as_text(items, start, end, dest, title);
        end + 1
    }

    fn image_as_text(&mut self, items: &[Item<'_>], start: usize, end: usize, dest: &Destination<'_>, title: &str) {
        let is_citizen = self.options.profile == Profile::Citizen;
        let linked = matches!(dest, Destination::Web(_) | Destination::Record(_)) && !is_citizen;
        if linked {
            self.link(dest, title);
        } else if let Destination::Redacted(address) = dest {
            self.redactions_of(address);
        }
        let is_empty = inline_text(&items[start + 1..end], self.marks).trim().is_empty();
        match dest {
            Destination::Web(url) if is_empty && linked => self.text(url),
            _ => {
                for item in &items[start + 1..end] {
                    self.alternative(item);
                }
            }
        }
        if linked {
            self.end(&TagEnd::Link);
        }
    }

    /// Writes what alternative text shows of a piece: its text, with redactions as such.
    fn alternative(&mut self, item: &Item<'_>) {
        match &item.piece {
            Piece::Md(Event::Text(text) | Event::Code(text)) | Piece::Raw(text) => self.text(text),
            Piece::Md(Event::SoftBreak | Event::HardBreak) => self.out.push(' '),
            _ => {}
        }
    }
}

/// Returns where the image that opens at `start` closes.
fn image_end(items: &[Item<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, item) in items.iter().enumerate().skip(start) {
        match item.piece {
            Piece::Link { image: true, .. } => depth += 1,
            Piece::Md(Event::End(TagEnd::Image)) => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return at;
        }
    }
    items.len() - 1
}

/// Second fence: whatever a resolver returns, only these schemes reach the page.
fn is_allowed(url: &str) -> bool {
    let url = url.trim_start_matches(|c: char| c <= ' ');
    scheme_of(url)
        .is_none_or(|scheme| ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}
