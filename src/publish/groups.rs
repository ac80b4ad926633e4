//! Departments and topics: their index and their fronts.

use super::{Add, Made, Press, RenderError};
use crate::derive::documents::Lists;
use crate::derive::interval::{Interval, Standing};
use crate::derive::listings::Group;
use crate::derive::measures::{Counts, Group as GroupCounts};
use crate::escape::markup::Html;
use crate::publish::charts::measures;
use crate::publish::figures::Figure;
use crate::publish::rows::{CaseRow, DatasetRow, DigestRow, MonthRow, PolicyRow, group_word};
use crate::record::Lang;
use crate::record::words::DepartmentStatus;
use crate::site::about::About;
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::plots::{self, Form};
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts};
use crate::site::{Planned, Site, routes};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The pages of departments and topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Departments,
    Topics,
    Page(Group),
}

/// Lists them: every department and topic has a page, with cases or without.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.page("departments/index.html", Out::Departments);
    add.page("topics/index.html", Out::Topics);
    for group in site.model.groups() {
        add.page(&routes::group_front(site.model, group), Out::Page(group));
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Departments => About::front().daily("departments/*"),
        Out::Topics => About::front().daily("topics/*"),
        Out::Page(group) => About::front_of(*group).daily(match group {
            Group::Topic(_) => "topics/*",
            _ => "departments/*",
        }),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Departments => {
            press.page("groups.html", index(seen, planned, Group::Department(0), press.nav("departments")))
        }
        Out::Topics => press.page("groups.html", index(seen, planned, Group::Topic(0), press.nav("topics"))),
        Out::Page(group) => press.page("group.html", page(seen, planned, *group, &press.texts())?),
    }
}

/// `departments.html` and `topics.html`: all of them.
#[derive(Debug, Serialize)]
pub struct GroupIndex {
    /// The day of the figures.
    pub as_of: Date,
    /// `department` or `topic`.
    pub group: &'static str,
    pub rows: Vec<GroupRow>,
}

/// One department or topic in an index or a table of figures.
#[derive(Debug, Serialize)]
pub struct GroupRow {
    pub href: String,
    /// The group in `data/measures.csv`.
    pub g: String,
    pub name: String,
    /// Depth in the tree of topics; 0 for departments.
    pub depth: usize,
    /// Key of `strings.department_status`, or empty when live.
    pub status: &'static str,
    pub registered: usize,
    /// Registered and accepted, not withdrawn: what the reply rate is a share of.
    pub received: usize,
    pub replied: usize,
    pub open: usize,
    pub overdue: usize,
    /// Reply rate in percent as printed; `None` when there are too few cases to say.
    pub rate: Option<String>,
    /// Ends of the range that chance alone explains, in percent as printed.
    pub rate_range: Option<(String, String)>,
}

/// `department.html` and `topic.html`
#[derive(Debug, Serialize)]
pub struct GroupPage {
    pub group: &'static str,
    /// The group in `data/measures.csv`.
    pub g: String,
    pub name: String,
    /// Remit of a department, scope note of a topic.
    pub remit: Option<String>,
    pub contact: Option<String>,
    /// `live`, `renamed`, `merged`, `closed`.
    pub status: &'static str,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub predecessors: Vec<Link>,
    pub successors: Vec<Link>,
    /// Broader topic or parent department, then narrower ones.
    pub broader: Option<Link>,
    pub narrower: Vec<Link>,
    pub figures: Vec<Figure>,
    pub overdue: Vec<CaseRow>,
    pub overdue_total: usize,
    /// Which rows of `data/open.csv` they are.
    pub overdue_filter: String,
    /// The day of the figures.
    pub as_of: Date,
    pub latest: Vec<CaseRow>,
    /// How many cases are listed by month.
    pub listed: usize,
    pub total: usize,
    pub months: Vec<MonthRow>,
    pub policies: Vec<PolicyRow>,
    pub policies_total: usize,
    pub datasets: Vec<DatasetRow>,
    pub datasets_total: usize,
    /// A chart of each of the newest, as markup.
    pub charts: Vec<Html>,
    /// Its months, as markup.
    pub months_chart: Option<Html>,
    pub digests: Vec<DigestRow>,
    pub digests_total: usize,
}

/// Overdue cases listed on a front.
const OVERDUE: usize = 10;

/// Fills the index of departments or topics.
pub fn index(seen: Seen<'_>, planned: &Planned, group: Group, title: &str) -> (Page, GroupIndex) {
    let rows = if matches!(group, Group::Topic(_)) { topic_rows(seen) } else { department_rows(seen) };
    let page = seen.page(planned, Head::new(seen.lang, title.to_owned(), ""));
    (page, GroupIndex { group: group_word(group), as_of: seen.day(), rows })
}

/// Returns the counts of a group.
pub fn counts(seen: Seen<'_>, group: Group) -> Option<&GroupCounts> {
    match group {
        Group::Site => None,
        _ => seen.figures(group),
    }
}

fn row(seen: Seen<'_>, group: Group, href: String, name: &str, depth: usize, c: Counts) -> GroupRow {
    let department = match group {
        Group::Department(i) => Some(seen.department_at(i)),
        _ => None,
    };
    let status = department.filter(|d| d.status != DepartmentStatus::Live).map_or("", |d| d.status.word());
    GroupRow {
        href,
        g: crate::publish::figures::group_name(seen, group, ""),
        name: name.to_owned(),
        depth,
        status,
        registered: c.registered,
        received: c.received,
        replied: c.replied,
        open: c.open,
        overdue: c.overdue,
        rate: c.rate(seen.config().minimum_cases),
        rate_range: c.rate_interval(seen.config().minimum_cases).map(Interval::printed),
    }
}

/// Returns the row of the whole site.
pub fn site_row(seen: Seen<'_>, name: &str) -> GroupRow {
    row(seen, Group::Site, "replies/index.html".to_owned(), name, 0, seen.site_figures().all.counts())
}

/// Returns the departments in the order of their file.
pub fn department_rows(seen: Seen<'_>) -> Vec<GroupRow> {
    let rows = seen.departments().iter().enumerate().map(|(i, d)| {
        let c = counts(seen, Group::Department(i)).map(|g| g.all.counts()).unwrap_or_default();
        row(seen, Group::Department(i), format!("departments/{}.html", d.id), d.name.in_lang(seen.lang), 0, c)
    });
    rows.collect()
}

/// Returns how the reply rate of each department that has one stands to the rate of the city.
pub fn department_standings(seen: Seen<'_>) -> Vec<(usize, Standing)> {
    let measures = seen.all_figures();
    let site = measures.site.all.counts();
    let standing = |(place, group): (&usize, &GroupCounts)| {
        let range = group.all.counts().rate_interval(seen.config().minimum_cases)?;
        Some((*place, range.standing(site.replied, site.received)))
    };
    measures.departments.iter().filter_map(standing).collect()
}

/// Returns the topics as a tree, each under its broader one.
pub fn topic_rows(seen: Seen<'_>) -> Vec<GroupRow> {
    let mut rows = Vec::new();
    let topics = seen.topics();
    let tops = (0..topics.len()).filter(|i| topics[*i].broader.is_none());
    for top in tops {
        add_topic(seen, top, 0, &mut rows);
    }
    rows
}

/// Returns the topics that have none above them.
pub fn top_rows(seen: Seen<'_>) -> Vec<GroupRow> {
    let topics = seen.topics().iter().enumerate().filter(|(_, topic)| topic.broader.is_none());
    topics.map(|(at, _)| group_row(seen, Group::Topic(at)).0).collect()
}

/// Returns a department or topic, with the name of the topic above it.
pub fn group_row(seen: Seen<'_>, group: Group) -> (GroupRow, String) {
    let counts = counts(seen, group).map(|g| g.all.counts()).unwrap_or_default();
    let (name, broader) = match group {
        Group::Department(at) => (seen.department_at(at).name.in_lang(seen.lang), String::new()),
        Group::Topic(at) => {
            let topic = seen.topic_at(at);
            let broader = topic.broader.as_ref().map(|id| seen.topic(id).label);
            (topic.label.in_lang(seen.lang), broader.unwrap_or_default())
        }
        Group::Site => ("", String::new()),
    };
    (row(seen, group, seen.group_front(group), name, 0, counts), broader)
}

fn add_topic(seen: Seen<'_>, index: usize, depth: usize, rows: &mut Vec<GroupRow>) {
    let topics = seen.topics();
    // A circle of broader topics has no top and is never entered; depth is bounded all the same.
    if depth > 8 {
        return;
    }
    let topic = &topics[index];
    let c = counts(seen, Group::Topic(index)).map(|g| g.all.counts()).unwrap_or_default();
    let href = format!("topics/{}.html", topic.id);
    rows.push(row(seen, Group::Topic(index), href, topic.label.in_lang(seen.lang), depth, c));
    for (i, _) in topics.iter().enumerate().filter(|(_, t)| t.broader.as_ref() == Some(&topic.id)) {
        add_topic(seen, i, depth + 1, rows);
    }
}

/// Fills the front of a department or topic.
pub fn page(
    seen: Seen<'_>,
    planned: &Planned,
    group: Group,
    texts: &Texts<'_>,
) -> Result<(Page, GroupPage), TextError> {
    let empty = BTreeMap::new();
    let group_counts = counts(seen, group);
    let all = group_counts.map(|g| g.all.clone()).unwrap_or_default();
    let g = crate::publish::figures::group_name(seen, group, "");
    let list_page = || newest_page(seen, group);
    let months = group_counts.map_or(&empty, |g| &g.months);
    let overdue = seen.overdue(group);
    let facts = facts(seen, group);
    let mut head = Head::new(seen.lang, facts.name.clone(), "");
    head = match group {
        Group::Topic(_) => head.crumb("topics", "topics/index.html"),
        _ => head.crumb("departments", "departments/index.html"),
    };
    head.feed = Some(seen.feed_path(group, "xml"));
    head.description = facts.remit.clone().unwrap_or_default();
    let (policies, datasets, digests) = documents(seen, group);
    let mut page = seen.page(planned, head);
    let rows = seen.month_rows(group, months);
    let view = GroupPage {
        group: group_word(group),
        charts: dataset_charts(seen, group, &mut page, texts)?,
        months_chart: measures::months(seen, &mut page, &rows, None),
        figures: vec![
            seen.figure("registered", &all, &g, list_page().as_deref()),
            seen.figure("on_time_rate", &all, &g, None),
            seen.figure("reply_rate", &all, &g, None),
            seen.figure("reply_days_median", &all, &g, None),
            seen.figure("open", &all, &g, Some("supervision/index.html")),
        ],
        g,
        as_of: seen.day(),
        overdue_total: overdue.len(),
        overdue_filter: overdue_filter(seen, group),
        overdue: seen.first_rows(overdue, OVERDUE),
        latest: seen.case_rows(seen.newest(group)),
        listed: seen.months(group).iter().map(|(_, cases)| cases).sum(),
        total: all.counts().registered,
        months: rows,
        policies: policies.0,
        policies_total: policies.1,
        datasets: datasets.0,
        datasets_total: datasets.1,
        digests: digests.0,
        digests_total: digests.1,
        ..facts
    };
    Ok((page, view))
}

/// Datasets of which a department or topic shows a chart.
const CHARTS: usize = 3;

/// The first chart of each of its newest datasets, small, with a link to all of it.
fn dataset_charts(seen: Seen<'_>, group: Group, page: &mut Page, texts: &Texts<'_>) -> Result<Vec<Html>, TextError> {
    let mut all = Vec::new();
    for at in seen.documents(group).iter().flat_map(|lists| &lists.datasets).take(CHARTS) {
        let drawn = plots::drawn(seen, seen.dataset(*at as usize), Form::Small(&page.base), texts)?;
        all.extend(drawn.into_iter().find(|d| d.figure.kind.is_some()).map(|d| d.figure.html));
    }
    page.charts |= !all.is_empty();
    Ok(all)
}

/// The newest month of a group's cases.
fn newest_page(seen: Seen<'_>, group: Group) -> Option<String> {
    seen.months(group).last().map(|(month, _)| seen.month_path(group, *month, 1))
}

/// What a department or topic says of itself; lists and figures are still empty.
fn facts(seen: Seen<'_>, group: Group) -> GroupPage {
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
        as_of: seen.day(),
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
        charts: Vec::new(),
        months_chart: None,
        digests: Vec::new(),
        digests_total: 0,
    };
    let lang = seen.lang;
    match group {
        Group::Department(i) => {
            let d = seen.department_at(i);
            let links = |ids: &[crate::record::Id]| ids.iter().map(|id| seen.department(id)).collect::<Vec<Link>>();
            view.name = d.name.in_lang(lang).to_owned();
            view.remit = d.remit.as_ref().map(|t| t.in_lang(lang).to_owned());
            view.contact = d.contact.as_ref().map(|t| t.in_lang(lang).to_owned());
            view.status = d.status.word();
            view.valid_from = d.valid_from;
            view.valid_to = d.valid_to;
            view.predecessors = links(&d.predecessors);
            view.successors = links(&d.successors);
            if view.successors.is_empty() {
                let heirs = seen.departments().iter().filter(|x| x.predecessors.contains(&d.id));
                view.successors = heirs.map(|x| seen.department(&x.id)).collect();
            }
            view.broader = d.parent.as_ref().map(|p| seen.department(p));
            let below = seen.departments().iter().filter(|x| x.parent.as_ref() == Some(&d.id));
            view.narrower = below.map(|x| seen.department(&x.id)).collect();
        }
        Group::Topic(i) => {
            let t = seen.topic_at(i);
            view.name = t.label.in_lang(lang).to_owned();
            view.remit = t.note.as_ref().map(|n| n.in_lang(lang).to_owned());
            view.broader = t.broader.as_ref().map(|b| seen.topic(b));
            let below = seen.topics().iter().filter(|x| x.broader.as_ref() == Some(&t.id));
            view.narrower = below.map(|x| seen.topic(&x.id)).collect();
        }
        Group::Site => {}
    }
    view
}

/// Rows, and how many there are in all.
type Cut<T> = (Vec<T>, usize);

type Documents = (Cut<PolicyRow>, Cut<DatasetRow>, Cut<DigestRow>);

/// The rows of `data/open.csv` that are the overdue cases of a group.
fn overdue_filter(seen: Seen<'_>, group: Group) -> String {
    match group {
        Group::Department(i) => format!("department = {}, overdue = true", seen.department_at(i).id),
        Group::Topic(i) => format!("topics: {}, overdue = true", seen.topic_at(i).id),
        Group::Site => "overdue = true".to_owned(),
    }
}

/// Policies, datasets and digests of a group, at most 20 each.
fn documents(seen: Seen<'_>, group: Group) -> Documents {
    fn cut<T>(list: &[u32], row: impl Fn(usize) -> T) -> Cut<T> {
        (list.iter().take(20).map(|at| row(*at as usize)).collect(), list.len())
    }
    let empty = Lists::default();
    let lists = seen.documents(group).unwrap_or(&empty);
    (
        cut(&lists.policies, |at| seen.policy_row(at)),
        cut(&lists.datasets, |at| seen.dataset_row(at)),
        cut(&lists.digests, |at| seen.digest_row(at)),
    )
}
