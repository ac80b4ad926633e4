//! Values divided by those of another table: complaints per 10,000 residents; and what the site counts of itself, for
//! charts in texts.
//!
//! Takes what a chart names; gives a [`Divisor`], and [`Data`] of a measure. What must hold: nothing is divided
//! by zero, by what is missing or by what is withheld; a number of an earlier time is used for a later one only
//! as an estimate that says so; figures are those that `derive` counted.

use super::plots::{Row, cell, rows};
use super::seen::Seen;
use super::texts::{TextError, Texts};
use crate::chart::block::{Block, Per};
use crate::chart::{Axis, Cell, Data, Decimal, Period, Series, Status, Unit, period::Step};
use crate::derive::listings::Group;
use crate::derive::measures::{Formula, Tally, Value, measure};
use crate::record::dataset::{Dataset, Table, TableFacts};
use crate::record::table::typed::is_numeric;
use crate::record::words::ObservationStatus;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Months of a measure that a chart shows at most.
const MONTHS: usize = 36;

/// What values are divided by.
pub(super) struct Divisor {
    numbers: Vec<Number>,
    /// Numbers are told apart by name; else by time alone.
    named: bool,
    each: u64,
    /// `10,000 residents`.
    pub what: String,
    /// Where the numbers are from.
    pub source: String,
}

struct Number {
    key: String,
    when: Option<Period>,
    cell: Cell,
}

impl Divisor {
    /// Returns what a chart names; none where it cannot be had, which was reported.
    pub fn of(seen: Seen<'_>, per: &Per, texts: &Texts<'_>) -> Result<Option<Self>, TextError> {
        let Some(dataset) = seen.find_dataset(&per.dataset) else { return Ok(None) };
        let table = per.table.as_ref().map_or(Some(0), |file| dataset.tables.iter().position(|t| t.file == *file));
        let Some(table) = table.and_then(|at| dataset.tables.get(at)) else { return Ok(None) };
        let Some(facts) = table.facts.as_ref().filter(|f| f.sound) else { return Ok(None) };
        let rows = texts.of_file(&facts.path, facts.digest, |text| rows(table, text))?;
        Ok(Self::read(seen, per, (dataset, table, facts), &rows))
    }

    fn read(seen: Seen<'_>, per: &Per, of: (&Dataset, &Table, &TableFacts), rows: &[Row]) -> Option<Self> {
        let (dataset, table, facts) = of;
        let place = |name: &str| facts.columns.iter().position(|c| **c == *name);
        let key = per.key.as_deref().map(place);
        let when = (0..facts.columns.len()).find(|column| {
            let mut cells = rows.iter().map(|row| cell(row, *column)).filter(|c| !c.is_empty()).peekable();
            Some(*column) != key.flatten() && cells.peek().is_some() && cells.all(|c| Period::parse(c).is_some())
        });
        let number = |at: &usize| is_numeric(facts.kinds[*at]) && Some(*at) != when && Some(Some(*at)) != key;
        let value = match per.value.as_deref() {
            Some(name) => place(name)?,
            None => (0..facts.columns.len()).find(number)?,
        };
        let numbers = rows.iter().map(|row| Number {
            key: key.flatten().map_or_else(String::new, |at| cell(row, at).to_owned()),
            when: when.and_then(|at| Period::parse(cell(row, at))),
            cell: Cell {
                value: Decimal::drawn(cell(row, value)),
                status: status(row.status[value]),
                ..Cell::default()
            },
        });
        let field = table.fields.iter().find(|field| field.name == facts.columns[value]);
        let name = field.and_then(|field| field.unit.as_ref().or(field.title.as_ref()));
        let name = name.map_or(&*facts.columns[value], |text| text.in_lang(seen.lang));
        let strings = seen.strings();
        let each = if per.each == 1 {
            String::new()
        } else {
            crate::chart::number::plain(Decimal::new(per.each.into(), 0), 0, strings)
        };
        let updated = dataset.updated_on.unwrap_or(dataset.published_on);
        Some(Self {
            numbers: numbers.collect(),
            named: key.is_some(),
            each: per.each,
            what: strings.fill("chart.each", &[("each", &each), ("name", name)]).trim().to_owned(),
            source: strings.fill(
                "chart.source_per",
                &[
                    ("department", seen.department_name(&dataset.department)),
                    ("title", dataset.title.in_lang(seen.lang)),
                    ("date", &strings.date(updated)),
                ],
            ),
        })
    }

    /// Divides the values of series, each with what it is of and the time it is of.
    pub fn divide(&self, cells: &mut [(String, Option<Period>, &mut Cell)]) {
        // Small rates keep as many places as make them differ.
        let rates = |places: u8| -> Vec<Cell> {
            cells.iter().map(|(key, when, cell)| self.rate(key, *when, cell, places)).collect()
        };
        let mut places = 1;
        let mut all = rates(places);
        let least =
            |all: &[Cell]| all.iter().filter_map(|cell| cell.value.map(Decimal::size)).filter(|v| v.sign() > 0).min();
        while places < 4 && least(&all).is_none_or(|least| least < Decimal::new(10, places)) {
            places += 1;
            all = rates(places);
        }
        for ((_, _, cell), rate) in cells.iter_mut().zip(all) {
            **cell = rate;
        }
    }

    /// Returns a value divided by the number that belongs to it.
    fn rate(&self, key: &str, when: Option<Period>, cell: &Cell, places: u8) -> Cell {
        let Some(value) = cell.value else { return *cell };
        let own = self.numbers.iter().filter(|number| !self.named || number.key == key);
        let Some((number, is_earlier)) = at_time(own, when) else { return Cell::missing() };
        match number.cell {
            Cell { value: None, status: Status::Suppressed, .. } => {
                Cell { status: Status::Suppressed, ..Cell::missing() }
            }
            Cell { value: Some(divisor), status, .. } => {
                let rate = value.per(self.each, divisor, places);
                let estimated = is_earlier || status == Status::Estimated || cell.status == Status::Estimated;
                let provisional = status == Status::Provisional || cell.status == Status::Provisional;
                let status = match () {
                    () if estimated => Status::Estimated,
                    () if provisional => Status::Provisional,
                    () => Status::Final,
                };
                rate.map_or_else(Cell::missing, |rate| Cell { value: Some(rate), status, ..Cell::default() })
            }
            Cell { value: None, .. } => Cell::missing(),
        }
    }
}

/// Returns the number of a time: that of the period around it, else the last one before it.
fn at_time<'n>(own: impl Iterator<Item = &'n Number>, when: Option<Period>) -> Option<(&'n Number, bool)> {
    let begins = |number: &&Number| number.when.zip(when).is_none_or(|(own, when)| own.start <= when.start);
    let last = own.filter(begins).max_by_key(|number| number.when.map(|when| when.start))?;
    let is_earlier = last.when.zip(when).is_some_and(|(own, when)| !around(own, when));
    Some((last, is_earlier))
}

/// Returns whether a period lies in another.
fn around(outer: Period, inner: Period) -> bool {
    let long = match outer.step {
        Step::Day => 1.day(),
        Step::Week => 1.week(),
        Step::Month => 1.month(),
        Step::Quarter => 3.months(),
        Step::Year | Step::Budget => 1.year(),
    };
    inner.start >= outer.start && outer.start.checked_add(long).is_ok_and(|end| inner.start < end)
}

fn status(status: ObservationStatus) -> Status {
    match status {
        ObservationStatus::Provisional => Status::Provisional,
        ObservationStatus::Estimated => Status::Estimated,
        ObservationStatus::Suppressed => Status::Suppressed,
        _ => Status::Final,
    }
}

/// Returns what the site counts, as a chart: by month, department or topic; beside each value what it is of.
pub(super) fn measured(seen: Seen<'_>, block: &Block) -> Option<(Data, Vec<String>)> {
    let measure = measure(block.measure.as_deref()?)?;
    let minimum = seen.config().minimum_cases;
    let value = |tally: &Tally| match measure.value(tally, minimum) {
        Value::Count(n) => Some(Decimal::new(n.into(), 0)),
        Value::Percent(tenths) | Value::DaysTenths(tenths) => Some(Decimal::new(tenths.into(), 1)),
        Value::Days(days) => Some(Decimal::new(days.into(), 0)),
        Value::Trace | Value::AtLeast(_) | Value::TooFew => None,
    };
    let strings = seen.strings();
    let (mut keys, mut names, mut periods, mut cells) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut add = |group: Group, id: &str, name: &str| {
        let Some(figures) = seen.figures(group) else { return };
        keys.push(id.to_owned());
        names.push((name.to_owned(), String::new()));
        cells.push(value(&figures.all).map_or_else(Cell::missing, Cell::of));
    };
    let axis_name = match block.by.as_deref() {
        Some("department") => {
            for (at, department) in seen.departments().iter().enumerate() {
                add(Group::Department(at), &department.id, department.name.in_lang(seen.lang));
            }
            "group.name_department"
        }
        Some("topic") => {
            for (at, topic) in seen.topics().iter().enumerate() {
                add(Group::Topic(at), &topic.id, topic.label.in_lang(seen.lang));
            }
            "group.name_topic"
        }
        _ => {
            let today = seen.day();
            for ((year, month), tally) in seen.site_figures().months.iter().rev().take(MONTHS).rev() {
                let period = Period { step: Step::Month, start: Date::new(*year, *month, 1).ok()? };
                // The month that still runs is not whole.
                let runs = (today.year(), today.month()) == (*year, *month);
                let cell = value(tally).map_or_else(Cell::missing, Cell::of);
                cells.push(if runs { Cell { status: Status::Provisional, ..cell } } else { cell });
                keys.push(String::new());
                periods.push(period);
            }
            "list.month"
        }
    };
    let unit = match measure.formula {
        Formula::Count(_) => Unit::None,
        Formula::Share { .. } => Unit::Percent,
        Formula::Days { .. } => Unit::Named(strings.text("chart.working_days").to_owned()),
    };
    let data = Data {
        measure: strings.text(&format!("measure.{}.name", measure.id)).to_owned(),
        unit,
        axis: if periods.is_empty() { Axis::Names(names) } else { Axis::Times(periods) },
        axis_name: strings.text(axis_name).to_owned(),
        series: vec![Series { name: String::new(), cells }],
        own_measures: false,
        places: None,
    };
    Some((data, keys))
}
