//! What all figures share: the frame around the picture, marks, and the classes that stand for colours.

use super::{Behind, Data, Kind, Status, Wish, number, table};
use crate::escape::markup::Html;
use crate::words::Strings;

/// A figure while it is painted.
pub struct Figure<'a> {
    pub data: &'a Data,
    pub wish: &'a Wish,
    pub strings: &'a Strings,
    /// Places that all values are shown with.
    pub places: u8,
}

impl Figure<'_> {
    /// Returns a value with its unit.
    pub fn said(&self, value: super::Decimal) -> String {
        // "1 lifts" is no English, and units have one form.
        if value == super::Decimal::new(1, 0) && matches!(self.data.unit, super::Unit::Named(_)) {
            return self.label(value);
        }
        number::with_unit(value, self.places, &self.data.unit, self.strings)
    }

    /// Returns a value as a label shows it: a percent sign, but no other unit; large ones shortened.
    pub fn label(&self, value: super::Decimal) -> String {
        match self.data.unit {
            super::Unit::Percent => number::share(value, self.places, self.strings),
            _ => number::short(value, self.places, self.strings),
        }
    }

    /// Returns a value as a cell of a table shows it: never shortened.
    pub fn cell(&self, value: super::Decimal) -> String {
        match self.data.unit {
            super::Unit::Percent => number::share(value, self.places, self.strings),
            _ => number::plain(value, self.places, self.strings),
        }
    }
}

/// Classes of the colours of series, in their order.
pub const COLOURS: [&str; 8] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"];

/// Returns the class of the colour of a series.
pub fn colour(at: usize) -> &'static str {
    COLOURS[at % COLOURS.len()]
}

/// Draws the mark of a series around a place: disc, square, diamond or triangle; hollow where not final.
pub fn mark(html: &mut Html, series: usize, x: f64, y: f64, hollow: bool) {
    let class = |html: &mut Html| {
        html.own("class=\"d ").own(colour(series)).own(if hollow { " h\"" } else { "\"" });
    };
    if series.is_multiple_of(4) {
        html.own("<circle cx=\"").number(x * 100.0).own("%\" cy=\"").number(y).own("em\" r=\"4.5\" ");
        class(html);
        html.own("/>");
        return;
    }
    let path = match series % 4 {
        1 => "M-4-4h8v8h-8z",
        2 => "M0-5.5 5.5 0 0 5.5-5.5 0z",
        _ => "M0-5 5 4h-10z",
    };
    html.own("<svg x=\"").number(x * 100.0).own("%\" y=\"").number(y).own("em\" ");
    class(html);
    html.own("><path d=\"").own(path).own("\"/></svg>");
}

/// Returns the class of the smallest room at the left or right that holds so many em.
pub fn room(sides: &'static [&'static str; 12], em: f64) -> (&'static str, f64) {
    let size = (em.ceil().clamp(1.0, 12.0), ());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 12")]
    let at = size.0 as usize - 1;
    (sides[at], size.0)
}

/// Classes of room at the right.
pub const RIGHT: [&str; 12] = ["r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12"];
/// Classes of room at the left.
pub const LEFT: [&str; 12] = ["l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "l9", "l10", "l11", "l12"];

/// Writes the headline; within a text it is no heading, whatever level would be next there.
fn heading(html: &mut Html, wish: &Wish, headline: &str) {
    html.own(match wish.level {
        2 => "<h2 id=\"",
        0 => "<p class=\"finding\" id=\"",
        _ => "<h3 id=\"",
    });
    html.text(&wish.id).own("\">");
    if let Some(href) = &wish.href {
        html.own("<a href=\"").text(href).own("\">").text(headline).own("</a>");
    } else {
        html.text(headline);
    }
    html.own(match wish.level {
        2 => "</h2>",
        0 => "</p>",
        _ => "</h3>",
    });
}

/// Puts a picture between its headline and its words.
pub fn frame(figure: &Figure<'_>, kind: Kind, headline: &str, sentence: &str, notes: &[String], body: &Html) -> Html {
    let (data, wish, strings) = (figure.data, figure.wish, figure.strings);
    let mut html = Html::default();
    html.own("<figure class=\"chart c-").own(kind.word());
    html.own(if matches!(kind, Kind::Multiples | Kind::Heat | Kind::Calendar) { " wide" } else { "" });
    html.own(if wish.small { " small\">" } else { "\">" });
    html.own("<figcaption>");
    heading(&mut html, wish, headline);
    let subtitle = wish.subtitle.clone().unwrap_or_else(|| super::finding::subtitle(data, strings));
    html.own("<p class=\"sub\">").text(&subtitle).own("</p></figcaption>");
    html.add(body);
    if !sentence.is_empty() && !wish.small {
        html.own("<p class=\"say\">").text(sentence).own("</p>");
    }
    let gap = strings.text("frame.gap");
    let mut source: Vec<&str> = notes.iter().map(String::as_str).collect();
    source.extend(wish.note.as_deref());
    source.extend(wish.source.as_deref());
    if !source.is_empty() && !wish.small {
        html.own("<p class=\"src\">").text(&source.join(gap)).own("</p>");
    }
    if wish.behind == Behind::Folded && !is_table(kind) {
        html.add(&table::folded(data, figure.places, strings));
    }
    html.own("</figure>");
    html
}

/// Returns whether a kind is a table itself, with all values.
fn is_table(kind: Kind) -> bool {
    matches!(kind, Kind::Bars | Kind::Dots | Kind::Heat | Kind::Calendar)
}

/// Returns what stands for a value that is not there.
pub fn absent(status: Status, strings: &Strings) -> &str {
    match status {
        Status::Suppressed => strings.text("chart.suppressed"),
        _ => strings.text("chart.missing"),
    }
}
