//! Departments and topics: their index and their fronts.

use super::common::{Link, Page};
use super::lists::group_word;
use super::pages::{GroupIndex, GroupPage, GroupRow};
use super::scope::{Head, Scope};
use super::texts::FromText;
use crate::derive::documents::Lists;
use crate::derive::interval::{Interval, Standing};
use crate::derive::measures::{Counts, Group as GroupCounts};
use crate::plan::{Group, Planned, routes};
use crate::record::words::DepartmentStatus;
use std::collections::BTreeMap;

/// Cases listed on a front.
const LATEST: usize = 50;
/// Overdue cases listed on a front.
const OVERDUE: usize = 10;

/// Fills the index of departments or topics.
pub fn index(scope: Scope<'_>, planned: &Planned, group: Group, title: &str) -> (Page, GroupIndex) {
    let rows = if matches!(group, Group::Topic(_)) { topic_rows(scope) } else { department_rows(scope) };
    let page = scope.page(planned, Head::new(scope, title.to_owned(), ""));
    (page, GroupIndex { group: group_word(group), as_of: scope.model.as_of, rows })
}

/// Returns the counts of a group.
pub fn counts(scope: Scope<'_>, group: Group) -> Option<&GroupCounts> {
    match group {
        Group::Site => None,
        Group::Department(i) => scope.derived.measures.departments.get(&i),
        Group::Topic(i) => scope.derived.measures.topics.get(&i),
    }
}

fn row(scope: Scope<'_>, group: Group, href: String, name: &str, depth: usize, c: Counts) -> GroupRow {
    let department = match group {
        Group::Department(i) => Some(&scope.model.departments[i]),
        _ => None,
    };
    let status = department.filter(|d| d.status != DepartmentStatus::Live).map_or("", |d| d.status.word());
    GroupRow {
        href,
        g: super::figures::group_name(scope, group, ""),
        name: name.to_owned(),
        depth,
        status,
        registered: c.registered,
        received: c.received,
        replied: c.replied,
        open: c.open,
        overdue: c.overdue,
        rate: c.rate(scope.model.config.minimum_cases),
        rate_range: c.rate_interval(scope.model.config.minimum_cases).map(Interval::printed),
    }
}

/// Returns the row of the whole site.
pub fn site_row(scope: Scope<'_>, name: &str) -> GroupRow {
    row(scope, Group::Site, "replies/index.html".to_owned(), name, 0, scope.derived.measures.site.all.counts())
}

/// Returns the departments in the order of their file.
pub fn department_rows(scope: Scope<'_>) -> Vec<GroupRow> {
    let rows = scope.model.departments.iter().enumerate().map(|(i, d)| {
        let c = counts(scope, Group::Department(i)).map(|g| g.all.counts()).unwrap_or_default();
        row(scope, Group::Department(i), format!("departments/{}.html", d.id), d.name.in_lang(scope.lang), 0, c)
    });
    rows.collect()
}

/// Returns how the reply rate of each department that has one stands to the rate of the city.
pub fn department_standings(scope: Scope<'_>) -> Vec<(usize, Standing)> {
    let measures = &scope.derived.measures;
    let site = measures.site.all.counts();
    let standing = |(place, group): (&usize, &GroupCounts)| {
        let range = group.all.counts().rate_interval(scope.model.config.minimum_cases)?;
        Some((*place, range.standing(site.replied, site.received)))
    };
    measures.departments.iter().filter_map(standing).collect()
}

/// Returns the topics as a tree, each under its broader one.
pub fn topic_rows(scope: Scope<'_>) -> Vec<GroupRow> {
    let mut rows = Vec::new();
    let topics = &scope.model.topics;
    let tops = (0..topics.len()).filter(|i| topics[*i].broader.is_none());
    for top in tops {
        add_topic(scope, top, 0, &mut rows);
    }
    rows
}

fn add_topic(scope: Scope<'_>, index: usize, depth: usize, rows: &mut Vec<GroupRow>) {
    let topics = &scope.model.topics;
    // A circle of broader topics has no top and is never entered; depth is bounded all the same.
    if depth > 8 {
        return;
    }
    let topic = &topics[index];
    let c = counts(scope, Group::Topic(index)).map(|g| g.all.counts()).unwrap_or_default();
    let href = format!("topics/{}.html", topic.id);
    rows.push(row(scope, Group::Topic(index), href, topic.label.in_lang(scope.lang), depth, c));
    for (i, _) in topics.iter().enumerate().filter(|(_, t)| t.broader.as_ref() == Some(&topic.id)) {
        add_topic(scope, i, depth + 1, rows);
    }
}

/// Fills the front of a department or topic.
pub fn page(scope: Scope<'_>, planned: &Planned, group: Group) -> (Page, GroupPage) {
    let empty = BTreeMap::new();
    let group_counts = counts(scope, group);
    let all = group_counts.map(|g| g.all.clone()).unwrap_or_default();
    let g = super::figures::group_name(scope, group, "");
    let list_page = || newest_page(scope, group);
    let months = group_counts.map_or(&empty, |g| &g.months);
    let overdue = scope.derived.listings.waiting.overdue(group);
    let facts = facts(scope, group);
    let mut head = Head::new(scope, facts.name.clone(), "");
    head = match group {
        Group::Topic(_) => head.crumb("topics", "topics/index.html"),
        _ => head.crumb("departments", "departments/index.html"),
    };
    head.feed = Some(routes::feed(scope.model, group, "xml"));
    head.description = FromText(facts.remit.clone().unwrap_or_default());
    let (policies, datasets, digests) = documents(scope, group);
    let view = GroupPage {
        group: group_word(group),
        figures: vec![
            scope.figure("registered", &all, &g, list_page().as_deref()),
            scope.figure("on_time_rate", &all, &g, None),
            scope.figure("reply_rate", &all, &g, None),
            scope.figure("reply_days_median", &all, &g, None),
            scope.figure("open", &all, &g, Some("supervision/index.html")),
        ],
        g,
        as_of: scope.model.as_of,
        overdue_total: overdue.len(),
        overdue_filter: overdue_filter(scope, group),
        overdue: scope.first_rows(overdue, OVERDUE),
        latest: scope.case_rows(scope.newest(group, LATEST)),
        listed: scope.derived.listings.of(group).len(),
        total: all.counts().registered,
        months: scope.month_rows(group, months),
        policies: policies.0,
        policies_total: policies.1,
        datasets: datasets.0,
        datasets_total: datasets.1,
        digests: digests.0,
        digests_total: digests.1,
        ..facts
    };
    (scope.page(planned, head), view)
}

/// The newest month of a group's cases.
fn newest_page(scope: Scope<'_>, group: Group) -> Option<String> {
    let list = scope.derived.listings.of(group);
    list.months.keys().next_back().map(|m| routes::month(scope.model, group, *m, 1))
}

/// What a department or topic says of itself; lists and figures are still empty.
fn facts(scope: Scope<'_>, group: Group) -> GroupPage {
    let mut view = GroupPage {
        group: group_word(group),
        g: String::new(),
        name: String::new(),
        remit: None,
        contact: None,
        status: "live",
        valid_from: None,
        valid_to: None,
        predecessors: Vec::new(),
        successors: Vec::new(),
        broader: None,
        narrower: Vec::new(),
        figures: Vec::new(),
        overdue: Vec::new(),
        as_of: scope.model.as_of,
        overdue_total: 0,
        overdue_filter: String::new(),
        latest: Vec::new(),
        listed: 0,
        total: 0,
        months: Vec::new(),
        policies: Vec::new(),
        policies_total: 0,
        datasets: Vec::new(),
        datasets_total: 0,
        digests: Vec::new(),
        digests_total: 0,
    };
    let lang = scope.lang;
    match group {
        Group::Department(i) => {
            let d = &scope.model.departments[i];
            let links = |ids: &[crate::record::Id]| ids.iter().map(|id| scope.department(id)).collect::<Vec<Link>>();
            view.name = d.name.in_lang(lang).to_owned();
            view.remit = d.remit.as_ref().map(|t| t.in_lang(lang).to_owned());
            view.contact = d.contact.as_ref().map(|t| t.in_lang(lang).to_owned());
            view.status = d.status.word();
            view.valid_from = d.valid_from;
            view.valid_to = d.valid_to;
            view.predecessors = links(&d.predecessors);
            view.successors = links(&d.successors);
            if view.successors.is_empty() {
                let heirs = scope.model.departments.iter().filter(|x| x.predecessors.contains(&d.id));
                view.successors = heirs.map(|x| scope.department(&x.id)).collect();
            }
            view.broader = d.parent.as_ref().map(|p| scope.department(p));
            let below = scope.model.departments.iter().filter(|x| x.parent.as_ref() == Some(&d.id));
            view.narrower = below.map(|x| scope.department(&x.id)).collect();
        }
        Group::Topic(i) => {
            let t = &scope.model.topics[i];
            view.name = t.label.in_lang(lang).to_owned();
            view.remit = t.note.as_ref().map(|n| n.in_lang(lang).to_owned());
            view.broader = t.broader.as_ref().map(|b| scope.topic(b));
            let below = scope.model.topics.iter().filter(|x| x.broader.as_ref() == Some(&t.id));
            view.narrower = below.map(|x| scope.topic(&x.id)).collect();
        }
        Group::Site => {}
    }
    view
}

/// Rows, and how many there are in all.
type Cut<T> = (Vec<T>, usize);
type Documents = (Cut<super::common::PolicyRow>, Cut<super::common::DatasetRow>, Cut<super::common::DigestRow>);

/// The rows of `data/open.csv` that are the overdue cases of a group.
fn overdue_filter(scope: Scope<'_>, group: Group) -> String {
    match group {
        Group::Department(i) => format!("department = {}, overdue = true", scope.model.departments[i].id),
        Group::Topic(i) => format!("topics: {}, overdue = true", scope.model.topics[i].id),
        Group::Site => "overdue = true".to_owned(),
    }
}

/// Policies, datasets and digests of a group, at most 20 each.
fn documents(scope: Scope<'_>, group: Group) -> Documents {
    fn cut<T>(list: &[u32], row: impl Fn(usize) -> T) -> Cut<T> {
        (list.iter().take(20).map(|at| row(*at as usize)).collect(), list.len())
    }
    let empty = Lists::default();
    let lists = scope.derived.documents.groups.get(&group).unwrap_or(&empty);
    (
        cut(&lists.policies, |at| scope.policy_row(at)),
        cut(&lists.datasets, |at| scope.dataset_row(at)),
        cut(&lists.digests, |at| scope.digest_row(at)),
    )
}
