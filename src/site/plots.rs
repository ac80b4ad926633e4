//! Charts on pages: those of a dataset, and those that a text asks for.
//!
//! Of a table it is said here which columns are times, numbers and names, and how they are drawn.

use super::joins::{self, Divisor};
use super::resolve::PageLinks;
use super::seen::Seen;
use super::texts::{TextError, Texts};
use crate::chart::{
    self, Axis, Behind, Cell, Decimal, Kind, Mark, Period, Reference, Series, Status, Unit, Wish, block,
};
use crate::derive::interval;
use crate::escape::markup::Html;
use crate::markdown::{Href, RecordLink, Resolve};
use crate::record::charts::{Chart, Said};
use crate::record::dataset::{Dataset, Table, TableFacts};
use crate::record::table::typed::{self, Value};
use crate::record::words::{ChartKind, ColumnType, ObservationStatus};
use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};

/// A chart of a table of a dataset.
pub struct Drawn {
    /// Place of its table.
    pub table: usize,
    pub figure: chart::Figure,
}

/// How a chart stands on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form<'a> {
    /// On the page of its dataset, above its table.
    Whole,
    /// On another page, with a link: what stands before paths.
    Small(&'a str),
}

/// Returns the charts of a dataset: those it names, else one for each table that has the shape for it.
///
/// # Errors
/// When a table cannot be read.
pub fn drawn(seen: Seen<'_>, dataset: &Dataset, form: Form<'_>, texts: &Texts<'_>) -> Result<Vec<Drawn>, TextError> {
    let own: Vec<Chart>;
    let charts: Vec<(usize, &Chart)> = if dataset.charts.is_empty() {
        own = vec![Chart::default(); dataset.tables.len()];
        own.iter().enumerate().collect()
    } else {
        let place =
            |c: &Chart| c.table.as_ref().map_or(Some(0), |file| dataset.tables.iter().position(|t| t.file == *file));
        dataset.charts.iter().filter_map(|c| Some((place(c)?, c))).collect()
    };
    let mut all = Vec::new();
    for (number, (table, chart)) in charts.into_iter().enumerate() {
        let Some(facts) = dataset.tables[table].facts.as_ref().filter(|f| f.sound) else { continue };
        let divisor = match &chart.per {
            Some(per) => Divisor::of(seen, per, texts)?,
            None => None,
        };
        // Undivided values would say another thing.
        if chart.per.is_some() && divisor.is_none() {
            continue;
        }
        let pick = Pick { seen, dataset, table: &dataset.tables[table], facts, chart, divisor };
        if let Some(figure) = pick.figure(number, form, texts)? {
            all.push(Drawn { table, figure });
        }
    }
    Ok(all)
}

/// The links of a page, and the charts of its text.
pub struct Drawing<'a> {
    pub links: &'a PageLinks<'a>,
    pub texts: &'a Texts<'a>,
    /// Stands in the ids of its charts.
    pub prefix: &'a str,
    pub count: Counter<usize>,
}

impl Resolve for Drawing<'_> {
    fn record(&self, link: &RecordLink) -> Option<Href> {
        self.links.record(link)
    }

    fn fragment(&self, id: &str) -> Option<String> {
        self.links.fragment(id)
    }

    fn relative(&self, destination: &str) -> Option<Href> {
        self.links.relative(destination)
    }

    fn chart(&self, block: &str) -> Option<Html> {
        self.count.set(self.count.get() + 1);
        let id = format!("g-{}chart-in-text-{}", self.prefix, self.count.get());
        asked(self.links.seen, block, id, &self.links.base, self.texts)
    }
}

/// Draws what a block of a text asks for; `None` where it cannot be read, which was reported.
fn asked(seen: Seen<'_>, block: &str, id: String, base: &str, texts: &Texts<'_>) -> Option<Html> {
    let (block, faults) = block::read(block);
    if !faults.is_empty() {
        return None;
    }
    if let Some(data) = &block.data {
        let wish = Wish {
            id,
            level: 0,
            kind: block.kind,
            headline: block.headline,
            note: block.note,
            source: block.source,
            ..Wish::default()
        };
        return Some(chart::draw(data, &wish, seen.strings()).html);
    }
    let divisor = || block.per.as_ref().and_then(|per| Divisor::of(seen, per, texts).ok().flatten());
    if block.measure.is_some() {
        return measured(seen, &block, id, divisor(), base);
    }
    // Of figures that are not public nothing is shown, not even what was written to draw them.
    let Some(dataset) = seen.find_dataset(block.dataset.as_deref()?).filter(|dataset| !dataset.tables.is_empty())
    else {
        return Some(Html::default());
    };
    let divisor = divisor();
    if block.per.is_some() && divisor.is_none() {
        return Some(Html::default());
    }
    // What the dataset says of the same table holds here too: names, breaks, annotations.
    let same = |c: &&Chart| {
        c.kind != Some(ChartKind::None)
            && block.table.as_deref().is_none_or(|t| c.table.as_deref() == Some(t))
            && (block.y.is_empty() || c.y.iter().map(|y| &**y).eq(block.y.iter().map(String::as_str)))
    };
    let mut own = dataset.charts.iter().find(same).cloned().unwrap_or_default();
    let set = |to: &mut Option<Box<str>>, from: Option<String>| *to = from.map(Into::into).or(to.take());
    set(&mut own.table, block.table);
    set(&mut own.x, block.x);
    set(&mut own.by, block.by);
    if !block.y.is_empty() {
        own.y = block.y.into_iter().map(Into::into).collect();
    }
    let table = own.table.as_ref().map_or(Some(0), |file| dataset.tables.iter().position(|t| t.file == *file))?;
    let facts = dataset.tables.get(table)?.facts.as_ref().filter(|f| f.sound)?;
    let pick = Pick { seen, dataset, table: &dataset.tables[table], facts, chart: &own, divisor };
    let rows = texts.of_file(&facts.path, facts.digest, |text| rows(&dataset.tables[table], text)).ok()?;
    let columns = pick.columns(&rows)?;
    let data = pick.data(&columns, &rows)?;
    let wish = pick.wish(0, Form::Small(base), &columns);
    let wish = Wish {
        id,
        level: 0,
        kind: block.kind.or(wish.kind),
        headline: block.headline.or(wish.headline),
        note: block.note.or(wish.note),
        behind: Behind::Folded,
        small: false,
        ..wish
    };
    Some(chart::draw(&data, &wish, seen.strings()).html)
}

/// Draws what the site counts of itself.
fn measured(seen: Seen<'_>, block: &block::Block, id: String, divisor: Option<Divisor>, base: &str) -> Option<Html> {
    let strings = seen.strings();
    let (mut data, keys) = joins::measured(seen, block)?;
    let mut source = strings.fill("chart.source_site", &[("name", &data.measure), ("date", &strings.date(seen.day()))]);
    if block.per.is_some() {
        // Undivided values would say another thing.
        let Some(divisor) = divisor else { return Some(Html::default()) };
        let when = |at: usize| match &data.axis {
            Axis::Times(all) => Some(all[at]),
            // What is counted of all time is held against the newest number.
            _ => Period::parse(&seen.day().to_string()),
        };
        let whens: Vec<_> = (0..keys.len()).map(when).collect();
        let cells = data.series.iter_mut().flat_map(|series| &mut series.cells);
        let mut cells: Vec<_> =
            keys.into_iter().zip(whens).zip(cells).map(|((key, when), cell)| (key, when, cell)).collect();
        divisor.divide(&mut cells);
        data.measure = strings.fill("chart.per", &[("measure", &data.measure), ("what", &divisor.what)]);
        source = [source, divisor.source].join(strings.text("frame.gap"));
    }
    let wish = Wish {
        id,
        level: 0,
        kind: block.kind,
        headline: block.headline.clone(),
        note: block.note.clone(),
        source: Some(block.source.clone().unwrap_or(source)),
        behind: Behind::Folded,
        href: Some(format!("{base}performance/index.html")),
        ..Wish::default()
    };
    Some(chart::draw(&data, &wish, strings).html)
}

/// One chart, and what it is made from.
struct Pick<'a> {
    seen: Seen<'a>,
    dataset: &'a Dataset,
    table: &'a Table,
    facts: &'a TableFacts,
    chart: &'a Chart,
    divisor: Option<Divisor>,
}

/// Which columns a chart is made from.
struct Columns {
    x: usize,
    /// Values of `x` are times.
    times: bool,
    y: Vec<usize>,
    by: Option<usize>,
    of: Option<usize>,
    /// The column of times of which one is drawn.
    when: Option<usize>,
}

/// Different values of one column that can be lines.
const LINES: usize = chart::choose::MULTIPLES;

impl Pick<'_> {
    fn figure(&self, number: usize, form: Form<'_>, texts: &Texts<'_>) -> Result<Option<chart::Figure>, TextError> {
        if self.chart.kind == Some(ChartKind::None) {
            return Ok(self.told_none(form));
        }
        let rows = texts.of_file(&self.facts.path, self.facts.digest, |text| rows(self.table, text))?;
        // By themselves only tables with the shape for it are drawn; of others it is no news.
        let drawn = self.columns(&rows).and_then(|columns| Some((self.data(&columns, &rows)?, columns)));
        let Some((data, columns)) = drawn else {
            let told = form == Form::Whole && !self.dataset.charts.is_empty();
            let strings = self.seen.strings();
            let html = || chart::not_drawn(strings.text("chart.why.none"), strings);
            return Ok(told.then(|| chart::Figure { html: html(), ..chart::Figure::default() }));
        };
        let figure = chart::draw(&data, &self.wish(number, form, &columns), self.seen.strings());
        Ok((figure.refused.is_none() || !self.dataset.charts.is_empty()).then_some(figure))
    }

    fn told_none(&self, form: Form<'_>) -> Option<chart::Figure> {
        let reason = self.chart.reason.as_ref().filter(|_| form == Form::Whole)?.in_lang(self.seen.lang);
        Some(chart::Figure { html: chart::not_drawn(reason, self.seen.strings()), ..chart::Figure::default() })
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.facts.columns.iter().position(|c| **c == *name)
    }

    fn kind(&self, column: usize) -> ColumnType {
        self.facts.kinds[column]
    }

    fn title(&self, column: usize) -> String {
        let name = &self.facts.columns[column];
        let described = self.table.fields.iter().find(|f| f.name == *name);
        described
            .and_then(|f| f.title.as_ref())
            .map_or_else(|| name.to_string(), |t| t.in_lang(self.seen.lang).to_owned())
    }

    fn unit(&self, column: usize) -> Unit {
        let described = self.table.fields.iter().find(|f| f.name == self.facts.columns[column]);
        let own = self.facts.units[column].as_deref();
        match described.and_then(|f| f.unit.as_ref()).map(|u| u.in_lang(self.seen.lang)).or(own) {
            None | Some("") => Unit::None,
            Some("%") => Unit::Percent,
            Some(unit) => Unit::Named(unit.to_owned()),
        }
    }

    /// Returns whether a column holds numbers that count something: no codes, no years.
    fn is_number(&self, column: usize) -> bool {
        const CODES: [&str; 8] = ["id", "code", "no", "number", "year", "lat", "lon", "lng"];
        let name = self.facts.columns[column].to_lowercase();
        let code = name.split(['_', '-', ' ']).any(|part| CODES.contains(&part))
            || name.ends_with("编号")
            || name.ends_with("代码");
        typed::is_numeric(self.kind(column)) && !code
    }

    fn are_times(&self, column: usize, rows: &[Row]) -> bool {
        // Years are numbers to a spreadsheet; in the first column they are known as times.
        let times = column == 0 && self.facts.times.is_some();
        let year = !times && matches!(self.kind(column), ColumnType::Integer | ColumnType::Number);
        let mut cells = rows.iter().map(|r| cell(r, column)).filter(|c| !c.is_empty()).peekable();
        !year && cells.peek().is_some() && cells.all(|c| Period::parse(c).is_some())
    }

    fn columns(&self, rows: &[Row]) -> Option<Columns> {
        let all = 0..self.facts.columns.len();
        let different = |column: usize| rows.iter().map(|r| cell(r, column)).collect::<BTreeSet<_>>().len();
        let told = |name: &Option<Box<str>>| name.as_ref().and_then(|n| self.place(n));
        let when = all.clone().find(|c| self.are_times(*c, rows));
        let mut by = told(&self.chart.by);
        let of = told(&self.chart.of);
        let is_name = |c: &usize| self.kind(*c) == ColumnType::String && Some(*c) != when;
        let repeats = when.is_some_and(|c| different(c) < rows.len());
        let x = match told(&self.chart.x) {
            Some(x) => x,
            None => match when {
                Some(when) if !repeats || by.is_some() => when,
                Some(when) => {
                    let names = all.clone().find(is_name)?;
                    if different(names) <= LINES {
                        by = Some(names);
                        when
                    } else {
                        names
                    }
                }
                None => all.clone().find(|c| is_name(c) && different(*c) == rows.len())?,
            },
        };
        let mut y: Vec<usize> = self.chart.y.iter().filter_map(|name| self.place(name)).collect();
        if y.is_empty() {
            y.push(all.clone().find(|c| self.is_number(*c) && *c != x)?);
        }
        let unit = self.unit(y[0]);
        y.retain(|c| self.unit(*c) == unit);
        Some(Columns {
            x,
            times: Some(x) == when || self.are_times(x, rows),
            y,
            by,
            of,
            when: when.filter(|w| *w != x),
        })
    }

    /// Returns a name as readers are shown it.
    fn called(&self, value: &str) -> String {
        let named = self.chart.names.iter().find(|n| *n.value == *value).map(|named| &named.text);
        let codes = self.table.fields.iter().flat_map(|field| &field.codes);
        let coded = || codes.clone().find(|code| *code.value == *value).and_then(|code| code.label.as_ref());
        named.or_else(coded).map_or_else(|| value.to_owned(), |text| text.in_lang(self.seen.lang).to_owned())
    }

    /// Turns a table into the input of a chart: the one place that knows both.
    fn data(&self, columns: &Columns, rows: &[Row]) -> Option<chart::Data> {
        let at = self.chart.at.as_deref();
        let newest = columns.when.filter(|_| !columns.times).and_then(|when| {
            let periods = rows.iter().filter_map(|r| Period::parse(cell(r, when)));
            at.map_or_else(|| periods.max(), Period::parse)
        });
        let wanted = |row: &&Row| {
            newest.is_none_or(|n| columns.when.is_some_and(|when| Period::parse(cell(row, when)) == Some(n)))
        };
        let mut places: Vec<&str> = Vec::new();
        let mut known = BTreeMap::<&str, usize>::new();
        let mut lines: Vec<(String, BTreeMap<usize, Cell>)> = Vec::new();
        let mut line_of = BTreeMap::<&str, usize>::new();
        for row in rows.iter().filter(wanted) {
            let x = cell(row, columns.x);
            if x.is_empty() {
                continue;
            }
            let place = *known.entry(x).or_insert_with(|| {
                places.push(x);
                places.len() - 1
            });
            for (i, y) in columns.y.iter().enumerate() {
                let by = columns.by.map(|by| cell(row, by));
                let line = match by {
                    Some(by) => *line_of.entry(by).or_insert_with(|| {
                        lines.push((self.called(by), BTreeMap::new()));
                        lines.len() - 1
                    }),
                    None => {
                        while lines.len() <= i {
                            let name =
                                if columns.y.len() > 1 { self.title(columns.y[lines.len()]) } else { String::new() };
                            lines.push((name, BTreeMap::new()));
                        }
                        i
                    }
                };
                // Two rows of one place cannot both be shown: it is another table than was thought.
                if lines[line].1.insert(place, self.cell(row, *y, columns)).is_some() {
                    return None;
                }
            }
        }
        let axis = self.axis(columns, &places)?;
        let series = lines.into_iter().map(|(name, cells)| Series {
            name,
            cells: (0..places.len()).map(|p| cells.get(&p).copied().unwrap_or_else(Cell::missing)).collect(),
        });
        let mut series: Vec<Series> = series.collect();
        let mut unit = if columns.of.is_some() { Unit::Percent } else { self.unit(columns.y[0]) };
        let mut measure = if columns.y.len() > 1 { self.table_title() } else { self.title(columns.y[0]) };
        if let Some(divisor) = &self.divisor {
            let lines: BTreeMap<usize, &str> = line_of.iter().map(|(by, line)| (*line, *by)).collect();
            let key = |line: usize, place: usize| lines.get(&line).copied().unwrap_or(places[place]).to_owned();
            let when = |place: usize| if columns.times { Period::parse(places[place]) } else { newest };
            let cells = series.iter_mut().enumerate().flat_map(|(line, series)| {
                series.cells.iter_mut().enumerate().map(move |(place, cell)| (line, place, cell))
            });
            let mut cells: Vec<_> = cells.map(|(line, place, cell)| (key(line, place), when(place), cell)).collect();
            divisor.divide(&mut cells);
            unit = Unit::None;
            let words = [("measure", &*measure), ("what", &*divisor.what)];
            measure = self.seen.strings().fill("chart.per", &words);
        }
        let measure = newest.map_or_else(
            || measure.clone(),
            |n| [&*measure, &*n.name(self.seen.strings())].join(self.seen.strings().text("chart.clause")),
        );
        Some(chart::Data {
            measure,
            unit,
            axis,
            axis_name: self.title(columns.x),
            series,
            own_measures: columns.y.len() > 1,
            places: None,
        })
    }

    fn table_title(&self) -> String {
        self.table.title.as_ref().unwrap_or(&self.dataset.title).in_lang(self.seen.lang).to_owned()
    }

    fn axis(&self, columns: &Columns, places: &[&str]) -> Option<Axis> {
        if !self.chart.tiles.is_empty() {
            let tile = |value: &&str| {
                let tile = self.chart.tiles.iter().find(|t| *t.value == **value)?;
                Some((self.called(value), tile.column, tile.row))
            };
            return places.iter().map(tile).collect::<Option<Vec<_>>>().map(Axis::Tiles);
        }
        if columns.times {
            return places.iter().map(|cell| Period::parse(cell)).collect::<Option<Vec<_>>>().map(Axis::Times);
        }
        Some(Axis::Names(places.iter().map(|name| (self.called(name), String::new())).collect()))
    }

    fn cell(&self, row: &Row, column: usize, columns: &Columns) -> Cell {
        let text = cell(row, column);
        let value = Decimal::drawn(text);
        let since = |when: usize| {
            let from = self.chart.provisional_from.as_deref().and_then(Period::parse)?;
            Some(Period::parse(cell(row, when))?.start >= from.start)
        };
        let when = if columns.times { Some(columns.x) } else { columns.when };
        let status = match (value, row.status[column]) {
            (None, ObservationStatus::Suppressed) => Status::Suppressed,
            (None, _) => Status::Missing,
            (Some(_), ObservationStatus::Provisional) => Status::Provisional,
            (Some(_), ObservationStatus::Estimated) => Status::Estimated,
            (Some(_), _) if when.and_then(since) == Some(true) => Status::Provisional,
            (Some(_), _) => Status::Final,
        };
        let Some(of) = columns.of else { return Cell { value, status, ..Cell::default() } };
        let count = |text: &str| text.parse::<usize>().ok();
        let part = count(text).zip(count(cell(row, of))).filter(|(part, all)| part <= all && *all > 0);
        let Some((part, all)) = part else { return Cell::missing() };
        let share = Decimal::new(((part as i128) * 2000 + all as i128) / (2 * all as i128), 1);
        let range =
            interval::wilson(part, all).map(|r| (Decimal::new(r.low.into(), 1), Decimal::new(r.high.into(), 1)));
        Cell { value: Some(share), status, range, cases: u64::try_from(all).ok() }
    }

    fn wish(&self, number: usize, form: Form<'_>, columns: &Columns) -> Wish {
        let (seen, chart) = (self.seen, self.chart);
        let human = |text: &Option<crate::record::Text>| text.as_ref().map(|t| t.in_lang(seen.lang).to_owned());
        let marks = |all: &[Said]| {
            let mark = |said: &Said| {
                Some(Mark { at: Period::parse(&said.value)?, text: said.text.in_lang(seen.lang).to_owned() })
            };
            all.iter().filter_map(mark).collect::<Vec<_>>()
        };
        let strings = seen.strings();
        let updated = self.dataset.updated_on.unwrap_or(self.dataset.published_on);
        let source = strings.fill(
            "chart.source",
            &[
                ("department", seen.department_name(&self.dataset.department)),
                ("title", self.dataset.title.in_lang(seen.lang)),
                ("date", &strings.date(updated)),
            ],
        );
        let source = match &self.divisor {
            Some(divisor) => [&*source, &*divisor.source].join(strings.text("frame.gap")),
            None => source,
        };
        let reference = chart.reference.as_ref().and_then(|said| {
            Some(Reference { name: said.text.in_lang(seen.lang).to_owned(), value: Decimal::drawn(&said.value)? })
        });
        let page = crate::site::routes::dataset(&self.dataset.id);
        Wish {
            id: match form {
                Form::Whole => format!("g-chart-{}", number + 1),
                Form::Small(_) => format!("g-chart-{}-{}", self.dataset.id, number + 1),
            },
            level: 3,
            kind: chart.kind.and_then(kind),
            headline: human(&chart.headline),
            note: human(&chart.note),
            source: Some(source),
            annotations: marks(&chart.annotations),
            breaks: marks(&chart.breaks),
            reference,
            log: chart.log,
            ordinal: chart.ordered || columns.of.is_none() && self.kind(columns.x) != ColumnType::String,
            behind: Behind::Beside,
            small: form != Form::Whole,
            href: match form {
                Form::Small(base) => Some(format!("{base}{page}")),
                Form::Whole => None,
            },
            ..Wish::default()
        }
    }
}

fn kind(kind: ChartKind) -> Option<Kind> {
    Some(match kind {
        ChartKind::None => return None,
        ChartKind::Line => Kind::Line,
        ChartKind::Multiples => Kind::Multiples,
        ChartKind::Bars => Kind::Bars,
        ChartKind::Stacked => Kind::Stacked,
        ChartKind::Dots => Kind::Dots,
        ChartKind::Histogram => Kind::Histogram,
        ChartKind::Heat => Kind::Heat,
        ChartKind::Calendar => Kind::Calendar,
        ChartKind::Tiles => Kind::Tiles,
    })
}

pub(super) fn cell(row: &Row, column: usize) -> &str {
    row.cells.get(column).map_or("", |cell| cell.trim())
}

/// A row of a table that is no sum of others: its cells as programs write them, empty where there is no value.
pub(super) struct Row {
    cells: Vec<String>,
    pub status: Vec<ObservationStatus>,
}

pub(super) fn rows(table: &Table, text: &str) -> Vec<Row> {
    let Some(all) = typed::columns(text, table) else { return Vec::new() };
    let row = |at: usize| Row {
        cells: all.columns.iter().map(|column| written(&column.cells[at].value)).collect(),
        status: all.columns.iter().map(|column| column.cells[at].status).collect(),
    };
    (0..all.lines.len()).filter(|at| !all.totals[*at]).map(row).collect()
}

fn written(value: &Value) -> String {
    match value {
        Value::Nothing | Value::Wrong(_) => String::new(),
        Value::Text(text) | Value::Month(text) => text.to_string(),
        Value::Number(number) => number.exact.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Year(year) => year.to_string(),
    }
}
