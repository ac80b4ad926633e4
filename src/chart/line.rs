//! Lines over time, in one picture or in small ones side by side.
//!
//! The outer drawing has no `viewBox`: x is a part of the width, y is in em, so that a picture fits every width
//! and grows with the text. Only the paths stand in a drawing that is stretched.

use super::paint::{Figure, LEFT, RIGHT, colour, mark, room};
use super::period::Period;
use super::scale::{From, Scale};
use super::times::{Tick, place, runs, thinned, ticks};
use super::width::{em, wrapped};
use super::{Axis, Cell, Decimal, Kind, Series, Unit, number, spread};
use crate::escape::markup::Html;
use crate::words::Strings;

/// From one line of text to the next, in em: enough for fonts of Chinese.
const LEAD: f64 = 1.45;

/// Height of a picture of its own, and of small ones, in em.
const HEIGHT: f64 = 16.0;
const SMALL: f64 = 8.0;

/// The ground of a picture: its scale, and where times stand.
struct Ground<'a> {
    times: &'a [Period],
    breaks: Vec<Period>,
    scale: Scale,
    height: f64,
}

impl Ground<'_> {
    fn x(&self, at: usize) -> f64 {
        place(self.times, self.times[at])
    }

    fn y(&self, value: Decimal) -> f64 {
        (1.0 - self.scale.of(value)) * self.height
    }
}

fn times<'a>(figure: &Figure<'a>) -> &'a [Period] {
    match &figure.data.axis {
        Axis::Times(times) => times,
        _ => &[],
    }
}

fn scale(figure: &Figure<'_>) -> Scale {
    let values = figure.data.series.iter().flat_map(|s| &s.cells).filter_map(|c| c.value);
    let values = values.chain(figure.wish.reference.iter().map(|r| r.value));
    let from = if figure.wish.log { From::Log } else { From::Data };
    Scale::new(values, from, figure.data.unit == Unit::Percent)
}

/// Returns where the scale of a picture of lines starts, if not at zero.
pub fn starts_at(figure: &Figure<'_>) -> Option<(Decimal, u8)> {
    let scale = scale(figure);
    scale.starts_at().map(|value| (value, scale.places))
}

fn written(scale: &Scale, value: Decimal, top: bool, unit: &Unit, strings: &Strings) -> String {
    let text = number::short(value, scale.places, strings);
    if top && *unit == Unit::Percent { format!("{text}%") } else { text }
}

/// Draws lines in one picture.
pub fn line(figure: &Figure<'_>) -> Html {
    let ground = Ground {
        times: times(figure),
        breaks: figure.wish.breaks.iter().map(|b| b.at).collect(),
        scale: scale(figure),
        height: HEIGHT,
    };
    let data = figure.data;
    let labels = labels(figure, &ground);
    let widest = labels.iter().flat_map(|l| &l.lines).map(|line| em(line)).fold(0.0, f64::max);
    let (right_class, right) = room(&RIGHT, widest + 1.4);
    let last = ground.scale.lines.len().saturating_sub(1);
    let lines = ground.scale.lines.iter().enumerate();
    let texts: Vec<String> =
        lines.map(|(i, v)| written(&ground.scale, *v, i == last, &data.unit, figure.strings)).collect();
    let (left_class, left) = room(&LEFT, texts.iter().map(|t| em(t)).fold(0.0, f64::max) + 0.7);
    let mut html = Html::default();
    if data.series.len() > 1 {
        names(&mut html, figure);
    }
    html.own("<svg class=\"plot ").own(left_class).own(" ").own(right_class).own("\" role=\"img\" aria-label=\"");
    html.text(&alt(figure, Kind::Line)).own("\"><g aria-hidden=\"true\">");
    grid(&mut html, &ground, &texts);
    let below = |em: f64, sides: f64| em - sides;
    let widths =
        [below(11.4, left + 1.0), below(20.3, left + 1.0), below(29.5, left + right), below(38.6, left + right)];
    let marks = ticks(ground.times, widths, figure.strings);
    axis(&mut html, &marks, HEIGHT);
    if let Some(reference) = &figure.wish.reference {
        let y = ground.y(reference.value);
        html.own("<line x2=\"100%\" y1=\"").number(y).own("em\" y2=\"").number(y).own("em\" class=\"lim\"/>");
    }
    events(&mut html, figure, &ground, below(29.5, left + right).max(8.0));
    html.own("<svg viewBox=\"0 0 1000 160\" width=\"100%\" height=\"16em\" preserveAspectRatio=\"none\" class=\"v\">");
    for (i, series) in data.series.iter().enumerate() {
        paths(&mut html, &ground, series, colour(i), true);
    }
    html.own("</svg>");
    for (i, series) in data.series.iter().enumerate() {
        dots(&mut html, &ground, i, series);
    }
    for label in &labels {
        let Some(y) = label.y else { continue };
        if (y - label.wanted).abs() > 0.5 {
            html.own("<svg x=\"100%\" class=\"v\"><line x1=\".6em\" y1=\"").number(label.wanted);
            html.own("em\" x2=\"1em\" y2=\"").number(y).own("em\" class=\"ld w2\"/></svg>");
        }
        for (i, text) in label.lines.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "three lines")]
            let at = y + i as f64 * LEAD;
            html.own("<text x=\"100%\" dx=\"1.1em\" y=\"").number(at).own("em\" dy=\".35em\" class=\"");
            html.own(if i < label.bold { "b w2 t" } else { "w2 t" }).own("\">").text(text).own("</text>");
        }
    }
    html.own("</g></svg>");
    html
}

/// Draws small pictures side by side, on one scale, the other series grey behind each.
pub fn multiples(figure: &Figure<'_>) -> Html {
    let data = figure.data;
    let mut ground = Ground {
        times: times(figure),
        breaks: figure.wish.breaks.iter().map(|b| b.at).collect(),
        scale: scale(figure),
        height: SMALL,
    };
    // Every second line is enough for half the height.
    let lines: Vec<Decimal> = match ground.scale.lines.len() {
        n if n > 4 => ground.scale.lines.iter().rev().step_by(2).rev().copied().collect(),
        _ => ground.scale.lines.clone(),
    };
    let places = (0..=ground.scale.places).find(|p| lines.iter().all(|v| v.rounded(*p) == *v));
    ground.scale.places = places.unwrap_or(ground.scale.places);
    let texts: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(i, v)| written(&ground.scale, *v, i + 1 == lines.len(), &data.unit, figure.strings))
        .collect();
    let (left_class, left) = room(&LEFT, texts.iter().map(|t| em(t)).fold(0.0, f64::max) + 0.7);
    let values = data.series.iter().filter_map(|s| s.cells.iter().rev().find_map(|c| c.value));
    let widest = values.map(|v| em(&figure.label(v))).fold(0.0, f64::max);
    let (right_class, right) = room(&RIGHT, widest + 0.9);
    let width = (11.4 - left - right).max(1.0);
    let marks = ticks(ground.times, [width; 4], figure.strings);
    let mut html = Html::default();
    html.own("<ul class=\"multi\">");
    for (i, series) in data.series.iter().enumerate() {
        html.own("<li><p class=\"name\">").text(&series.name).own("</p><svg class=\"plot sm ").own(left_class).own(" ");
        html.own(right_class)
            .own("\" role=\"img\" aria-label=\"")
            .text(&alt_of(figure, series))
            .own("\"><g aria-hidden=\"true\">");
        for (value, text) in lines.iter().zip(&texts) {
            grid_line(&mut html, &ground, *value, text);
        }
        if let Some(reference) = &figure.wish.reference {
            let y = ground.y(reference.value);
            html.own("<line x2=\"100%\" y1=\"").number(y).own("em\" y2=\"").number(y).own("em\" class=\"lim\"/>");
        }
        axis(&mut html, &marks, SMALL);
        html.own(
            "<svg viewBox=\"0 0 1000 80\" width=\"100%\" height=\"8em\" preserveAspectRatio=\"none\" class=\"v\">",
        );
        let most = data.series.len() <= 8;
        for (_, other) in data.series.iter().enumerate().filter(|(j, _)| most && *j != i) {
            paths(&mut html, &ground, other, "bg", false);
        }
        paths(&mut html, &ground, series, "s1", true);
        html.own("</svg>");
        if let Some((at, cell)) = series.cells.iter().enumerate().rev().find(|(_, c)| c.value.is_some()) {
            let (x, value) = (ground.x(at), cell.value.unwrap_or(Decimal::new(0, 0)));
            let y = ground.y(value);
            mark(&mut html, 0, x, y, cell.is_unsure());
            html.own("<text x=\"").number(x * 100.0).own("%\" dx=\".6em\" y=\"").number(y);
            html.own("em\" dy=\".35em\" class=\"b t\">").text(&figure.label(value)).own("</text>");
        }
        html.own("</g></svg></li>");
    }
    html.own("</ul>");
    html
}

fn grid(html: &mut Html, ground: &Ground<'_>, texts: &[String]) {
    for (value, text) in ground.scale.lines.iter().zip(texts) {
        grid_line(html, ground, *value, text);
    }
}

fn grid_line(html: &mut Html, ground: &Ground<'_>, value: Decimal, text: &str) {
    let y = ground.y(value);
    html.own("<line x2=\"100%\" y1=\"").number(y).own("em\" y2=\"").number(y);
    html.own(if value.sign() == 0 { "em\" class=\"z\"/>" } else { "em\" class=\"g\"/>" });
    html.own("<text x=\"-.5em\" y=\"").number(y).own("em\" dy=\".35em\" class=\"e\">").text(text).own("</text>");
}

/// Draws the marks below a time axis.
fn axis(html: &mut Html, marks: &[Tick], height: f64) {
    for tick in marks {
        let (x, class) = (tick.at * 100.0, tick.class);
        html.own("<line x1=\"").number(x).own("%\" x2=\"").number(x).own("%\" y1=\"").number(height).own("em\" y2=\"");
        html.number(height + 0.4).own("em\" class=\"k ").own(class).own("\"/>");
        for (text, y) in [(Some(&tick.name), height + 2.0), (tick.year.as_ref(), height + 2.0 + LEAD)] {
            let Some(text) = text else { continue };
            html.own("<text x=\"").number(x).own("%\" y=\"").number(y).own("em\" class=\"");
            html.own(if tick.last { "e " } else { "m " }).own(class).own("\">").text(text).own("</text>");
        }
    }
}

/// Draws annotations and breaks: an upright line, and words beside it where the fewest points lie.
fn events(html: &mut Html, figure: &Figure<'_>, ground: &Ground<'_>, width: f64) {
    if figure.wish.small {
        return;
    }
    let points: Vec<(f64, f64)> = figure
        .data
        .series
        .iter()
        .flat_map(|s| s.cells.iter().enumerate().filter_map(|(at, c)| Some((ground.x(at) * width, ground.y(c.value?)))))
        .collect();
    let mut taken: Vec<(f64, f64, f64, f64)> = Vec::new();
    let annotations = figure.wish.annotations.iter().map(|m| (m, false));
    for (event, is_break) in annotations.chain(figure.wish.breaks.iter().map(|m| (m, true))) {
        let own = place(ground.times, event.at);
        // A break lies between the last value before it and the first after it.
        let before = ground.times.iter().rev().find(|t| t.start < event.at.start).map(|t| place(ground.times, *t));
        let x = if is_break { before.map_or(own, |b| f64::midpoint(own, b)) } else { own };
        html.own("<line x1=\"").number(x * 100.0).own("%\" x2=\"").number(x * 100.0).own("%\" y1=\"0\" y2=\"");
        html.number(ground.height).own(if is_break { "em\" class=\"br\"/>" } else { "em\" class=\"an\"/>" });
        // The words stand on the side with more room.
        let left = x > 0.5;
        let space = if left { x } else { 1.0 - x } * width - 0.8;
        let lines = wrapped(&event.text, space.clamp(4.0, 9.0), 3);
        let wide = lines.iter().map(|l| em(l)).fold(0.0, f64::max);
        #[expect(clippy::cast_precision_loss, reason = "three lines")]
        let high = lines.len() as f64 * LEAD;
        let edge = x * width;
        let (from, to) = if left { (edge - 0.5 - wide, edge - 0.5) } else { (edge + 0.5, edge + 0.5 + wide) };
        let cost = |y: f64| {
            let inside = points
                .iter()
                .filter(|(px, py)| (from - 0.5..=to + 0.5).contains(px) && (y - 1.2..=y + high).contains(py));
            inside.count()
        };
        let free =
            |y: f64| !taken.iter().any(|(a, b, c, d)| from < *b && *a < to && y - 0.8 < *d && *c < y + high - 0.6);
        let rows = (0..25).map(|i| 1.0 + f64::from(i) * 0.6).filter(|y| y + high <= ground.height - 0.2);
        let Some(y) = rows.filter(|y| free(*y)).min_by_key(|y| cost(*y)) else { continue };
        taken.push((from, to, y - 0.8, y + high - 0.6));
        for (i, text) in lines.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "three lines")]
            let at = y + i as f64 * LEAD;
            html.own("<text x=\"").number(x * 100.0).own("%\" dx=\"").own(if left { "-.5em" } else { ".5em" });
            html.own("\" y=\"").number(at).own("em\" dy=\".35em\" class=\"");
            html.own(if left { "e an w2\">" } else { "an w2\">" }).text(text).own("</text>");
        }
    }
}

/// Writes the paths of a series: solid, and dashed where it leads to what is not final.
fn paths(html: &mut Html, ground: &Ground<'_>, series: &Series, class: &'static str, unsure: bool) {
    let x = |at: usize| ground.x(at);
    let y = |at: usize| series.cells[at].value.map_or(0.0, |v| ground.y(v));
    for run in runs(ground.times, &series.cells, &ground.breaks) {
        let points = thinned(&run, x, y);
        // Neighbours with the same certainty make one path.
        let mut from = 0;
        while from + 1 < points.len() {
            let dashed = |i: usize| unsure && series.cells[points[i]].is_unsure();
            let kind = dashed(from + 1);
            let mut to = from + 1;
            while to + 1 < points.len() && dashed(to + 1) == kind {
                to += 1;
            }
            path(html, points[from..=to].iter().map(|at| (x(*at), y(*at))), class, kind);
            from = to;
        }
    }
}

/// Writes a path as steps in whole units of a ground 1000 wide, ten to an em.
#[expect(clippy::cast_possible_truncation, reason = "from 0 to 1000")]
fn path(html: &mut Html, points: impl Iterator<Item = (f64, f64)>, class: &'static str, dashed: bool) {
    html.own("<path d=\"");
    let mut last: Option<(i64, i64)> = None;
    for (x, y) in points {
        let (x, y) = ((x * 1000.0).round() as i64, (y * 10.0).round() as i64);
        let (dx, dy) = last.map_or((x, y), |(a, b)| (x - a, y - b));
        html.own(if last.is_none() { "M" } else { "l" }).number(dx);
        html.own(if dy < 0 { "" } else { " " }).number(dy);
        last = Some((x, y));
    }
    html.own("\" class=\"l ").own(class).own(if dashed { " p\"/>" } else { "\"/>" });
}

/// Draws the mark at the end of a series, and one for each value that no line leads to.
fn dots(html: &mut Html, ground: &Ground<'_>, at: usize, series: &Series) {
    for run in runs(ground.times, &series.cells, &ground.breaks) {
        if let ([only], true) = (&run[..], ground.times.len() <= 1000) {
            let cell: Cell = series.cells[*only];
            if let Some(value) = cell.value {
                mark(html, at, ground.x(*only), ground.y(value), cell.is_unsure());
            }
        }
    }
    let end = series.cells.iter().enumerate().rev().find_map(|(i, c)| Some((i, c.value?, c.is_unsure())));
    if let Some((i, value, unsure)) = end {
        mark(html, at, ground.x(i), ground.y(value), unsure);
    }
}

/// The label at the end of a series.
struct Label {
    lines: Vec<String>,
    /// How many lines, from the first, are its name.
    bold: usize,
    wanted: f64,
    /// Where its first line stands, if there is room for it.
    y: Option<f64>,
}

/// Puts names and last values beside the ends of the lines, so that no two touch.
fn labels(figure: &Figure<'_>, ground: &Ground<'_>) -> Vec<Label> {
    let series = &figure.data.series;
    let last = |s: &Series| s.cells.iter().rev().find_map(|c| c.value);
    let made = |most: usize| {
        let label = |s: &Series| {
            let value = last(s)?;
            let mut lines = if series.len() > 1 { wrapped(&s.name, 8.0, most) } else { Vec::new() };
            let bold = if lines.is_empty() { 1 } else { lines.len() };
            lines.push(figure.label(value));
            Some(Label { lines, bold, wanted: ground.y(value), y: None })
        };
        series.iter().filter_map(label).collect::<Vec<_>>()
    };
    for most in [2, 1] {
        let mut labels = made(most);
        #[expect(clippy::cast_precision_loss, reason = "three lines")]
        let high = labels.iter().map(|l| l.lines.len()).max().unwrap_or(1) as f64 * LEAD;
        let wanted: Vec<f64> = labels.iter().map(|l| l.wanted).collect();
        let bottom = ground.height + 0.4 - (high - LEAD);
        if let Some(places) = spread::spread(&wanted, high, 0.0, bottom) {
            labels.iter_mut().zip(places).for_each(|(label, y)| label.y = Some(y));
            return labels;
        }
    }
    made(1)
}

/// The names of the series above the picture, where there is no room at its side.
fn names(html: &mut Html, figure: &Figure<'_>) {
    html.own("<ul class=\"names\" aria-hidden=\"true\">");
    for (i, series) in figure.data.series.iter().enumerate() {
        let end = series.cells.iter().rev().find(|c| c.value.is_some());
        html.own("<li><svg class=\"v\" width=\"1em\" height=\"1em\">");
        mark(html, i, 0.5, 0.5, end.is_some_and(|c| c.is_unsure()));
        html.own("</svg> <span>").text(&series.name).own("</span> ");
        html.text(&end.and_then(|c| c.value).map(|v| figure.label(v)).unwrap_or_default()).own("</li>");
    }
    html.own("</ul>");
}

/// What a picture is, for those who do not see it.
fn alt(figure: &Figure<'_>, kind: Kind) -> String {
    let strings = figure.strings;
    let name = strings.text(match kind {
        Kind::Stacked => "chart.kind.stacked",
        _ => "chart.kind.line",
    });
    let counted = |key: &str, n: usize| strings.counted(key, u32::try_from(n).unwrap_or(u32::MAX));
    let (series, times) = (figure.data.series.len(), figure.data.axis.len());
    strings.fill(
        "chart.alt",
        &[("kind", name), ("series", &counted("chart.series", series)), ("places", &counted("chart.values", times))],
    )
}

fn alt_of(figure: &Figure<'_>, series: &Series) -> String {
    let times = figure.data.axis.len();
    let values = figure.strings.counted("chart.values", u32::try_from(times).unwrap_or(u32::MAX));
    figure.strings.fill("chart.alt_one", &[("name", &series.name), ("places", &values)])
}
