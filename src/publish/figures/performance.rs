//! The page of figures: the site's, those of departments, and what people write about.

use crate::derive::interval::Standing;
use crate::derive::listings::Group;
use crate::derive::measures;
use crate::derive::measures::sets::Set;
use crate::derive::measures::{REPLY_DAYS, Tally};
use crate::escape::markup::Html;
use crate::publish::charts::measures as charts;
use crate::publish::figures;
use crate::publish::figures::{Figure, FigureTable, Year, measure_ids};
use crate::publish::groups::{GroupRow, department_standings, site_row};
use crate::publish::rows::MonthRow;
use crate::site::Planned;
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::words::Strings;
use jiff::civil::Date;
use serde::Serialize;

/// `performance.html`
#[derive(Debug, Serialize)]
pub struct Performance {
    /// The day of the figures.
    pub as_of: Date,
    /// How many topics had a case.
    pub topics_total: usize,
    pub figures: Vec<Figure>,
    /// How departments stand by their reply rate, as markup.
    pub league: Option<Html>,
    /// The months, as markup.
    pub months_chart: Option<Html>,
    pub table: FigureTable,
    /// What left the rates, by department.
    pub beside: FigureTable,
    /// Whether there are statutory tables.
    pub reports: bool,
    /// Other tables of figures.
    pub tables: Vec<Link>,
    pub months: Vec<MonthRow>,
    /// Measures with a definition, keys of `strings.measure`.
    pub measures: Vec<&'static str>,
    /// Below this number of cases no rate is given.
    pub minimum: usize,
    pub total: GroupRow,
    /// Whether two departments or more have a rate, so that they can be held against the whole.
    pub compared: bool,
    /// Departments whose range lies above, or below, the rate of the whole city.
    pub above: Vec<Link>,
    pub below: Vec<Link>,
    /// Whether there are others with a rate.
    pub others: bool,
    /// How many first replies came within how many working days.
    pub reply_days: Vec<ReplyDays>,
    /// What people wrote about most in the twelve whole months before the day.
    pub topics: Vec<TopicRow>,
    pub topics_from: Date,
    pub topics_to: Date,
}

/// First replies that took so many working days.
#[derive(Debug, Serialize)]
pub struct ReplyDays {
    pub from: usize,
    /// `None`: and more.
    pub to: Option<usize>,
    /// Column of `data/measures.csv`.
    pub column: String,
    pub count: u32,
    /// Length of the bar, of 100.
    pub share: u32,
}

/// A topic, how many cases it had, and how many in the twelve months before.
#[derive(Debug, Serialize)]
pub struct TopicRow {
    pub topic: Link,
    /// Group and months in `data/measures.csv`.
    pub g: String,
    pub count: u32,
    /// In percent of all cases of these months, as printed.
    pub share: String,
    pub before_g: String,
    pub before: u32,
}

/// Fills the page of figures.
pub fn performance(seen: Seen<'_>, planned: &Planned, strings: &Strings) -> (Page, Performance) {
    let all = &seen.site_figures().all;
    let standings = department_standings(seen);
    let of = |wanted: Standing| {
        let links = standings.iter().filter(|(_, standing)| *standing == wanted);
        links.map(|(place, _)| seen.department(&seen.department_at(*place).id)).collect::<Vec<_>>()
    };
    let (year, earlier) = (Year::before(seen.day(), 0), Year::before(seen.day(), 1));
    let (topics, topics_total) = topics_most(seen, &year, &earlier);
    let title = strings.text("nav.performance").to_owned();
    let mut page = seen.page(planned, Head::new(seen.lang, title, "performance"));
    let months = seen.month_rows(Group::Site, &seen.site_figures().months);
    let view = Performance {
        league: charts::league(seen, &mut page, "reply_rate"),
        months_chart: charts::months(seen, &mut page, &months, None),
        as_of: seen.day(),
        topics_total,
        reply_days: reply_days(all),
        topics,
        topics_from: year.first,
        topics_to: year.last,
        compared: standings.len() > 1,
        above: of(Standing::Above),
        below: of(Standing::Below),
        others: standings.iter().any(|(_, standing)| *standing == Standing::Alike),
        figures: vec![
            seen.figure("registered", all, "site//", Some("replies/index.html")),
            seen.figure("on_time_rate", all, "site//", None),
            seen.figure("reply_rate", all, "site//", None),
            seen.figure("reply_days_median", all, "site//", None),
            seen.figure("open", all, "site//", Some("supervision/index.html")),
            seen.figure("overdue", all, "site//", Some("supervision/index.html")),
        ],
        table: figures::departments(seen, None),
        beside: figures::beside(seen),
        reports: !seen.statutory().years().is_empty(),
        tables: figures::other_tables(strings),
        months,
        measures: measure_ids(),
        minimum: seen.config().minimum_cases,
        total: site_row(seen, seen.config().title.in_lang(seen.lang)),
    };
    (page, view)
}

/// First replies by the working days they took; none when there are too few to say.
fn reply_days(all: &Tally) -> Vec<ReplyDays> {
    let counts = all.reply_days();
    let most = counts.iter().copied().max().filter(|most| *most > 0);
    let Some(most) = most else { return Vec::new() };
    let row = |((from, to), count): ((usize, usize), u32)| {
        let open = to == usize::MAX;
        let column = if open { format!("reply_days_over_{}", from - 1) } else { format!("reply_days_{from}_{to}") };
        ReplyDays { from, to: (!open).then_some(to), column, count, share: count * 100 / most }
    };
    REPLY_DAYS.into_iter().zip(counts).map(row).collect()
}

/// Topics listed as those that people wrote about most.
const TOPICS: usize = 10;

/// The topics with most cases in a year, and how many had any; none when the whole year has fewer cases than the minimum.
fn topics_most(seen: Seen<'_>, year: &Year, earlier: &Year) -> (Vec<TopicRow>, usize) {
    let all = year.tally(seen.site_figures()).count(Set::Registered);
    if (all as usize) < seen.config().minimum_cases.max(1) {
        return (Vec::new(), 0);
    }
    let row = |(place, group): (&usize, &measures::Group)| {
        let count = year.tally(group).count(Set::Registered);
        let g = |year: &Year| figures::group_name(seen, Group::Topic(*place), &year.name());
        let tenths = u64::from(count) * 1000 / u64::from(all);
        let topic = TopicRow {
            topic: seen.topic(&seen.topic_at(*place).id),
            g: g(year),
            count,
            share: format!("{}.{}", tenths / 10, tenths % 10),
            before_g: g(earlier),
            before: earlier.tally(group).count(Set::Registered),
        };
        (count > 0).then_some(topic)
    };
    let mut rows: Vec<TopicRow> = seen.all_figures().topics.iter().filter_map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    let total = rows.len();
    rows.truncate(TOPICS);
    (rows, total)
}
