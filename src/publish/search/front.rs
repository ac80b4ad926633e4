//! The page that leads to the indexes, and the index of months.

use super::indexes::{Entry, entries};
use crate::derive::indexes::Index;
use crate::derive::listings::Group;
use crate::publish::groups::{GroupRow, department_rows, top_rows, topic_rows};
use crate::publish::rows::MonthRow;
use crate::record::reference::Department;
use crate::site::frame::{Head, Page};
use crate::site::seen::{Held, Seen};
use crate::site::{Planned, routes};
use serde::Serialize;

/// Entries of an index that the front shows itself.
const FEW: usize = 36;
/// Departments that the field offers.
const MANY: usize = 200;
/// Months of it.
const MONTHS: usize = 12;

/// `search.html`
#[derive(Debug, Serialize)]
pub struct SearchIndex {
    /// What the field can be narrowed to.
    pub choices: Choices,
    /// All departments, where they are few.
    pub departments: Vec<GroupRow>,
    /// The page of all departments; none where there is no department.
    pub all_departments: Option<Whole>,
    /// All topics, where they are few, else those that have none above them, where these are few.
    pub topics: Vec<GroupRow>,
    pub all_topics: Option<Whole>,
    /// The newest months of receipt.
    pub months: Vec<MonthRow>,
    pub all_months: Option<Whole>,
    /// The newest months of reference numbers.
    pub references: Vec<MonthRow>,
    pub all_references: Option<Whole>,
    /// Beginnings of titles, where they are few.
    pub titles: Vec<Entry>,
    pub all_titles: Option<Whole>,
}

/// What results can be narrowed to. What is too much for a page is asked for when there are results.
#[derive(Debug, Serialize)]
pub struct Choices {
    /// All departments, unless they are very many.
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

/// A page that leads to all of a kind.
#[derive(Debug, Serialize)]
pub struct Whole {
    pub href: String,
    pub count: usize,
}

/// Fills the front.
pub fn front(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, SearchIndex) {
    let whole = |index: Index| {
        let count = seen.indexed(index, "").map_or(0, |page| page.count);
        (count > 0).then(|| Whole { href: routes::indexed(index, ""), count })
    };
    let count = |whole: &Option<Whole>| whole.as_ref().map_or(0, |whole| whole.count);
    let (all_departments, all_topics, all_titles) =
        (whole(Index::Department), whole(Index::Topic), whole(Index::Title));
    let months = seen.month_rows(Group::Site, &seen.site_figures().months);
    let references = super::references::month_rows(seen);
    let newest = |rows: Vec<MonthRow>, href: &str| {
        let all = (!rows.is_empty()).then(|| Whole { href: href.to_owned(), count: rows.len() });
        (rows.into_iter().take(MONTHS).collect(), all)
    };
    let (months, all_months) = newest(months, routes::MONTHS);
    let (references, all_references) = newest(references, routes::REFERENCE_MONTHS);
    let view = SearchIndex {
        choices: choices(seen),
        departments: if count(&all_departments) > FEW { Vec::new() } else { department_rows(seen) },
        topics: match count(&all_topics) {
            0..=FEW => topic_rows(seen),
            _ => Some(top_rows(seen)).filter(|rows| rows.len() <= FEW).unwrap_or_default(),
        },
        months,
        references,
        titles: match seen.indexed(Index::Title, "").map(|page| page.held) {
            Some(Held::Ways(ways)) if ways.len() <= FEW => entries(seen, Index::Title, &ways),
            _ => Vec::new(),
        },
        all_departments,
        all_topics,
        all_months,
        all_references,
        all_titles,
    };
    let page = seen.page(planned, Head::new(seen.lang, title.to_owned(), "search"));
    (Page { search: Some(seen.index()), ..page }, view)
}

fn choices(seen: Seen<'_>) -> Choices {
    let department = |d: &Department| Choice { id: d.id.to_string(), name: d.name.in_lang(seen.lang).to_owned() };
    let departments = seen.departments();
    let shown = departments.iter().filter(|_| departments.len() <= MANY);
    let mut years: Vec<i16> = seen.months(Group::Site).iter().map(|((year, _), _)| *year).collect();
    years.dedup();
    years.reverse();
    Choices { departments: shown.map(department).collect(), years }
}

/// `search-months.html`: months, each with a link to what is of it.
#[derive(Debug, Serialize)]
pub struct MonthIndex {
    /// `months` or `references`: key of `strings.search`.
    pub index: &'static str,
    pub years: Vec<YearOfMonths>,
}

/// The months of a year, the last one first.
#[derive(Debug, Serialize)]
pub struct YearOfMonths {
    pub year: String,
    pub months: Vec<MonthRow>,
}

/// Fills the index of months of receipt.
pub fn months(seen: Seen<'_>, planned: &Planned) -> (Page, MonthIndex) {
    index_of_months(seen, planned, "months", seen.month_rows(Group::Site, &seen.site_figures().months))
}

/// Fills an index of months, given the last one first.
pub fn index_of_months(
    seen: Seen<'_>,
    planned: &Planned,
    index: &'static str,
    rows: Vec<MonthRow>,
) -> (Page, MonthIndex) {
    let mut years = Vec::<YearOfMonths>::new();
    for row in rows {
        let year = row.month.rsplit_once('-').map_or("", |(year, _)| year).to_owned();
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.months.push(row),
            None => years.push(YearOfMonths { year, months: vec![row] }),
        }
    }
    let title = seen.strings().word("search", index);
    let head = Head::new(seen.lang, title.to_owned(), "search").crumb("search", "search/index.html");
    (seen.page(planned, head), MonthIndex { index, years })
}
