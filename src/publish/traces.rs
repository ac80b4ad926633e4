//! What changed: the newest changes, a page for each month, and feeds of the site and of each policy.

use super::feeds::{Feed, FeedEntry, Zone};
use super::register::{CorrectionRow, in_words, row};
use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError};
use crate::derive::force::Force;
use crate::derive::listings::PAGE;
use crate::derive::measures::Month;
use crate::derive::traces::{Trace, What};
use crate::model::RecordKey;
use crate::publish::rows::{Pager, pager};
use crate::record::Lang;
use crate::site::about::{About, Source};
use crate::site::frame::{Head, Page};
use crate::site::links::RecordLink;
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use jiff::civil::{Date, date};
use serde::Serialize;

/// The outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Front,
    Month {
        month: Month,
        page: usize,
    },
    Feed,
    /// The feed of a policy: its place.
    Policy(usize),
}

/// Path of the feed of all changes.
pub const FEED: &str = "changes/feed.xml";

/// Changes on one page.
pub const LINES: usize = 100;

/// Returns the path of the feed of a policy.
pub fn policy_feed(id: &str) -> String {
    format!("changes/policies/{id}.xml")
}

fn path(month: Month, page: usize) -> String {
    format!("changes/{}.html", routes::numbered(&routes::month_name(month), page))
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.page("changes/index.html", Out::Front);
    add.page(FEED, Out::Feed);
    for (month, traces) in &site.derived.traces {
        for page in 1..=traces.lines().div_ceil(LINES).max(1) {
            add.page(&path(*month, page), Out::Month { month: *month, page });
        }
    }
    for (at, policy) in site.model.policies.iter().enumerate().filter(|(_, p)| !is_removed(&p.withdrawal)) {
        add.page(&policy_feed(&policy.id), Out::Policy(at));
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Front | Out::Month { .. } => About::front().daily("changes/*"),
        Out::Feed => About::of(Source::Settings).daily("changes/*"),
        Out::Policy(at) => About::of(Source::Policy(*at)).daily("policies/*"),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Front => press.page("traces.html", front(seen, planned, press.nav("changes"))),
        Out::Month { month, page } => press.page("traces.html", of_month(seen, planned, *month, *page)),
        Out::Feed => {
            let title = format!("{}: {}", seen.config().title.in_lang(seen.lang), press.nav("changes"));
            let newest = seen.newest_traces(PAGE);
            let feed = feed(seen, title, FEED, "changes/index.html", &newest);
            press.page("feed.xml", (seen.page(planned, Head::new(seen.lang, feed.title.clone(), "")), feed))
        }
        Out::Policy(at) => {
            let policy = seen.policy(*at);
            let title = format!("{}: {}", policy.title.in_lang(seen.lang), press.nav("changes"));
            let mut all = seen.policy_traces(*at);
            all.truncate(PAGE);
            let feed = feed(seen, title, &policy_feed(&policy.id), &routes::policy(&policy.id), &all);
            press.page("feed.xml", (seen.page(planned, Head::new(seen.lang, feed.title.clone(), "")), feed))
        }
    }
}

/// `traces.html`: what changed in a month, or last.
#[derive(Debug, Serialize)]
pub struct TracesPage {
    /// The month, as `2026-03`; none on the front.
    pub month: Option<String>,
    pub days: Vec<Day>,
    pub pager: Option<Pager>,
    /// Months that have a page: the one before and the one after, or on the front all.
    pub months: Vec<MonthLink>,
    pub earlier: Option<MonthLink>,
    pub later: Option<MonthLink>,
    pub feed: &'static str,
}

/// A month that has a page.
#[derive(Debug, Serialize)]
pub struct MonthLink {
    pub month: String,
    pub href: String,
}

/// What changed on a day.
#[derive(Debug, Serialize)]
pub struct Day {
    pub on: Date,
    /// How many replies were published.
    pub replies: usize,
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Serialize)]
pub struct Change {
    /// Key of `strings.trace`: `published`, `updated`, `edition`, `in_force`, `ended`; or `entry`: of the
    /// register.
    pub key: &'static str,
    /// The number of an edition.
    pub number: Option<u32>,
    /// Key of `strings.force`: what ended is since.
    pub force: Option<&'static str>,
    pub record: RecordLink,
    /// What an edition says of itself.
    pub note: Option<String>,
    /// Where it is told what an edition changed.
    pub changes: Option<String>,
    pub entry: Option<CorrectionRow>,
}

/// A change, or the replies published on a day.
enum Line<'a> {
    Trace(&'a Trace),
    Replies(Date, usize),
}

impl Line<'_> {
    fn on(&self) -> Date {
        match self {
            Self::Trace(trace) => trace.on,
            Self::Replies(on, _) => *on,
        }
    }
}

/// Fills the page of the newest changes.
fn front(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, TracesPage) {
    let newest = seen.newest_traces(PAGE);
    let months = seen.trace_months();
    let mut head = Head::new(seen.lang, title.to_owned(), "");
    head.feed = Some(FEED.to_owned());
    let view = TracesPage {
        month: None,
        days: days(seen, newest.iter().map(Line::Trace)),
        pager: None,
        months: months.into_iter().rev().map(month_link).collect(),
        earlier: None,
        later: None,
        feed: FEED,
    };
    (seen.page(planned, head), view)
}

fn month_link(month: Month) -> MonthLink {
    MonthLink { month: routes::month_name(month), href: path(month, 1) }
}

/// Fills a page of what changed in a month, the last day first.
fn of_month(seen: Seen<'_>, planned: &Planned, month: Month, page: usize) -> (Page, TracesPage) {
    let all = seen.traces(month);
    let replies = all.replies.iter().map(|(on, count)| Line::Replies(*on, *count));
    let mut lines: Vec<Line<'_>> = replies.chain(all.traces.iter().map(Line::Trace)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.on()));
    let pages = lines.len().div_ceil(LINES).max(1);
    let here = lines.into_iter().skip((page - 1) * LINES).take(LINES);
    let (earlier, later) = seen.near_traces(month);
    let name = seen.strings().month(&routes::month_name(month));
    let title = seen.strings().fill("traces.title", &[("month", &name)]);
    let mut head = Head::new(seen.lang, title, "").crumb("changes", "changes/index.html");
    head.feed = Some(FEED.to_owned());
    let view = TracesPage {
        month: Some(routes::month_name(month)),
        days: days(seen, here),
        pager: Some(pager(page, pages, |page| path(month, page))),
        months: Vec::new(),
        earlier: earlier.map(month_link),
        later: later.map(month_link),
        feed: FEED,
    };
    (seen.page(planned, head), view)
}

fn days<'a>(seen: Seen<'_>, lines: impl Iterator<Item = Line<'a>>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for line in lines {
        let on = line.on();
        if days.last().is_none_or(|day| day.on != on) {
            days.push(Day { on, replies: 0, changes: Vec::new() });
        }
        let Some(day) = days.last_mut() else { continue };
        match line {
            Line::Replies(_, count) => day.replies += count,
            Line::Trace(trace) => day.changes.extend(change(seen, trace)),
        }
    }
    days
}

fn change(seen: Seen<'_>, trace: &Trace) -> Option<Change> {
    let record = seen.record(&trace.record)?;
    let plain = |key, record| Change { key, number: None, force: None, record, note: None, changes: None, entry: None };
    Some(match &trace.what {
        What::Published => plain("published", record),
        What::Updated => plain("updated", record),
        What::InForce => plain("in_force", record),
        What::Ended(force) => Change { force: Some(Force::word(*force)), ..plain("ended", record) },
        What::Edition(number, compared) => Change {
            number: Some(*number),
            note: trace.note.as_ref().map(|note| note.in_lang(seen.lang).to_owned()),
            changes: compared.then(|| routes::changes(&trace.record.id, Some(*number))),
            ..plain("edition", record)
        },
        What::Entry(at) => Change { entry: row(seen, seen.entry(*at)), ..plain("entry", record) },
    })
}

/// Returns a change in one line.
fn told(seen: Seen<'_>, change: &Change) -> String {
    let strings = seen.strings();
    let number = change.number.map(|number| number.to_string()).unwrap_or_default();
    let what = match (change.key, &change.entry, change.force) {
        ("entry", Some(entry), _) => return in_words(seen, entry),
        (_, _, Some(force)) => strings.word("force", force).to_owned(),
        (key, ..) => strings.fill(&format!("trace.{key}"), &[("number", &number)]),
    };
    change.note.as_ref().map_or(what.clone(), |note| format!("{what} · {note}"))
}

fn feed(seen: Seen<'_>, title: String, path: &str, page: &str, traces: &[Trace]) -> Feed {
    let config = seen.config();
    let dir = &config.language(seen.lang).dir;
    let zone = Zone::of(&config.timezone);
    let midnight = |on: Date| zone.written(on.at(0, 0, 0, 0));
    let entry = |trace: &Trace| {
        let change = change(seen, trace)?;
        let href = match &trace.what {
            What::Edition(number, _) => routes::edition(&trace.record.id, *number),
            _ => change.record.href.clone(),
        };
        Some(FeedEntry {
            id: trace_id(seen, trace),
            title: change.record.label.clone(),
            url: format!("{}{dir}{href}", config.base_url),
            published: midnight(trace.on),
            updated: midnight(trace.on),
            department: config.publisher.in_lang(seen.lang).to_owned(),
            lang: change.record.lang.clone().unwrap_or_else(|| seen.code().to_owned()),
            summary: told(seen, &change),
        })
    };
    Feed {
        id: format!("tag:{},2000:{dir}{path}", config.host()),
        title,
        updated: midnight(traces.first().map_or(date(2000, 1, 1), |trace| trace.on)),
        self_url: format!("{}{dir}{path}", config.base_url),
        html_url: format!("{}{dir}{page}", config.base_url),
        entries: traces.iter().filter_map(entry).collect(),
    }
}

/// Returns an id that stays.
fn trace_id(seen: Seen<'_>, trace: &Trace) -> String {
    let what = match &trace.what {
        What::Published => "published".to_owned(),
        What::Updated => format!("updated:{}", trace.on),
        What::InForce => "in-force".to_owned(),
        What::Ended(_) => format!("ended:{}", trace.on),
        What::Edition(number, _) => format!("edition:{number}"),
        What::Entry(at) => return super::register::entry_id(seen, seen.entry(*at)),
    };
    let RecordKey { scheme, id } = &trace.record;
    format!("tag:{},2000:{}:{id}:{what}", seen.config().host(), scheme.as_str())
}
