//! Charts that are tables: a row for each category, its picture in a cell, its number beside.

use super::paint::{Figure, colour};
use super::scale::{From, Scale};
use super::width::em;
use super::{Axis, Cell, Data, Decimal, Kind, Series, Unit, Wish, number};
use crate::escape::markup::Html;
use std::cmp::Reverse;

/// Most rows that are all drawn; of more, the first few are, and the table has all.
const ALL: usize = 30;
const FEW: usize = 15;

/// Returns how many rows of a chart are drawn.
pub fn shown(rows: usize) -> usize {
    if rows > ALL { FEW } else { rows }
}

/// Returns the data with its rows by value, the highest first, unless their order means something; those without
/// a value come last.
pub fn sorted(data: &Data, wish: &Wish, kind: Kind) -> Data {
    let Axis::Names(names) = &data.axis else { return data.clone() };
    let mut order: Vec<usize> = (0..names.len()).collect();
    let first = |at: &usize| data.series.first().and_then(|s| s.cells[*at].value);
    if !wish.ordinal {
        order.sort_by_key(|at| (first(at).is_none(), Reverse(first(at))));
    }
    if kind == Kind::Dots {
        // What cannot be told has no dot; it stays in the table beside.
        order.retain(|at| data.series.iter().any(|s| s.cells[*at].range.is_some()));
    }
    let cells = |s: &Series| order.iter().map(|at| s.cells[*at]).collect();
    let series = data.series.iter().map(|s| Series { name: s.name.clone(), cells: cells(s) }).collect();
    Data { axis: Axis::Names(order.iter().map(|at| names[*at].clone()).collect()), series, ..data.clone() }
}

/// Starts a table: the heads of its columns, the marks of its scale between them.
fn head(html: &mut Html, figure: &Figure<'_>, class: &'static str, scale: &Scale, last: &str) {
    html.own("<table class=\"").own(class).own("\" aria-labelledby=\"").text(&figure.wish.id);
    html.own("\"><thead><tr><th scope=\"col\">");
    html.text(&figure.data.axis_name).own("</th><td class=\"ax\"><svg aria-hidden=\"true\">");
    let (count, percent) = (scale.lines.len(), figure.data.unit == Unit::Percent);
    let texts: Vec<String> = scale
        .lines
        .iter()
        .enumerate()
        .map(|(i, v)| {
            let text = number::short(*v, scale.places, figure.strings);
            if percent && i + 1 == count { format!("{text}%") } else { text }
        })
        .collect();
    // The narrowest cell is some ten em wide: what does not fit there is left out of it.
    let widest = texts.iter().map(|t| em(t)).fold(0.0, f64::max);
    #[expect(clippy::cast_precision_loss, reason = "eight lines")]
    let (crowded, wide) = ((widest + 0.6) * count as f64 > 9.0, 1.5 * widest * count.saturating_sub(1) as f64 > 15.0);
    for (i, (value, text)) in scale.lines.iter().zip(&texts).enumerate() {
        // The last one ends at its line, so the one before it has half the room; with wide numbers both
        // ends and the middle are told.
        let is_told = i == 0 || i + 1 == count || i * 2 + 1 == count;
        if wide && !is_told {
            continue;
        }
        let anchor = match i {
            0 => "",
            _ if i + 1 == count => "e",
            _ if crowded => "m w",
            _ => "m",
        };
        html.own("<text x=\"").number(scale.of(*value) * 100.0).own("%\" class=\"").own(anchor).own("\">");
        html.text(text).own("</text>");
    }
    html.own("</svg></td><th scope=\"col\" class=\"n\">").text(last);
    html.own("</th></tr></thead><tbody>");
}

/// Starts a row.
fn row(html: &mut Html, figure: &Figure<'_>, at: usize) {
    html.own("<tr><th scope=\"row\">");
    match &figure.data.axis {
        Axis::Names(names) if !names[at].1.is_empty() => {
            html.own("<a href=\"").text(&names[at].1).own("\">").text(&names[at].0).own("</a>");
        }
        axis => {
            html.text(&axis.name(at, figure.strings));
        }
    }
}

fn cell(html: &mut Html, scale: &Scale) {
    html.own("</th><td class=\"bar\"><svg aria-hidden=\"true\">");
    for value in &scale.lines {
        upright(html, scale.of(*value), if value.sign() == 0 { "z" } else { "g" });
    }
}

fn upright(html: &mut Html, at: f64, class: &'static str) {
    html.own("<line x1=\"").number(at * 100.0).own("%\" x2=\"").number(at * 100.0).own("%\" y2=\"100%\" class=\"");
    html.own(class).own("\"/>");
}

fn number_cell(html: &mut Html, figure: &Figure<'_>, cell: Cell) {
    html.own("</svg></td><td class=\"n\">");
    match cell.value {
        Some(value) => html.text(&figure.cell(value)),
        None => html.text(super::paint::absent(cell.status, figure.strings)),
    };
    if let Some((mark, word)) = cell.mark() {
        html.own(" <abbr title=\"").text(figure.strings.text(word)).own("\">");
        html.text(figure.strings.text(mark)).own("</abbr>");
    }
}

/// The head of the column of numbers: the unit, or what is counted.
fn numbers_head(figure: &Figure<'_>) -> String {
    match &figure.data.unit {
        Unit::Percent => figure.strings.text("chart.percent").to_owned(),
        Unit::Named(unit) => unit.clone(),
        // A long name stands above the picture already, and would take its room.
        Unit::None if em(&figure.data.measure) > LONG => figure.strings.text("chart.value").to_owned(),
        Unit::None => figure.data.measure.clone(),
    }
}

/// A head that is longer stands on more than two lines.
const LONG: f64 = 14.0;

/// Draws horizontal bars.
pub fn bars(figure: &Figure<'_>) -> Html {
    let data = figure.data;
    let cells = &data.series[0].cells;
    let reference = figure.wish.reference.as_ref();
    let values = cells.iter().filter_map(|c| c.value).chain(reference.map(|r| r.value));
    let scale = Scale::new(values, From::Zero, data.unit == Unit::Percent);
    let mut html = Html::default();
    head(&mut html, figure, "bars", &scale, &numbers_head(figure));
    for (at, value) in cells.iter().enumerate().take(shown(cells.len())) {
        row(&mut html, figure, at);
        cell(&mut html, &scale);
        if let Some(v) = value.value {
            let (zero, end) = (scale.zero(), scale.of(v));
            let over = reference.is_some_and(|r| v > r.value);
            html.own("<rect x=\"").number(zero.min(end) * 100.0).own("%\" y=\"22%\" width=\"");
            html.number((end - zero).abs() * 100.0).own("%\" height=\"56%\" class=\"");
            html.own(if value.is_unsure() {
                "f0"
            } else if reference.is_some() && !over {
                "f2"
            } else {
                "f1"
            })
            .own("\"/>");
        }
        if let Some(r) = reference {
            upright(&mut html, scale.of(r.value), "avg");
        }
        number_cell(&mut html, figure, *value);
        html.own("</td></tr>");
    }
    html.own("</tbody></table>");
    html
}

/// Draws dots with the range that chance alone explains.
pub fn dots(figure: &Figure<'_>) -> Html {
    let (data, strings) = (figure.data, figure.strings);
    let cells = &data.series[0].cells;
    let reference = figure.wish.reference.as_ref();
    let ends = cells.iter().filter_map(|c| c.range).flat_map(|(low, high)| [low, high]);
    let values = ends.chain(cells.iter().filter_map(|c| c.value)).chain(reference.map(|r| r.value));
    let all: Vec<Decimal> = values.collect();
    let scale = Scale::new(all.into_iter(), From::Data, data.unit == Unit::Percent);
    let mut html = Html::default();
    head(&mut html, figure, "bars dots", &scale, strings.text("chart.with_range"));
    for (at, value) in cells.iter().enumerate().take(shown(cells.len())) {
        let standing = super::finding::standing(*value, reference);
        row(&mut html, figure, at);
        html.own("<small>");
        if let Some(cases) = value.cases {
            html.text(&strings.counted("chart.cases", u32::try_from(cases).unwrap_or(u32::MAX)));
        }
        let word = match standing {
            super::finding::Standing::Above => "above",
            super::finding::Standing::Below => "below",
            super::finding::Standing::Alike => "",
        };
        if let Some(r) = reference.filter(|_| !word.is_empty()) {
            html.own("<span class=\"").own(word).own("\">").text(strings.text("frame.comma"));
            html.text(&strings.fill(if word == "above" { "chart.above" } else { "chart.below" }, &[("name", &r.name)]));
            html.own("</span>");
        }
        html.own("</small>");
        cell(&mut html, &scale);
        if let Some(r) = reference {
            upright(&mut html, scale.of(r.value), "avg");
        }
        if let (Some(v), Some((low, high))) = (value.value, value.range) {
            html.own("<line x1=\"").number(scale.of(low) * 100.0).own("%\" x2=\"").number(scale.of(high) * 100.0);
            html.own("%\" y1=\"50%\" y2=\"50%\" class=\"ci ").own(word).own("\"/>");
            let x = scale.of(v) * 100.0;
            match word {
                "below" => html
                    .own("<svg x=\"")
                    .number(x)
                    .own("%\" y=\"50%\" class=\"dot below\"><path d=\"M-6-5h12l-6 10z\"/></svg>"),
                "above" => html
                    .own("<svg x=\"")
                    .number(x)
                    .own("%\" y=\"50%\" class=\"dot above\"><path d=\"M-6 5h12l-6-10z\"/></svg>"),
                _ => html.own("<circle cx=\"").number(x).own("%\" cy=\"50%\" r=\"5\" class=\"dot\"/>"),
            };
        }
        html.own("</svg></td><td class=\"n\"><b>");
        html.text(&value.value.map(|v| figure.cell(v)).unwrap_or_default()).own("</b>");
        if let Some((low, high)) = value.range {
            let end = |v: Decimal| number::plain(v, 0, strings);
            html.own(" <small>").text(&end(low)).own("–").text(&end(high)).own("</small>");
        }
        html.own("</td></tr>");
    }
    html.own("</tbody></table>");
    html
}

/// Draws parts of a whole, one beside the other, with a gap between.
pub fn stacked(figure: &Figure<'_>) -> Html {
    let data = figure.data;
    let rows = data.axis.len();
    let sums: Vec<Decimal> = (0..rows).map(|at| sum(data, at)).collect();
    let scale = Scale::new(sums.iter().copied(), From::Zero, data.unit == Unit::Percent);
    let mut html = Html::default();
    html.own("<ul class=\"key\" aria-hidden=\"true\">");
    for (i, series) in data.series.iter().enumerate() {
        html.own("<li><svg class=\"box\" width=\"1em\" height=\"1em\"><rect width=\"100%\" height=\"100%\" class=\"f ");
        html.own(colour(i)).own("\"/></svg> ").text(&series.name).own("</li>");
    }
    html.own("</ul>");
    head(&mut html, figure, "bars stacks", &scale, figure.strings.text("chart.sum"));
    for (at, whole) in sums.iter().enumerate().take(shown(rows)) {
        row(&mut html, figure, at);
        cell(&mut html, &scale);
        let mut from = Decimal::new(0, 0);
        for (i, series) in data.series.iter().enumerate() {
            let Some(value) = series.cells[at].value else { continue };
            let to = from.plus(value);
            let (x, end) = (scale.of(from), scale.of(to));
            html.own("<svg x=\"").number(x * 100.0).own("%\" width=\"").number((end - x) * 100.0);
            html.own("%\" height=\"100%\"><rect x=\"1\" y=\"16%\" width=\"100%\" height=\"68%\" class=\"f ");
            html.own(colour(i)).own("\"/></svg>");
            from = to;
        }
        html.own("</svg><span class=\"vh\">");
        for (i, series) in data.series.iter().enumerate() {
            if let Some(value) = series.cells[at].value {
                html.text(if i > 0 { figure.strings.text("frame.comma") } else { "" });
                html.text(&series.name).own(" ").text(&figure.cell(value));
            }
        }
        html.own("</span></td><td class=\"n\">").text(&figure.cell(*whole)).own("</td></tr>");
    }
    html.own("</tbody></table>");
    html
}

fn sum(data: &Data, at: usize) -> Decimal {
    data.series.iter().filter_map(|s| s.cells[at].value).fold(Decimal::new(0, 0), Decimal::plus)
}

/// Classes of a histogram: the edges, rising, and how many values lie from each up to the next.
pub fn classes(values: &[Decimal], places: u8) -> (Vec<Decimal>, Vec<usize>) {
    let units = values.iter().map(|v| v.units(places));
    let (low, high) = units.clone().fold((i128::MAX, i128::MIN), |(low, high), v| (low.min(v), high.max(v)));
    // Edges that a person would draw, half as far apart as the lines of a scale.
    let lines = super::ticks::ticks(low, high.max(low + 1), super::ticks::Bounds::default());
    let step = if lines.step % 2 == 0 { lines.step / 2 } else { lines.step };
    let first = low.div_euclid(step) * step;
    let count = usize::try_from((high - first) / step + 1).unwrap_or(1);
    let mut counts = vec![0; count];
    for unit in units {
        counts[usize::try_from((unit - first) / step).unwrap_or(0).min(count - 1)] += 1;
    }
    let edges = (0..=count).map(|i| Decimal::new(first + step * i128::try_from(i).unwrap_or(0), places)).collect();
    (edges, counts)
}

/// Draws how many values lie in each of equal classes.
pub fn histogram(figure: &Figure<'_>) -> Html {
    let values: Vec<Decimal> = figure.data.series[0].cells.iter().filter_map(|c| c.value).collect();
    let (edges, counts) = classes(&values, figure.places);
    let count = |n: usize| Decimal::new(n as i128, 0);
    let scale = Scale::new(counts.iter().map(|n| count(*n)), From::Zero, false);
    let mut html = Html::default();
    let plain = Data { unit: Unit::None, axis_name: figure.data.measure.clone(), ..figure.data.clone() };
    let inner = Figure { data: &plain, ..*figure };
    head(&mut html, &inner, "bars hist", &scale, figure.strings.text("chart.number"));
    for (pair, n) in edges.windows(2).zip(&counts) {
        let end = |v: Decimal| number::plain(v, figure.places, figure.strings);
        html.own("<tr><th scope=\"row\">");
        html.text(&figure.strings.fill("chart.class", &[("from", &end(pair[0])), ("to", &end(pair[1]))]));
        cell(&mut html, &scale);
        html.own("<rect y=\"4%\" width=\"")
            .number(scale.of(count(*n)) * 100.0)
            .own("%\" height=\"92%\" class=\"f1\"/>");
        html.own("</svg></td><td class=\"n\">").text(&number::plain(count(*n), 0, figure.strings));
        html.own("</td></tr>");
    }
    html.own("</tbody></table>");
    html
}
