//! The statutory tables of requests for information, one page a year.

use super::common::{Link, Page};
use super::pages::{Statutories, StatutoryRow, StatutoryTable};
use super::scope::{Head, Scope};
use crate::derive::statutory::{Annual, Column, DOCUMENTS, QUARTERLY, RESULTS, REVIEW_RESULTS, REVIEWS};
use crate::escape::Escaped;
use crate::escape::csv::CsvText;
use crate::plan::{Planned, routes};
use crate::record::words::Applicant;
use crate::render::strings::Strings;

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

fn rows(scope: Scope<'_>, year: i16) -> (bool, Vec<Row>) {
    let tables = &scope.derived.statutory;
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

/// Returns the years that have a table.
pub fn years(derived: &crate::derive::Derived) -> Vec<i16> {
    let tables = &derived.statutory;
    tables.annual.keys().chain(tables.quarterly.keys()).copied().collect()
}

/// Fills the table of a year.
pub fn view(scope: Scope<'_>, planned: &Planned, year: i16, strings: &Strings) -> (Page, StatutoryTable) {
    let (annual, rows) = rows(scope, year);
    let table = scope.derived.statutory.annual.get(&year);
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
    let head = Head::new(scope, title, "performance").crumb("reports", "reports/index.html");
    let years = years(scope.derived);
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
        entered: if annual { entered(scope, year) } else { Vec::new() },
        documents,
        reviews,
        year,
        annual,
        running: scope.model.as_of < jiff::civil::date(year, 12, 31),
        as_of: scope.model.as_of,
        columns: columns(annual, strings),
        keys: keys(annual),
        rows: rows
            .into_iter()
            .map(|(key, depth, cells)| StatutoryRow { key, depth, g: format!("foi//{year}"), cells })
            .collect(),
        failing,
        unplaced: table.map_or_else(Vec::new, |t| t.unplaced.iter().map(|i| scope.case_link(*i)).collect()),
        csv: routes::report_csv(year),
        earlier: near(year - 1),
        later: near(year + 1),
    };
    (scope.page(planned, head), view)
}

/// Fills the index of reports.
pub fn index(scope: Scope<'_>, planned: &Planned, strings: &Strings) -> (Page, Statutories) {
    let years = years(scope.derived).into_iter().rev();
    let link = |year: i16| Link { href: routes::report(year), label: year.to_string(), lang: None };
    let view = Statutories { years: years.map(link).collect() };
    (scope.page(planned, Head::new(scope, strings.text("nav.reports").to_owned(), "performance")), view)
}

/// What the configuration tells of a year: numbers of decisions, and fees in ten thousand yuan.
fn entered(scope: Scope<'_>, year: i16) -> Vec<(&'static str, Option<String>)> {
    let figures = scope.model.config.annual_figures.get(&year).copied().unwrap_or_default();
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

/// Returns the columns of `data/foi-<year>.csv`.
pub fn csv_columns(scope: Scope<'_>, year: i16) -> impl Iterator<Item = &'static str> {
    ["row"].into_iter().chain(keys(rows(scope, year).0))
}

/// Returns `data/foi-<year>.csv`: row, and a column for each of the table's.
pub fn csv(scope: Scope<'_>, year: i16) -> Escaped {
    let (annual, rows) = rows(scope, year);
    let mut csv = CsvText::new(csv_columns(scope, year));
    for (key, _, cells) in rows {
        csv.plain(key);
        cells.iter().for_each(|cell| csv.plain(*cell));
        csv.end();
    }
    // Parts two and four have other columns: their counts stand in the last one.
    for (key, count) in scope.derived.statutory.annual.get(&year).map(other_parts).unwrap_or_default() {
        csv.text(&key);
        Applicant::WORDS.iter().for_each(|_| csv.nothing());
        csv.plain(count);
        csv.end();
    }
    for (key, value) in if annual { entered(scope, year) } else { Vec::new() } {
        csv.plain(key);
        Applicant::WORDS.iter().for_each(|_| csv.nothing());
        csv.text(&value.unwrap_or_default());
        csv.end();
    }
    csv.finish()
}
