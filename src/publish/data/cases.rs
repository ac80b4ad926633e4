//! Data files: what the site knows, in open formats, once for all languages.
//!
//! `replies-<year>.csv` and `events-<year>.csv` hold facts and do not depend on the day of
//! the build; `open.csv` and `measures.csv` hold what was derived on it. `replies/*.jsonl`
//! holds the texts too: one canonical JSON line for each case, keys in fixed order.

use crate::derive::measures::Month;
use crate::escape::csv::{Cell, CsvText};
use crate::escape::{Escaped, json};
use crate::model::RecordKey;
use crate::publish::RenderError;
use crate::publish::rows::hidden_word;
use crate::record::case::{Event, profile};
use crate::record::{Case, SectionKind};
use crate::site::about::{Column, column};
use crate::site::cells::Wait;
use crate::site::routes;
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts};
use crate::source::{ContentDigest, digest};
use rayon::prelude::*;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use std::borrow::Cow;
use std::collections::BTreeSet;

pub static REPLIES: &[Column] = &[
    column("id", "string", "permanent id of the case", "记录永久标识"),
    column("kind", "string", "what the citizen wants", "类型"),
    column("channel", "string", "the way it came in", "来源渠道"),
    column("lang", "string", "language of the original", "原文语言"),
    column("title", "string", "title; empty when withheld or removed", "标题；不公开或撤下的为空"),
    column("department", "string", "id of the department in charge", "承办部门标识"),
    column("topics", "string", "ids of topics, separated by spaces", "主题标识，以空格分隔"),
    column("urgency", "string", "ordinary or urgent", "紧急程度"),
    column("received", "date", "day of receipt", "收到日期"),
    column("received_at", "string", "hour and minute of receipt, where known", "收到时刻，未知为空"),
    column("applicant", "string", "class of the applicant for information", "申请人类别"),
    column("accepted", "date", "day of acceptance; empty when none is recorded", "受理日期，未记录为空"),
    column("assigned", "date", "day of the first assignment", "首次交办日期"),
    column("first_reply", "date", "day of the first substantive reply", "首次实质答复日期"),
    column("concluded", "date", "day of the last conclusion", "最近一次办结日期"),
    column("outcome", "string", "outcome of the last conclusion", "最近一次办结结果"),
    column("rating", "string", "the asker's last verdict", "最近一次满意度评价"),
    column("published", "date", "day the record was made public", "公开日期"),
    column("visibility", "string", "normal, noindex, withheld or removed", "可见性"),
    column("licence", "string", "licence of the record; empty where none is stated", "许可，未写明为空"),
    column("url", "string", "address of the page", "页面地址"),
];

pub static EVENTS: &[Column] = &[
    column("case", "string", "id of the case", "记录标识"),
    column("seq", "integer", "place among the events of the case, from 1", "在该记录中的次序，从1起"),
    column("on", "date", "day", "日期"),
    column("time", "string", "hour and minute, where known", "时刻，未知为空"),
    column("type", "string", "what happened", "事件类型"),
    column("department", "string", "id of the department named", "涉及部门标识"),
    column("by", "string", "who did it", "办理主体"),
    column("outcome", "string", "outcome of a conclusion", "办结结果"),
    column("level", "string", "level of supervision", "督办级别"),
    column("rating", "string", "verdict", "满意度"),
    column("due", "date", "day set", "要求期限"),
    column("within", "string", "length of an extension", "延长期限"),
    column("role", "string", "lead or assist, of an assignment", "主办或协办"),
    column("ground", "string", "ground of the statutory table", "统计表所列理由"),
    column("review", "string", "kind of review", "复查复核类型"),
    column("result", "string", "result of a review: upheld, set_aside, corrected, other", "复查复核结果"),
    column("into", "string", "id of the case it was merged into", "并入的记录标识"),
];

pub static OPEN: &[Column] = &[
    column("as_of", "date", "day the states are of", "状态所属日期"),
    column("id", "string", "id of the case", "记录标识"),
    column("department", "string", "id of the department that owes the reply", "应答复部门标识"),
    column("topics", "string", "ids of topics, separated by spaces", "主题标识，以空格分隔"),
    column("received", "date", "day of receipt", "收到日期"),
    column("state", "string", "state of the case", "状态"),
    column(
        "due",
        "date",
        "day the reply is due; empty without a rule, or while the clock stands still",
        "应答复日期，无规则或暂停计时为空",
    ),
    column("due_at", "string", "hour and minute of it, where the term ends at one", "应答复时刻"),
    column("rule", "string", "id of the deadline rule", "期限规定标识"),
    column("provisional", "boolean", "the due date may move: a calendar is missing", "期限暂定（缺日历）"),
    column("overdue", "boolean", "due before that day", "是否逾期"),
    column("asleep", "boolean", "nothing recorded for six months", "是否六个月没有办理记录"),
    column("supervised", "boolean", "under supervision", "是否督办中"),
];

pub static JSONL: &[Column] = &[
    column("id … url", "object", "the columns of replies-<year>.csv", "与 replies-<年>.csv 各列相同"),
    column("references", "array", "reference numbers elsewhere", "其他系统编号"),
    column(
        "links",
        "array",
        "records of the site that it names: policy:<id>, reply:<id>",
        "提及的本站记录：policy:<标识>、reply:<标识>",
    ),
    column(
        "events",
        "array",
        "the columns of events-<year>.csv, empty ones left out",
        "与 events-<年>.csv 各列相同，空值省略",
    ),
    column(
        "texts",
        "array",
        "question, replies and corrections in order: kind, on, text (Markdown as published)",
        "问题、答复、更正依次：类型、日期、文本（Markdown 原文）",
    ),
];

fn header(columns: &'static [Column]) -> CsvText {
    CsvText::new(columns.iter().map(|c| c.name))
}

/// Cells of a row: name of the column, and value.
type Cells<'a> = Vec<(&'static str, Cell<'a>)>;

/// Returns facts of a case as they stand in its file, whatever the day.
fn facts<'a>(seen: Seen<'a>, case: &'a Case) -> Cells<'a> {
    use crate::record::words::{EventKind as E, Outcome, Rating};
    let first = |kind: E| case.events.iter().find(|e| e.kind == kind);
    let last = |kind: E| case.events.iter().rev().find(|e| e.kind == kind);
    let day = |event: Option<&Event>| Cell::Day(event.map(|e| e.on));
    let more = |event: Option<&'a Event>| event.and_then(|e| e.more.as_deref());
    let text = |text: &'a str| Cell::Text(text.into());
    let concluded = last(E::Concluded);
    let hidden = hidden_word(case.visibility).is_some();
    let config = seen.config();
    let topics = match &*case.topics {
        [only] => Cow::Borrowed(&**only),
        several => Cow::Owned(several.join(" ")),
    };
    let url = [&*config.base_url, &config.language(0).dir, &routes::case(&case.id)].concat();
    vec![
        ("id", text(&case.id)),
        ("kind", Cell::Word(case.kind.word())),
        ("channel", Cell::Word(case.channel.map_or("", crate::record::words::Channel::word))),
        ("lang", text(&config.language(case.lang).code)),
        ("title", text(if hidden { "" } else { &case.title })),
        ("department", text(&case.department)),
        ("topics", Cell::Text(topics)),
        ("urgency", Cell::Word(case.urgency.word())),
        ("received", Cell::Day(Some(case.received))),
        ("received_at", Cell::Hour(case.received_at)),
        ("applicant", Cell::Word(case.applicant.map_or("", crate::record::words::Applicant::word))),
        ("accepted", day(first(E::Accepted))),
        ("assigned", day(first(E::Assigned))),
        ("first_reply", day(first(E::Replied))),
        ("concluded", day(concluded)),
        ("outcome", Cell::Word(more(concluded).and_then(|m| m.outcome).map_or("", Outcome::word))),
        ("rating", Cell::Word(more(last(E::Rated)).and_then(|m| m.rating).map_or("", Rating::word))),
        ("published", Cell::Day(case.published)),
        ("visibility", Cell::Word(case.visibility.word())),
        ("licence", text(seen.licence_id(case.licence.as_deref()).unwrap_or_default())),
        ("url", Cell::Text(url.into())),
    ]
}

/// Returns `replies-<year>.csv`.
pub fn replies_csv(seen: Seen<'_>, year: i16) -> Escaped {
    let mut csv = header(REPLIES);
    for case in seen.year(year) {
        facts(seen, case).iter().for_each(|(_, value)| csv.cell(value));
        csv.end();
    }
    csv.finish()
}

/// The cells of an event, in the order of [`EVENTS`] after `case` and `seq`.
fn event_cells(event: &Event) -> Cells<'_> {
    use crate::record::words::{Ground, Level, Outcome, Rating, Review, ReviewResult, Role};
    let more = event.more.as_deref();
    let text = |text: Option<&'_ str>| Cell::Text(text.unwrap_or_default().to_owned().into());
    vec![
        ("on", Cell::Day(Some(event.on))),
        ("time", Cell::Hour(event.time)),
        ("type", Cell::Word(event.kind.word())),
        ("department", text(event.department().map(|id| &**id))),
        ("by", text(more.and_then(|m| m.by.as_ref()).map(|by| by.in_lang(0)))),
        ("outcome", Cell::Word(more.and_then(|m| m.outcome).map_or("", Outcome::word))),
        ("level", Cell::Word(more.and_then(|m| m.level).map_or("", Level::word))),
        ("rating", Cell::Word(more.and_then(|m| m.rating).map_or("", Rating::word))),
        ("due", Cell::Day(more.and_then(|m| m.due))),
        ("within", Cell::Count(more.and_then(|m| m.within).map(|term| (term.count, term.unit.word())))),
        ("role", Cell::Word(more.and_then(|m| m.role).map_or("", Role::word))),
        ("ground", Cell::Word(more.and_then(|m| m.ground).map_or("", Ground::word))),
        ("review", Cell::Word(more.and_then(|m| m.review).map_or("", Review::word))),
        ("result", Cell::Word(more.and_then(|m| m.review_result).map_or("", ReviewResult::word))),
        ("into", text(more.and_then(|m| m.into.as_ref()).map(|link| &*link.id))),
    ]
}

/// Returns `events-<year>.csv`.
pub fn events_csv(seen: Seen<'_>, year: i16) -> Escaped {
    let mut csv = header(EVENTS);
    for case in seen.year(year) {
        for (i, event) in case.events.iter().enumerate() {
            csv.text(&case.id);
            csv.plain(i + 1);
            event_cells(event).iter().for_each(|(_, value)| csv.cell(value));
            csv.end();
        }
    }
    csv.finish()
}

/// One line of `replies/<yyyy-mm>.jsonl`: keys in the order of the dictionary.
struct Line<'a> {
    facts: Cells<'a>,
    references: &'a [Box<str>],
    links: BTreeSet<String>,
    events: Vec<EventLine<'a>>,
    texts: Vec<TextLine>,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.facts {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry("references", self.references)?;
        map.serialize_entry("links", &self.links)?;
        map.serialize_entry("events", &self.events)?;
        map.serialize_entry("texts", &self.texts)?;
        map.end()
    }
}

/// An event of a line; empty cells are left out.
struct EventLine<'a>(Cells<'a>);

impl Serialize for EventLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().filter(|(_, value)| !value.is_empty()).map(|(k, v)| (k, v)))
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
    (0..cases.len())
        .into_par_iter()
        .map(|n| match reuse(n) {
            Some(line) => Ok(Cow::Borrowed(line)),
            None => line(seen, &read(), cases[cases.len() - 1 - n]).map(Cow::Owned),
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

impl<'a> Line<'a> {
    fn of(seen: Seen<'a>, texts: &Texts<'_>, case: &'a Case) -> Result<Self, TextError> {
        let hidden = hidden_word(case.visibility).is_some();
        Ok(Self {
            facts: facts(seen, case),
            references: &case.references,
            links: if hidden { BTreeSet::new() } else { links(case) },
            events: case.events.iter().map(|e| EventLine(event_cells(e))).collect(),
            texts: if hidden { Vec::new() } else { case_texts(texts, case)? },
        })
    }
}

fn line(seen: Seen<'_>, texts: &Texts<'_>, case: &Case) -> Result<Vec<u8>, RenderError> {
    let line = Line::of(seen, texts, case)?;
    json::line(&line).map_err(|e| RenderError::Text(e.to_string()))
}

/// The records that a case names, each once.
fn links(case: &Case) -> BTreeSet<String> {
    let written = case.related.iter().chain(&case.facts.links).map(|written| RecordKey::of(&written.link));
    written.map(|key| format!("{}:{}", key.scheme.as_str(), key.id)).collect()
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
pub fn open_csv(seen: Seen<'_>) -> Escaped {
    let mut csv = header(OPEN);
    for index in seen.waiting(Wait::Open).iter().map(|at| *at as usize) {
        let (case, status) = (seen.case(index), seen.status(index));
        csv.plain(seen.day());
        csv.text(&case.id);
        csv.text(&status.owner);
        csv.text(&case.topics.join(" "));
        csv.plain(case.received);
        csv.plain(status.state.word());
        let running = status.due.filter(|d| d.stopped.is_none());
        csv.plain(running.map(|d| d.end.on));
        csv.plain(running.and_then(|d| d.end.at));
        csv.text(status.due.map_or("", |d| &seen.rules()[d.rule].id));
        csv.plain(status.due.is_some_and(|d| d.provisional));
        csv.plain(status.overdue);
        csv.plain(status.asleep.is_some());
        csv.plain(status.supervised.is_some());
        csv.end();
    }
    csv.finish()
}
