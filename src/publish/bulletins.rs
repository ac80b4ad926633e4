//! Bulletins: what came in, went out and stood out in a week or a month that is over.

use super::{Add, Made, Press, RenderError};
use crate::derive::flow::{Bulletin, Entry, NUMBERS, Numbers, Period};
use crate::escape::markup::Html;
use crate::publish::charts::measures::flow;
use crate::publish::rows::CaseRow;
use crate::publish::table::{self, Cell, Column, Filled, column, columns, text};
use crate::record::Lang;
use crate::site::about::{About, Data};
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use crate::words::Strings;
use jiff::civil::Date;
use serde::Serialize;

/// The outputs of bulletins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Index,
    Page(Period),
    Csv,
}

/// Lists them: each week and month that is over.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.page("bulletins/index.html", Out::Index);
    for period in site.derived.flow.keys() {
        add.page(&routes::bulletin(*period), Out::Page(*period));
    }
    add.file("data/flow.csv".to_owned(), Out::Csv);
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Index | Out::Page(_) => About::front().daily("bulletins/*"),
        Out::Csv => About::data(Data::csv("flow_csv", table::described(&flow_columns()))).daily("data/flow.csv"),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Index => press.page("bulletins.html", index(seen, planned, seen.strings())),
        Out::Page(period) => press.page("bulletin.html", view(seen, planned, *period, seen.strings())),
        Out::Csv => Ok(press.file(flow_csv(seen))),
    }
}

/// `bulletins.html`: all bulletins, newest first.
#[derive(Debug, Serialize)]
pub struct Bulletins {
    /// The months, as markup.
    pub flow: Option<Html>,
    pub months: Vec<BulletinRow>,
    pub weeks: Vec<BulletinRow>,
}

/// What became known of a period after it was over.
#[derive(Debug, Clone, Serialize)]
pub struct LaterKnown {
    pub cases: u32,
    /// In the order of [`crate::derive::flow::NUMBERS`].
    pub numbers: Vec<u32>,
    pub corrected: u32,
    pub on: Date,
}

/// Numbers of one department, or one period.
#[derive(Debug, Serialize)]
pub struct BulletinRow {
    pub name: String,
    /// In the index of bulletins the month or ISO week: `2026-03`, `2026-W11`.
    pub name_iso: Option<String>,
    pub href: String,
    /// Where the numbers stand in `data/flow.csv`.
    pub g: String,
    /// In the order of [`crate::derive::flow::NUMBERS`].
    pub numbers: Vec<u32>,
}

/// `bulletin.html`: one week or month.
#[derive(Debug, Serialize)]
pub struct BulletinPage {
    pub is_month: bool,
    /// The months up to this one, as markup.
    pub flow: Option<Html>,
    pub from: Date,
    pub to: Date,
    pub g: String,
    pub numbers: Vec<u32>,
    /// Those of the period before.
    pub before: Option<Vec<u32>>,
    pub before_g: String,
    /// What became known after the period: cases, what they would have added in the order of
    /// the numbers, replies corrected, and the last day.
    pub later_known: Option<LaterKnown>,
    pub rows: Vec<BulletinRow>,
    pub total: BulletinRow,
    pub notable: Vec<NotableRow>,
    /// Which rows of the files of events they are.
    pub notable_filter: String,
    pub notable_total: usize,
    pub concluded: Vec<NotableRow>,
    pub concluded_filter: String,
    pub concluded_total: usize,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// One matter of a bulletin.
#[derive(Debug, Serialize)]
pub struct NotableRow {
    pub case: CaseRow,
    /// Key of `strings.event`.
    pub key: &'static str,
    /// Keys of `strings.level` and `strings.outcome`.
    pub level: Option<&'static str>,
    pub outcome: Option<&'static str>,
    pub on: Date,
    pub reason: Option<String>,
    pub lang: Option<String>,
}

/// What is drawn by month: numbers, and their names.
const DRAWN: [(usize, &str); 3] = [(0, "bulletin.n_received"), (3, "bulletin.n_replied"), (4, "bulletin.n_concluded")];

/// Matters of each sort that a bulletin names.
const NAMED: usize = 30;

/// Returns the title of a period's bulletin.
fn title(period: Period, strings: &Strings) -> String {
    match period {
        Period::Month(_) => strings.text("bulletin.month").replace("{month}", &strings.month(&period.name())),
        Period::Week(_) => {
            let text = strings.text("bulletin.week");
            text.replace("{from}", &strings.date(period.first())).replace("{to}", &strings.date(period.last()))
        }
    }
}

/// Fills the bulletin of a period.
pub fn view(seen: Seen<'_>, planned: &Planned, period: Period, strings: &Strings) -> (Page, BulletinPage) {
    let empty = Bulletin::default();
    let (bulletin, before) = seen.bulletin(period);
    let bulletin = bulletin.unwrap_or(&empty);
    let row = |name: String, href: String, g: String, numbers: Numbers| BulletinRow {
        name,
        name_iso: None,
        href,
        g,
        numbers: numbers.all().to_vec(),
    };
    let rows = bulletin.departments.iter().map(|(i, numbers)| {
        let id = &seen.department_at(*i).id;
        let link = seen.department(id);
        row(link.label, link.href, format!("flow/{id}/{}", period.name()), numbers.then)
    });
    let month = matches!(period, Period::Month(_));
    let notable = |(case, event): &(u32, u16)| {
        let case = *case as usize;
        let event = &seen.case(case).events[usize::from(*event)];
        let more = event.more.as_deref();
        let reason = more.and_then(|m| m.reason.as_ref()).map(|r| r.get(seen.lang));
        let hidden = crate::publish::rows::hidden_word(seen.case(case).visibility).is_some();
        NotableRow {
            case: seen.case_row(case),
            key: event.kind.word(),
            level: more.and_then(|m| m.level).map(crate::record::words::Level::word),
            outcome: more.and_then(|m| m.outcome).map(crate::record::words::Outcome::word),
            on: event.on,
            lang: reason.and_then(|(_, lang)| seen.other(lang)),
            reason: reason.map(|(text, _)| text.to_owned()).filter(|_| !hidden),
        }
    };
    // All periods of one length stand together.
    let same = |p: &Period| matches!(p, Period::Month(_)) == month;
    let near = |later: bool| {
        let mut all = seen.periods();
        let found = if later { all.find(|p| *p > period) } else { all.rev().find(|p| *p < period) };
        found.filter(same).map(routes::bulletin)
    };
    let on = format!("events: on = {}..{}", period.first(), period.last());
    let head = Head::new(seen.lang, title(period, strings), "").crumb("bulletins", "bulletins/index.html");
    let mut page = seen.page(planned, head);
    let view = BulletinPage {
        flow: month.then(|| flow(seen, &mut page, &DRAWN, Some(period.first()))).flatten(),
        is_month: month,
        from: period.first(),
        to: period.last(),
        g: format!("flow//{}", period.name()),
        numbers: bulletin.all.then.all().to_vec(),
        before: before.map(|b| b.all.then.all().to_vec()),
        before_g: format!("flow//{}", period.before().name()),
        total: row(String::new(), String::new(), format!("flow//{}", period.name()), bulletin.all.then),
        later_known: bulletin.all.later.on.map(|on| LaterKnown {
            cases: bulletin.all.later.cases,
            numbers: bulletin.all.later.numbers.all().to_vec(),
            corrected: bulletin.all.later.corrected,
            on,
        }),
        rows: rows.collect(),
        notable: bulletin.notable.iter().take(NAMED).map(notable).collect(),
        notable_filter: format!("{on}, type = supervised | reopened | review_started | corrected"),
        notable_total: bulletin.notable.len(),
        concluded: bulletin.concluded.iter().take(NAMED).map(notable).collect(),
        concluded_filter: format!("{on}, type = concluded"),
        concluded_total: bulletin.concluded.len(),
        earlier: near(false),
        later: near(true),
    };
    (page, view)
}

/// Fills the index of bulletins, newest first.
pub fn index(seen: Seen<'_>, planned: &Planned, strings: &Strings) -> (Page, Bulletins) {
    let row = |(period, bulletin): (&Period, &Bulletin)| BulletinRow {
        name: match period {
            Period::Month(_) => strings.month(&period.name()),
            Period::Week(_) => title(*period, strings),
        },
        name_iso: Some(period.name().to_ascii_uppercase()),
        href: routes::bulletin(*period),
        g: format!("flow//{}", period.name()),
        numbers: bulletin.all.then.all().to_vec(),
    };
    let of = |month: bool| {
        let wanted = move |(p, _): &(&Period, &Bulletin)| matches!(p, Period::Month(_)) == month;
        seen.bulletins().iter().rev().filter(wanted).map(row).collect::<Vec<_>>()
    };
    let (months, weeks) = (of(true), of(false));
    let head = Head::new(seen.lang, strings.text("nav.bulletins").to_owned(), "");
    let mut page = seen.page(planned, head);
    let flow = flow(seen, &mut page, &DRAWN, None);
    (page, Bulletins { flow, months, weeks })
}

/// What happened in a period at a department, or at all.
struct Flowed<'a> {
    period: Period,
    department: &'a str,
    entry: Entry,
}

impl Flowed<'_> {
    /// The last two numbers are told of months only.
    fn number(&self, at: usize) -> Option<u64> {
        let month = matches!(self.period, Period::Month(_));
        (month || at < NUMBERS.len() - 2).then(|| self.entry.then.all()[at].into())
    }
}

/// Returns the columns of `flow.csv`.
fn flow_columns<'a>() -> Vec<Column<Flowed<'a>>> {
    let mut columns = columns! { r: Flowed<'a>,
        "period" "string" "a month, or a week by its ISO number" "月份或ISO周次" => Cell::Period(r.period),
        "from" "date" "its first day" "起始日期" => r.period.first().into(),
        "to" "date" "its last day" "截止日期" => r.period.last().into(),
        "department" "string" "id of the department; empty for all" "部门标识，空为全部" => text(r.department),
    };
    columns.extend(
        NUMBERS.iter().enumerate().map(|(at, (name, en, zh))| {
            column(name, "integer", en, zh, move |r: &Flowed<'a>| Cell::Number(r.number(at)))
        }),
    );
    columns.extend(columns! { r: Flowed<'a>,
        "later_cases" "integer" "records of the period published after it, in no other number" "期后公开、不计入其他各项的记录数" =>
            r.entry.later.cases.into(),
        "later_corrected" "integer" "replies of the period corrected after it" "期内答复于期后更正的件数" =>
            r.entry.later.corrected.into(),
        "later_on" "date" "last day on which any of these became known" "上述情况最后一次知悉的日期" =>
            r.entry.later.on.into(),
    });
    columns
}

/// Returns `flow.csv`: what happened in each week and month that is over.
pub fn flow_csv<T: Filled>(seen: Seen<'_>) -> T {
    let rows = seen.whole_bulletins().iter().flat_map(|(period, bulletin)| {
        let of = |department, entry| Flowed { period: *period, department, entry };
        let departments = bulletin.departments.iter();
        let departments = departments.map(move |(at, entry)| of(&*seen.department_at(*at).id, *entry));
        [of("", bulletin.all)].into_iter().chain(departments)
    });
    table::filled(&flow_columns(), rows)
}
