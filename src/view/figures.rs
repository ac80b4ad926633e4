//! Figures on pages: one number with what it is, and tables of groups by measures.
//!
//! Each names the group and the column of `data/measures.csv` it was printed from, so that a
//! program can hold the page against the data.

use super::common::{Figure, Link, Page};
use super::pages::{FigureCell, FigureColumn, FigureRow, FigureTable, Figures};
use super::scope::{Head, Scope};
use crate::derive::interval;
use crate::derive::measures::{self, Formula, Measure, SORTED, Tally, Value, measure};
use crate::plan::{Figured, Group, Planned, routes};
use crate::record::words::{DepartmentStatus, Kind};
use crate::render::strings::Strings;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Columns of a table of groups, in order.
const COLUMNS: [&str; 6] = ["registered", "on_time_rate", "reply_rate", "reply_days_median", "open", "overdue"];

/// What left the rates, and what could have been moved out of them, beside them.
const BESIDE: [&str; 9] = [
    "registered",
    "merged",
    "withdrawn",
    "lapsed",
    "declined",
    "clarifying",
    "held_back",
    "passed_on",
    "publication_days_median",
];

/// Returns a value as pages print it; `None` when it cannot be given.
pub fn printed(value: Value) -> Option<String> {
    match value {
        Value::TooFew => None,
        Value::AtLeast(days) => Some(format!("≥ {days}")),
        Value::Trace => Some("< 0.1".to_owned()),
        value => Some(value.plain()),
    }
}

/// Returns the name of a group in `data/measures.csv`: `department/urban/2026-03`.
pub fn group_name(scope: Scope<'_>, group: Group, months: &str) -> String {
    match group {
        Group::Site => format!("site//{months}"),
        Group::Department(i) => format!("department/{}/{months}", scope.model.departments[i].id),
        Group::Topic(i) => format!("topic/{}/{months}", scope.model.topics[i].id),
    }
}

/// Twelve whole months.
pub struct Year {
    pub first: Date,
    pub last: Date,
}

impl Year {
    /// Returns the twelve whole months before a day, or those so many years earlier.
    pub fn before(day: Date, years_back: i64) -> Self {
        let to = day.first_of_month().checked_sub(years_back.years()).unwrap_or(day);
        let first = to.checked_sub(1.year()).unwrap_or(to);
        Self { first, last: to.yesterday().unwrap_or(to) }
    }

    /// Returns the figures of a group over these months.
    pub fn tally(&self, group: &measures::Group) -> Tally {
        let months = group.months.range(measures::month(self.first)..=measures::month(self.last));
        Tally::sum(months.map(|(_, tally)| tally))
    }

    /// Returns the months as groups of data name them.
    pub fn name(&self) -> String {
        let name = |day: Date| routes::month_name(measures::month(day));
        format!("{}..{}", name(self.first), name(self.last))
    }
}

/// The range of a rate that chance alone explains, where there is a rate.
fn range(measure: &Measure, value: Value, tally: &Tally) -> Option<interval::Interval> {
    match (measure.formula, value) {
        (Formula::Share { part, all }, Value::Percent(_) | Value::Trace) => {
            interval::wilson(tally.count(part) as usize, tally.count(all) as usize)
        }
        _ => None,
    }
}

impl Scope<'_> {
    /// Returns one figure of a group; `list` is where its cases stand.
    pub fn figure(&self, id: &'static str, tally: &Tally, g: &str, list: Option<&str>) -> Figure {
        let value = measure(id).map_or(Value::TooFew, |m| m.value(tally, self.model.config.minimum_cases));
        Figure {
            measure: id,
            g: g.to_owned(),
            range: measure(id).and_then(|m| range(m, value, tally)).map(interval::Interval::printed),
            value: printed(value),
            unit: measure(id).map_or("cases", Measure::unit),
            from: None,
            to: None,
            as_of: self.model.as_of,
            href: list.map(str::to_owned),
            definition: format!("words.html#g-measure-{id}"),
            before: None,
            before_range: None,
            before_g: String::new(),
        }
    }

    fn cell(&self, id: &'static str, tally: &Tally) -> FigureCell {
        let minimum = self.model.config.minimum_cases;
        let (value, range) = measure(id).map_or((Value::TooFew, None), |m| {
            let value = m.value(tally, minimum);
            (value, range(m, value, tally).map(interval::Interval::printed))
        });
        FigureCell {
            measure: id,
            unit: measure(id).map_or("cases", Measure::unit),
            late: id == "overdue" && value != Value::Count(0),
            value: printed(value),
            range,
        }
    }

    fn figure_row(&self, name: &str, href: String, g: String, depth: usize, tally: &Tally) -> FigureRow {
        self.figure_row_of(&COLUMNS, name, href, g, depth, tally)
    }

    fn figure_row_of(
        &self,
        columns: &[&'static str],
        name: &str,
        href: String,
        g: String,
        depth: usize,
        tally: &Tally,
    ) -> FigureRow {
        let cells = columns.iter().map(|id| self.cell(id, tally)).collect();
        FigureRow { name: name.to_owned(), href, g, depth, status: "", rank: None, cells }
    }
}

/// Which part of the site's figures a table shows, in the order of the page.
type Row = (FigureRow, Tally);

/// Returns the table of departments, in their own order or by a measure.
pub fn departments(scope: Scope<'_>, sorted: Option<&'static str>) -> FigureTable {
    let none = Tally::default();
    let rows = scope.model.departments.iter().enumerate().map(|(i, d)| {
        let tally = scope.derived.measures.departments.get(&i).map_or(&none, |g| &g.all);
        let g = group_name(scope, Group::Department(i), "");
        let mut row = scope.figure_row(d.name.in_lang(scope.lang), format!("departments/{}.html", d.id), g, 0, tally);
        row.status = if d.status == DepartmentStatus::Live { "" } else { d.status.word() };
        (row, tally.clone())
    });
    let mut rows: Vec<Row> = rows.collect();
    let mut alike = 0;
    if let Some(id) = sorted {
        alike = sort(&mut rows, id, scope.model.config.minimum_cases);
    }
    table(scope, rows, sorted, true, alike)
}

/// Returns the table of what left the rates, by department: it stands beside the rates.
pub fn beside(scope: Scope<'_>) -> FigureTable {
    let none = Tally::default();
    let rows = scope.model.departments.iter().enumerate().map(|(i, d)| {
        let tally = scope.derived.measures.departments.get(&i).map_or(&none, |g| &g.all);
        let g = group_name(scope, Group::Department(i), "");
        let href = format!("departments/{}.html", d.id);
        let mut row = scope.figure_row_of(&BESIDE, d.name.in_lang(scope.lang), href, g, 0, tally);
        row.status = if d.status == DepartmentStatus::Live { "" } else { d.status.word() };
        row
    });
    let all = &scope.derived.measures.site.all;
    let name = scope.model.config.title.in_lang(scope.lang);
    let total = scope.figure_row_of(&BESIDE, name, "replies/index.html".to_owned(), "site//".to_owned(), 0, all);
    FigureTable {
        columns: BESIDE.iter().map(|id| FigureColumn { measure: id, sorted: false, href: None }).collect(),
        rows: rows.collect(),
        total,
        alike: 0,
    }
}

fn topics(scope: Scope<'_>) -> FigureTable {
    fn add(scope: Scope<'_>, index: usize, depth: usize, rows: &mut Vec<Row>) {
        // A circle of broader topics has no top and is never entered; depth is bounded all the same.
        if depth > 8 {
            return;
        }
        let topic = &scope.model.topics[index];
        let tally = scope.derived.measures.topics.get(&index).map(|g| g.all.clone()).unwrap_or_default();
        let g = group_name(scope, Group::Topic(index), "");
        let name = topic.label.in_lang(scope.lang);
        rows.push((scope.figure_row(name, format!("topics/{}.html", topic.id), g, depth, &tally), tally));
        let below = scope.model.topics.iter().enumerate().filter(|(_, t)| t.broader.as_ref() == Some(&topic.id));
        for (i, _) in below {
            add(scope, i, depth + 1, rows);
        }
    }
    let mut rows = Vec::new();
    for top in (0..scope.model.topics.len()).filter(|i| scope.model.topics[*i].broader.is_none()) {
        add(scope, top, 0, &mut rows);
    }
    table(scope, rows, None, false, 0)
}

fn kinds(scope: Scope<'_>, strings: &Strings) -> FigureTable {
    let rows = Kind::ALL.iter().filter_map(|kind| {
        let tally = &scope.derived.measures.kinds.get(kind)?.all;
        let name = strings.text(&format!("kind.{}", kind.word())).to_owned();
        let g = format!("kind/{}/", kind.word());
        Some((scope.figure_row(&name, String::new(), g, 0, tally), tally.clone()))
    });
    table(scope, rows.collect(), None, false, 0)
}

fn table(scope: Scope<'_>, rows: Vec<Row>, sorted: Option<&'static str>, sortable: bool, alike: usize) -> FigureTable {
    let column = |id: &&'static str| FigureColumn {
        measure: id,
        sorted: sorted == Some(*id),
        href: SORTED.iter().find(|(by, _)| sortable && by == id).map(|(by, _)| routes::performance_by(by)),
    };
    let name = scope.model.config.title.in_lang(scope.lang);
    let all = &scope.derived.measures.site.all;
    FigureTable {
        columns: COLUMNS.iter().map(column).collect(),
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        total: scope.figure_row(name, "replies/index.html".to_owned(), "site//".to_owned(), 0, all),
        alike,
    }
}

/// Sorts by a measure: those without a value last, ties in their own order. Rates and
/// times are ranked, equal ones alike (1, 2, 2, 4); counts are not, as many cases are no
/// fault. Returns how many at the top a rate cannot tell apart.
fn sort(rows: &mut [Row], id: &str, minimum: usize) -> usize {
    let Some(measure) = measure(id) else { return 0 };
    let most_first = SORTED.iter().any(|(by, most)| *by == id && *most);
    let number = |tally: &Tally| match measure.value(tally, minimum) {
        Value::Count(n) | Value::Percent(n) | Value::DaysTenths(n) => Some(u64::from(n) * 2),
        Value::Trace => Some(1),
        // Between one number and the next: what is "at least" so much comes after so much.
        Value::Days(n) => Some(u64::from(n) * 2),
        Value::AtLeast(n) => Some(u64::from(n) * 2 + 1),
        Value::TooFew => None,
    };
    rows.sort_by_key(|(_, tally)| {
        let n = number(tally);
        (n.is_none(), n.map(|n| if most_first { u64::MAX - n } else { n }))
    });
    if matches!(measure.formula, Formula::Count(_)) {
        return 0;
    }
    let mut before: Option<(u64, usize)> = None;
    for (i, (row, tally)) in rows.iter_mut().enumerate() {
        let Some(n) = number(tally) else { break };
        let rank = before.filter(|(value, _)| *value == n).map_or(i + 1, |(_, rank)| rank);
        row.rank = Some(rank);
        before = Some((n, rank));
    }
    let Formula::Share { part, all } = measure.formula else { return 0 };
    let range = |tally: &Tally| interval::wilson(tally.count(part) as usize, tally.count(all) as usize);
    let Some(first) = rows.first().filter(|(row, _)| row.rank.is_some()).and_then(|(_, tally)| range(tally)) else {
        return 0;
    };
    let overlap = |(row, tally): &&Row| row.rank.is_some() && range(tally).is_some_and(|r| r.high >= first.low);
    rows.iter().take_while(overlap).count()
}

/// Fills a page of one table of figures.
pub fn view(scope: Scope<'_>, planned: &Planned, figured: Figured, strings: &Strings) -> (Page, Figures) {
    let (title, table) = match figured {
        Figured::Departments(by) => {
            let name = strings.text(&format!("measure.{by}.name")).to_owned();
            let title = strings.text("performance.sorted_title").replace("{measure}", &name);
            (title, departments(scope, Some(by)))
        }
        Figured::Topics => (strings.text("performance.topics_title").to_owned(), topics(scope)),
        Figured::Kinds => (strings.text("performance.kinds_title").to_owned(), kinds(scope, strings)),
    };
    let by = match figured {
        Figured::Departments(by) => Some(by),
        _ => None,
    };
    let head = Head::new(scope, title, "performance").crumb("performance", "performance/index.html");
    let name_key = match figured {
        Figured::Departments(_) => "name_department",
        Figured::Topics => "name_topic",
        Figured::Kinds => "name_kind",
    };
    let view = Figures {
        as_of: scope.model.as_of,
        table,
        by,
        name_key,
        minimum: scope.model.config.minimum_cases,
        ranked: by.and_then(measure).is_some_and(|m| !matches!(m.formula, Formula::Count(_))),
    };
    (scope.page(planned, head), view)
}

/// Returns links to the tables of figures besides the first.
pub fn other_tables(strings: &Strings) -> Vec<Link> {
    let text = |key: &str| strings.text(key).to_owned();
    vec![
        Link { href: routes::PERFORMANCE_TOPICS.to_owned(), label: text("performance.topics_title"), lang: None },
        Link { href: routes::PERFORMANCE_KINDS.to_owned(), label: text("performance.kinds_title"), lang: None },
    ]
}
