//! Reference numbers, by the month in which their cases were received.

use super::front::{MonthIndex, index_of_months};
use super::indexes;
use crate::derive::indexes::Index;
use crate::derive::measures::Month;
use crate::publish::rows::{MonthRow, Pager, pager};
use crate::site::frame::Page;
use crate::site::links::Link;
use crate::site::seen::{Held, Seen};
use crate::site::{Planned, routes};
use serde::Serialize;

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

/// Returns the months that have reference numbers, the last one first.
pub fn month_rows(seen: Seen<'_>) -> Vec<MonthRow> {
    let row = |(month, count)| MonthRow {
        g: String::new(),
        month: routes::month_name(month),
        href: routes::references(month, 1),
        count,
        replied: 0,
        open: 0,
        rate: None,
        rate_range: None,
        share: 0,
    };
    seen.reference_months().into_iter().rev().map(row).collect()
}

/// Fills the index of these months.
pub fn months(seen: Seen<'_>, planned: &Planned) -> (Page, MonthIndex) {
    index_of_months(seen, planned, "references", month_rows(seen))
}

/// Returns the title of the reference numbers of a month.
pub fn title(seen: Seen<'_>, month: Month) -> String {
    format!("{} · {}", seen.strings().word("nav", "references"), seen.strings().month(&routes::month_name(month)))
}

/// Fills a list of reference numbers; `None` where they are more than one page holds.
pub fn list(seen: Seen<'_>, planned: &Planned, month: Month, address: &str) -> Option<(Page, ReferenceList)> {
    let index = Index::References(month);
    let page = seen.indexed(index, address)?;
    let Held::List(list) = page.held else { return None };
    let row =
        |(reference, case): (&str, usize)| ReferenceRow { reference: reference.to_owned(), case: seen.case_link(case) };
    let view = ReferenceList {
        month: routes::month_name(month),
        rows: list.iter().filter_map(|named| seen.named_reference(month, *named)).map(row).collect(),
        pager: pager(1, 1, |_| String::new()),
    };
    Some((seen.page(planned, indexes::head(seen, index, &page)), view))
}
