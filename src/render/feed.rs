//! Feeds: the 50 newest replies of the site, a department or a topic, by publication.
//!
//! Atom 1.0 (RFC 4287) by template, JSON Feed 1.1 here. Ids are `tag:` URIs (RFC 4151) made
//! of host, year of receipt and case id: they outlive a change of address.

use super::strings::Strings;
use crate::plan::{Group, routes};
use crate::view::Scope;
use crate::view::pages::{Feed, FeedEntry};
use jiff::civil::Date;
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
    let cases = scope.plan.listings.feeds.get(&group).map_or(&[][..], Vec::as_slice);
    let entries: Vec<FeedEntry> = cases.iter().map(|i| entry(scope, *i as usize, strings)).collect();
    let path = routes::feed(model, group, "xml");
    Feed {
        id: format!("tag:{},2000:{}{path}", config.host(), dir),
        title,
        updated: entries.iter().map(|e| e.updated).max().unwrap_or(Date::constant(2000, 1, 1)),
        self_url: format!("{}{dir}{path}", config.base_url),
        html_url: format!("{}{dir}{}", config.base_url, routes::group_front(model, group)),
        entries,
    }
}

fn entry(scope: Scope<'_>, index: usize, strings: &Strings) -> FeedEntry {
    let case = &scope.model.cases[index];
    let config = &scope.model.config;
    let status = scope.status(index);
    let (title, lang) = scope.case_title(case);
    let shown = status.shown();
    let language = config.language(lang);
    let published = case.published.unwrap_or(status.changed);
    let state = strings.text(&format!("state.{}", shown.word)).to_owned();
    FeedEntry {
        id: format!("tag:{},{:04}:reply:{}", config.host(), case.received.year(), case.id),
        title: title.to_owned(),
        url: format!("{}{}{}", config.base_url, language.dir, routes::case(&case.id)),
        published,
        updated: status.changed.max(published),
        department: scope.model.department_name(status.shown_department(), scope.lang).to_owned(),
        lang: language.code.clone(),
        summary: match shown.on {
            Some(on) => format!("{state} · {}", strings.date(on)),
            None => state,
        },
    }
}

/// Returns a feed as JSON Feed 1.1.
pub fn json(scope: Scope<'_>, group: Group, strings: &Strings) -> Vec<u8> {
    let feed = view(scope, group, strings);
    let item = |e: &FeedEntry| {
        json!({
            "id": e.id,
            "url": e.url,
            "title": e.title,
            "content_text": e.summary,
            "date_published": format!("{}T00:00:00Z", e.published),
            "date_modified": format!("{}T00:00:00Z", e.updated),
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
    pretty(&value)
}

/// Returns JSON with line ends, for files that people read too.
pub fn pretty(value: &serde_json::Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("a JSON value has no keys that are not text");
    bytes.push(b'\n');
    bytes
}
