//! The front of all replies, and lists of cases by month of receipt.

use super::{Add, Made, Press, RenderError};
use crate::derive::listings::{Group, PAGE, pages};
use crate::derive::measures::Month;
use crate::publish::rows::{CaseRow, MonthRow, Pager, group_link, group_word, pager, slice};
use crate::record::Lang;
use crate::site::about::About;
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use jiff::civil::Date;
use serde::Serialize;

/// The lists of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Front,
    Month { group: Group, month: Month, page: usize },
}

/// Lists them: every group has its months.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.page("replies/index.html", Out::Front);
    for group in std::iter::once(Group::Site).chain(site.model.groups()) {
        for (month, cases) in &site.derived.listings.of(group).months {
            for page in 1..=pages(cases.len()) {
                add.page(&routes::month(site.model, group, *month, page), Out::Month { group, month: *month, page });
            }
        }
    }
}

/// Returns what is to be known of a list.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Front => About::front().daily("replies/index.html"),
        Out::Month { group, .. } => About::front_of(*group).daily(match group {
            Group::Site => "replies/month/<yyyy-mm>.html",
            Group::Department(_) => "departments/*",
            Group::Topic(_) => "topics/*",
        }),
    }
}

/// Makes a list.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Front => press.page("replies.html", replies(seen, planned, press.nav("replies"))),
        Out::Month { group, month, page } => {
            let title = seen.strings().month(&routes::month_name(*month));
            press.page("month.html", self::month(seen, planned, *group, *month, *page, &title))
        }
    }
}

/// `replies.html`: the front of all replies.
#[derive(Debug, Serialize)]
pub struct RepliesFront {
    /// The day of the figures.
    pub as_of: Date,
    /// How many cases are listed by month.
    pub listed: usize,
    pub latest: Vec<CaseRow>,
    pub months: Vec<MonthRow>,
    pub total: usize,
}

/// `month.html`: the cases received in one month; of the site, a department or a topic.
#[derive(Debug, Serialize)]
pub struct MonthList {
    /// `site`, `department`, `topic`.
    pub group: &'static str,
    pub group_link: Option<Link>,
    pub month: String,
    /// The group and month in `data/measures.csv`.
    pub g: String,
    /// Cases registered; the list holds those merged into others as well.
    pub count: usize,
    pub rows: Vec<CaseRow>,
    /// Cases of this page of the list that are removed: they count, and are not listed.
    pub removed: usize,
    pub pager: Pager,
    pub earlier: Option<String>,
    pub later: Option<String>,
    /// Months of `earlier` and `later`.
    pub earlier_month: Option<String>,
    pub later_month: Option<String>,
}

/// Fills the front of all replies.
pub fn replies(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, RepliesFront) {
    let mut head = Head::new(seen.lang, title.to_owned(), "replies");
    head.feed = Some("feed.xml".to_owned());
    let view = RepliesFront {
        as_of: seen.day(),
        listed: seen.months(Group::Site).iter().map(|(_, cases)| cases).sum(),
        latest: seen.case_rows(seen.newest(Group::Site)),
        months: seen.month_rows(Group::Site, &seen.site_figures().months),
        total: seen.site_figures().all.counts().registered,
    };
    (seen.page(planned, head), view)
}

/// Fills one page of a month's list. `title` is the month in words.
pub fn month(
    seen: Seen<'_>,
    planned: &Planned,
    group: Group,
    month: Month,
    page: usize,
    title: &str,
) -> (Page, MonthList) {
    let cases = seen.month(group, month);
    let path = |m: Month, page| seen.month_path(group, m, page);
    let (earlier, later) = seen.near(group, month);
    let link = group_link(seen, group);
    let title = link.as_ref().map_or_else(|| title.to_owned(), |l| format!("{title} · {}", l.label));
    let mut head = Head::new(seen.lang, title, "replies").crumb("replies", "replies/index.html");
    if let Some(link) = &link {
        head = head.crumb_text(&link.label, link.href.clone());
    }
    let here = slice(cases, page, PAGE);
    let rows = seen.case_rows(here.iter().map(|i| *i as usize));
    let view = MonthList {
        removed: here.len() - rows.len(),
        rows,
        group: group_word(group),
        group_link: link,
        month: routes::month_name(month),
        g: crate::publish::figures::group_name(seen, group, &routes::month_name(month)),
        count: seen.month_figures(group, month).map_or(0, |tally| tally.counts().registered),
        pager: pager(page, pages(cases.len()), |p| path(month, p)),
        earlier: earlier.map(|m| path(m, 1)),
        later: later.map(|m| path(m, 1)),
        earlier_month: earlier.map(routes::month_name),
        later_month: later.map(routes::month_name),
    };
    (seen.page(planned, head), view)
}
