//! Charts of measures: what `derive` counted, drawn beside its tables. Nothing is counted here.

use crate::chart::{
    self, Axis, Behind, Cell, Data, Decimal, Kind, Period, Reference, Series, Status, Unit, Wish, period::Step,
};
use crate::derive::flow::Period as FlowPeriod;
use crate::derive::interval;
use crate::derive::listings::Group;
use crate::derive::measures::{Formula, Value, measure};
use crate::escape::markup::Html;
use crate::publish::rows::MonthRow;
use crate::record::words::DepartmentStatus;
use crate::site::frame::Page;
use crate::site::seen::Seen;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Months that a line of measures shows at most.
const MONTHS: usize = 36;
/// Fewer months than these make no line.
const FEWEST: i64 = 5;

/// Draws a figure, and notes on its page that it has one; nothing where a picture would not help.
fn figure(seen: Seen<'_>, page: &mut Page, data: &Data, wish: &Wish) -> Option<Html> {
    let figure = chart::draw(data, wish, seen.strings());
    figure.kind?;
    page.charts = true;
    Some(figure.html)
}

/// Returns how departments stand by a rate: dots with what chance alone explains, beside their table.
pub fn league(seen: Seen<'_>, page: &mut Page, id: &'static str) -> Option<Html> {
    let measure = measure(id)?;
    let Formula::Share { part, all } = measure.formula else { return None };
    let strings = seen.strings();
    let (mut names, mut cells) = (Vec::new(), Vec::new());
    for (at, department) in seen.departments().iter().enumerate().filter(|(_, d)| d.status == DepartmentStatus::Live) {
        let Some(tally) = seen.figures(Group::Department(at)).map(|g| &g.all) else { continue };
        let value = match measure.value(tally, seen.config().minimum_cases) {
            Value::Percent(tenths) => Decimal::new(tenths.into(), 1),
            _ => continue,
        };
        let (part, all) = (tally.count(part) as usize, tally.count(all) as usize);
        let ends = interval::wilson(part, all).map(|r| (Decimal::new(r.low.into(), 1), Decimal::new(r.high.into(), 1)));
        cells.push(Cell { range: ends, cases: u64::try_from(all).ok(), ..Cell::of(value) });
        let page = format!("{}departments/{}.html", page.base, department.id);
        names.push((department.name.in_lang(seen.lang).to_owned(), page));
    }
    let whole = &seen.site_figures().all;
    let (part, all) = (i128::from(whole.count(part)), i128::from(whole.count(all)));
    let exact = (all > 0).then(|| Decimal::new(part * 100 * 1_000_000_000 / all, 9))?;
    let name = strings.text(&format!("measure.{id}.name")).to_owned();
    let data = Data {
        measure: name.clone(),
        unit: Unit::Percent,
        axis: Axis::Names(names),
        axis_name: strings.text("group.name_department").to_owned(),
        series: vec![Series { name: String::new(), cells }],
        own_measures: false,
        places: Some(1),
    };
    let today = strings.fill("figure.today", &[("date", &strings.date(seen.day()))]);
    let wish = Wish {
        id: format!("g-league-{}", id.replace('_', "-")),
        level: 3,
        kind: Some(Kind::Dots),
        subtitle: Some([name, today].join(strings.text("chart.clause"))),
        reference: Some(Reference { name: strings.text("chart.city").to_owned(), value: exact }),
        behind: Behind::Beside,
        ..Wish::default()
    };
    figure(seen, page, &data, &wish)
}

/// Returns cases received and answered by month of receipt. The month that still runs is provisional.
pub fn months(seen: Seen<'_>, page: &mut Page, rows: &[MonthRow], small: Option<&str>) -> Option<Html> {
    let strings = seen.strings();
    let row = |row: &MonthRow| Some((Period::parse(&row.month)?, [row.count, row.replied]));
    let values: Vec<_> = rows.iter().take(MONTHS).filter_map(row).collect();
    let names = [strings.text("list.count"), strings.text("list.replied")];
    let values: Vec<_> = values.iter().map(|(period, numbers)| (*period, numbers.to_vec())).collect();
    let data = counts(seen, names.map(str::to_owned).to_vec(), &values, Some(seen.day()))?;
    let wish = Wish {
        id: "g-chart-months".to_owned(),
        level: if small.is_some() { 2 } else { 3 },
        kind: Some(Kind::Line),
        behind: if small.is_some() { Behind::Folded } else { Behind::Beside },
        small: small.is_some(),
        href: small.map(|path| format!("{}{path}", page.base)),
        ..Wish::default()
    };
    figure(seen, page, &data, &wish)
}

/// Numbers of a bulletin, by their place among [`crate::derive::flow::NUMBERS`], by month that is over.
pub fn flow(seen: Seen<'_>, page: &mut Page, numbers: &[(usize, &str)], until: Option<Date>) -> Option<Html> {
    let strings = seen.strings();
    let month = |period: &FlowPeriod| match period {
        FlowPeriod::Month(_) => Some(Period { step: Step::Month, start: period.first() }),
        FlowPeriod::Week(_) => None,
    };
    let wanted = |period: &FlowPeriod| month(period).filter(|p| until.is_none_or(|day| p.start <= day));
    let mut periods: Vec<_> = seen.periods().filter_map(|period| Some((wanted(&period)?, period))).collect();
    periods.sort_by_key(|(own, _)| std::cmp::Reverse(*own));
    // Only these are read: a bulletin is not made anew when a later one comes.
    let value = |(own, period): &(Period, FlowPeriod)| {
        let values = seen.bulletin(*period).0?.all.then.all();
        Some((*own, numbers.iter().map(|(at, _)| values[*at] as usize).collect::<Vec<_>>()))
    };
    let values: Vec<_> = periods.iter().take(MONTHS).filter_map(value).collect();
    let names = numbers.iter().map(|(_, key)| strings.text(key).to_owned()).collect();
    let data = counts(seen, names, &values, None)?;
    let wish = Wish {
        id: "g-chart-flow".to_owned(),
        level: 3,
        kind: Some(Kind::Line),
        behind: Behind::Folded,
        ..Wish::default()
    };
    figure(seen, page, &data, &wish)
}

/// Counts of several measures by month, as the data of lines; the month of `running` is not over.
fn counts(seen: Seen<'_>, names: Vec<String>, values: &[(Period, Vec<usize>)], running: Option<Date>) -> Option<Data> {
    let known: BTreeMap<i64, &Vec<usize>> =
        values.iter().map(|(period, numbers)| (period.ordinal(), numbers)).collect();
    let (first, last) = (values.iter().map(|(p, _)| *p).min()?, values.iter().map(|(p, _)| *p).max()?);
    // A picture of a few cases shows chance.
    let all: usize = values.iter().filter_map(|(_, numbers)| numbers.first()).sum();
    if last.ordinal() - first.ordinal() < FEWEST || all < seen.config().minimum_cases {
        return None;
    }
    // A month without a row is one without cases.
    let nothing = vec![0; names.len()];
    let months = std::iter::successors(Some(first), |p| {
        Some(Period { start: p.start.checked_add(1.month()).ok()?, ..*p }).filter(|next| next.start <= last.start)
    });
    let values: Vec<(Period, &Vec<usize>)> =
        months.map(|p| (p, known.get(&p.ordinal()).copied().unwrap_or(&nothing))).collect();
    let strings = seen.strings();
    let runs = |period: Period| running.is_some_and(|day| period.start == day.first_of_month());
    let cell = |period: Period, n: usize| {
        let status = if runs(period) { Status::Provisional } else { Status::Final };
        Cell { status, ..Cell::of(Decimal::new(i128::try_from(n).unwrap_or(0), 0)) }
    };
    let series = names.into_iter().enumerate().map(|(at, name)| Series {
        name,
        cells: values.iter().map(|(period, numbers)| cell(*period, numbers[at])).collect(),
    });
    Some(Data {
        measure: strings.text("chart.cases_by_month").to_owned(),
        unit: Unit::None,
        axis: Axis::Times(values.iter().map(|(period, _)| *period).collect()),
        axis_name: strings.text("list.month").to_owned(),
        series: series.collect(),
        own_measures: true,
        places: Some(0),
    })
}
