//! Feeds: the 50 newest replies of the site, a department or a topic, by publication.
//!
//! Atom 1.0 (RFC 4287) by template, JSON Feed 1.1 here. Ids are `tag:` URIs (RFC 4151) made
//! of host, year of receipt and case id: they outlive a change of address. Moments are those of
//! the site's time zone: midnight of a day, or the hour that is known.

use super::{Add, Made, Press, RenderError};
use crate::derive::listings::Group;
use crate::escape::{Escaped, json as door};
use crate::record::Lang;
use crate::site::about::{About, Source};
use crate::site::frame::Head;
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use crate::words::Strings;
use jiff::civil::{DateTime, date};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::Serialize;
use serde_json::json;

/// A feed of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Xml(Group),
    Json(Group),
}

/// Lists them: the site has feeds, and every department and topic.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    for group in std::iter::once(Group::Site).chain(site.model.groups()) {
        add.page(&routes::feed(site.model, group, "xml"), Out::Xml(group));
        add.page(&routes::feed(site.model, group, "json"), Out::Json(group));
    }
}

/// Returns what is to be known of one: it says what the state of each case is.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    let (group, own) = match out {
        Out::Xml(group) => (group, "feed.xml"),
        Out::Json(group) => (group, "feed.json"),
    };
    About::of(Source::of_group(*group)).daily(match group {
        Group::Site => own,
        Group::Department(_) => "departments/*",
        Group::Topic(_) => "topics/*",
    })
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Xml(group) => {
            let view = view(seen, *group, seen.strings());
            let page = seen.page(planned, Head::new(seen.lang, view.title.clone(), ""));
            press.page("feed.xml", (page, view))
        }
        Out::Json(group) => Ok(press.file(json(seen, *group, seen.strings()))),
    }
}

/// `feed.xml`
#[derive(Debug, Serialize)]
pub struct Feed {
    pub id: String,
    pub title: String,
    /// RFC 3339, in the site's time zone, as all moments of a feed.
    pub updated: String,
    pub self_url: String,
    pub html_url: String,
    pub entries: Vec<FeedEntry>,
}

/// One entry of a feed.
#[derive(Debug, Serialize)]
pub struct FeedEntry {
    pub id: String,
    pub title: String,
    pub url: String,
    /// The first public day; it stays.
    pub published: String,
    pub updated: String,
    pub department: String,
    pub lang: String,
    /// State in words.
    pub summary: String,
}

/// Returns the view of a feed.
pub fn view(seen: Seen<'_>, group: Group, strings: &Strings) -> Feed {
    let config = seen.config();
    let dir = &config.language(seen.lang).dir;
    let site = config.title.in_lang(seen.lang);
    let title = match crate::publish::rows::group_link(seen, group) {
        Some(link) => format!("{site}: {}", link.label),
        None => site.to_owned(),
    };
    let cases = seen.feed(group);
    let zone = Zone::of(&config.timezone);
    let entries: Vec<FeedEntry> = cases.iter().map(|i| entry(seen, *i as usize, &zone, strings)).collect();
    let newest = cases.iter().map(|i| seen.moments(*i as usize).updated).max();
    let path = seen.feed_path(group, "xml");
    Feed {
        id: format!("tag:{},2000:{}{path}", config.host(), dir),
        title,
        updated: zone.written(newest.unwrap_or(date(2000, 1, 1).at(0, 0, 0, 0))),
        self_url: format!("{}{dir}{path}", config.base_url),
        html_url: format!("{}{dir}{}", config.base_url, seen.group_front(group)),
        entries,
    }
}

/// A time zone from the tables in the program, not those of the machine.
pub(super) struct Zone(TimeZone);

impl Zone {
    pub(super) fn of(name: &str) -> Self {
        Self(TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::UTC))
    }

    /// Returns a moment of the zone as one of UTC.
    pub(super) fn utc(&self, moment: DateTime) -> DateTime {
        let stamp = self.0.to_ambiguous_zoned_datetime(moment).compatible().map(|zoned| zoned.timestamp());
        stamp.map_or(moment, |stamp| TimeZone::UTC.to_datetime(stamp))
    }

    /// Returns a moment of the zone as RFC 3339 has it.
    pub(super) fn written(&self, moment: DateTime) -> String {
        let zoned = self.0.to_ambiguous_zoned_datetime(moment).compatible();
        zoned.map_or_else(|_| format!("{moment}Z"), |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

fn entry(seen: Seen<'_>, index: usize, zone: &Zone, strings: &Strings) -> FeedEntry {
    let config = seen.config();
    let (face, moments) = (seen.face(index), seen.moments(index));
    let (title, lang) = seen.case_title(index);
    let language = config.language(lang);
    let state = strings.text(&format!("state.{}", face.shown.word)).to_owned();
    FeedEntry {
        id: format!("tag:{},{:04}:reply:{}", config.host(), face.received.year(), face.id),
        title: title.to_owned(),
        url: format!("{}{}{}", config.base_url, language.dir, routes::case(face.id)),
        published: zone.written(moments.published),
        updated: zone.written(moments.updated),
        department: seen.department_name(face.department).to_owned(),
        lang: language.code.clone(),
        summary: match face.shown.on {
            Some(on) => format!("{state} · {}", strings.date(on)),
            None => state,
        },
    }
}

/// Returns a feed as JSON Feed 1.1.
pub fn json(seen: Seen<'_>, group: Group, strings: &Strings) -> Escaped {
    let feed = view(seen, group, strings);
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
        "language": seen.code(),
        "items": feed.entries.iter().map(item).collect::<Vec<_>>(),
    });
    door::pretty(&value)
}
