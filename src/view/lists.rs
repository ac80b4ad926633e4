//! Lists of cases, and the indexes of policies, datasets and digests.

use super::common::{Link, Page};
use super::pages::{
    DatasetIndex, DigestIndex, MonthList, PolicyGroup, PolicyIndex, ReferenceList, ReferenceRow, RepliesFront,
};
use super::policy::force;
use super::rows::{pager, slice};
use super::scope::{Head, Scope};
use crate::derive::measures::Month;
use crate::plan::listings::{PAGE, pages};
use crate::plan::{Group, Planned, routes};

/// Fills the front of all replies.
pub fn replies(scope: Scope<'_>, planned: &Planned, title: &str) -> (Page, RepliesFront) {
    let mut head = Head::new(scope, title.to_owned(), "replies");
    head.feed = Some("feed.xml".to_owned());
    let view = RepliesFront {
        as_of: scope.model.as_of,
        listed: scope.plan.listings.of(Group::Site).len(),
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
    let list = scope.plan.listings.of(group);
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
    let list = scope.plan.listings.references.get(&month).map_or(&[][..], Vec::as_slice);
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

/// The order in which forces are listed.
const FORCES: [&str; 7] = ["consultation", "in_force", "amended", "not_yet", "draft", "expired", "repealed"];

/// Fills one page of the policies: by force, newest first.
pub fn policies(scope: Scope<'_>, planned: &Planned, page: usize, title: &str) -> (Page, PolicyIndex) {
    let model = scope.model;
    let rank = |word: &str| FORCES.iter().position(|f| *f == word).unwrap_or(FORCES.len());
    let mut all: Vec<_> = model.policies.iter().map(|p| (force(model, p).word, p)).collect();
    all.sort_by(|(a, p), (b, q)| rank(a).cmp(&rank(b)).then(q.published_on.cmp(&p.published_on)).then(p.id.cmp(&q.id)));
    let mut groups: Vec<PolicyGroup> = Vec::new();
    for (word, policy) in slice(&all, page, PAGE) {
        match groups.last_mut().filter(|g| g.force == *word) {
            Some(group) => group.rows.push(scope.policy_row(policy)),
            None => groups.push(PolicyGroup { force: word, rows: vec![scope.policy_row(policy)] }),
        }
    }
    let head = Head::new(scope, title.to_owned(), "policies");
    let pager = pager(page, pages(all.len()), |p| index_path("policies", p));
    (scope.page(planned, head), PolicyIndex { groups, pager, total: all.len() })
}

/// Fills one page of the datasets, newest first.
pub fn statistics(scope: Scope<'_>, planned: &Planned, page: usize, title: &str) -> (Page, DatasetIndex) {
    let order = newest_datasets(scope);
    let head = Head::new(scope, title.to_owned(), "statistics");
    let rows = slice(&order, page, PAGE).iter().map(|i| scope.dataset_row(*i)).collect();
    let pager = pager(page, pages(order.len()), |p| index_path("statistics", p));
    (scope.page(planned, head), DatasetIndex { rows, pager })
}

/// Returns all datasets, the latest first.
pub fn newest_datasets(scope: Scope<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scope.model.datasets.len()).collect();
    order.sort_by_key(|i| {
        let d = &scope.model.datasets[*i];
        (std::cmp::Reverse(d.updated_on.unwrap_or(d.published_on)), d.id.clone())
    });
    order
}

/// Fills one page of the digests, newest first.
pub fn digests(scope: Scope<'_>, planned: &Planned, page: usize, title: &str) -> (Page, DigestIndex) {
    let mut all: Vec<_> = scope.model.digests.iter().collect();
    all.sort_by(|a, b| b.to.cmp(&a.to).then(a.id.cmp(&b.id)));
    let head = Head::new(scope, title.to_owned(), "");
    let rows = slice(&all, page, PAGE).iter().map(|d| scope.digest_row(d)).collect();
    let pager = pager(page, pages(all.len()), |p| index_path("digests", p));
    (scope.page(planned, head), DigestIndex { rows, pager })
}

fn index_path(folder: &str, page: usize) -> String {
    format!("{folder}/{}.html", routes::numbered("index", page))
}
