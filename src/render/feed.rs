//! Feeds: the 50 newest replies of the site, a department or a topic, by publication.
//!
//! Atom 1.0 (RFC 4287) by template, JSON Feed 1.1 here. Ids are `tag:` URIs (RFC 4151) made
//! of host, year of receipt and case id: they outlive a change of address. Moments are those of
//! the site's time zone: midnight of a day, or the hour that is known.

use super::strings::Strings;
use crate::escape::{Escaped, json as door};
use crate::plan::{Group, routes};
use crate::view::Scope;
use crate::view::pages::{Feed, FeedEntry};
use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde_json::json;

/// Returns the view of a feed.
pub fn view(scope: Scope<'_>, group: Group, strings: &Strings) -> Feed {
    let model = scope.model;
    let config = &model.config;
    let dir = &config.language(scope.lang).dir;
    let site = config.title.in_lang(scope.lang);
    let title = match crate::view::lists::group_link(scope, group) {
        Some(link) => format!("{site}: {}", link.label),
        None => site.to_owned(),
    };
    let cases = scope.derived.listings.feeds.get(&group).map_or(&[][..], Vec::as_slice);
    let zone = Zone::of(&config.timezone);
    let entries: Vec<FeedEntry> = cases.iter().map(|i| entry(scope, *i as usize, &zone, strings)).collect();
    let newest = cases.iter().map(|i| updated(scope, *i as usize)).max();
    let path = routes::feed(model, group, "xml");
    Feed {
        id: format!("tag:{},2000:{}{path}", config.host(), dir),
        title,
        updated: zone.written(newest.unwrap_or(date(2000, 1, 1).at(0, 0, 0, 0))),
        self_url: format!("{}{dir}{path}", config.base_url),
        html_url: format!("{}{dir}{}", config.base_url, routes::group_front(model, group)),
        entries,
    }
}

/// A time zone from the tables in the program, not those of the machine.
struct Zone(TimeZone);

impl Zone {
    fn of(name: &str) -> Self {
        Self(TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::UTC))
    }

    /// Returns a moment of the zone as RFC 3339 has it.
    fn written(&self, moment: DateTime) -> String {
        let zoned = self.0.to_ambiguous_zoned_datetime(moment).compatible();
        zoned.map_or_else(|_| format!("{moment}Z"), |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

/// The moment of the last event on a day, midnight where none bears an hour.
fn moment(scope: Scope<'_>, index: usize, on: Date) -> DateTime {
    let past = scope.model.cases[index].events_by(scope.model.as_of);
    let time = past.iter().filter(|e| e.on == on).filter_map(|e| e.time).max();
    on.to_datetime(time.unwrap_or(Time::midnight()))
}

fn published(scope: Scope<'_>, index: usize) -> DateTime {
    let case = &scope.model.cases[index];
    match case.published {
        Some(on) => on.at(0, 0, 0, 0),
        None => {
            let first = case.events_by(scope.model.as_of).iter().find(|e| e.is_reply());
            let time = first.and_then(|e| e.time).unwrap_or(Time::midnight());
            case.public_on(scope.model.as_of).to_datetime(time)
        }
    }
}

fn updated(scope: Scope<'_>, index: usize) -> DateTime {
    moment(scope, index, scope.status(index).changed).max(published(scope, index))
}

fn entry(scope: Scope<'_>, index: usize, zone: &Zone, strings: &Strings) -> FeedEntry {
    let case = &scope.model.cases[index];
    let config = &scope.model.config;
    let status = scope.status(index);
    let (title, lang) = scope.case_title(case);
    let shown = status.shown();
    let language = config.language(lang);
    let state = strings.text(&format!("state.{}", shown.word)).to_owned();
    FeedEntry {
        id: format!("tag:{},{:04}:reply:{}", config.host(), case.received.year(), case.id),
        title: title.to_owned(),
        url: format!("{}{}{}", config.base_url, language.dir, routes::case(&case.id)),
        published: zone.written(published(scope, index)),
        updated: zone.written(updated(scope, index)),
        department: scope.model.department_name(status.shown_department(), scope.lang).to_owned(),
        lang: language.code.clone(),
        summary: match shown.on {
            Some(on) => format!("{state} · {}", strings.date(on)),
            None => state,
        },
    }
}

/// Returns a feed as JSON Feed 1.1.
pub fn json(scope: Scope<'_>, group: Group, strings: &Strings) -> Escaped {
    let feed = view(scope, group, strings);
    let item = |e: &FeedEntry| {
        json!({
            "id": e.id,
            "url": e.url,
            "title": e.title,
            "content_text": e.summary,
            "date_published": e.published,
            "date_modified": e.updated,
            "authors": [{ "name": e.department }],
            "language": e.lang,
        })
    };
    let value = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.html_url,
        "feed_url": feed.self_url.replace("feed.xml", "feed.json"),
        "language": scope.code(),
        "items": feed.entries.iter().map(item).collect::<Vec<_>>(),
    });
    door::pretty(&value)
}
