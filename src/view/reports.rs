//! Pages about the whole: performance, supervision, search, data, transparency, words,
//! sitemap, and the page that is not there.

use super::common::{Download, Link, MonthRow, Page};
use super::figures::{self, Year};
use super::groups::{department_rows, department_standings, site_row, topic_rows};
use super::pages::{
    DataFile, DataIndex, DictionaryColumn, DictionaryTable, HtmlSitemap, LevelCount, NotFound, Performance, ReplyDays,
    RuleRow, SearchIndex, SupervisedRow, Supervision, TopicRow, Transparency, Words,
};
use super::scope::{Head, Scope};
use crate::derive::force::Force;
use crate::derive::interval::Standing;
use crate::derive::measures::sets::{SUMS, Set};
use crate::derive::measures::{self, MEASURES, REPLY_DAYS, Tally};
use crate::derive::promises::PromiseAt;
use crate::plan::about::{Data, about};
use crate::plan::{Group, Planned, Target, routes};
use crate::record::words::{EventKind, Kind, Level, Outcome, State};
use crate::render::data::dictionary;
use crate::render::strings::Strings;
use std::collections::BTreeSet;

/// The measures in the order they are explained.
pub fn measure_ids() -> Vec<&'static str> {
    MEASURES.iter().map(|measure| measure.id).collect()
}

/// Rows in a part of a page that is no list of its own.
const MOST: usize = 50;

/// Fills the page of figures.
pub fn performance(scope: Scope<'_>, planned: &Planned, strings: &Strings) -> (Page, Performance) {
    let all = &scope.derived.measures.site.all;
    let standings = department_standings(scope);
    let of = |wanted: Standing| {
        let links = standings.iter().filter(|(_, standing)| *standing == wanted);
        links.map(|(place, _)| scope.department(&scope.model.departments[*place].id)).collect::<Vec<_>>()
    };
    let (year, earlier) = (Year::before(scope.model.as_of, 0), Year::before(scope.model.as_of, 1));
    let (topics, topics_total) = topics_most(scope, &year, &earlier);
    let view = Performance {
        as_of: scope.model.as_of,
        topics_total,
        reply_days: reply_days(all),
        topics,
        topics_from: year.first,
        topics_to: year.last,
        compared: standings.len() > 1,
        above: of(Standing::Above),
        below: of(Standing::Below),
        others: standings.iter().any(|(_, standing)| *standing == Standing::Alike),
        figures: vec![
            scope.figure("registered", all, "site//", Some("replies/index.html")),
            scope.figure("on_time_rate", all, "site//", None),
            scope.figure("reply_rate", all, "site//", None),
            scope.figure("reply_days_median", all, "site//", None),
            scope.figure("open", all, "site//", Some("supervision/index.html")),
            scope.figure("overdue", all, "site//", Some("supervision/index.html")),
        ],
        table: figures::departments(scope, None),
        beside: figures::beside(scope),
        reports: !scope.derived.statutory.years().is_empty(),
        tables: figures::other_tables(strings),
        months: scope.month_rows(Group::Site, &scope.derived.measures.site.months),
        measures: measure_ids(),
        minimum: scope.model.config.minimum_cases,
        total: site_row(scope, scope.model.config.title.in_lang(scope.lang)),
    };
    (scope.page(planned, Head::new(scope, strings.text("nav.performance").to_owned(), "performance")), view)
}

/// First replies by the working days they took; none when there are too few to say.
fn reply_days(all: &Tally) -> Vec<ReplyDays> {
    let counts = all.reply_days();
    let most = counts.iter().copied().max().filter(|most| *most > 0);
    let Some(most) = most else { return Vec::new() };
    let row = |((from, to), count): ((usize, usize), u32)| {
        let open = to == usize::MAX;
        let column = if open { format!("reply_days_over_{}", from - 1) } else { format!("reply_days_{from}_{to}") };
        ReplyDays { from, to: (!open).then_some(to), column, count, share: count * 100 / most }
    };
    REPLY_DAYS.into_iter().zip(counts).map(row).collect()
}

/// Topics listed as those that people wrote about most.
const TOPICS: usize = 10;

/// The topics with most cases in a year, and how many had any; none when the whole year has fewer cases than the minimum.
fn topics_most(scope: Scope<'_>, year: &Year, earlier: &Year) -> (Vec<TopicRow>, usize) {
    let all = year.tally(&scope.derived.measures.site).count(Set::Registered);
    if (all as usize) < scope.model.config.minimum_cases.max(1) {
        return (Vec::new(), 0);
    }
    let row = |(place, group): (&usize, &measures::Group)| {
        let count = year.tally(group).count(Set::Registered);
        let g = |year: &Year| figures::group_name(scope, Group::Topic(*place), &year.name());
        let tenths = u64::from(count) * 1000 / u64::from(all);
        let topic = TopicRow {
            topic: scope.topic(&scope.model.topics[*place].id),
            g: g(year),
            count,
            share: format!("{}.{}", tenths / 10, tenths % 10),
            before_g: g(earlier),
            before: earlier.tally(group).count(Set::Registered),
        };
        (count > 0).then_some(topic)
    };
    let mut rows: Vec<TopicRow> = scope.derived.measures.topics.iter().filter_map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    let total = rows.len();
    rows.truncate(TOPICS);
    (rows, total)
}

/// Fills the page of supervision: overdue, supervised, promises.
pub fn supervision(scope: Scope<'_>, planned: &Planned, title: &str) -> (Page, Supervision) {
    let all = &scope.derived.measures.site.all;
    let (waiting, promises) = (&scope.derived.listings.waiting, &scope.derived.promises);
    let overdue = waiting.overdue(Group::Site);
    let rows = |list: &[PromiseAt]| list.iter().take(MOST).map(|at| scope.promise_at(*at)).collect::<Vec<_>>();
    // Those of withheld cases are counted too, though their words are not shown.
    let sum = |name: &str| -> usize {
        SUMS.iter().zip(all.sums()).filter(|((id, ..), _)| *id == name).map(|(_, n)| n as usize).sum()
    };
    let counted = |level: &Level| {
        let set = match level {
            Level::Remind => Set::Reminded,
            Level::Notice => Set::Noticed,
            Level::Yellow => Set::Yellow,
            Level::Red => Set::Red,
            Level::Leader => Set::Led,
        };
        LevelCount { level: level.word(), set: Set::ALL[set as usize].1, count: all.count(set) }
    };
    let day = scope.model.as_of;
    let view = Supervision {
        as_of: day,
        missed_filter: format!("done = \"\", due < {day}"),
        running_filter: format!("done = \"\", due ≥ {day} | \"\""),
        kept_filter: "done ≠ \"\"".to_owned(),
        asleep_total: waiting.asleep.len(),
        asleep: scope.first_rows(&waiting.asleep, MOST),
        levels: [Level::Remind, Level::Notice, Level::Yellow, Level::Red, Level::Leader].iter().map(counted).collect(),
        overdue_total: overdue.len(),
        overdue: scope.first_rows(overdue, MOST * 2),
        supervised_total: waiting.supervised.len(),
        supervised: waiting.supervised.iter().take(MOST).filter_map(|at| supervised_row(scope, *at as usize)).collect(),
        missed: rows(&promises.missed),
        running: rows(&promises.running),
        kept: rows(&promises.kept),
        missed_total: sum("promises_missed"),
        running_total: sum("promises_running"),
        kept_total: sum("promises_kept") + sum("promises_kept_late"),
    };
    (scope.page(planned, Head::new(scope, title.to_owned(), "supervision")), view)
}

fn supervised_row(scope: Scope<'_>, index: usize) -> Option<SupervisedRow> {
    let event = &scope.model.cases[index].events[scope.status(index).supervised?];
    let more = event.more.as_deref();
    let reason = more.and_then(|m| m.reason.as_ref()).map(|r| r.get(scope.lang));
    Some(SupervisedRow {
        case: scope.case_row(index),
        level: more.and_then(|m| m.level).unwrap_or(Level::Remind).word(),
        by: more.and_then(|m| m.by.as_ref()).map(|b| scope.actor(b)).unwrap_or_default(),
        on: event.on,
        due: more.and_then(|m| m.due),
        lang: reason.and_then(|(_, lang)| scope.other(lang)),
        reason: reason.map(|(text, _)| text.to_owned()),
    })
}

/// Fills the index by department, topic, month and reference number.
pub fn search(scope: Scope<'_>, planned: &Planned, title: &str) -> (Page, SearchIndex) {
    let references = scope.derived.listings.references.iter().rev().map(|(month, list)| MonthRow {
        g: String::new(),
        month: routes::month_name(*month),
        href: routes::references(*month, 1),
        count: list.len(),
        replied: 0,
        open: 0,
        rate: None,
        rate_range: None,
        share: 0,
    });
    let view = SearchIndex {
        departments: department_rows(scope),
        topics: topic_rows(scope),
        months: scope.month_rows(Group::Site, &scope.derived.measures.site.months),
        references: references.collect(),
    };
    (scope.page(planned, Head::new(scope, title.to_owned(), "search")), view)
}

/// Fills the page of data files and their dictionary.
pub fn data(scope: Scope<'_>, planned: &Planned, title: &str) -> (Page, DataIndex) {
    // Of a file that each language has, the page's own.
    let dir = &scope.model.config.language(scope.lang).dir;
    let has_own = |path: &str| scope.plan.at(&[dir.as_str(), path].concat()).is_some();
    let here = |p: &&Planned| p.lang == scope.lang || (p.lang == 0 && !has_own(&p.path));
    let mut files: Vec<DataFile> = scope.plan.outputs.iter().filter(here).filter_map(data_file).collect();
    files.sort_by(|a, b| a.key.cmp(b.key).then(b.period.cmp(&a.period)));
    let chinese = scope.code().starts_with("zh");
    let dictionary = dictionary().into_iter().map(|(key, columns)| DictionaryTable {
        key,
        columns: columns
            .iter()
            .map(|c| DictionaryColumn { name: c.name, kind: c.kind, meaning: if chinese { c.zh } else { c.en } })
            .collect(),
    });
    let view = DataIndex { files, dictionary: dictionary.collect(), licence: scope.licence(None) };
    (scope.page(planned, Head::new(scope, title.to_owned(), "")), view)
}

fn data_file(planned: &Planned) -> Option<DataFile> {
    let Data { key, period, .. } = about(planned).data?;
    Some(DataFile { download: plain_download(&planned.path), key, period })
}

/// A file of the site whose size is not known before it is made.
fn plain_download(path: &str) -> Download {
    let name = path.rsplit('/').next().unwrap_or_default();
    Download {
        href: path.to_owned(),
        name: name.to_owned(),
        size: String::new(),
        format: name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_uppercase(),
        title: name.to_owned(),
        sha256: None,
    }
}

/// Fills the page on how the site is published and how to copy it.
pub fn transparency(scope: Scope<'_>, planned: &Planned, title: &str) -> (Page, Transparency) {
    let config = &scope.model.config;
    let snippets =
        scope.plan.outputs.iter().filter(|p| matches!(p.target, Target::Headers | Target::Nginx | Target::Caddy));
    let daily: BTreeSet<&str> = scope.plan.outputs.iter().filter_map(|planned| about(planned).daily).collect();
    let view = Transparency {
        daily: daily.into_iter().collect(),
        base_url: config.base_url.clone(),
        licence: scope.licence(None),
        snippets: snippets.map(|p| plain_download(&p.path)).collect(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of: scope.model.as_of,
    };
    (scope.page(planned, Head::new(scope, title.to_owned(), "")), view)
}

/// Fills the page that says what the words mean.
pub fn words(scope: Scope<'_>, planned: &Planned, title: &str) -> (Page, Words) {
    let rule = |r: &crate::record::reference::DeadlineRule| RuleRow {
        id: r.id.to_string(),
        name: r.name.as_ref().map_or_else(|| r.id.to_string(), |n| n.in_lang(scope.lang).to_owned()),
        within: r.within.count,
        unit: r.within.unit.word(),
        from: r.from.word(),
        extension: r.extension.map(|e| e.count),
        extension_unit: r.extension.map_or("", |e| e.unit.word()),
        basis: r.basis.in_lang(scope.lang).to_owned(),
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
        rules: scope.model.rules.iter().map(rule).collect(),
    };
    (scope.page(planned, Head::new(scope, title.to_owned(), "")), view)
}

/// Fills the sitemap for people.
pub fn sitemap(scope: Scope<'_>, planned: &Planned, title: &str) -> (Page, HtmlSitemap) {
    let model = scope.model;
    let record = |scheme, id: &crate::record::Id| {
        let found = scope.record(&crate::model::RecordKey { scheme, id: id.clone() });
        found.map(|r| Link { href: r.href, label: r.label, lang: r.lang })
    };
    use crate::markdown::RecordScheme as S;
    let view = HtmlSitemap {
        departments: model.departments.iter().map(|d| scope.department(&d.id)).collect(),
        topics: model.topics.iter().map(|t| scope.topic(&t.id)).collect(),
        months: scope.month_rows(Group::Site, &scope.derived.measures.site.months),
        policies: model.policies.iter().take(MOST * 2).filter_map(|x| record(S::Policy, &x.id)).collect(),
        datasets: model.datasets.iter().take(MOST * 2).filter_map(|x| record(S::Dataset, &x.id)).collect(),
        digests: model.digests.iter().take(MOST * 2).filter_map(|x| record(S::Digest, &x.id)).collect(),
        policies_total: model.policies.len(),
        datasets_total: model.datasets.len(),
        digests_total: model.digests.len(),
        pages: model.pages.iter().filter_map(|x| record(S::Page, &x.id)).collect(),
    };
    (scope.page(planned, Head::new(scope, title.to_owned(), "")), view)
}

/// Fills the page that is not there, or has moved.
pub fn not_found(scope: Scope<'_>, planned: &Planned, title: &str, target: Option<&str>) -> (Page, NotFound) {
    let mut head = Head::new(scope, title.to_owned(), "");
    head.noindex = true;
    head.canonical = target.map(|t| format!("{}{t}", scope.model.config.language(scope.lang).dir));
    (scope.page(planned, head), NotFound { target: target.map(str::to_owned) })
}
