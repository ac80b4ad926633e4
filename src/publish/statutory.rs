//! The statutory tables of requests for information, one page a year.

use super::{Add, Made, Press, RenderError};
use crate::derive::statutory::{
    Annual, Column, DOCUMENTS, QUARTERLY, RESULTS, REVIEW_RESULTS, REVIEWS, Statutory as Tables,
};
use crate::publish::table::{self, Cell, Filled, column, text};
use crate::record::Lang;
use crate::record::words::Applicant;
use crate::site::about::{About, Data};
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use crate::words::Strings;
use jiff::civil::Date;
use serde::Serialize;

/// The outputs of statutory tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Index,
    Page(i16),
    Csv(i16),
}

/// Lists them: each year that has a table.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let years = site.derived.statutory.years();
    for year in &years {
        add.page(&routes::report(*year), Out::Page(*year));
        add.file(routes::report_csv(*year), Out::Csv(*year));
    }
    if !years.is_empty() {
        add.page("reports/index.html", Out::Index);
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, site: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Index | Out::Page(_) => About::front().daily("reports/*"),
        Out::Csv(year) => {
            let annual = rows(&site.derived.statutory, *year).0;
            let data = Data::csv("foi_csv", table::described(&csv_columns(annual))).of(routes::year_name(*year));
            About::data(data).daily("data/foi-<yyyy>.csv")
        }
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Index => press.page("reports.html", index(seen, planned, seen.strings())),
        Out::Page(year) => press.page("report.html", view(seen, planned, *year, seen.strings())),
        Out::Csv(year) => Ok(press.file(csv(seen, *year))),
    }
}

/// `reports.html`: the years that have a statutory table.
#[derive(Debug, Serialize)]
pub struct Statutories {
    pub years: Vec<Link>,
}

/// `report.html`: the statutory table of a year.
#[derive(Debug, Serialize)]
pub struct StatutoryTable {
    pub year: i16,
    /// Whether it is the annual table, else the quarterly one.
    pub annual: bool,
    /// The year is not over.
    pub running: bool,
    pub as_of: Date,
    pub columns: Vec<String>,
    /// Names of the columns in the data.
    pub keys: Vec<&'static str>,
    pub rows: Vec<StatutoryRow>,
    /// Part two: made, ended, in force, by kind of document; empty for the quarterly table.
    pub documents: Vec<StatutoryRow>,
    /// Part two: what was entered, by kind: key of `strings.statutory`, and the number as printed.
    pub entered: Vec<(&'static str, Option<String>)>,
    /// Part four: upheld, corrected, other, pending, total, by kind of review.
    pub reviews: Vec<StatutoryRow>,
    /// Equations that fail, and the cases behind them.
    pub failing: Vec<String>,
    pub unplaced: Vec<Link>,
    /// The same as data, under the root of the site.
    pub csv: String,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// A row of the table.
#[derive(Debug, Serialize)]
pub struct StatutoryRow {
    /// Key of `strings.statutory`.
    pub key: &'static str,
    pub depth: usize,
    /// The year, as `data-g` names it.
    pub g: String,
    pub cells: Vec<u32>,
}

/// A row of a table: its key, how deep it stands, and its cells.
type Row = (&'static str, usize, Vec<u32>);

/// Parts of the annual table's third row: the key of the part, and the results in it.
const PARTS: [(&str, std::ops::Range<usize>); 4] =
    [("refused", 2..10), ("unable", 10..13), ("not_handled", 13..18), ("other", 18..21)];

fn annual_rows(table: &Annual) -> Vec<Row> {
    let columns: Vec<Column> = table.columns.iter().copied().chain([table.total()]).collect();
    let of = |pick: &dyn Fn(&Column) -> u32| columns.iter().map(pick).collect::<Vec<_>>();
    let mut rows: Vec<Row> = vec![("new", 0, of(&|c| c.new)), ("carried_over", 0, of(&|c| c.carried_over))];
    rows.extend((0..2).map(|i| (RESULTS[i], 1, of(&|c| c.results[i]))));
    for (part, results) in PARTS {
        rows.push((part, 1, of(&|c| c.results[results.clone()].iter().sum())));
        rows.extend(results.map(|i| (RESULTS[i], 2, of(&|c| c.results[i]))));
    }
    rows.push(("total", 1, of(&Column::total)));
    rows.push(("carried_forward", 0, of(&|c| c.carried_forward)));
    rows
}

/// Heads of the columns: keys of `strings.statutory`, or names.
fn columns(annual: bool, strings: &Strings) -> Vec<String> {
    if annual {
        let keys = Applicant::WORDS.iter().copied().chain(["all"]);
        keys.map(|key| strings.text(&format!("statutory.column_{key}")).to_owned()).collect()
    } else {
        (1..=4).map(|q| strings.text("statutory.quarter").replace("{n}", &q.to_string())).collect()
    }
}

/// Names of the columns in `data/foi-<year>.csv`.
fn keys(annual: bool) -> Vec<&'static str> {
    if annual { Applicant::WORDS.iter().copied().chain(["all"]).collect() } else { vec!["q1", "q2", "q3", "q4"] }
}

fn rows(tables: &Tables, year: i16) -> (bool, Vec<Row>) {
    match (tables.annual.get(&year), tables.quarterly.get(&year)) {
        (Some(annual), _) => (true, annual_rows(annual)),
        (None, Some(quarters)) => {
            let row = |(i, key): (usize, &&'static str)| {
                let depth = usize::from((4..8).contains(&i));
                (*key, depth, quarters.iter().map(|quarter| quarter[i]).collect())
            };
            (false, QUARTERLY.iter().enumerate().map(row).collect())
        }
        (None, None) => (false, Vec::new()),
    }
}

/// Fills the table of a year.
pub fn view(seen: Seen<'_>, planned: &Planned, year: i16, strings: &Strings) -> (Page, StatutoryTable) {
    let (annual, rows) = rows(seen.statutory(), year);
    let table = seen.statutory().annual.get(&year);
    let failing = table.map_or_else(Vec::new, |table| {
        let all = table.columns.iter().chain([&table.total()]).copied().collect::<Vec<_>>();
        let names = columns(true, strings);
        let failing = all.iter().zip(names).filter(|(column, _)| !column.balances());
        failing
            .map(|(c, name)| format!("{name}: {} + {} ≠ {} + {}", c.new, c.carried_over, c.total(), c.carried_forward))
            .collect()
    });
    let key = if annual { "statutory.annual_title" } else { "statutory.quarterly_title" };
    let title = strings.text(key).replace("{year}", &year.to_string());
    let head = Head::new(seen.lang, title, "performance").crumb("reports", "reports/index.html");
    let years = seen.statutory().years();
    let near = |wanted: i16| years.contains(&wanted).then(|| routes::report(wanted));
    let part = |key: &'static str, cells: Vec<u32>| StatutoryRow { key, depth: 0, g: format!("foi//{year}"), cells };
    let documents = table.map_or_else(Vec::new, |t| {
        let rows = DOCUMENTS.iter().zip(t.documents);
        rows.map(|(key, d)| part(key, vec![d.made, d.ended, d.in_force])).collect()
    });
    let reviews = table.map_or_else(Vec::new, |t| {
        let with_total = |cells: [u32; REVIEW_RESULTS.len()]| cells.into_iter().chain([cells.iter().sum()]).collect();
        REVIEWS.iter().zip(t.reviews).map(|(key, cells)| part(key, with_total(cells))).collect()
    });
    let view = StatutoryTable {
        entered: if annual { entered(seen, year) } else { Vec::new() },
        documents,
        reviews,
        year,
        annual,
        running: seen.day() < jiff::civil::date(year, 12, 31),
        as_of: seen.day(),
        columns: columns(annual, strings),
        keys: keys(annual),
        rows: rows
            .into_iter()
            .map(|(key, depth, cells)| StatutoryRow { key, depth, g: format!("foi//{year}"), cells })
            .collect(),
        failing,
        unplaced: table.map_or_else(Vec::new, |t| t.unplaced.iter().map(|i| seen.case_link(*i)).collect()),
        csv: routes::report_csv(year),
        earlier: near(year - 1),
        later: near(year + 1),
    };
    (seen.page(planned, head), view)
}

/// Fills the index of reports.
pub fn index(seen: Seen<'_>, planned: &Planned, strings: &Strings) -> (Page, Statutories) {
    let years = seen.statutory().years().into_iter().rev();
    let link = |year: i16| Link { href: routes::report(year), label: year.to_string(), lang: None };
    let view = Statutories { years: years.map(link).collect() };
    (seen.page(planned, Head::new(seen.lang, strings.text("nav.reports").to_owned(), "performance")), view)
}

/// What the configuration tells of a year: numbers of decisions, and fees in ten thousand yuan.
fn entered(seen: Seen<'_>, year: i16) -> Vec<(&'static str, Option<String>)> {
    let figures = seen.config().annual_figures.get(&year).copied().unwrap_or_default();
    let number = |n: Option<u64>| n.map(|n| n.to_string());
    let fees = figures.fees.map(|yuan| {
        let text = format!("{}.{:04}", yuan / 10_000, yuan % 10_000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    vec![
        ("entered_licences", number(figures.licences)),
        ("entered_penalties", number(figures.penalties)),
        ("entered_coercive_measures", number(figures.coercive_measures)),
        ("entered_fees", fees),
    ]
}

/// The counts of parts two and four, by row and column.
fn other_parts(table: &Annual) -> Vec<(String, u32)> {
    let documents = DOCUMENTS.iter().zip(table.documents).flat_map(|(key, d)| {
        [("made", d.made), ("ended", d.ended), ("in_force", d.in_force)]
            .map(|(column, n)| (format!("{key}_{column}"), n))
    });
    let reviews = REVIEWS.iter().zip(table.reviews).flat_map(|(key, cells)| {
        REVIEW_RESULTS.iter().zip(cells).map(move |(result, n)| (format!("{key}_{result}"), n))
    });
    documents.chain(reviews).collect()
}

/// A row of `data/foi-<year>.csv`.
struct Counted {
    row: String,
    counts: Counts,
}

/// What stands beside the name of a row.
enum Counts {
    /// A number in each column.
    Each(Vec<u32>),
    /// Parts two and four have other columns: their counts stand in the last one.
    Last(u32),
    /// What the settings tell, as written.
    Written(String),
}

impl Counted {
    fn cell(&self, at: usize, is_last: bool) -> Cell<'_> {
        match &self.counts {
            Counts::Each(counts) => Cell::Number(counts.get(at).map(|count| u64::from(*count))),
            Counts::Last(count) => Cell::Number(is_last.then(|| u64::from(*count))),
            Counts::Written(value) => text(if is_last { value.as_str() } else { "" }),
        }
    }
}

/// Returns the columns of `data/foi-<year>.csv`: row, and a column for each of the table's.
fn csv_columns(annual: bool) -> Vec<table::Column<Counted>> {
    let keys = keys(annual);
    let last = keys.len() - 1;
    let row = column("row", "", "", "", |r: &Counted| text(&*r.row));
    let counts = keys.into_iter().enumerate();
    let counts = counts.map(|(at, key)| column(key, "", "", "", move |r: &Counted| r.cell(at, at == last)));
    [row].into_iter().chain(counts).collect()
}

/// Returns `data/foi-<year>.csv`.
pub fn csv<T: Filled>(seen: Seen<'_>, year: i16) -> T {
    let (annual, rows) = rows(seen.statutory(), year);
    let others = seen.statutory().annual.get(&year).map(other_parts).unwrap_or_default();
    let entered = if annual { entered(seen, year) } else { Vec::new() };
    let rows = rows.into_iter().map(|(key, _, counts)| (key.to_owned(), Counts::Each(counts)));
    let others = others.into_iter().map(|(key, count)| (key, Counts::Last(count)));
    let entered = entered.into_iter();
    let entered = entered.map(|(key, value)| (key.to_owned(), Counts::Written(value.unwrap_or_default())));
    let all = rows.chain(others).chain(entered).map(|(row, counts)| Counted { row, counts });
    table::filled(&csv_columns(annual), all)
}
