//! Charts of squares: months by years, days of a calendar, tiles of districts. Each square holds its number.

use super::paint::{Figure, absent};
use super::{Axis, Cell, Decimal, Period, Unit, number};
use crate::escape::markup::Html;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Shades, from few to many.
const SHADES: [&str; 5] = ["q1", "q2", "q3", "q4", "q5"];

/// Edges between the five shades, in units: about a fifth of the values in each, at round numbers.
fn edges(values: &[Decimal], places: u8) -> Vec<i128> {
    let mut units: Vec<i128> = values.iter().map(|v| v.units(places)).collect();
    units.sort_unstable();
    let (low, high) = (units[0], units[units.len() - 1]);
    // Round to a step that leaves at least a dozen places for an edge.
    let mut step = 1;
    for next in (0..).flat_map(|k| [1, 2, 5].map(|q| q * 10_i128.pow(k))) {
        if (high - low) / next < 12 {
            break;
        }
        step = next;
    }
    let mut edges: Vec<i128> = (1..5).map(|i| units[units.len() * i / 5] / step * step).collect();
    edges.retain(|e| *e > low);
    edges.dedup();
    edges
}

fn shade(value: Decimal, edges: &[i128], places: u8) -> &'static str {
    let above = edges.iter().filter(|e| value.units(places) >= **e).count();
    // With fewer edges the shades lie further apart.
    SHADES[(above * 4).checked_div(edges.len()).unwrap_or(2)]
}

/// Explains the shades.
fn key(html: &mut Html, figure: &Figure<'_>, edges: &[i128], days_off: bool) {
    let (strings, places) = (figure.strings, figure.places);
    let text = |units: i128| number::plain(Decimal::new(units, places), places, strings);
    html.own("<ul class=\"key\">");
    let of = |html: &mut Html, at: usize, text: String| {
        html.own("<li><span class=\"").own(SHADES[(at * 4).checked_div(edges.len()).unwrap_or(2)]).own("\"></span>");
        html.text(&text).own("</li>");
    };
    for (at, edge) in edges.iter().enumerate() {
        match at {
            0 => of(html, 0, strings.fill("chart.under", &[("n", &text(*edge))])),
            _ => of(html, at, format!("{}–{}", text(edges[at - 1]), text(edge - 1))),
        }
    }
    if let Some(last) = edges.last() {
        of(html, edges.len(), strings.fill("chart.at_least", &[("n", &text(*last))]));
    }
    if days_off {
        html.own("<li><span class=\"off\"></span>").text(strings.text("chart.days_off")).own("</li>");
    }
    html.own("</ul>");
}

fn values(figure: &Figure<'_>) -> Vec<Decimal> {
    figure.data.series[0].cells.iter().filter_map(|c| c.value).collect()
}

fn times(figure: &Figure<'_>) -> Vec<(Period, Cell)> {
    match &figure.data.axis {
        Axis::Times(times) => times.iter().copied().zip(figure.data.series[0].cells.iter().copied()).collect(),
        _ => Vec::new(),
    }
}

fn printed(figure: &Figure<'_>, value: Decimal) -> String {
    match figure.data.unit {
        Unit::Percent => number::share(value, figure.places, figure.strings).trim_end_matches('%').to_owned(),
        _ => number::plain(value, figure.places, figure.strings),
    }
}

/// Draws months by years.
pub fn heat(figure: &Figure<'_>) -> Html {
    let strings = figure.strings;
    let edges = edges(&values(figure), figure.places);
    let mut html = Html::default();
    key(&mut html, figure, &edges, false);
    let mut years = BTreeMap::<i16, [Option<Cell>; 12]>::new();
    for (period, cell) in times(figure) {
        let month = usize::try_from(period.start.month() - 1).unwrap_or(0);
        years.entry(period.start.year()).or_default()[month] = Some(cell);
    }
    html.own("<table class=\"heat\" aria-labelledby=\"").text(&figure.wish.id);
    html.own("\"><thead><tr><th scope=\"col\"><span class=\"vh\">");
    html.text(strings.text("chart.year_head")).own("</span></th>");
    for month in 1..=12 {
        let month = Period { step: super::period::Step::Month, start: Date::constant(2001, month, 1) };
        html.own("<th scope=\"col\">").text(&month.tick(strings).0).own("</th>");
    }
    html.own("</tr></thead><tbody>");
    for (year, months) in years {
        html.own("<tr><th scope=\"row\">").text(&year.to_string()).own("</th>");
        for cell in months {
            match cell.and_then(|c| c.value.map(|v| (c, v))) {
                Some((cell, value)) => {
                    html.own("<td class=\"").own(shade(value, &edges, figure.places)).own("\">");
                    html.text(&printed(figure, value));
                    if let Some((mark, _)) = cell.mark() {
                        html.own("<small>").text(strings.text(mark)).own("</small>");
                    }
                    html.own("</td>");
                }
                None => {
                    let word = cell.map_or("–", |c| absent(c.status, strings));
                    html.own("<td class=\"na\">").text(word).own("</td>");
                }
            }
        }
        html.own("</tr>");
    }
    html.own("</tbody></table>");
    html
}

/// Draws the days of months.
pub fn calendar(figure: &Figure<'_>) -> Html {
    let strings = figure.strings;
    let edges = edges(&values(figure), figure.places);
    let days: BTreeMap<Date, Cell> = times(figure).into_iter().map(|(p, c)| (p.start, c)).collect();
    let off = |day: Date| figure.wish.days_off.iter().any(|p| p.start == day);
    let mut html = Html::default();
    key(&mut html, figure, &edges, !figure.wish.days_off.is_empty());
    html.own("<ul class=\"cals\">");
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else { return html };
    let mut month = first.first_of_month();
    while month <= *last {
        html.own("<li><table class=\"days\"><caption>");
        html.text(&Period { step: super::period::Step::Month, start: month }.name(strings));
        html.own("</caption><thead><tr>");
        for day in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] {
            html.own("<th scope=\"col\">").text(strings.word("clock", day)).own("</th>");
        }
        html.own("</tr></thead><tbody><tr>");
        let before = month.weekday().to_monday_zero_offset();
        (0..before).for_each(|_| {
            html.own("<td></td>");
        });
        let end = month.last_of_month();
        let mut day = month;
        loop {
            let cell = days.get(&day);
            let value = cell.and_then(|c| c.value);
            html.own("<td class=\"").own(value.map_or("na", |v| shade(v, &edges, figure.places)));
            html.own(if off(day) { " off\"><small>" } else { "\"><small>" })
                .number(i64::from(day.day()))
                .own("</small>");
            match (value, cell) {
                (Some(value), _) => html.text(&printed(figure, value)),
                (None, Some(cell)) => html.text(absent(cell.status, strings)),
                (None, None) => &mut html,
            };
            html.own("</td>");
            if day == end {
                break;
            }
            if day.weekday() == jiff::civil::Weekday::Sunday {
                html.own("</tr><tr>");
            }
            day = day.tomorrow().unwrap_or(end);
        }
        (end.weekday().to_monday_zero_offset()..6).for_each(|_| {
            html.own("<td></td>");
        });
        html.own("</tr></tbody></table></li>");
        let Ok(next) = month.checked_add(1.month()) else { break };
        month = next;
    }
    html.own("</ul>");
    html
}

/// Draws districts as tiles of one size, about where they lie.
pub fn tiles(figure: &Figure<'_>) -> Html {
    let edges = edges(&values(figure), figure.places);
    let mut html = Html::default();
    key(&mut html, figure, &edges, false);
    let Axis::Tiles(tiles) = &figure.data.axis else { return html };
    let cells = &figure.data.series[0].cells;
    html.own("<ul class=\"tiles\">");
    let mut order: Vec<usize> = (0..tiles.len()).collect();
    order.sort_by_key(|at| (tiles[*at].2, tiles[*at].1));
    for at in order {
        let (name, column, row) = &tiles[at];
        let value = cells[at].value;
        html.own("<li class=\"x")
            .number(i64::from((*column).clamp(1, 12)))
            .own(" y")
            .number(i64::from((*row).clamp(1, 12)));
        html.own(" ").own(value.map_or("na", |v| shade(v, &edges, figure.places))).own("\"><span>").text(name);
        html.own("</span> <b>");
        html.text(&value.map_or_else(|| absent(cells[at].status, figure.strings).to_owned(), |v| printed(figure, v)));
        html.own("</b></li>");
    }
    html.own("</ul>");
    html
}
