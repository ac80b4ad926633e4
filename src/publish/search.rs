//! The index by department, topic, month and reference number.

use super::{Add, Made, Press, RenderError};
use crate::derive::listings::{Group, PAGE};
use crate::derive::measures::Month;
use crate::publish::groups::{GroupRow, department_rows, topic_rows};
use crate::publish::rows::{MonthRow, Pager, pager, slice};
use crate::record::Lang;
use crate::record::reference::Department;
use crate::site::about::About;
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use serde::Serialize;

/// The pages of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Front,
    References { month: Month, page: usize },
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.page("search/index.html", Out::Front);
    for (month, references) in &site.derived.listings.references {
        for page in 1..=references.len().div_ceil(PAGE * 2).max(1) {
            add.page(&routes::references(*month, page), Out::References { month: *month, page });
        }
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Front => About::front().daily("search/index.html"),
        Out::References { .. } => About::front(),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Front => press.page("search.html", search(seen, planned, press.nav("search"))),
        Out::References { month, page } => {
            let title = format!("{} · {}", press.nav("references"), seen.strings().month(&routes::month_name(*month)));
            press.page("references.html", references(seen, planned, *month, *page, &title))
        }
    }
}

/// `search.html`
#[derive(Debug, Serialize)]
pub struct SearchIndex {
    /// What the field can be narrowed to.
    pub choices: Choices,
    pub departments: Vec<GroupRow>,
    pub topics: Vec<GroupRow>,
    pub months: Vec<MonthRow>,
    /// Month lists of reference numbers.
    pub references: Vec<MonthRow>,
}

/// What results can be narrowed to. Topics may be too many for a page: those of the results are
/// asked for when there are some.
#[derive(Debug, Serialize)]
pub struct Choices {
    pub departments: Vec<Choice>,
    /// Newest first.
    pub years: Vec<i16>,
}

/// A department that results can be narrowed to.
#[derive(Debug, Serialize)]
pub struct Choice {
    pub id: String,
    pub name: String,
}

/// `references.html`: reference numbers of one month of receipt, in their order.
#[derive(Debug, Serialize)]
pub struct ReferenceList {
    pub month: String,
    pub rows: Vec<ReferenceRow>,
    pub pager: Pager,
}

/// One reference number.
#[derive(Debug, Serialize)]
pub struct ReferenceRow {
    pub reference: String,
    pub case: Link,
}

/// Fills the index by department, topic, month and reference number.
pub fn search(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, SearchIndex) {
    let references = seen.reference_months().into_iter().rev().map(|(month, count)| MonthRow {
        g: String::new(),
        month: routes::month_name(month),
        href: routes::references(month, 1),
        count,
        replied: 0,
        open: 0,
        rate: None,
        rate_range: None,
        share: 0,
    });
    let view = SearchIndex {
        choices: choices(seen),
        departments: department_rows(seen),
        topics: topic_rows(seen),
        months: seen.month_rows(Group::Site, &seen.site_figures().months),
        references: references.collect(),
    };
    let page = seen.page(planned, Head::new(seen.lang, title.to_owned(), "search"));
    (Page { search: Some(seen.index()), ..page }, view)
}

fn choices(seen: Seen<'_>) -> Choices {
    let department = |d: &Department| Choice { id: d.id.to_string(), name: d.name.in_lang(seen.lang).to_owned() };
    let mut years: Vec<i16> = seen.months(Group::Site).iter().map(|((year, _), _)| *year).collect();
    years.dedup();
    years.reverse();
    Choices { departments: seen.departments().iter().map(department).collect(), years }
}

/// Fills one page of the reference numbers of a month.
pub fn references(seen: Seen<'_>, planned: &Planned, month: Month, page: usize, title: &str) -> (Page, ReferenceList) {
    let list = seen.references(month);
    let head = Head::new(seen.lang, title.to_owned(), "search").crumb("search", "search/index.html");
    let size = PAGE * 2;
    let row = |(reference, case): &(Box<str>, u32)| ReferenceRow {
        reference: reference.to_string(),
        case: seen.case_link(*case as usize),
    };
    let view = ReferenceList {
        month: routes::month_name(month),
        rows: slice(list, page, size).iter().map(row).collect(),
        pager: pager(page, list.len().div_ceil(size).max(1), |p| routes::references(month, p)),
    };
    (seen.page(planned, head), view)
}
