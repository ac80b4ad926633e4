//! Releases of figures: what is to come, month by month, which dates changed and why, and what came. Beside
//! the page a feed, and `calendar/releases.ics` for calendars: a time in it is in UTC, a stamp is the day of the
//! last change, so that the file is the same each time it is built.
//!
//! A site without releases has none of it. Of figures that are not published yet nothing is told but what
//! their release says itself.

use super::feeds::{Feed, FeedEntry, Zone};
use super::{Add, Made, Press, RenderError};
use crate::escape::Escaped;
use crate::escape::ics::{Ics, Midnight, Moment};
use crate::model::Announced;
use crate::record::Lang;
use crate::record::release::When;
use crate::record::words::ReleaseState;
use crate::site::about::{About, Data, Form, Source};
use crate::site::frame::{Head, Page};
use crate::site::seen::{Seen, written};
use crate::site::{Planned, Site, routes};
use crate::words::Strings;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use serde::Serialize;
use std::cmp::Reverse;

/// The outputs of releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Page,
    Feed,
    Ics,
}

/// Lists them: each language has its own.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    if !site.model.releases.is_empty() {
        add.page(routes::RELEASES, Out::Page);
        add.page(routes::RELEASES_FEED, Out::Feed);
        add.page(routes::RELEASES_ICS, Out::Ics);
    }
}

/// Returns what is to be known of one: a day that passes makes a release late.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    let about = match out {
        Out::Page => About::front(),
        Out::Feed => About::of(Source::Settings),
        Out::Ics => About::data(Data::new("releases_ics", Form::Calendar)),
    };
    about.daily("calendar/*")
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Page => press.page("releases.html", view(seen, planned)),
        Out::Feed => {
            let feed = feed(seen, seen.strings());
            let page = seen.page(planned, Head::new(seen.lang, feed.title.clone(), ""));
            press.page("feed.xml", (page, feed))
        }
        Out::Ics => Ok(press.file(ics(seen, seen.strings()))),
    }
}

/// `releases.html`
#[derive(Debug, Serialize)]
pub struct Releases {
    pub coming: Vec<Month>,
    /// Changes of dates, the last one first.
    pub changed: Vec<Changed>,
    /// What came, the last one first.
    pub published: Vec<ReleaseRow>,
    pub published_total: usize,
    /// Under the root of the language.
    pub ics: String,
    pub feed: String,
}

/// The releases that are to come in a month.
#[derive(Debug, Serialize)]
pub struct Month {
    /// In words; those without a date stand last, under none.
    pub name: Option<String>,
    pub rows: Vec<ReleaseRow>,
}

/// A release.
#[derive(Debug, Serialize)]
pub struct ReleaseRow {
    pub anchor: String,
    pub title: String,
    /// Language of the title where it differs from the page's.
    pub lang: Option<String>,
    /// The dataset, once it is published.
    pub href: Option<String>,
    pub department: String,
    /// Key of `strings.release`.
    pub state: &'static str,
    pub tone: &'static str,
    /// It was to come by now, and did not.
    pub late: bool,
    /// In words; none where no date is told.
    pub when: Option<String>,
    /// The same for programs, where it is a day.
    pub datetime: Option<String>,
    pub changes: Vec<ChangeRow>,
}

/// A change of the date of a release.
#[derive(Debug, Serialize)]
pub struct ChangeRow {
    pub on: Date,
    /// When it was to come before, in words.
    pub from: Option<String>,
    pub reason: String,
    pub lang: Option<String>,
}

/// A change, with its release.
#[derive(Debug, Serialize)]
pub struct Changed {
    /// Of a release that was cancelled, which stands nowhere else; at its last change.
    pub anchor: Option<String>,
    pub release: ReleaseRow,
    pub change: ChangeRow,
}

/// Releases that came, and changes, listed at most.
const MOST: usize = 100;

/// Fills the page.
pub fn view(seen: Seen<'_>, planned: &Planned) -> (Page, Releases) {
    let all = seen.releases();
    let strings = seen.strings();
    let mut coming: Vec<Month> = Vec::new();
    for x in all.iter().filter(|x| is_coming(x)) {
        let last = x.release.on.map(When::last);
        let name = last.map(|last| strings.month(&last.strftime("%Y-%m").to_string()));
        match coming.last_mut().filter(|month| month.name == name) {
            Some(month) => month.rows.push(seen.release_row(x)),
            None => coming.push(Month { name, rows: vec![seen.release_row(x)] }),
        }
    }
    let out: Vec<_> = all.iter().filter(|x| x.release.state == ReleaseState::Published).rev().collect();
    let mut changed: Vec<_> =
        all.iter().flat_map(|x| x.release.changes.iter().map(move |change| (x, change))).collect();
    changed.sort_by_key(|(_, change)| Reverse(change.on));
    let change = |(x, change): &(&Announced, &crate::record::release::Change)| Changed {
        anchor: (x.release.state == ReleaseState::Cancelled
            && x.release.changes.last().is_some_and(|last| last.on == change.on))
        .then(|| anchor(x)),
        release: seen.release_row(x),
        change: seen.change_row(change),
    };
    let view = Releases {
        coming,
        changed: changed.iter().take(MOST).map(change).collect(),
        published_total: out.len(),
        published: out.into_iter().take(MOST).map(|x| seen.release_row(x)).collect(),
        ics: routes::RELEASES_ICS.to_owned(),
        feed: routes::RELEASES_FEED.to_owned(),
    };
    let head = Head::new(seen.lang, strings.text("releases.title").to_owned(), "statistics");
    (seen.page(planned, head.crumb("statistics", "statistics/index.html")), view)
}

/// Returns whether a release is to come.
pub fn is_coming(x: &Announced) -> bool {
    !matches!(x.release.state, ReleaseState::Published | ReleaseState::Cancelled)
}

impl Seen<'_> {
    /// Returns the first releases that are to come.
    pub fn coming(&self, most: usize) -> Vec<ReleaseRow> {
        self.releases().iter().filter(|x| is_coming(x)).take(most).map(|x| self.release_row(x)).collect()
    }

    /// Returns the same for pages that do not change when a day passes: none is called late.
    pub fn coming_whatever_the_day(&self, most: usize) -> Vec<ReleaseRow> {
        self.releases().iter().filter(|x| is_coming(x)).take(most).map(|x| self.timeless_row(x)).collect()
    }

    /// Returns the next release of a dataset; where none is to come, the last one that was cancelled after
    /// the figures were brought up to date.
    pub fn next_release(&self, at: usize, updated: Date) -> Option<ReleaseRow> {
        let own = || self.releases_of(at);
        let told = |x: &&Announced| {
            let cancelled = x.release.state == ReleaseState::Cancelled;
            cancelled && x.release.changes.last().is_some_and(|change| change.on > updated)
        };
        let next = own().find(|x| is_coming(x)).or_else(|| own().filter(told).last())?;
        Some(self.timeless_row(next))
    }

    fn timeless_row(&self, x: &Announced) -> ReleaseRow {
        self.release_row(&Announced { late: false, ..x.clone() })
    }

    fn release_row(&self, x: &Announced) -> ReleaseRow {
        let (title, lang) = x.release.title.get(self.lang);
        let state = x.release.state;
        ReleaseRow {
            anchor: anchor(x),
            title: title.to_owned(),
            lang: self.other(lang),
            href: x.shown.then(|| routes::dataset(&x.dataset)),
            department: self.department_name(&x.department).to_owned(),
            state: state.word(),
            tone: match state {
                _ if x.late => "late",
                ReleaseState::Provisional | ReleaseState::Postponed => "wait",
                ReleaseState::Cancelled => "none",
                ReleaseState::Confirmed | ReleaseState::Published => "done",
            },
            late: x.late,
            when: x.release.on.map(|on| self.when(on)),
            datetime: x.release.on.and_then(datetime),
            changes: x.release.changes.iter().map(|change| self.change_row(change)).collect(),
        }
    }

    fn change_row(&self, change: &crate::record::release::Change) -> ChangeRow {
        let (reason, lang) = change.reason.get(self.lang);
        ChangeRow {
            on: change.on,
            from: change.from.map(|from| self.when(from)),
            reason: reason.to_owned(),
            lang: self.other(lang),
        }
    }

    /// Returns in words when a release comes.
    fn when(&self, on: When) -> String {
        let strings = self.strings();
        let month = |first: Date| strings.month(&first.strftime("%Y-%m").to_string());
        match on {
            When::Day(day, None) => strings.date(day),
            When::Day(day, Some(time)) => {
                strings.fill("releases.at", &[("date", &strings.date(day)), ("time", &written(time))])
            }
            When::Months(from, to) if from == to => month(from),
            When::Months(from, to) => strings.fill("dates.period", &[("from", &month(from)), ("to", &month(to))]),
        }
    }
}

fn anchor(x: &Announced) -> String {
    format!("{}-{}", x.dataset, x.release.id)
}

/// What an element for times takes: a day, with its hour where there is one.
fn datetime(on: When) -> Option<String> {
    match on {
        When::Day(day, None) => Some(day.to_string()),
        When::Day(day, Some(time)) => Some(format!("{day} {}", written(time))),
        When::Months(from, to) => (from == to).then(|| from.strftime("%Y-%m").to_string()),
    }
}

/// Entries of the feed.
const ENTRIES: usize = 50;

/// Returns the feed: what came, and each change of a date, the last one first.
pub fn feed(seen: Seen<'_>, strings: &Strings) -> Feed {
    let config = seen.config();
    let zone = Zone::of(&config.timezone);
    let dir = &config.language(seen.lang).dir;
    let page = format!("{}{dir}{}", config.base_url, routes::RELEASES);
    let mut all: Vec<(DateTime, FeedEntry)> = Vec::new();
    for x in seen.releases() {
        let row = seen.release_row(x);
        let id = |what: &str| format!("tag:{},2000:release:{}/{}{what}", config.host(), x.dataset, x.release.id);
        let entry = |id: String, on: DateTime, url: String, summary: String| FeedEntry {
            id,
            title: row.title.clone(),
            url,
            published: zone.written(on),
            updated: zone.written(on),
            department: row.department.clone(),
            lang: row.lang.clone().unwrap_or_else(|| seen.code().to_owned()),
            summary,
        };
        let state = strings.word("release", row.state).to_owned();
        if let (ReleaseState::Published, Some(When::Day(day, time))) = (x.release.state, x.release.on) {
            let on = day.to_datetime(time.unwrap_or_default());
            let url = row.href.as_ref().map_or_else(|| page.clone(), |href| format!("{}{dir}{href}", config.base_url));
            let summary = format!("{state} · {}", seen.when(When::Day(day, time)));
            all.push((on, entry(id(""), on, url, summary)));
        }
        let count = x.release.changes.len();
        for (i, change) in x.release.changes.iter().enumerate() {
            let on = change.on.at(0, 0, 0, 0);
            let said = seen.change_row(change);
            // What it was changed to: the day from which the next change moved it on, or where it stands.
            let to = match x.release.changes.get(i + 1) {
                Some(next) => next.from.map(|from| seen.when(from)),
                None => row.when.clone().filter(|_| x.release.state != ReleaseState::Cancelled),
            };
            let cancelled = i + 1 == count && x.release.state == ReleaseState::Cancelled;
            let key = if cancelled { "releases.feed_cancelled" } else { "releases.feed_moved" };
            let open = || strings.text("releases.open").to_owned();
            let values =
                [("from", said.from.unwrap_or_else(open)), ("to", to.unwrap_or_else(open)), ("reason", said.reason)];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, &**value)).collect();
            let url = format!("{page}#{}", row.anchor);
            all.push((on, entry(id(&format!("/change-{}", i + 1)), on, url, strings.fill(key, &values))));
        }
    }
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let newest = all.first().map_or(date(2000, 1, 1).at(0, 0, 0, 0), |(on, _)| *on);
    Feed {
        id: format!("tag:{},2000:{dir}{}", config.host(), routes::RELEASES_FEED),
        title: format!("{}: {}", config.title.in_lang(seen.lang), strings.text("releases.title")),
        updated: zone.written(newest),
        self_url: format!("{}{dir}{}", config.base_url, routes::RELEASES_FEED),
        html_url: page,
        entries: all.into_iter().take(ENTRIES).map(|(_, entry)| entry).collect(),
    }
}

/// Returns the file for calendars: all releases with a date, those that were cancelled too, so that they go
/// from whoever has subscribed.
pub fn ics(seen: Seen<'_>, strings: &Strings) -> Escaped {
    let config = seen.config();
    let zone = Zone::of(&config.timezone);
    let mut ics = Ics::default();
    ics.line("BEGIN", "VCALENDAR");
    ics.line("VERSION", "2.0");
    ics.line("PRODID", "-//gongkai//releases//EN");
    ics.text("X-WR-CALNAME", &format!("{}: {}", config.title.in_lang(seen.lang), strings.text("releases.title")));
    let dir = &config.language(seen.lang).dir;
    // Who subscribes wants what comes, and what came of late.
    let since = seen.day().checked_sub(1.year()).unwrap_or(Date::MIN);
    let late = |x: &&Announced| x.release.on.is_none_or(|on| on.last() >= since);
    for x in seen.releases().iter().filter(late) {
        let cancelled = x.release.state == ReleaseState::Cancelled;
        let planned = x.release.changes.last().and_then(|change| change.from).filter(|_| cancelled);
        let Some(on) = x.release.on.or(planned) else { continue };
        let row = seen.release_row(x);
        ics.line("BEGIN", "VEVENT");
        ics.text("UID", &format!("release-{}-{}@{}", x.dataset, x.release.id, config.host()));
        let changed = x.release.changes.last().map(|change| change.on);
        // The day on which a release was announced is not told; the epoch of our identifiers stands for it.
        ics.line("DTSTAMP", Midnight(changed.unwrap_or(date(2000, 1, 1))));
        ics.line("SEQUENCE", x.release.changes.len());
        match on {
            When::Day(day, Some(time)) => ics.line("DTSTART", Moment(zone.utc(day.to_datetime(time)))),
            When::Day(day, None) => ics.line("DTSTART;VALUE=DATE", day),
            When::Months(..) => {
                ics.line("DTSTART;VALUE=DATE", on.first());
                ics.line("DTEND;VALUE=DATE", on.last().tomorrow().unwrap_or(on.last()));
            }
        }
        let status = match x.release.state {
            ReleaseState::Cancelled => "CANCELLED",
            ReleaseState::Confirmed | ReleaseState::Published => "CONFIRMED",
            ReleaseState::Postponed if on.day().is_some() => "CONFIRMED",
            ReleaseState::Provisional | ReleaseState::Postponed => "TENTATIVE",
        };
        ics.line("STATUS", status);
        ics.text("SUMMARY", &format!("{} ({})", row.title, strings.word("release", row.state)));
        if let Some(change) = x.release.changes.last() {
            ics.text("DESCRIPTION", change.reason.in_lang(seen.lang));
        }
        let path = row.href.unwrap_or_else(|| routes::RELEASES.to_owned());
        ics.address("URL", &format!("{}{dir}{path}", config.base_url));
        ics.line("TRANSP", "TRANSPARENT");
        ics.line("END", "VEVENT");
    }
    ics.line("END", "VCALENDAR");
    ics.finish()
}
