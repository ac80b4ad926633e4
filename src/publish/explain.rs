//! Pages that explain the site: how it is published and copied, what its words mean, what is not
//! there, and where something went.

use super::{Add, Made, Press, RenderError};
use crate::derive::force::Force;
use crate::markdown;
use crate::model::{EnteredRecord, RecordKey};
use crate::publish::data::plain_download;
use crate::publish::figures::measure_ids;
use crate::publish::rows::Download;
use crate::record::Lang;
use crate::record::licence::Licence;
use crate::record::words::{EventKind, Kind, Level, Outcome, State};
use crate::site::about::{About, Source};
use crate::site::frame::{Head, Page};
use crate::site::links::RecordLink;
use crate::site::seen::Seen;
use crate::site::{Planned, Site};
use jiff::civil::Date;
use serde::Serialize;

/// The pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Transparency,
    Words,
    /// For what is not there: once for all languages.
    NotFound,
}

/// Lists them.
pub fn list(_: &Site<'_>, add: &mut Add<'_>) {
    add.page("transparency/index.html", Out::Transparency);
    add.page("words.html", Out::Words);
    if add.lang() == 0 {
        add.page("404.html", Out::NotFound);
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Transparency => About::front().daily("transparency/index.html"),
        Out::Words => About::front(),
        Out::NotFound => About::of(Source::Settings),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Transparency => press.page("transparency.html", transparency(seen, planned, press.nav("transparency"))),
        Out::Words => press.page("words.html", words(seen, planned, press.nav("words"))),
        Out::NotFound => press.page("404.html", not_found(seen, planned, seen.strings().text("not_found.title"), None)),
    }
}

/// Makes a page that leads from an earlier id to the path given, under the language root.
pub fn moved(press: &Press<'_>, planned: &Planned, title: &str, to: &str) -> Result<Made, RenderError> {
    press.page("redirect.html", not_found(press.seen, planned, title, Some(to)))
}

/// `transparency.html`
#[derive(Debug, Serialize)]
pub struct Transparency {
    /// Paths (patterns) that may change from one day to the next without any edit.
    pub daily: Vec<&'static str>,
    /// Address of the site, for the commands shown.
    pub base_url: String,
    /// Name of the log, where the site keeps one.
    pub log: Option<String>,
    /// What was last entered in it.
    pub entered: Option<LastEntered>,
    /// Folders of the server that the site lies in.
    pub folders: usize,
    pub licence: Option<Licence>,
    /// Server snippets to download.
    pub snippets: Vec<Download>,
    pub version: String,
    pub as_of: Date,
}

/// The entries of records that came with one publication.
#[derive(Debug, Serialize)]
pub struct LastEntered {
    pub on: Date,
    /// How many there are.
    pub count: usize,
    /// How many of them are not told one by one.
    pub more: usize,
    pub entries: Vec<EntryRow>,
}

/// One of them.
#[derive(Debug, Serialize)]
pub struct EntryRow {
    pub index: u64,
    /// `publish`, `add`, `correct`, `withdraw` or `erase`.
    pub act: &'static str,
    /// `None` where the record is on no page.
    pub record: Option<RecordLink>,
    /// It was erased.
    pub erased: bool,
}

/// `words.html`: what the words mean. Its text comes from the strings; only the parts used are named.
#[derive(Debug, Serialize)]
pub struct Words {
    pub kinds: Vec<&'static str>,
    pub states: Vec<&'static str>,
    pub events: Vec<&'static str>,
    pub outcomes: Vec<&'static str>,
    pub levels: Vec<&'static str>,
    pub forces: Vec<&'static str>,
    pub measures: Vec<&'static str>,
    /// How to ask and how to report an error, where no page of the site says it.
    pub rules: Vec<RuleRow>,
}

/// One deadline rule.
#[derive(Debug, Serialize)]
pub struct RuleRow {
    pub id: String,
    pub name: String,
    pub within: u32,
    pub unit: &'static str,
    pub from: &'static str,
    pub extension: Option<u32>,
    /// Key of `strings.clock`: an extension may be given in another unit than the term.
    pub extension_unit: &'static str,
    pub basis: String,
    pub statutory: bool,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub kinds: Vec<&'static str>,
}

/// `404.html`, `redirect.html`: the page that is not there, or has moved.
#[derive(Debug, Serialize)]
pub struct NotFound {
    /// Where the page is now (redirects only).
    pub target: Option<String>,
}

/// Fills the page on how the site is published and how to copy it.
pub fn transparency(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, Transparency) {
    let config = seen.config();
    let snippets = seen.told().filter(|planned| planned.about.server);
    let view = Transparency {
        daily: seen.daily().into_iter().collect(),
        base_url: config.base_url.clone(),
        log: config.log.clone(),
        entered: entered(seen),
        folders: config.base_path().split('/').filter(|folder| !folder.is_empty()).count(),
        licence: seen.licence(None),
        snippets: snippets.map(|p| plain_download(&p.path)).collect(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of: seen.day(),
    };
    (seen.page(planned, Head::new(seen.lang, title.to_owned(), "")), view)
}

fn entered(seen: Seen<'_>) -> Option<LastEntered> {
    let last = seen.entered();
    let key = |record: &str| markdown::RecordLink::parse(record).map(|link| RecordKey::of(&link));
    let row = |own: &EnteredRecord| EntryRow {
        index: own.index,
        act: own.act,
        erased: own.erased,
        record: own.record.as_deref().and_then(key).and_then(|key| seen.record(&key)),
    };
    let entries: Vec<EntryRow> = last.first.iter().map(row).collect();
    Some(LastEntered { on: last.on?, count: last.count, more: last.count - entries.len(), entries })
}

/// Fills the page that says what the words mean.
pub fn words(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, Words) {
    let rule = |r: &crate::record::reference::DeadlineRule| RuleRow {
        id: r.id.to_string(),
        name: r.name.as_ref().map_or_else(|| r.id.to_string(), |n| n.in_lang(seen.lang).to_owned()),
        within: r.within.count,
        unit: r.within.unit.word(),
        from: r.from.word(),
        extension: r.extension.map(|e| e.count),
        extension_unit: r.extension.map_or("", |e| e.unit.word()),
        basis: r.basis.in_lang(seen.lang).to_owned(),
        statutory: r.statutory,
        valid_from: r.valid_from,
        valid_to: r.valid_to,
        kinds: r.kinds.iter().map(|k| k.word()).collect(),
    };
    let states = State::WORDS.iter().copied().chain(["overdue", "due_soon", "withheld", "removed"]);
    let view = Words {
        kinds: Kind::WORDS.to_vec(),
        states: states.collect(),
        events: EventKind::WORDS.to_vec(),
        outcomes: Outcome::WORDS.to_vec(),
        levels: Level::WORDS.to_vec(),
        forces: Force::ALL.iter().map(|force| force.word()).collect(),
        measures: measure_ids(),
        rules: seen.rules().iter().map(rule).collect(),
    };
    (seen.page(planned, Head::new(seen.lang, title.to_owned(), "")), view)
}

/// Fills the page that is not there, or has moved.
pub fn not_found(seen: Seen<'_>, planned: &Planned, title: &str, target: Option<&str>) -> (Page, NotFound) {
    let mut head = Head::new(seen.lang, title.to_owned(), "");
    head.noindex = true;
    head.anywhere = target.is_none();
    head.canonical = target.map(|t| format!("{}{t}", seen.config().language(seen.lang).dir));
    (seen.page(planned, head), NotFound { target: target.map(str::to_owned) })
}
