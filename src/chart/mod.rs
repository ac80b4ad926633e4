//! Charts: a figure of a statistic, made while the site is built, without script.
//!
//! Takes typed series (names, unit, periods or categories, values as exact decimals with their status) and a
//! wish; gives the markup of a figure, its finding, the sentence below it, and the table behind it. Steps:
//! [`choose`] says whether a picture helps and which kind; a painter for each kind draws it; [`finding`] says
//! in words what it shows.
//!
//! What must hold: no disk, no clock; what is read is made from decimal strings and never from floats; nothing
//! is drawn where a picture would mislead, and then it says why; no label touches another at any width and
//! size of text; a value is never joined to the next across what is missing, nor compared across a break; colour
//! never says anything alone.

pub mod block;
pub mod choose;
pub mod decimal;
pub mod finding;
mod line;
pub mod number;
mod paint;
pub mod period;
mod rows;
mod scale;
pub mod spread;
mod squares;
pub mod table;
pub mod ticks;
pub(crate) mod times;
pub mod width;

pub use decimal::Decimal;
pub use period::Period;

use crate::escape::markup::Html;
use crate::words::Strings;

/// What the values are counted in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Unit {
    #[default]
    None,
    Percent,
    Named(String),
}

/// How sure a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    #[default]
    Final,
    Provisional,
    Estimated,
    /// Known, and not given.
    Suppressed,
    Missing,
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    pub value: Option<Decimal>,
    pub status: Status,
    /// What chance alone explains, and the number of cases it rests on.
    pub range: Option<(Decimal, Decimal)>,
    pub cases: Option<u64>,
}

impl Cell {
    /// Returns a value that is final.
    pub fn of(value: Decimal) -> Self {
        Self { value: Some(value), ..Self::default() }
    }

    /// Returns what is not there.
    pub fn missing() -> Self {
        Self { status: Status::Missing, ..Self::default() }
    }

    fn is_unsure(self) -> bool {
        self.mark().is_some()
    }

    /// Returns the keys of the mark behind a value that is not final, and of what it means.
    fn mark(self) -> Option<(&'static str, &'static str)> {
        match self.status {
            Status::Provisional => Some(("chart.provisional_mark", "chart.provisional")),
            Status::Estimated => Some(("chart.estimated_mark", "chart.estimated")),
            Status::Final | Status::Missing | Status::Suppressed => None,
        }
    }
}

/// Values that belong together: one for each place of the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub name: String,
    pub cells: Vec<Cell>,
}

/// What the values stand along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Axis {
    Times(Vec<Period>),
    /// Names, and where each leads (empty: nowhere).
    Names(Vec<(String, String)>),
    /// Places on a grid of tiles: name, column, row.
    Tiles(Vec<(String, u8, u8)>),
}

impl Axis {
    /// Returns how many places it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Times(all) => all.len(),
            Self::Names(all) => all.len(),
            Self::Tiles(all) => all.len(),
        }
    }

    /// Returns whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn name(&self, at: usize, strings: &Strings) -> String {
        match self {
            Self::Times(all) => all[at].name(strings),
            Self::Names(all) => all[at].0.clone(),
            Self::Tiles(all) => all[at].0.clone(),
        }
    }
}

/// The data of a figure, in the language of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// What is counted.
    pub measure: String,
    pub unit: Unit,
    pub axis: Axis,
    /// What the places of the axis are: head of the first column of the table.
    pub axis_name: String,
    pub series: Vec<Series>,
    /// The series are measures of their own: each name says what is counted.
    pub own_measures: bool,
    /// Places that every value is shown with; as many as the data have, where none are told.
    pub places: Option<u8>,
}

/// A word at a place in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub at: Period,
    pub text: String,
}

/// A value that others are held against: a limit, a mean, the whole city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub name: String,
    pub value: Decimal,
}

/// The kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Line,
    Bars,
    Stacked,
    Multiples,
    Histogram,
    Dots,
    Heat,
    Calendar,
    Tiles,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Line,
        Self::Bars,
        Self::Stacked,
        Self::Multiples,
        Self::Histogram,
        Self::Dots,
        Self::Heat,
        Self::Calendar,
        Self::Tiles,
    ];

    /// Returns its name: key of `strings.chart.kind`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Bars => "bars",
            Self::Stacked => "stacked",
            Self::Multiples => "multiples",
            Self::Histogram => "histogram",
            Self::Dots => "dots",
            Self::Heat => "heat",
            Self::Calendar => "calendar",
            Self::Tiles => "tiles",
        }
    }
}

/// What a figure stands with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Behind {
    /// Its table, folded.
    #[default]
    Folded,
    /// Its table stands on the page already.
    Beside,
}

/// How a figure is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The id of its heading, alone on its page.
    pub id: String,
    /// Level of its heading: 2 or 3; 0 where it is none.
    pub level: u8,
    pub kind: Option<Kind>,
    pub headline: Option<String>,
    /// What is counted, when and in what: below the headline.
    pub subtitle: Option<String>,
    /// A remark below the sentence.
    pub note: Option<String>,
    pub source: Option<String>,
    pub annotations: Vec<Mark>,
    /// From these on values cannot be compared with earlier ones.
    pub breaks: Vec<Mark>,
    pub reference: Option<Reference>,
    /// Powers of ten, where that was told.
    pub log: bool,
    /// Categories keep their order.
    pub ordinal: bool,
    pub behind: Behind,
    /// A small form: no annotations and no notes.
    pub small: bool,
    /// Where the headline leads: path and what stands before it.
    pub href: Option<String>,
    /// Weekdays off, for calendars: others are marked.
    pub days_off: Vec<Period>,
}

/// A figure.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    /// The whole of it.
    pub html: Html,
    pub kind: Option<Kind>,
    pub headline: String,
    pub sentence: String,
    /// Why there is no picture.
    pub refused: Option<choose::Refusal>,
}

/// Draws a figure.
pub fn draw(data: &Data, wish: &Wish, strings: &Strings) -> Figure {
    let data = times::in_order(data);
    let kind = match choose::choose(&data, wish) {
        Ok(kind) => kind,
        Err(refusal) => return refused(&data, wish, refusal, strings),
    };
    let data = if kind == Kind::Bars || kind == Kind::Dots { rows::sorted(&data, wish, kind) } else { data };
    let words = finding::words(&data, wish, kind, strings);
    let figure = paint::Figure { data: &data, wish, strings, places: places(&data) };
    let body = match kind {
        Kind::Line => line::line(&figure),
        Kind::Multiples => line::multiples(&figure),
        Kind::Bars => rows::bars(&figure),
        Kind::Stacked => rows::stacked(&figure),
        Kind::Dots => rows::dots(&figure),
        Kind::Histogram => rows::histogram(&figure),
        Kind::Heat => squares::heat(&figure),
        Kind::Calendar => squares::calendar(&figure),
        Kind::Tiles => squares::tiles(&figure),
    };
    let headline = wish.headline.clone().unwrap_or(words.headline);
    let html = paint::frame(&figure, kind, &headline, &words.sentence, &words.notes, &body);
    Figure { html, kind: Some(kind), headline, sentence: words.sentence, refused: None }
}

/// Says why there is no picture.
pub fn not_drawn(why: &str, strings: &Strings) -> Html {
    let mut html = Html::default();
    html.own("<p class=\"none no-chart\">").text(&strings.fill("chart.not_drawn", &[("why", why)])).own("</p>");
    html
}

/// A chart that is none: the reason, and the table.
fn refused(data: &Data, wish: &Wish, refusal: choose::Refusal, strings: &Strings) -> Figure {
    let mut html = not_drawn(strings.text(refusal.key()), strings);
    if wish.behind == Behind::Folded {
        html.add(&table::folded(data, places(data), strings));
    }
    Figure { html, kind: None, headline: String::new(), sentence: String::new(), refused: Some(refusal) }
}

/// Returns the places that all values of a figure are shown with.
pub fn places(data: &Data) -> u8 {
    let values = data.series.iter().flat_map(|s| &s.cells).filter_map(|c| c.value);
    data.places.unwrap_or_else(|| values.map(Decimal::places).max().unwrap_or(0).min(4))
}

#[cfg(test)]
mod tests;
