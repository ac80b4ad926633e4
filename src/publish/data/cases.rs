//! Data files: what the site knows, in open formats, once for all languages.
//!
//! `replies-<year>.csv` and `events-<year>.csv` hold facts and do not depend on the day of
//! the build; `open.csv` and `measures.csv` hold what was derived on it. `replies/*.jsonl`
//! holds the texts too: one canonical JSON line for each case, keys in fixed order.

use crate::derive::Status;
use crate::derive::due::Due;
use crate::derive::measures::Month;
use crate::escape::csv::Cell::{Count, Hour};
use crate::escape::json;
use crate::model::RecordKey;
use crate::publish::RenderError;
use crate::publish::rows::hidden_word;
use crate::publish::table::{self, Cell, Column, Filled, columns, text, word};
use crate::record::case::{Event, EventFacts, profile};
use crate::record::words::{Applicant, Channel, EventKind, Ground, Level, Outcome, Rating, Review, ReviewResult, Role};
use crate::record::{Case, SectionKind};
use crate::site::about;
use crate::site::cells::Wait;
use crate::site::routes;
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts};
use crate::source::{ContentDigest, digest};
use rayon::prelude::*;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A case, as its file tells of it whatever the day.
pub struct Filed<'a> {
    seen: Seen<'a>,
    case: &'a Case,
}

impl Filed<'_> {
    fn is_hidden(&self) -> bool {
        hidden_word(self.case.visibility).is_some()
    }

    fn first(&self, kind: EventKind) -> Cell<'static> {
        self.case.events.iter().find(|e| e.kind == kind).map(|e| e.on).into()
    }

    fn last(&self, kind: EventKind) -> Option<&Event> {
        self.case.events.iter().rev().find(|e| e.kind == kind)
    }

    fn url(&self) -> String {
        let config = self.seen.config();
        [&*config.base_url, &config.language(0).dir, &routes::case(&self.case.id)].concat()
    }
}

fn more(event: Option<&Event>) -> Option<&EventFacts> {
    event.and_then(|e| e.more.as_deref())
}

fn topics(case: &Case) -> Cell<'_> {
    match &*case.topics {
        [only] => text(&**only),
        several => text(several.join(" ")),
    }
}

/// Returns the columns of `replies-<year>.csv`.
pub fn replies<'a>() -> Vec<Column<Filed<'a>>> {
    columns! { r: Filed<'a>,
        "id" "string" "permanent id of the case" "记录永久标识" => text(&*r.case.id),
        "kind" "string" "what the citizen wants" "类型" => word(r.case.kind.word()),
        "channel" "string" "the way it came in" "来源渠道" => word(r.case.channel.map_or("", Channel::word)),
        "lang" "string" "language of the original" "原文语言" => text(&*r.seen.config().language(r.case.lang).code),
        "title" "string" "title; empty when withheld or removed" "标题；不公开或撤下的为空" =>
            text(if r.is_hidden() { "" } else { &*r.case.title }),
        "department" "string" "id of the department in charge" "承办部门标识" => text(&*r.case.department),
        "topics" "string" "ids of topics, separated by spaces" "主题标识，以空格分隔" => topics(r.case),
        "urgency" "string" "ordinary or urgent" "紧急程度" => word(r.case.urgency.word()),
        "received" "date" "day of receipt" "收到日期" => r.case.received.into(),
        "received_at" "string" "hour and minute of receipt, where known" "收到时刻，未知为空" =>
            Hour(r.case.received_at).into(),
        "applicant" "string" "class of the applicant for information" "申请人类别" =>
            word(r.case.applicant.map_or("", Applicant::word)),
        "accepted" "date" "day of acceptance; empty when none is recorded" "受理日期，未记录为空" =>
            r.first(EventKind::Accepted),
        "assigned" "date" "day of the first assignment" "首次交办日期" => r.first(EventKind::Assigned),
        "first_reply" "date" "day of the first substantive reply" "首次实质答复日期" => r.first(EventKind::Replied),
        "concluded" "date" "day of the last conclusion" "最近一次办结日期" =>
            r.last(EventKind::Concluded).map(|e| e.on).into(),
        "outcome" "string" "outcome of the last conclusion" "最近一次办结结果" =>
            word(more(r.last(EventKind::Concluded)).and_then(|m| m.outcome).map_or("", Outcome::word)),
        "rating" "string" "the asker's last verdict" "最近一次满意度评价" =>
            word(more(r.last(EventKind::Rated)).and_then(|m| m.rating).map_or("", Rating::word)),
        "published" "date" "day the record was made public" "公开日期" => r.case.published.into(),
        "visibility" "string" "normal, noindex, withheld or removed" "可见性" => word(r.case.visibility.word()),
        "licence" "string" "licence of the record; empty where none is stated" "许可，未写明为空" =>
            text(r.seen.licence_id(r.case.licence.as_deref()).unwrap_or_default()),
        "url" "string" "address of the page" "页面地址" => text(r.url()),
    }
}

/// An event of a case.
pub struct Happened<'a> {
    case: &'a Case,
    /// Its place among the events of the case, from 1.
    seq: usize,
    event: &'a Event,
}

impl<'a> Happened<'a> {
    fn all(case: &'a Case) -> impl Iterator<Item = Self> {
        case.events.iter().zip(1..).map(move |(event, seq)| Self { case, seq, event })
    }

    fn more(&self) -> Option<&EventFacts> {
        self.event.more.as_deref()
    }
}

/// Returns the columns of `events-<year>.csv`: which event it is, and what there is of it.
pub fn events<'a>() -> Vec<Column<Happened<'a>>> {
    let mut columns = columns! { r: Happened<'a>,
        "case" "string" "id of the case" "记录标识" => text(&*r.case.id),
        "seq" "integer" "place among the events of the case, from 1" "在该记录中的次序，从1起" => r.seq.into(),
    };
    columns.extend(event());
    columns
}

fn event<'a>() -> Vec<Column<Happened<'a>>> {
    columns! { r: Happened<'a>,
        "on" "date" "day" "日期" => r.event.on.into(),
        "time" "string" "hour and minute, where known" "时刻，未知为空" => Hour(r.event.time).into(),
        "type" "string" "what happened" "事件类型" => word(r.event.kind.word()),
        "department" "string" "id of the department named" "涉及部门标识" =>
            text(r.event.department().map_or("", |id| &**id)),
        "by" "string" "who did it" "办理主体" =>
            text(r.more().and_then(|m| m.by.as_ref()).map_or("", |by| by.in_lang(0))),
        "outcome" "string" "outcome of a conclusion" "办结结果" =>
            word(r.more().and_then(|m| m.outcome).map_or("", Outcome::word)),
        "level" "string" "level of supervision" "督办级别" =>
            word(r.more().and_then(|m| m.level).map_or("", Level::word)),
        "rating" "string" "verdict" "满意度" => word(r.more().and_then(|m| m.rating).map_or("", Rating::word)),
        "due" "date" "day set" "要求期限" => r.more().and_then(|m| m.due).into(),
        "within" "string" "length of an extension" "延长期限" => Count(r.more().and_then(|m| m.within).map(|term| (term.count, term.unit.word()))).into(),
        "role" "string" "lead or assist, of an assignment" "主办或协办" =>
            word(r.more().and_then(|m| m.role).map_or("", Role::word)),
        "ground" "string" "ground of the statutory table" "统计表所列理由" =>
            word(r.more().and_then(|m| m.ground).map_or("", Ground::word)),
        "review" "string" "kind of review" "复查复核类型" =>
            word(r.more().and_then(|m| m.review).map_or("", Review::word)),
        "result" "string" "result of a review: upheld, set_aside, corrected, other" "复查复核结果" =>
            word(r.more().and_then(|m| m.review_result).map_or("", ReviewResult::word)),
        "into" "string" "id of the case it was merged into" "并入的记录标识" =>
            text(r.more().and_then(|m| m.into.as_ref()).map_or("", |link| &*link.id)),
        "basis" "string" "rule or law named" "依据" =>
            text(r.more().and_then(|m| m.basis.as_ref()).map_or("", |basis| basis.in_lang(r.case.lang))),
        "reason" "string" "why, in the words of the reply" "原因" =>
            text(r.more().and_then(|m| m.reason.as_ref()).map_or("", |reason| reason.in_lang(r.case.lang))),
        "note" "string" "what else was noted" "备注" =>
            text(r.more().and_then(|m| m.note.as_ref()).map_or("", |note| note.in_lang(r.case.lang))),
    }
}

/// An open case, as it stands on the day of the site.
pub struct Open<'a> {
    seen: Seen<'a>,
    case: &'a Case,
    status: &'a Status,
}

impl Open<'_> {
    /// Its term, where the clock does not stand still.
    fn running(&self) -> Option<Due> {
        self.status.due.filter(|d| d.stopped.is_none())
    }
}

/// Returns the columns of `open.csv`.
pub fn open<'a>() -> Vec<Column<Open<'a>>> {
    columns! { r: Open<'a>,
        "as_of" "date" "day the states are of" "状态所属日期" => r.seen.day().into(),
        "id" "string" "id of the case" "记录标识" => text(&*r.case.id),
        "department" "string" "id of the department that owes the reply" "应答复部门标识" => text(&*r.status.owner),
        "topics" "string" "ids of topics, separated by spaces" "主题标识，以空格分隔" => topics(r.case),
        "received" "date" "day of receipt" "收到日期" => r.case.received.into(),
        "state" "string" "state of the case" "状态" => word(r.status.state.word()),
        "due" "date" "day the reply is due; empty without a rule, or while the clock stands still" "应答复日期，无规则或暂停计时为空" =>
            r.running().map(|d| d.end.on).into(),
        "due_at" "string" "hour and minute of it, where the term ends at one" "应答复时刻" =>
            Hour(r.running().and_then(|d| d.end.at)).into(),
        "rule" "string" "id of the deadline rule" "期限规定标识" =>
            text(r.status.due.map_or("", |d| &*r.seen.rules()[d.rule].id)),
        "provisional" "boolean" "the due date may move: a calendar is missing" "期限暂定（缺日历）" =>
            r.status.due.is_some_and(|d| d.provisional).into(),
        "overdue" "boolean" "due before that day" "是否逾期" => r.status.overdue.into(),
        "asleep" "boolean" "nothing recorded for six months" "是否六个月没有办理记录" => r.status.asleep.is_some().into(),
        "supervised" "boolean" "under supervision" "是否督办中" => r.status.supervised.is_some().into(),
    }
}

/// A part of a line of `replies/<yyyy-mm>.jsonl`: what is said of it, and what it holds.
type LinePart = (about::Column, for<'l> fn(&'l Line<'_, '_>) -> Part<'l>);

/// What a part of a line holds.
enum Part<'l> {
    /// The columns of `replies-<year>.csv`, each by its name.
    Facts,
    References(&'l [Box<str>]),
    Links(BTreeSet<String>),
    /// Each with the columns of `events-<year>.csv`, empty ones left out.
    Events,
    Texts(&'l [TextLine]),
}

/// The parts of a line, in their order.
const LINE: [LinePart; 5] = [
    (
        about::column("id … url", "object", "the columns of replies-<year>.csv", "与 replies-<年>.csv 各列相同"),
        |_| Part::Facts,
    ),
    (about::column("references", "array", "reference numbers elsewhere", "其他系统编号"), |line| {
        Part::References(&line.case.case.references)
    }),
    (
        about::column(
            "links",
            "array",
            "records of the site that it names: policy:<id>, reply:<id>",
            "提及的本站记录：policy:<标识>、reply:<标识>",
        ),
        |line| Part::Links(line.links()),
    ),
    (
        about::column(
            "events",
            "array",
            "the columns of events-<year>.csv, empty ones left out",
            "与 events-<年>.csv 各列相同，空值省略",
        ),
        |_| Part::Events,
    ),
    (
        about::column(
            "texts",
            "array",
            "question, replies and corrections in order: kind, on, text (Markdown as published)",
            "问题、答复、更正依次：类型、日期、文本（Markdown 原文）",
        ),
        |line| Part::Texts(&line.texts),
    ),
];

/// Returns what is said of the parts of a line.
pub fn line_parts() -> Vec<about::Column> {
    LINE.iter().map(|(about, _)| *about).collect()
}

/// Returns `replies-<year>.csv`.
pub fn replies_csv<T: Filled>(seen: Seen<'_>, year: i16) -> T {
    table::filled(&replies(), seen.year(year).map(|case| Filed { seen, case }))
}

/// Returns `events-<year>.csv`.
pub fn events_csv<T: Filled>(seen: Seen<'_>, year: i16) -> T {
    table::filled(&events(), seen.year(year).flat_map(Happened::all))
}

/// The columns of what a line holds.
struct Columns<'a> {
    facts: Vec<Column<Filed<'a>>>,
    event: Vec<Column<Happened<'a>>>,
}

/// One line of `replies/<yyyy-mm>.jsonl`.
struct Line<'l, 'a> {
    columns: &'l Columns<'a>,
    case: Filed<'a>,
    texts: Vec<TextLine>,
}

impl Line<'_, '_> {
    /// The records that the case names, each once.
    fn links(&self) -> BTreeSet<String> {
        let case = self.case.case;
        let written = case.related.iter().chain(&case.facts.links).filter(|_| !self.case.is_hidden());
        let keys = written.map(|written| RecordKey::of(&written.link));
        keys.map(|key| format!("{}:{}", key.scheme.as_str(), key.id)).collect()
    }
}

impl Serialize for Line<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (about, part) in &LINE {
            match part(self) {
                Part::Facts => {
                    for column in &self.columns.facts {
                        map.serialize_entry(column.about.name, &column.cell(&self.case))?;
                    }
                }
                Part::References(references) => map.serialize_entry(about.name, references)?,
                Part::Links(links) => map.serialize_entry(about.name, &links)?,
                Part::Events => map.serialize_entry(about.name, &Events(self))?,
                Part::Texts(texts) => map.serialize_entry(about.name, texts)?,
            }
        }
        map.end()
    }
}

/// The events of a line.
struct Events<'l, 'a>(&'l Line<'l, 'a>);

impl Serialize for Events<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = &self.0.columns.event;
        serializer.collect_seq(Happened::all(self.0.case.case).map(|event| EventLine { columns, event }))
    }
}

/// An event of a line; empty cells are left out.
struct EventLine<'l, 'a> {
    columns: &'l [Column<Happened<'a>>],
    event: Happened<'a>,
}

impl Serialize for EventLine<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.columns.iter().map(|column| (column.about.name, column.cell(&self.event)));
        serializer.collect_map(cells.filter(|(_, cell)| !cell.is_empty()))
    }
}

/// A section of a case's text.
#[derive(serde::Serialize)]
struct TextLine {
    kind: &'static str,
    text: String,
}

/// Returns the lines of `replies/<yyyy-mm>.jsonl`: one that `reuse` has for its place is taken
/// from there, the others are made; `read` gives each case a way to its texts.
pub fn replies_jsonl<'a, 'b>(
    seen: Seen<'a>,
    month: Month,
    reuse: impl Fn(usize) -> Option<&'b [u8]> + Sync,
    read: impl Fn() -> Texts<'a> + Sync,
) -> Result<Vec<Cow<'b, [u8]>>, RenderError> {
    // A month is the largest file of a build: its lines are made by all threads.
    let cases = seen.filed(month);
    let columns = Columns { facts: replies(), event: event() };
    (0..cases.len())
        .into_par_iter()
        .map(|n| match reuse(n) {
            Some(line) => Ok(Cow::Borrowed(line)),
            None => line(seen, &columns, &read(), cases[cases.len() - 1 - n]).map(Cow::Owned),
        })
        .collect()
}

/// Returns the fingerprints of the lines of `replies/<yyyy-mm>.jsonl`: a line says what is in
/// the file of its case and in the name of that, by the settings of the site.
pub fn replies_jsonl_prints(seen: Seen<'_>, month: Month) -> Vec<ContentDigest> {
    seen.filed(month).into_iter().rev().map(|case| case_print(seen, case)).collect()
}

fn case_print(seen: Seen<'_>, case: &Case) -> ContentDigest {
    // A stub is not what its file says, but what was made of it beside the other records.
    let stub = if case.visibility.is_hidden() { format!("{case:?}") } else { String::new() };
    digest(&[&seen.settings()[..], &case.digest, case.id.as_bytes(), stub.as_bytes()].concat())
}

fn line<'a>(seen: Seen<'a>, columns: &Columns<'a>, texts: &Texts<'_>, case: &'a Case) -> Result<Vec<u8>, RenderError> {
    let case = Filed { seen, case };
    let texts = if case.is_hidden() { Vec::new() } else { case_texts(texts, case.case)? };
    json::line(&Line { columns, case, texts }).map_err(|e| RenderError::Text(e.to_string()))
}

/// Returns the texts of a case, each with its kind; none when they are held back.
pub fn texts(texts: &Texts<'_>, case: &Case) -> Result<Vec<(&'static str, String)>, TextError> {
    let all = if hidden_word(case.visibility).is_some() { Vec::new() } else { case_texts(texts, case)? };
    Ok(all.into_iter().map(|line| (line.kind, line.text)).collect())
}

fn case_texts(texts: &Texts<'_>, case: &Case) -> Result<Vec<TextLine>, TextError> {
    let text = texts.open(&case.body)?;
    let part = |section: &crate::record::Section| {
        let kind = match section.kind {
            SectionKind::Question => "question",
            SectionKind::Reply => "reply",
            SectionKind::Correction => "correction",
        };
        TextLine { kind, text: text.plain(&section.range(), profile(section.kind)) }
    };
    Ok(case.sections.iter().map(part).collect())
}

/// Returns `open.csv`.
pub fn open_csv<T: Filled>(seen: Seen<'_>) -> T {
    let waiting = seen.waiting(Wait::Open).iter().map(|at| *at as usize);
    table::filled(&open(), waiting.map(|at| Open { seen, case: seen.case(at), status: seen.status(at) }))
}
