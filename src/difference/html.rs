//! A difference as HTML.
//!
//! Takes compared lines and the words to say it with; gives paragraphs with `<del>` and `<ins>`
//! around words, and one line in place of paragraphs that stayed. Some readers of screens do not tell
//! `<ins>` and `<del>`, so both begin and end with words of ours that are heard and not seen.
//! What must hold: all text goes through [`escaped`].

use super::{Compared, Kind, Line, Span, compare_texts, fold};
use crate::escape::markup::escaped;

/// What is said with a difference.
pub struct Marks<'a> {
    /// The language of these words, which may not be that of the texts.
    pub lang: &'a str,
    /// Read aloud before and after words that were added and removed.
    pub added: &'a str,
    pub added_end: &'a str,
    pub removed: &'a str,
    pub removed_end: &'a str,
    /// So many paragraphs stayed as they were.
    pub same: &'a dyn Fn(usize) -> String,
    /// Said where too much changed to compare words.
    pub by_sentence: &'a str,
    pub whole: &'a str,
}

/// Returns the difference of two bare texts; empty when they say the same.
pub fn difference(old: &str, new: &str, marks: &Marks<'_>) -> String {
    let (old, new) = (fold(old), fold(new));
    if old == new {
        return String::new();
    }
    let compared = compare_texts(&old, &new);
    let mut html = String::new();
    for line in told(&compared) {
        match line {
            Told::Same(count) => same(&mut html, count, marks),
            Told::Line(Line::Same(_)) => {}
            Told::Line(Line::Removed(text)) => alone(&mut html, "", Kind::Removed, text, marks),
            Told::Line(Line::Added(text)) => alone(&mut html, "", Kind::Added, text, marks),
            Told::Line(Line::Changed(spans)) => paragraph(&mut html, "", spans.iter(), marks),
        }
    }
    coarse(&mut html, &compared, marks);
    html
}

/// Returns compared lines for two columns or one: each line stands as a whole in `now`, and, where
/// words of it went, as it was in `was`, which only a wide screen shows in place of them.
pub fn columns(compared: &Compared<'_>, marks: &Marks<'_>) -> String {
    let mut html = String::new();
    for line in told(compared) {
        match line {
            Told::Same(count) => same(&mut html, count, marks),
            Told::Line(Line::Same(_)) => {}
            Told::Line(Line::Removed(text)) => alone(&mut html, " class=\"gone\"", Kind::Removed, text, marks),
            Told::Line(Line::Added(text)) => alone(&mut html, " class=\"come\"", Kind::Added, text, marks),
            Told::Line(Line::Changed(spans)) => {
                let before = spans.iter().filter(|span| span.kind != Kind::Added);
                paragraph(&mut html, " class=\"was\" hidden", before, marks);
                paragraph(&mut html, " class=\"now\"", spans.iter(), marks);
            }
        }
    }
    coarse(&mut html, compared, marks);
    html
}

/// Returns words that changed whole, such as a number: the old ones, then the new ones.
pub fn replaced(old: &str, new: &str, marks: &Marks<'_>) -> String {
    let mut html = String::new();
    if !old.is_empty() {
        span(&mut html, Span { kind: Kind::Removed, text: old }, marks);
    }
    if !old.is_empty() && !new.is_empty() {
        html.push(' ');
    }
    if !new.is_empty() {
        span(&mut html, Span { kind: Kind::Added, text: new }, marks);
    }
    html
}

enum Told<'l, 'a> {
    /// So many lines stayed.
    Same(usize),
    Line(&'l Line<'a>),
}

/// Puts lines that stayed together.
fn told<'l, 'a>(compared: &'l Compared<'a>) -> Vec<Told<'l, 'a>> {
    let mut all: Vec<Told<'l, 'a>> = Vec::new();
    for line in &compared.lines {
        match (line, all.last_mut()) {
            (Line::Same(_), Some(Told::Same(count))) => *count += 1,
            (Line::Same(_), _) => all.push(Told::Same(1)),
            _ => all.push(Told::Line(line)),
        }
    }
    all
}

fn same(html: &mut String, count: usize, marks: &Marks<'_>) {
    note(html, &(marks.same)(count), marks);
}

/// A line of ours among those of the text.
fn note(html: &mut String, text: &str, marks: &Marks<'_>) {
    html.push_str(&format!("<p class=\"same\" lang=\"{}\">{}</p>\n", escaped(marks.lang), escaped(text)));
}

fn coarse(html: &mut String, compared: &Compared<'_>, marks: &Marks<'_>) {
    if compared.by_sentence {
        note(html, marks.by_sentence, marks);
    }
    if compared.whole {
        note(html, marks.whole, marks);
    }
}

/// A paragraph that was removed or added whole.
fn alone(html: &mut String, class: &str, kind: Kind, text: &str, marks: &Marks<'_>) {
    paragraph(html, class, [Span { kind, text }].iter(), marks);
}

fn paragraph<'s>(html: &mut String, class: &str, spans: impl Iterator<Item = &'s Span<'s>>, marks: &Marks<'_>) {
    html.push_str(&format!("<p{class}>"));
    spans.for_each(|s| span(html, *s, marks));
    html.push_str("</p>\n");
}

fn span(html: &mut String, span: Span<'_>, marks: &Marks<'_>) {
    let (tag, start, end) = match span.kind {
        Kind::Same => return html.push_str(&escaped(span.text)),
        Kind::Removed => ("del", marks.removed, marks.removed_end),
        Kind::Added => ("ins", marks.added, marks.added_end),
    };
    let said = |said: &str| format!("<span class=\"vh\" lang=\"{}\">{}</span>", escaped(marks.lang), escaped(said));
    html.push_str(&format!("<{tag}>{}{}{}</{tag}>", said(start), escaped(span.text), said(end)));
}
