//! What a figure shows, in words: a headline and a sentence.
//!
//! The sentence follows one recipe: the latest value with its period and status; the change on a year before, never
//! across a break; since when it was not so high or low; the others; what to bear in mind. No cause is named
//! that an annotation does not.

use super::paint::Figure;
use super::rows;
use super::{Axis, Cell, Data, Decimal, Kind, Period, Reference, Series, Status, Unit, Wish, number};
use crate::words::Strings;

/// The words of a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    pub headline: String,
    pub sentence: String,
    /// How to read it: where the scale starts, what hollow marks are.
    pub notes: Vec<String>,
}

/// How a value with a range stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Above,
    Alike,
    Below,
}

/// Returns how a value stands to what it is held against: alike where its range holds it.
pub fn standing(cell: Cell, reference: Option<&Reference>) -> Standing {
    match (cell.range, reference) {
        (Some((low, _)), Some(r)) if low > r.value => Standing::Above,
        (Some((_, high)), Some(r)) if high < r.value => Standing::Below,
        _ => Standing::Alike,
    }
}

/// Returns what is counted, when and in what.
pub fn subtitle(data: &Data, strings: &Strings) -> String {
    let mut parts = vec![data.measure.clone()];
    if let Axis::Times(times) = &data.axis
        && let (Some(first), Some(last)) = (times.first(), times.last())
    {
        parts.push(strings.fill("dates.period", &[("from", &first.name(strings)), ("to", &last.name(strings))]));
    }
    match &data.unit {
        Unit::Named(unit) => parts.push(unit.clone()),
        Unit::Percent => parts.push(strings.text("chart.percent").to_owned()),
        Unit::None => {}
    }
    parts.join(strings.text("chart.clause"))
}

/// Returns the words of a figure.
pub fn words(data: &Data, wish: &Wish, kind: Kind, strings: &Strings) -> Words {
    let told = Told { figure: Figure { data, wish, strings, places: super::places(data) } };
    let (headline, clauses) = match kind {
        Kind::Line => told.line(),
        Kind::Multiples => told.multiples(),
        Kind::Bars | Kind::Tiles => told.ranked(),
        Kind::Dots => told.dots(),
        Kind::Heat | Kind::Calendar => told.peak(),
        Kind::Stacked => told.stacked(),
        Kind::Histogram => told.spread(),
    };
    let sentences: Vec<String> = clauses.into_iter().filter(|c| !c.is_empty()).map(|c| told.sentence(&c)).collect();
    let sentence = sentences.join(strings.text("frame.gap"));
    Words { headline: capital(&headline), sentence, notes: told.notes(kind) }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The latest value of a series, and what it is held against.
struct Latest {
    series: usize,
    period: Period,
    cell: Cell,
    value: Decimal,
    change: Option<(Period, Decimal, bool)>,
}

struct Told<'a> {
    figure: Figure<'a>,
}

impl<'a> Told<'a> {
    fn data(&self) -> &'a Data {
        self.figure.data
    }

    fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.figure.strings.fill(key, values)
    }

    fn sentence(&self, clause: &str) -> String {
        let stop = self.figure.strings.text("frame.stop").trim_end();
        let clause = capital(clause);
        if clause.ends_with(['.', '。', '！', '？', '!', '?']) { clause } else { clause + stop }
    }

    fn times(&self) -> &'a [Period] {
        match &self.data().axis {
            Axis::Times(times) => times,
            _ => &[],
        }
    }

    /// The first place from which on values can be compared with the last.
    fn since_break(&self) -> usize {
        let times = self.times();
        let last = times.last();
        let breaks =
            self.figure.wish.breaks.iter().map(|b| b.at.start).filter(|at| last.is_some_and(|l| *at <= l.start));
        let newest = breaks.max();
        newest.map_or(0, |at| times.iter().position(|t| t.start >= at).unwrap_or(0))
    }

    fn latest(&self, at: usize, series: &Series) -> Option<Latest> {
        let times = self.times();
        let from = self.since_break();
        let (place, cell, value) = series.cells.iter().enumerate().rev().find_map(|(i, c)| Some((i, *c, c.value?)))?;
        let before = times[place].year_before();
        let known = |i: usize| series.cells[i].value.filter(|_| i >= from && i < place);
        let year = before.and_then(|b| times.iter().position(|t| *t == b));
        let change = match year.and_then(|i| Some((i, known(i)?))) {
            Some((i, old)) => Some((times[i], value.minus(old), true)),
            // Nothing of a year before can be compared: then the first that can.
            None => (from..place).find_map(|i| Some((times[i], value.minus(known(i)?), false))),
        };
        Some(Latest { series: at, period: times[place], cell, value, change })
    }

    fn change(&self, latest: &Latest) -> String {
        let Some((period, difference, is_year)) = latest.change else { return String::new() };
        let step = match period.step {
            super::period::Step::Month => "chart.before.month",
            super::period::Step::Quarter => "chart.before.quarter",
            super::period::Step::Year | super::period::Step::Budget => "chart.before.year",
            _ => "chart.before.day",
        };
        let strings = self.figure.strings;
        let of_year = |name: String| if is_year { self.fill(step, &[("period", &name)]) } else { name };
        let (name, when) = (of_year(period.name(strings)), of_year(period.when(strings)));
        let size = number::plain(difference.size(), self.figure.places, self.figure.strings);
        let more = match difference.sign() {
            0 => return self.fill("chart.change.none", &[("period", &when)]),
            sign => sign > 0,
        };
        let counts = self.data().unit != Unit::Percent && self.figure.places == 0;
        let key = match (&self.data().unit, more) {
            (Unit::Percent, true) => "chart.change.points_more",
            (Unit::Percent, false) => "chart.change.points_less",
            (_, true) if counts => "chart.change.counts_more",
            (_, false) if counts => "chart.change.counts_less",
            (_, true) => "chart.change.values_more",
            (_, false) => "chart.change.values_less",
        };
        let (size, name) = if counts { (self.figure.said(difference.size()), when) } else { (size, name) };
        self.fill(key, &[("n", &size), ("period", &name)])
    }

    /// Since when a series was not as high or low as at its end; only where that is a while.
    fn extreme(&self, latest: &Latest) -> String {
        let cells = &self.data().series[latest.series].cells;
        let (times, from) = (self.times(), self.since_break());
        let Some(end) = times.iter().position(|t| *t == latest.period) else { return String::new() };
        let earlier = |beats: &dyn Fn(Decimal) -> bool| {
            (from..end).rev().find(|i| cells[*i].value.is_some_and(beats)).unwrap_or(from)
        };
        let low = earlier(&|v| v <= latest.value);
        let high = earlier(&|v| v >= latest.value);
        let (at, key) = if low <= high { (low, "chart.lowest_since") } else { (high, "chart.highest_since") };
        // "Highest since the break" says no more than the break does.
        if end - at < 6 || (at == from && from > 0) {
            return String::new();
        }
        self.fill(key, &[("period", &times[at].name(self.figure.strings))])
    }

    fn said(&self, latest: &Latest, with_status: bool) -> String {
        let strings = self.figure.strings;
        let data = self.data();
        let name = &data.series[latest.series].name;
        let single = data.series.len() == 1;
        let status = match latest.cell.status {
            Status::Provisional if with_status => strings.text("chart.status_provisional"),
            Status::Estimated if with_status => strings.text("chart.status_estimated"),
            _ => "",
        };
        let (series, measure) = if single || data.own_measures {
            (String::new(), if single { data.measure.clone() } else { name.clone() })
        } else {
            (self.fill("chart.of_series", &[("name", &apart(name, strings))]), within(&data.measure))
        };
        self.fill(
            "chart.latest",
            &[
                ("series", &series),
                ("measure", &measure),
                ("period", &latest.period.when(strings)),
                ("value", &self.figure.said(latest.value)),
                ("status", status),
            ],
        )
    }

    fn clauses(&self, parts: &[String]) -> String {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        parts.join(self.figure.strings.text("chart.clause"))
    }

    fn line(&self) -> (String, Vec<String>) {
        let data = self.data();
        let all: Vec<Latest> = data.series.iter().enumerate().filter_map(|(i, s)| self.latest(i, s)).collect();
        // The one that changed most, in parts of what it was.
        let moved = |l: &Latest| {
            let before = |d: Decimal| l.value.minus(d).size().place().max(1e-9);
            l.change.map_or(0.0, |(_, d, _)| d.size().place() / before(d))
        };
        let first = |best: Option<&'_ Latest>, l: &Latest| best.is_none_or(|b| moved(l) > moved(b));
        let mut subject: Option<&Latest> = None;
        for latest in &all {
            if first(subject, latest) {
                subject = Some(latest);
            }
        }
        let Some(subject) = subject else { return (data.measure.clone(), Vec::new()) };
        let headline = self.clauses(&[self.said(subject, false), self.change(subject)]);
        let main = self.clauses(&[self.said(subject, true), self.change(subject), self.extreme(subject)]);
        let others: Vec<String> = all
            .iter()
            .filter(|l| l.series != subject.series)
            .map(|l| {
                let values = [("name", &*data.series[l.series].name), ("value", &self.figure.said(l.value))];
                self.fill("chart.other", &values)
            })
            .collect();
        let mut clauses = vec![main, others.join(self.figure.strings.text("chart.clause"))];
        clauses.extend(self.events());
        (headline, clauses)
    }

    /// What annotations and breaks say.
    fn events(&self) -> Vec<String> {
        let strings = self.figure.strings;
        let said = |key: &str, mark: &super::Mark| {
            self.fill(key, &[("period", &mark.at.name(strings)), ("text", mark.text.trim_end_matches(['.', '。']))])
        };
        let wish = self.figure.wish;
        let annotations = wish.annotations.iter().map(|m| said("chart.event", m));
        annotations.chain(wish.breaks.iter().map(|m| said("chart.break", m))).collect()
    }

    fn multiples(&self) -> (String, Vec<String>) {
        let data = self.data();
        let all: Vec<Latest> = data.series.iter().enumerate().filter_map(|(i, s)| self.latest(i, s)).collect();
        let newest = all.iter().map(|l| l.period).max();
        let now: Vec<&Latest> = all.iter().filter(|l| Some(l.period) == newest).collect();
        let (Some(most), Some(least), Some(period)) =
            (now.iter().max_by_key(|l| l.value), now.iter().min_by_key(|l| l.value), newest)
        else {
            return (data.measure.clone(), Vec::new());
        };
        let name = |wanted: &Latest| {
            let alike = now.iter().filter(|l| l.value == wanted.value);
            self.listed(alike.map(|l| data.series[l.series].name.clone()))
        };
        let period = period.when(self.figure.strings);
        let headline = self.fill(
            "chart.range",
            &[
                ("measure", &*data.measure),
                ("period", &period),
                ("most", &name(most)),
                ("most_value", &self.figure.label(most.value)),
                ("least", &name(least)),
                ("least_value", &self.figure.label(least.value)),
            ],
        );
        let under = self.figure.wish.reference.as_ref().map(|r| {
            let over = now.iter().filter(|l| l.value > r.value).count();
            self.over(r, over, now.len())
        });
        let peaks: Vec<Option<Period>> = data.series.iter().map(|s| self.peak_of(s)).collect();
        let together = peaks.first().copied().flatten().filter(|first| peaks.iter().all(|p| *p == Some(*first)));
        let together = together.map(|p| self.fill("chart.all_peaked", &[("period", &p.when(self.figure.strings))]));
        let mut clauses = vec![headline.clone(), under.unwrap_or_default(), together.unwrap_or_default()];
        clauses.extend(self.events());
        (headline, clauses)
    }

    /// Names that share a place: all of a few, the number of the others of many.
    fn listed(&self, names: impl Iterator<Item = String>) -> String {
        let names: Vec<String> = names.collect();
        let and = self.figure.strings.text("chart.and");
        match names.len() {
            0..=3 => names.join(and),
            n => self.fill("chart.and_others", &[("name", &names[..2].join(and)), ("n", &(n - 2).to_string())]),
        }
    }

    fn over(&self, reference: &Reference, over: usize, all: usize) -> String {
        let values = [
            ("n", &*over.to_string()),
            ("all", &all.to_string()),
            ("name", &reference.name),
            ("value", &self.figure.said(reference.value)),
        ];
        self.fill("chart.over", &values)
    }

    fn peak_of(&self, series: &Series) -> Option<Period> {
        let values = series.cells.iter().enumerate().filter_map(|(i, c)| Some((c.value?, i)));
        values.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, i)| self.times()[i])
    }

    /// The first series' places by value, the lowest first.
    fn by_value(&self) -> Vec<(usize, Decimal)> {
        let cells = self.data().series[0].cells.iter().enumerate();
        let mut values: Vec<(usize, Decimal)> = cells.filter_map(|(i, c)| Some((i, c.value?))).collect();
        values.sort_by_key(|(_, v)| *v);
        values
    }

    fn extremes(&self, key: &str) -> String {
        let values = self.by_value();
        let (Some(least), Some(most)) = (values.first(), values.last()) else { return String::new() };
        let name = |wanted: Decimal| {
            let alike = values.iter().filter(|(_, v)| *v == wanted);
            self.listed(alike.map(|(at, _)| self.data().axis.name(*at, self.figure.strings)))
        };
        self.fill(
            key,
            &[
                ("measure", &*self.data().measure),
                ("most", &name(most.1)),
                ("most_value", &self.figure.label(most.1)),
                ("least", &name(least.1)),
                ("least_value", &self.figure.label(least.1)),
            ],
        )
    }

    fn ranked(&self) -> (String, Vec<String>) {
        let headline = self.extremes("chart.ranked");
        let values = self.by_value();
        let over = self.figure.wish.reference.as_ref().map(|r| {
            let n = values.iter().filter(|(_, v)| *v > r.value).count();
            self.over(r, n, values.len())
        });
        (headline.clone(), vec![headline, over.unwrap_or_default()])
    }

    fn dots(&self) -> (String, Vec<String>) {
        let Some(reference) = &self.figure.wish.reference else { return self.ranked() };
        let cells = &self.data().series[0].cells;
        let of =
            |wanted: Standing| cells.iter().filter(|c| standing(**c, Some(reference)) == wanted).count().to_string();
        let values = [
            ("below", &*of(Standing::Below)),
            ("above", &of(Standing::Above)),
            ("alike", &of(Standing::Alike)),
            ("all", &cells.len().to_string()),
            ("name", &reference.name),
            ("value", &self.figure.said(reference.value)),
        ];
        if cells.iter().all(|c| standing(*c, Some(reference)) == Standing::Alike) {
            let none = self.fill("chart.standings_none", &values);
            return (none.clone(), vec![none]);
        }
        (self.fill("chart.standings_short", &values), vec![self.fill("chart.standings", &values)])
    }

    fn peak(&self) -> (String, Vec<String>) {
        let headline = self.extremes("chart.peak");
        let latest = self.latest(0, &self.data().series[0]);
        let latest = latest.map(|l| self.clauses(&[self.said(&l, true), self.change(&l)])).unwrap_or_default();
        let mut clauses = vec![headline.clone(), latest];
        clauses.extend(self.events());
        (headline, clauses)
    }

    fn stacked(&self) -> (String, Vec<String>) {
        let data = self.data();
        let sum =
            |at: usize| data.series.iter().filter_map(|s| s.cells[at].value).fold(Decimal::new(0, 0), Decimal::plus);
        let at = match &data.axis {
            Axis::Times(times) => times.len().saturating_sub(1),
            axis => (0..axis.len()).max_by(|a, b| sum(*a).cmp(&sum(*b)).then(b.cmp(a))).unwrap_or(0),
        };
        let parts = data.series.iter().filter_map(|s| {
            let values = [("name", &*s.name), ("value", &self.figure.said(s.cells[at].value?))];
            Some(self.fill("chart.other", &values))
        });
        let parts = parts.collect::<Vec<_>>().join(self.figure.strings.text("chart.clause"));
        let name = data.axis.name(at, self.figure.strings);
        let headline = self
            .fill("chart.whole", &[("name", &name), ("value", &self.figure.said(sum(at))), ("measure", &data.measure)]);
        let sentence = self.fill("chart.parts", &[("whole", &headline), ("parts", &parts)]);
        // Shares add up to 100: that is no finding, the largest is.
        let largest = data.series.iter().filter_map(|s| Some((s.cells[at].value?, &s.name))).max_by_key(|(v, _)| *v);
        let headline = match largest.filter(|_| data.unit == Unit::Percent) {
            Some((value, part)) => {
                self.fill("chart.largest", &[("name", &*name), ("part", part), ("value", &self.figure.said(value))])
            }
            None => headline,
        };
        (headline, vec![sentence])
    }

    fn spread(&self) -> (String, Vec<String>) {
        let values = self.by_value();
        let at = |part: usize| self.figure.said(values[(values.len() - 1) * part / 4].1);
        let n = values.len().to_string();
        let words = [("n", &*n), ("low", &at(1)), ("middle", &at(2)), ("high", &at(3))];
        let counted = rows::classes(&values.iter().map(|(_, v)| *v).collect::<Vec<_>>(), self.figure.places).1.len();
        debug_assert!(counted > 0);
        let headline = self.fill("chart.half", &words);
        (headline.clone(), vec![headline, self.fill("chart.median", &words)])
    }

    /// How to read the picture.
    fn notes(&self, kind: Kind) -> Vec<String> {
        let strings = self.figure.strings;
        let cells = || self.data().series.iter().flat_map(|s| &s.cells);
        let mut notes = Vec::new();
        let lines = matches!(kind, Kind::Line | Kind::Multiples);
        if lines && let Some((start, places)) = super::line::starts_at(&self.figure) {
            notes.push(self.fill("chart.starts_at", &[("n", &number::short(start, places, strings))]));
        }
        if let Some(reference) = self.figure.wish.reference.as_ref().filter(|_| kind != Kind::Tiles) {
            let values = [("name", &*reference.name), ("value", &self.figure.said(reference.value))];
            notes.push(self.fill(if lines { "chart.limit" } else { "chart.upright" }, &values));
        }
        let says = |status: Status| cells().any(|c| c.status == status);
        if says(Status::Provisional) {
            notes.push(strings.text(if lines { "chart.hollow" } else { "chart.marked" }).to_owned());
        }
        if says(Status::Estimated) {
            let key = if lines { "chart.hollow_estimated" } else { "chart.marked_estimated" };
            notes.push(strings.text(key).to_owned());
        }
        if lines && cells().any(|c| c.value.is_none()) {
            notes.push(strings.text("chart.gaps").to_owned());
        }
        if matches!(kind, Kind::Bars | Kind::Dots) && rows::shown(self.data().axis.len()) < self.data().axis.len() {
            let (shown, all) = (rows::shown(self.data().axis.len()), self.data().axis.len());
            notes.push(self.fill("chart.first", &[("n", &shown.to_string()), ("all", &all.to_string())]));
        }
        if kind == Kind::Dots {
            notes.push(strings.text("chart.interval").to_owned());
        }
        notes
    }
}

/// In Chinese a name that ends in a Latin letter or digit stands apart from the digits that follow.
fn apart(name: &str, strings: &Strings) -> String {
    let meets = name.ends_with(|c: char| c.is_ascii_alphanumeric()) && strings.text("chart.of_series") == "{name}";
    if meets { format!("{name} ") } else { name.to_owned() }
}

/// A title within a sentence: "Share on time" becomes "share on time", "LED lamps" stays.
fn within(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}
