//! Lists of cases, and the indexes of policies, datasets and digests.

use super::common::{Link, Page};
use super::pages::{
    DatasetIndex, DigestIndex, MonthList, PolicyGroup, PolicyIndex, ReferenceList, ReferenceRow, RepliesFront,
};
use super::rows::{pager, slice};
use super::scope::{Head, Scope};
use crate::derive::listings::{PAGE, pages};
use crate::derive::measures::Month;
use crate::plan::{Group, Planned, routes};

/// Fills the front of all replies.
pub fn replies(scope: Scope<'_>, planned: &Planned, title: &str) -> (Page, RepliesFront) {
    let mut head = Head::new(scope, title.to_owned(), "replies");
    head.feed = Some("feed.xml".to_owned());
    let view = RepliesFront {
        as_of: scope.model.as_of,
        listed: scope.derived.listings.of(Group::Site).len(),
        latest: scope.case_rows(scope.newest(Group::Site, PAGE)),
        months: scope.month_rows(Group::Site, &scope.derived.measures.site.months),
        total: scope.derived.measures.site.all.counts().registered,
    };
    (scope.page(planned, head), view)
}

/// Fills one page of a month's list. `title` is the month in words.
pub fn month(
    scope: Scope<'_>,
    planned: &Planned,
    group: Group,
    month: Month,
    page: usize,
    title: &str,
) -> (Page, MonthList) {
    let list = scope.derived.listings.of(group);
    let cases = list.months.get(&month).map_or(&[][..], Vec::as_slice);
    let path = |m: Month, page| routes::month(scope.model, group, m, page);
    let earlier = list.months.range(..month).next_back().map(|(m, _)| *m);
    let later =
        list.months.range((std::ops::Bound::Excluded(month), std::ops::Bound::Unbounded)).next().map(|(m, _)| *m);
    let link = group_link(scope, group);
    let title = link.as_ref().map_or_else(|| title.to_owned(), |l| format!("{title} · {}", l.label));
    let mut head = Head::new(scope, title, "replies").crumb("replies", "replies/index.html");
    if let Some(link) = &link {
        head = head.crumb_text(&link.label, link.href.clone());
    }
    let measures = match group {
        Group::Site => Some(&scope.derived.measures.site),
        _ => super::groups::counts(scope, group),
    };
    let registered = |group: &crate::derive::measures::Group| Some(group.months.get(&month)?.counts().registered);
    let view = MonthList {
        group: group_word(group),
        group_link: link,
        month: routes::month_name(month),
        g: super::figures::group_name(scope, group, &routes::month_name(month)),
        count: measures.and_then(registered).unwrap_or(0),
        rows: scope.case_rows(slice(cases, page, PAGE).iter().map(|i| *i as usize)),
        pager: pager(page, pages(cases.len()), |p| path(month, p)),
        earlier: earlier.map(|m| path(m, 1)),
        later: later.map(|m| path(m, 1)),
        earlier_month: earlier.map(routes::month_name),
        later_month: later.map(routes::month_name),
    };
    (scope.page(planned, head), view)
}

/// Returns the word for a kind of group.
pub fn group_word(group: Group) -> &'static str {
    match group {
        Group::Site => "site",
        Group::Department(_) => "department",
        Group::Topic(_) => "topic",
    }
}

/// Returns the link to a group's front.
pub fn group_link(scope: Scope<'_>, group: Group) -> Option<Link> {
    match group {
        Group::Site => None,
        Group::Department(i) => Some(scope.department(&scope.model.departments[i].id)),
        Group::Topic(i) => Some(scope.topic(&scope.model.topics[i].id)),
    }
}

/// Fills one page of the reference numbers of a month.
pub fn references(
    scope: Scope<'_>,
    planned: &Planned,
    month: Month,
    page: usize,
    title: &str,
) -> (Page, ReferenceList) {
    let list = scope.derived.listings.references.get(&month).map_or(&[][..], Vec::as_slice);
    let head = Head::new(scope, title.to_owned(), "search").crumb("search", "search/index.html");
    let size = PAGE * 2;
    let row = |(reference, case): &(Box<str>, u32)| ReferenceRow {
        reference: reference.to_string(),
        case: scope.case_link(*case as usize),
    };
    let view = ReferenceList {
        month: routes::month_name(month),
        rows: slice(list, page, size).iter().map(row).collect(),
        pager: pager(page, list.len().div_ceil(size).max(1), |p| routes::references(month, p)),
    };
    (scope.page(planned, head), view)
}

/// Fills one page of the policies: by force, newest first.
pub fn policies(scope: Scope<'_>, planned: &Planned, page: usize, title: &str) -> (Page, PolicyIndex) {
    let all = &scope.derived.documents.policies_by_force;
    let mut groups: Vec<PolicyGroup> = Vec::new();
    for at in slice(all, page, PAGE) {
        let row = scope.policy_row(*at as usize);
        match groups.last_mut().filter(|group| group.force == row.force) {
            Some(group) => group.rows.push(row),
            None => groups.push(PolicyGroup { force: row.force, rows: vec![row] }),
        }
    }
    let head = Head::new(scope, title.to_owned(), "policies");
    let pager = pager(page, pages(all.len()), |p| index_path("policies", p));
    (scope.page(planned, head), PolicyIndex { groups, pager, total: all.len() })
}

/// Fills one page of the datasets, newest first.
pub fn statistics(scope: Scope<'_>, planned: &Planned, page: usize, title: &str) -> (Page, DatasetIndex) {
    let order = &scope.derived.documents.site.datasets;
    let head = Head::new(scope, title.to_owned(), "statistics");
    let rows = slice(order, page, PAGE).iter().map(|at| scope.dataset_row(*at as usize)).collect();
    let pager = pager(page, pages(order.len()), |p| index_path("statistics", p));
    (scope.page(planned, head), DatasetIndex { rows, pager })
}

/// Fills one page of the digests, newest first.
pub fn digests(scope: Scope<'_>, planned: &Planned, page: usize, title: &str) -> (Page, DigestIndex) {
    let all = &scope.derived.documents.site.digests;
    let head = Head::new(scope, title.to_owned(), "");
    let rows = slice(all, page, PAGE).iter().map(|at| scope.digest_row(*at as usize)).collect();
    let pager = pager(page, pages(all.len()), |p| index_path("digests", p));
    (scope.page(planned, head), DigestIndex { rows, pager })
}

fn index_path(folder: &str, page: usize) -> String {
    format!("{folder}/{}.html", routes::numbered("index", page))
}
