//! Time axes: in order, with their gaps, and what stands below them at each width.

use super::period::{Period, Step};
use super::width::em;
use super::{Axis, Cell, Data, Series};
use crate::words::Strings;
use std::collections::BTreeMap;

/// Returns the data with its times rising, one place for each.
pub fn in_order(data: &Data) -> Data {
    let Axis::Times(times) = &data.axis else { return data.clone() };
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by_key(|at| times[*at]);
    order.dedup_by_key(|at| times[*at]);
    let cells = |series: &Series| order.iter().map(|at| series.cells[*at]).collect();
    let series = data.series.iter().map(|s| Series { name: s.name.clone(), cells: cells(s) }).collect();
    Data { axis: Axis::Times(order.iter().map(|at| times[*at]).collect()), series, ..data.clone() }
}

/// Returns how many periods lie from one row to the next as a rule.
fn usual(times: &[Period]) -> i64 {
    let mut gaps = BTreeMap::<i64, usize>::new();
    for pair in times.windows(2) {
        *gaps.entry(pair[1].ordinal() - pair[0].ordinal()).or_default() += 1;
    }
    gaps.into_iter().max_by_key(|(gap, count)| (*count, -gap)).map_or(1, |(gap, _)| gap)
}

/// Returns the stretches of a series that are joined by a line: without a gap, and without a break in them.
pub fn runs(times: &[Period], cells: &[Cell], breaks: &[Period]) -> Vec<Vec<usize>> {
    let usual = usual(times);
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut before: Option<usize> = None;
    for (at, _) in cells.iter().enumerate().filter(|(_, c)| c.value.is_some()) {
        let joined = before.is_some_and(|b| {
            let broken = breaks.iter().any(|x| times[b].start < x.start && x.start <= times[at].start);
            b + 1 == at && times[at].ordinal() - times[b].ordinal() <= usual && !broken
        });
        match runs.last_mut().filter(|_| joined) {
            Some(run) => run.push(at),
            None => runs.push(vec![at]),
        }
        before = Some(at);
    }
    runs
}

/// Keeps the shape of a long run with few points: the first, the last, the lowest and the highest of each of 500
/// columns.
pub fn thinned(run: &[usize], x: impl Fn(usize) -> f64, y: impl Fn(usize) -> f64) -> Vec<usize> {
    if run.len() <= 1000 {
        return run.to_vec();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 500")]
    let column = |at: usize| (x(at) * 500.0) as usize;
    let mut kept = Vec::new();
    for part in run.chunk_by(|a, b| column(*a) == column(*b)) {
        let by = |a: &&usize, b: &&usize| y(**a).total_cmp(&y(**b));
        let few = [part.first(), part.iter().min_by(by), part.iter().max_by(by), part.last()];
        let mut few: Vec<usize> = few.into_iter().flatten().copied().collect();
        few.sort_unstable();
        few.dedup();
        kept.extend(few);
    }
    kept
}

/// A mark below a time axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// From 0 to 1.
    pub at: f64,
    pub name: String,
    pub year: Option<String>,
    /// The class that hides it where there is no room; empty: always shown.
    pub class: &'static str,
    /// It stands at the end of the axis, and its text before it.
    pub last: bool,
}

/// Widths of the plot, in em, from which on a mark of each class is shown.
pub const CLASSES: [&str; 4] = ["", "w3", "w2", "w"];

/// Room between two labels, in em.
const ROOM: f64 = 0.8;

/// Returns the place of a time along its axis, from 0 to 1.
pub fn place(times: &[Period], at: Period) -> f64 {
    let (first, last) = (times.first().map_or(0, |p| p.days()), times.last().map_or(1, |p| p.days()));
    #[expect(clippy::cast_precision_loss, reason = "days")]
    let of = |days: i64| days as f64;
    ((of(at.days()) - of(first)) / of((last - first).max(1))).clamp(0.0, 1.0)
}

/// Returns the marks below a time axis, for widths of the plot from narrow to wide: as many as fit each.
pub fn ticks(times: &[Period], widths: [f64; 4], strings: &Strings) -> Vec<Tick> {
    let candidates = candidates(times);
    let tick = |period: &Period| {
        let (name, year) = period.tick(strings);
        let at = place(times, *period);
        Tick { at, name, year, class: "w", last: at > 0.93 }
    };
    let all: Vec<(i64, Tick)> = candidates.iter().map(|(key, period)| (*key, tick(period))).collect();
    let fits = |chosen: &[&Tick], width: f64| {
        let ends: Vec<(f64, f64)> = chosen
            .iter()
            .map(|t| {
                let own = em(&t.name).max(t.year.as_deref().map_or(0.0, em));
                let middle = t.at * width;
                if t.last { (middle - own, middle) } else { (middle - own / 2.0, middle + own / 2.0) }
            })
            .collect();
        chosen.len() <= 12 && ends.windows(2).all(|pair| pair[0].1 + ROOM <= pair[1].0)
    };
    // From wide to narrow: each set is a part of the one before.
    let mut stride = 1;
    let mut chosen: Vec<(usize, &'static str)> = Vec::new();
    for (width, class) in widths.into_iter().zip(CLASSES).rev() {
        let found = STRIDES.iter().filter(|s| *s % stride == 0).find(|s| {
            let part: Vec<&Tick> = all.iter().filter(|(key, _)| key % **s == 0).map(|(_, t)| t).collect();
            !part.is_empty() && fits(&part, width)
        });
        match found {
            Some(s) => {
                stride = *s;
                let part = all.iter().enumerate().filter(|(_, (key, _))| key % stride == 0);
                let part: Vec<usize> = part.map(|(i, _)| i).collect();
                chosen.retain(|(i, _)| !part.contains(i));
                chosen.extend(part.into_iter().map(|i| (i, class)));
            }
            // Nothing fits but one.
            None => {
                if let Some(first) = chosen.iter_mut().filter(|(_, c)| *c == shown_before(class)).min() {
                    first.1 = class;
                } else if let Some(first) = chosen.iter_mut().min() {
                    first.1 = class;
                }
            }
        }
    }
    chosen.sort_unstable();
    // A year is named where it begins, and at the first mark.
    let mut ticks: Vec<Tick> = Vec::new();
    for (i, class) in chosen {
        let mut tick = Tick { class, ..all[i].1.clone() };
        let known = ticks.iter().any(|t| {
            t.year.is_some()
                && t.year == tick.year
                && CLASSES.iter().position(|c| *c == t.class) <= CLASSES.iter().position(|c| *c == class)
        });
        if known {
            tick.year = None;
        }
        ticks.push(tick);
    }
    ticks
}

fn shown_before(class: &str) -> &'static str {
    match class {
        "" => "w3",
        "w3" => "w2",
        _ => "w",
    }
}

/// Steps between marks, in months (or in weeks, of short series of days): each a multiple of one before.
const STRIDES: [i64; 11] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/// Places where a mark may stand, with a number that a stride divides.
fn candidates(times: &[Period]) -> Vec<(i64, Period)> {
    let (Some(first), Some(last)) = (times.first(), times.last()) else { return Vec::new() };
    let months = |p: &Period| i64::from(p.start.year()) * 12 + i64::from(p.start.month()) - 1;
    match first.step {
        Step::Day | Step::Week if last.days() - first.days() < 120 => {
            let mondays = times.iter().filter(|p| p.start.weekday() == jiff::civil::Weekday::Monday);
            mondays.map(|p| (p.days() / 7, *p)).collect()
        }
        Step::Day | Step::Week => {
            let begins = times.iter().enumerate().filter(|(i, p)| *i == 0 || months(&times[i - 1]) != months(p));
            begins.map(|(_, p)| (months(p), Period { step: Step::Month, start: p.start })).collect()
        }
        // Of budget years the months are those of the year they begin in.
        Step::Budget => times.iter().map(|p| (i64::from(p.start.year()) * 12, *p)).collect(),
        _ => times.iter().map(|p| (months(p), *p)).collect(),
    }
}
