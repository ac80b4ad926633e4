//! The yearly report of the site about itself: published, corrected, redacted, taken down, by class of
//! reason.

use super::{Add, Made, Press, RenderError};
use crate::derive::register::Act;
use crate::derive::yearly::KINDS;
use crate::record::Lang;
use crate::record::words::ReasonClass;
use crate::site::about::About;
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::site::{Planned, Site};
use jiff::civil::Date;
use serde::Serialize;

/// The report of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Out(i16);

/// Returns the path of the report of a year.
pub fn path(year: i16) -> String {
    format!("reports/site-{year:04}.html")
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    for year in site.derived.yearly.keys() {
        add.page(&path(*year), Out(*year));
    }
}

/// Returns what is to be known of one.
pub fn about(_: &Out, _: &Site<'_>, _: Lang) -> About {
    About::front().daily("reports/*")
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    press.page("yearly.html", view(press.seen, planned, out.0))
}

/// `yearly.html`: what the site did in a year.
#[derive(Debug, Serialize)]
pub struct YearlyReport {
    pub year: i16,
    /// The day up to which a year that is not over is counted.
    pub as_of: Option<Date>,
    pub published: Vec<PublishedRow>,
    /// Keys of `strings.act`.
    pub acts: Vec<&'static str>,
    pub rows: Vec<ClassRow>,
    pub totals: Vec<usize>,
    /// The reports of other years, the last first.
    pub years: Vec<Link>,
}

/// How many records of a kind were published.
#[derive(Debug, Serialize)]
pub struct PublishedRow {
    /// Key of `strings.record_kind`.
    pub kind: &'static str,
    pub count: usize,
}

/// What was done for reasons of a class.
#[derive(Debug, Serialize)]
pub struct ClassRow {
    /// Key of `strings.reason_class`; none where no class is stated.
    pub class: Option<&'static str>,
    /// In the order of the acts.
    pub counts: Vec<usize>,
}

fn view(seen: Seen<'_>, planned: &Planned, year: i16) -> (Page, YearlyReport) {
    let of = seen.yearly(year);
    let rows: Vec<ClassRow> = of
        .acts
        .iter()
        .map(|((_, class), counts)| ClassRow { class: class.map(ReasonClass::word), counts: counts.to_vec() })
        .collect();
    let totals = (0..Act::ALL.len()).map(|act| rows.iter().map(|row| row.counts[act]).sum()).collect();
    let title = seen.strings().fill("yearly.title", &[("year", &year.to_string())]);
    let view = YearlyReport {
        year,
        as_of: Some(seen.day()).filter(|day| day.year() == year),
        published: KINDS
            .iter()
            .zip(of.published)
            .map(|(kind, count)| PublishedRow { kind: kind.as_str(), count })
            .collect(),
        acts: Act::ALL.iter().map(|act| act.word()).collect(),
        rows,
        totals,
        years: links(seen).into_iter().filter(|link| link.href != path(year)).collect(),
    };
    let head = Head::new(seen.lang, title, "").crumb("corrections", "corrections/index.html");
    (seen.page(planned, head), view)
}

/// Returns the links to the reports of all years, the last first.
pub fn links(seen: Seen<'_>) -> Vec<Link> {
    let link = |year: i16| Link { href: path(year), label: year.to_string(), lang: None };
    seen.report_years().into_iter().rev().map(link).collect()
}
