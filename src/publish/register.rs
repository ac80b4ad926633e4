//! The register of corrections: what was corrected, redacted, withheld, withdrawn, removed or revised; as
//! pages, as a feed and as data.

use super::feeds::{Feed, FeedEntry, Zone};
use super::{Add, Made, Press, RenderError};
use crate::derive::listings::PAGE;
use crate::derive::register::Entry;
use crate::publish::rows::{Pager, pager, slice};
use crate::publish::table::{self, Column, Filled, columns, text, word};
use crate::record::Lang;
use crate::record::Text;
use crate::record::words::ReasonClass;
use crate::site::about::{About, Data, Source};
use crate::site::frame::{Head, Page};
use crate::site::links::{Link, RecordLink};
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use jiff::civil::{Date, date};
use serde::Serialize;

/// The outputs of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Page(usize),
    Feed,
    Csv,
}

/// Path of the feed of the register.
pub const FEED: &str = "corrections/feed.xml";

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let pages = site.derived.register.len().div_ceil(REGISTER).max(1);
    add.numbered("corrections", pages, |page| Out::Page(page).into());
    add.page(FEED, Out::Feed);
    add.file("data/corrections.csv".to_owned(), Out::Csv);
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Page(_) => About::front(),
        Out::Feed => About::of(Source::Settings),
        Out::Csv => About::data(Data::csv("corrections_csv", table::described(&corrections_columns()))),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Page(page) => press.page("corrections.html", view(seen, planned, *page, press.nav("corrections"))),
        Out::Feed => {
            let feed = feed(seen);
            press.page("feed.xml", (seen.page(planned, Head::new(seen.lang, feed.title.clone(), "")), feed))
        }
        Out::Csv => Ok(press.file(csv(seen))),
    }
}

/// `corrections.html`
#[derive(Debug, Serialize)]
pub struct Corrections {
    pub rows: Vec<CorrectionRow>,
    pub pager: Pager,
    pub total: usize,
    /// Its feed, under the root of the language.
    pub feed: &'static str,
    /// The reports of the years, the last first.
    pub years: Vec<Link>,
}

/// One entry of the register.
#[derive(Debug, Serialize)]
pub struct CorrectionRow {
    pub on: Date,
    /// Key of `strings.act`: `corrected`, `redacted`, `withheld`, `withdrawn`, `removed`, or `revised` for
    /// statistics.
    pub key: &'static str,
    /// Key of `strings.reason_class`.
    pub class: Option<&'static str>,
    pub record: RecordLink,
    /// The edition of a policy that it is about.
    pub edition: Option<u32>,
    /// What was changed, in words.
    pub what: Option<String>,
    pub reason: Option<String>,
    pub by: Option<String>,
    pub basis: Option<String>,
    /// What takes its place.
    pub instead: Option<RecordLink>,
    /// Language of what was changed and why, where it differs from the page's.
    pub lang: Option<String>,
}

/// Entries of the register on one page.
pub const REGISTER: usize = 100;

/// Fills one page of the register, newest first.
pub fn view(seen: Seen<'_>, planned: &Planned, page: usize, title: &str) -> (Page, Corrections) {
    let all = seen.register();
    let pages = all.len().div_ceil(REGISTER).max(1);
    let view = Corrections {
        rows: slice(all, page, REGISTER).iter().filter_map(|e| row(seen, e)).collect(),
        pager: pager(page, pages, |p| routes::index("corrections", p)),
        total: all.len(),
        feed: FEED,
        years: super::yearly::links(seen),
    };
    let mut head = Head::new(seen.lang, title.to_owned(), "");
    head.feed = Some(FEED.to_owned());
    (seen.page(planned, head), view)
}

/// Returns an entry as a list shows it; `None` where its record is not published.
pub fn row(seen: Seen<'_>, entry: &Entry) -> Option<CorrectionRow> {
    let said = |text: &Option<Text>| text.as_ref().map(|text| text.in_lang(seen.lang).to_owned());
    let category = entry.category.as_deref().map(|category| seen.strings().category(category).to_owned());
    let first = entry.what.as_ref().or(entry.reason.as_ref());
    Some(CorrectionRow {
        on: entry.on,
        key: entry.act.word(),
        class: entry.class.map(ReasonClass::word),
        record: seen.record(&entry.record)?,
        edition: entry.edition,
        what: said(&entry.what).or(category),
        reason: said(&entry.reason),
        by: entry.by.as_ref().map(|by| seen.actor(by)),
        basis: said(&entry.basis),
        instead: entry.instead.as_ref().and_then(|to| seen.record(to)),
        lang: first.and_then(|text| seen.other(text.get(seen.lang).1)),
    })
}

/// Returns an entry in one line: what was done, of which class, and why.
pub fn in_words(seen: Seen<'_>, row: &CorrectionRow) -> String {
    let strings = seen.strings();
    let class = row.class.map(|class| strings.word("reason_class", class).to_owned());
    let parts = [Some(strings.word("act", row.key).to_owned()), class, row.what.clone(), row.reason.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Returns the newest entries as a feed.
fn feed(seen: Seen<'_>) -> Feed {
    let config = seen.config();
    let dir = &config.language(seen.lang).dir;
    let zone = Zone::of(&config.timezone);
    let all = seen.register();
    let midnight = |on: Date| zone.written(on.at(0, 0, 0, 0));
    let title = config.title.in_lang(seen.lang);
    let mut entries = Vec::new();
    for entry in &all[..all.len().min(PAGE)] {
        let Some(row) = row(seen, entry) else { continue };
        entries.push(FeedEntry {
            id: entry_id(seen, entry),
            title: row.record.label.clone(),
            url: format!("{}{dir}{}", config.base_url, row.record.href),
            published: midnight(entry.on),
            updated: midnight(entry.on),
            department: row.by.clone().unwrap_or_else(|| config.publisher.in_lang(seen.lang).to_owned()),
            lang: row.record.lang.clone().unwrap_or_else(|| seen.code().to_owned()),
            summary: in_words(seen, &row),
        });
    }
    Feed {
        id: format!("tag:{},2000:{dir}{FEED}", config.host()),
        title: format!("{title}: {}", seen.strings().text("nav.corrections")),
        updated: midnight(all.first().map_or(date(2000, 1, 1), |entry| entry.on)),
        self_url: format!("{}{dir}{FEED}", config.base_url),
        html_url: format!("{}{dir}corrections/index.html", config.base_url),
        entries,
    }
}

/// Returns an id that stays: record, day, what was done, and its number among those that are alike.
pub fn entry_id(seen: Seen<'_>, entry: &Entry) -> String {
    let same = |other: &&Entry| other.on == entry.on && other.act == entry.act;
    let all = seen.entries(&entry.record);
    let before = all.take_while(|other| !std::ptr::eq(*other, entry)).filter(same).count();
    let number = if before == 0 { String::new() } else { format!(":{}", before + 1) };
    format!(
        "tag:{},{:04}:{}:{}:{}:{}{number}",
        seen.config().host(),
        entry.on.year(),
        entry.act.word(),
        entry.record.scheme.as_str(),
        entry.record.id,
        entry.on
    )
}

fn corrections_columns<'a>() -> Vec<Column<(&'a Entry, String)>> {
    columns! { r: (&'a Entry, String),
        "on" "date" "day of it" "日期" => r.0.on.into(),
        "act" "string" "corrected, revised, redacted, withheld, withdrawn or removed" "更正、修订、隐去、暂不公开、停用或撤下" =>
            word(r.0.act.word()),
        "class" "string" "class of reason; empty where none is stated" "理由类别，未写明为空" =>
            word(r.0.class.map_or("", ReasonClass::word)),
        "kind" "string" "kind of record" "记录种类" => word(r.0.record.scheme.as_str()),
        "id" "string" "id of the record" "记录标识" => text(&*r.0.record.id),
        "edition" "integer" "edition of a policy, if not all of it" "政策文件的版本，涉及全部时为空" =>
            table::Cell::Number(r.0.edition.map(u64::from)),
        "what" "string" "what was changed; of a redaction its category" "更正内容；隐去的为类别" =>
            text(said(&r.0.what).or(r.0.category.as_deref()).unwrap_or_default()),
        "reason" "string" "why" "理由" => text(said(&r.0.reason).unwrap_or_default()),
        "by" "string" "who decided it: a department's id or words" "决定单位：部门标识或文字" =>
            text(said(&r.0.by).unwrap_or_default()),
        "basis" "string" "law it rests on" "依据" => text(said(&r.0.basis).unwrap_or_default()),
        "instead" "string" "what takes its place, as kind:id" "取代它的记录，形如 kind:id" => text(&*r.1),
    }
}

/// In the site's first language, as all data files.
fn said(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(|text| text.in_lang(0))
}

/// Returns the register as a table, the newest first.
pub(super) fn csv<T: Filled>(seen: Seen<'_>) -> T {
    let row = |entry| {
        let entry: &Entry = entry;
        let instead = entry.instead.as_ref().map(|to| format!("{}:{}", to.scheme.as_str(), to.id));
        (entry, instead.unwrap_or_default())
    };
    table::filled(&corrections_columns(), seen.register().iter().map(row))
}
