//! Figures on pages: one number with what it is, and tables of groups by measures.
//!
//! Each names the group and the column of `data/measures.csv` it was printed from, so that a
//! program can hold the page against the data.

pub mod performance;

use super::{Add, Made, Press, RenderError};
use crate::derive::listings::Group;
use crate::derive::measures::sets::{SUMS, Set};
use crate::derive::measures::{Formula, MEASURES, Measure, Month, REPLY_DAYS, SORTED, Tally, Value, measure};
use crate::derive::{interval, measures};
use crate::escape::markup::Html;
use crate::publish::charts::measures::league;
use crate::publish::table::{self, Cell, Column, Filled, column, columns, text, word};
use crate::record::Lang;
use crate::record::words::{DepartmentStatus, Kind};
use crate::site::about::{About, Data};
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use crate::words::Strings;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

/// The outputs of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Front,
    Table(Figured),
    Csv,
}

/// Lists them.
pub fn list(_: &Site<'_>, add: &mut Add<'_>) {
    add.page("performance/index.html", Out::Front);
    for (measure, _) in SORTED {
        add.page(&routes::performance_by(measure), Out::Table(Figured::Departments(measure)));
    }
    add.page(routes::PERFORMANCE_TOPICS, Out::Table(Figured::Topics));
    add.page(routes::PERFORMANCE_KINDS, Out::Table(Figured::Kinds));
    add.file("data/measures.csv".to_owned(), Out::Csv);
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Front | Out::Table(_) => About::front().daily("performance/*"),
        Out::Csv => {
            About::data(Data::csv("measures_csv", table::described(&measure_columns()))).daily("data/measures.csv")
        }
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Front => press.page("performance.html", performance::performance(seen, planned, seen.strings())),
        Out::Table(figured) => press.page("figures.html", view(seen, planned, *figured, seen.strings())),
        Out::Csv => Ok(press.file(measures_csv(seen))),
    }
}

/// A number that says one thing, with where it comes from.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Key of `strings.measure`: `registered`, `replied`, `open`, `overdue`, `reply_rate`.
    pub measure: &'static str,
    /// The group in `data/measures.csv`.
    pub g: String,
    /// The number as printed, `None` when it cannot be given.
    pub value: Option<String>,
    /// Of a rate, the range that chance alone explains.
    pub range: Option<(String, String)>,
    /// `cases`, `percent`, `working-days`.
    pub unit: &'static str,
    /// First and last day counted; `None` where all is counted up to the day of the figures.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// The day of the figures.
    pub as_of: Date,
    /// Where its cases are listed.
    pub href: Option<String>,
    /// Where it is defined.
    pub definition: String,
    /// The same figure a year earlier, where there is one.
    pub before: Option<String>,
    pub before_range: Option<(String, String)>,
    /// The group and months of `before` in `data/measures.csv`.
    pub before_g: String,
}

/// `figures.html`: one table of figures.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// The day of the figures.
    pub as_of: Date,
    /// How departments stand by it, as markup.
    pub league: Option<Html>,
    pub table: FigureTable,
    /// Key of `strings.measure` that the table is sorted by.
    pub by: Option<&'static str>,
    /// Key of `strings.group` for the head of the first column.
    pub name_key: &'static str,
    pub minimum: usize,
    /// Whether the rows have ranks.
    pub ranked: bool,
}

/// Groups by measures.
#[derive(Debug, Serialize)]
pub struct FigureTable {
    pub columns: Vec<FigureColumn>,
    pub rows: Vec<FigureRow>,
    pub total: FigureRow,
    /// So many rows at the top cannot be told apart.
    pub alike: usize,
}

/// A column: a measure, and the page sorted by it.
#[derive(Debug, Serialize)]
pub struct FigureColumn {
    pub measure: &'static str,
    pub sorted: bool,
    pub href: Option<String>,
}

/// The figures of one group.
#[derive(Debug, Serialize)]
pub struct FigureRow {
    pub name: String,
    /// Empty where the group has no page.
    pub href: String,
    /// The group in `data/measures.csv`.
    pub g: String,
    pub depth: usize,
    /// Key of `strings.department_status`, or empty when live.
    pub status: &'static str,
    pub rank: Option<usize>,
    pub cells: Vec<FigureCell>,
}

/// One figure of a table.
#[derive(Debug, Serialize)]
pub struct FigureCell {
    pub measure: &'static str,
    /// As printed; `None` when it cannot be given.
    pub value: Option<String>,
    /// `cases`, `percent`, `working-days`.
    pub unit: &'static str,
    pub range: Option<(String, String)>,
    pub late: bool,
}

/// A table of figures with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figured {
    /// Departments, sorted by a measure.
    Departments(&'static str),
    Topics,
    Kinds,
}

/// The measures in the order they are explained.
pub fn measure_ids() -> Vec<&'static str> {
    MEASURES.iter().map(|measure| measure.id).collect()
}

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
pub fn group_name(seen: Seen<'_>, group: Group, months: &str) -> String {
    match group {
        Group::Site => format!("site//{months}"),
        Group::Department(i) => format!("department/{}/{months}", seen.department_at(i).id),
        Group::Topic(i) => format!("topic/{}/{months}", seen.topic_at(i).id),
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

impl Seen<'_> {
    /// Returns one figure of a group; `list` is where its cases stand.
    pub fn figure(&self, id: &'static str, tally: &Tally, g: &str, list: Option<&str>) -> Figure {
        let value = measure(id).map_or(Value::TooFew, |m| m.value(tally, self.config().minimum_cases));
        Figure {
            measure: id,
            g: g.to_owned(),
            range: measure(id).and_then(|m| range(m, value, tally)).map(interval::Interval::printed),
            value: printed(value),
            unit: measure(id).map_or("cases", Measure::unit),
            from: None,
            to: None,
            as_of: self.day(),
            href: list.map(str::to_owned),
            definition: format!("words.html#g-measure-{id}"),
            before: None,
            before_range: None,
            before_g: String::new(),
        }
    }

    fn cell(&self, id: &'static str, tally: &Tally) -> FigureCell {
        let minimum = self.config().minimum_cases;
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
pub fn departments(seen: Seen<'_>, sorted: Option<&'static str>) -> FigureTable {
    let none = Tally::default();
    let rows = seen.departments().iter().enumerate().map(|(i, d)| {
        let tally = seen.figures(Group::Department(i)).map_or(&none, |g| &g.all);
        let g = group_name(seen, Group::Department(i), "");
        let mut row = seen.figure_row(d.name.in_lang(seen.lang), format!("departments/{}.html", d.id), g, 0, tally);
        row.status = if d.status == DepartmentStatus::Live { "" } else { d.status.word() };
        (row, tally.clone())
    });
    let mut rows: Vec<Row> = rows.collect();
    let mut alike = 0;
    if let Some(id) = sorted {
        alike = sort(&mut rows, id, seen.config().minimum_cases);
    }
    table(seen, rows, sorted, true, alike)
}

/// Returns the table of what left the rates, by department: it stands beside the rates.
pub fn beside(seen: Seen<'_>) -> FigureTable {
    let none = Tally::default();
    let rows = seen.departments().iter().enumerate().map(|(i, d)| {
        let tally = seen.figures(Group::Department(i)).map_or(&none, |g| &g.all);
        let g = group_name(seen, Group::Department(i), "");
        let href = format!("departments/{}.html", d.id);
        let mut row = seen.figure_row_of(&BESIDE, d.name.in_lang(seen.lang), href, g, 0, tally);
        row.status = if d.status == DepartmentStatus::Live { "" } else { d.status.word() };
        row
    });
    let all = &seen.site_figures().all;
    let name = seen.config().title.in_lang(seen.lang);
    let total = seen.figure_row_of(&BESIDE, name, "replies/index.html".to_owned(), "site//".to_owned(), 0, all);
    FigureTable {
        columns: BESIDE.iter().map(|id| FigureColumn { measure: id, sorted: false, href: None }).collect(),
        rows: rows.collect(),
        total,
        alike: 0,
    }
}

fn topics(seen: Seen<'_>) -> FigureTable {
    fn add(seen: Seen<'_>, index: usize, depth: usize, rows: &mut Vec<Row>) {
        // A circle of broader topics has no top and is never entered; depth is bounded all the same.
        if depth > 8 {
            return;
        }
        let topic = seen.topic_at(index);
        let tally = seen.figures(Group::Topic(index)).map(|g| g.all.clone()).unwrap_or_default();
        let g = group_name(seen, Group::Topic(index), "");
        let name = topic.label.in_lang(seen.lang);
        rows.push((seen.figure_row(name, format!("topics/{}.html", topic.id), g, depth, &tally), tally));
        let below = seen.topics().iter().enumerate().filter(|(_, t)| t.broader.as_ref() == Some(&topic.id));
        for (i, _) in below {
            add(seen, i, depth + 1, rows);
        }
    }
    let mut rows = Vec::new();
    for top in (0..seen.topics().len()).filter(|i| seen.topic_at(*i).broader.is_none()) {
        add(seen, top, 0, &mut rows);
    }
    table(seen, rows, None, false, 0)
}

fn kinds(seen: Seen<'_>, strings: &Strings) -> FigureTable {
    let rows = Kind::ALL.iter().filter_map(|kind| {
        let tally = &seen.all_figures().kinds.get(kind)?.all;
        let name = strings.text(&format!("kind.{}", kind.word())).to_owned();
        let g = format!("kind/{}/", kind.word());
        Some((seen.figure_row(&name, String::new(), g, 0, tally), tally.clone()))
    });
    table(seen, rows.collect(), None, false, 0)
}

fn table(seen: Seen<'_>, rows: Vec<Row>, sorted: Option<&'static str>, sortable: bool, alike: usize) -> FigureTable {
    let column = |id: &&'static str| FigureColumn {
        measure: id,
        sorted: sorted == Some(*id),
        href: SORTED.iter().find(|(by, _)| sortable && by == id).map(|(by, _)| routes::performance_by(by)),
    };
    let name = seen.config().title.in_lang(seen.lang);
    let all = &seen.site_figures().all;
    FigureTable {
        columns: COLUMNS.iter().map(column).collect(),
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        total: seen.figure_row(name, "replies/index.html".to_owned(), "site//".to_owned(), 0, all),
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
pub fn view(seen: Seen<'_>, planned: &Planned, figured: Figured, strings: &Strings) -> (Page, Figures) {
    let (title, table) = match figured {
        Figured::Departments(by) => {
            let name = strings.text(&format!("measure.{by}.name")).to_owned();
            let title = strings.text("performance.sorted_title").replace("{measure}", &name);
            (title, departments(seen, Some(by)))
        }
        Figured::Topics => (strings.text("performance.topics_title").to_owned(), topics(seen)),
        Figured::Kinds => (strings.text("performance.kinds_title").to_owned(), kinds(seen, strings)),
    };
    let by = match figured {
        Figured::Departments(by) => Some(by),
        _ => None,
    };
    let head = Head::new(seen.lang, title, "performance").crumb("performance", "performance/index.html");
    let name_key = match figured {
        Figured::Departments(_) => "name_department",
        Figured::Topics => "name_topic",
        Figured::Kinds => "name_kind",
    };
    let mut page = seen.page(planned, head);
    let view = Figures {
        league: by.and_then(|id| league(seen, &mut page, id)),
        as_of: seen.day(),
        table,
        by,
        name_key,
        minimum: seen.config().minimum_cases,
        ranked: by.and_then(measure).is_some_and(|m| !matches!(m.formula, Formula::Count(_))),
    };
    (page, view)
}

/// Returns links to the tables of figures besides the first.
pub fn other_tables(strings: &Strings) -> Vec<Link> {
    let text = |key: &str| strings.text(key).to_owned();
    vec![
        Link { href: routes::PERFORMANCE_TOPICS.to_owned(), label: text("performance.topics_title"), lang: None },
        Link { href: routes::PERFORMANCE_KINDS.to_owned(), label: text("performance.kinds_title"), lang: None },
        Link { href: routes::POLICY_FIGURES.to_owned(), label: text("policy_figure.title"), lang: None },
    ]
}

/// What is said of first replies by working days taken, in the order of [`REPLY_DAYS`].
const REPLY_COLUMNS: [(&str, &str, &str); REPLY_DAYS.len()] = [
    ("reply_days_0_2", "first replies within 2 working days", "2个工作日内首次答复"),
    ("reply_days_3_5", "within 3 to 5", "3至5个工作日"),
    ("reply_days_6_10", "within 6 to 10", "6至10个工作日"),
    ("reply_days_11_15", "within 11 to 15", "11至15个工作日"),
    ("reply_days_16_20", "within 16 to 20", "16至20个工作日"),
    ("reply_days_21_30", "within 21 to 30", "21至30个工作日"),
    ("reply_days_over_30", "after more than 30", "超过30个工作日"),
];

/// The figures of a group in one month, or in all.
struct Measured<'a> {
    as_of: Date,
    minimum: usize,
    group: &'static str,
    id: &'a str,
    month: Option<Month>,
    tally: &'a Tally,
    sums: [u32; SUMS.len()],
    reply_days: [u32; REPLY_DAYS.len()],
}

/// Returns the columns of `measures.csv`: the group, the size of each set, and the measures
/// made of them.
fn measure_columns<'a>() -> Vec<Column<Measured<'a>>> {
    let mut columns = columns! { r: Measured<'a>,
        "as_of" "date" "day the figures are of" "数据截止日期" => r.as_of.into(),
        "group" "string" "site, department, topic or kind" "统计口径" => word(r.group),
        "id" "string" "id of the department or topic, or the kind" "部门、主题标识或类型" => text(r.id),
        "month" "yearmonth" "month of receipt; empty for all" "收到月份，空为全部" => Cell::Month(r.month),
    };
    columns.extend(
        Set::ALL
            .iter()
            .map(|(set, name, en, zh)| column(name, "integer", en, zh, |r: &Measured<'a>| r.tally.count(*set).into())),
    );
    columns.extend(
        SUMS.iter()
            .enumerate()
            .map(|(at, (name, en, zh))| column(name, "integer", en, zh, move |r: &Measured<'a>| r.sums[at].into())),
    );
    columns.extend(
        REPLY_COLUMNS.iter().enumerate().map(|(at, (name, en, zh))| {
            column(name, "integer", en, zh, move |r: &Measured<'a>| r.reply_days[at].into())
        }),
    );
    let derived = MEASURES.iter().filter(|m| !matches!(m.formula, Formula::Count(_)));
    columns.extend(derived.map(|m| {
        // "at least" is no number, so a length of time is a text for programs.
        let kind = if m.unit() == "percent" { "number" } else { "string" };
        column(m.id, kind, m.en.name, m.zh.name, |r: &Measured<'a>| Cell::Value(m.value(r.tally, r.minimum)))
    }));
    columns
}

/// Returns `measures.csv`.
pub fn measures_csv<T: Filled>(seen: Seen<'_>) -> T {
    let (as_of, minimum) = (seen.day(), seen.config().minimum_cases);
    let measures = seen.all_figures();
    let (all, topics) = (seen.departments(), seen.topics());
    let departments = measures.departments.iter().map(|(i, g)| ("department", &*all[*i].id, g));
    let topics = measures.topics.iter().map(|(i, g)| ("topic", &*topics[*i].id, g));
    let kinds = measures.kinds.iter().map(|(kind, g)| ("kind", kind.word(), g));
    let groups = [("site", "", &measures.site)].into_iter().chain(departments).chain(topics).chain(kinds);
    let rows = groups.flat_map(|(group, id, figures)| {
        let months = figures.months.iter().map(|(month, tally)| (Some(*month), tally));
        let all = [(None, &figures.all)].into_iter().chain(months);
        all.map(move |(month, tally)| {
            let (sums, reply_days) = (tally.sums(), tally.reply_days());
            Measured { as_of, minimum, group, id, month, tally, sums, reply_days }
        })
    });
    table::filled(&measure_columns(), rows)
}
