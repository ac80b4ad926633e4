//! A case's page in the words of its language, as its template gets it.
//!
//! One phrase a value: a template that looks up, fills and dates each by itself takes twice the
//! time, and every case has a page. Beside a phrase `x` stands the day that it tells (`x_iso`) and
//! the key of the word that it is (`x_key`), for whoever prints it otherwise.

use crate::model::Logged;
use crate::publish::case::facts::{CaseFacts, Due, Mark, Section, Sentence, Station, TimelineEntry};
use crate::publish::notice::Notice;
use crate::publish::rows::{Download, Iso, Mentions, PromiseRow};
use crate::record::licence::Licence;
use crate::site::links::{Link, RecordLink, Translation};
use crate::words::Strings;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// `case.html`: facts, put into words when the template gets them.
#[derive(Debug)]
pub struct CasePage<'a> {
    pub facts: CaseFacts,
    pub strings: &'a Strings,
}

impl Serialize for CasePage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        words(&self.facts, self.strings).serialize(serializer)
    }
}

/// What the template sees.
#[derive(Serialize)]
struct CaseWords<'a> {
    id: &'a str,
    /// Kind and department in one phrase; the day of receipt in another.
    byline: String,
    received: String,
    urgent: bool,
    location: Option<&'a str>,
    /// Key of `strings.state`.
    state_key: &'static str,
    tone: &'static str,
    sentence: String,
    /// Key of `strings.sentence`: what the first sentence says.
    sentence_key: &'static str,
    sentence_iso: Option<Iso<'a>>,
    track: Vec<StationWords<'a>>,
    /// Reminders, extensions, re-openings: shown above the track and in the timeline.
    marks: Vec<MarkWords>,
    sections: Vec<SectionWords<'a>>,
    /// There is no answer yet, and no part of one.
    unanswered: Option<&'a str>,
    /// Key of `strings.case`.
    unanswered_key: Option<&'static str>,
    timeline: Vec<EntryWords<'a>>,
    due: Option<DueWords<'a>>,
    /// The department's own term, in a sentence.
    department_due: Option<String>,
    department_due_iso: Option<Iso<'a>>,
    promises: &'a [PromiseRow],
    related: &'a [RecordLink],
    /// Records that link here.
    mentioned_in: &'a Mentions,
    attachments: &'a [Download],
    department: &'a Link,
    /// Who took over, where the department is no longer there.
    department_now: Option<&'a Link>,
    topics: &'a [Link],
    kind: &'a str,
    kind_key: &'static str,
    channel: Option<&'a str>,
    channel_key: Option<&'static str>,
    received_on: String,
    received_on_iso: Iso<'a>,
    no_term: bool,
    replied_on: Option<String>,
    replied_on_iso: Option<Iso<'a>>,
    working_days: Option<u32>,
    outcome: Option<&'a str>,
    outcome_key: Option<&'static str>,
    rating: Option<&'a str>,
    rating_key: Option<&'static str>,
    references: &'a [String],
    licence: Option<&'a Licence>,
    /// Its newest entry in the public log.
    logged: Option<&'a Logged>,
    tombstone: Option<&'a Notice>,
    /// It was withdrawn, and can be read.
    notice: Option<&'a Notice>,
    translation: &'a Translation,
    /// Month list the case stands in.
    month: &'a Link,
    month_iso: Iso<'a>,
}

/// One of the stations of the track.
#[derive(Serialize)]
struct StationWords<'a> {
    /// How the station is drawn: `done`, `implied`, `here`, `ahead`; and the line to it where it is not
    /// solid: `line-ahead`, `line-late`.
    class: &'static str,
    /// The latest one reached.
    here: bool,
    name: &'a str,
    /// Key of `strings.station`.
    name_key: &'static str,
    /// A date, or what is ahead.
    text: String,
    text_iso: Option<Iso<'a>>,
}

/// A mark on the track.
#[derive(Serialize)]
struct MarkWords {
    /// What happened, and when.
    text: String,
    text_iso: Iso<'static>,
    /// Key of `strings.event`, of a supervision of `strings.level`.
    text_key: &'static str,
}

/// A part of the exchange.
#[derive(Serialize)]
struct SectionWords<'a> {
    /// `question`, `reply`, `holding`, `correction`.
    kind: &'static str,
    id: &'a str,
    title: String,
    /// Who wrote it, and when; none for a question.
    sig: Option<String>,
    sig_iso: Option<Iso<'a>>,
    lang: Option<&'a str>,
    html: &'a str,
    /// For a correction: what was wrong, in words, and what changed, HTML.
    reason: Option<&'a str>,
    difference: &'a str,
}

/// One event in the timeline.
#[derive(Serialize)]
struct EntryWords<'a> {
    when: String,
    when_iso: Iso<'a>,
    what: &'a str,
    /// Key of `strings.event`.
    what_key: &'static str,
    /// Departments and persons.
    who: Vec<&'a str>,
    /// Link to the part of the page that holds the text.
    section: Option<&'a str>,
    /// A case this one was merged into.
    case: Option<&'a Link>,
    details: Vec<DetailWords<'a>>,
    /// Free words: note, reason, result; and their language.
    text: &'a [String],
    lang: Option<&'a str>,
}

/// A value of an event, after its name where it needs one.
#[derive(Serialize)]
struct DetailWords<'a> {
    name: Option<&'a str>,
    /// Key of `strings.detail`.
    name_key: &'static str,
    value: String,
    value_iso: Option<Iso<'a>>,
    /// Key of `strings.outcome` and so on, as `name_key` says; of a `result`, of `strings.review_result`.
    value_key: Option<&'a str>,
}

/// When a reply is owed, and why then.
#[derive(Serialize)]
struct DueWords<'a> {
    /// `None` while the clock stands still.
    on: Option<String>,
    on_iso: Option<Iso<'a>>,
    /// The sum in sentences.
    working: String,
    /// Day 0 of the sum.
    start_iso: Iso<'a>,
    provisional: bool,
    /// The term as a table, HTML, and how to read it.
    calendar: &'a str,
    legend: String,
    rule: &'a str,
    statutory: bool,
    basis: &'a str,
}

fn words<'a>(facts: &'a CaseFacts, strings: &'a Strings) -> CaseWords<'a> {
    let date = |on: Date| strings.date(on);
    let unanswered_key = (facts.replied.is_none() && facts.sections.len() < 2).then_some(facts.unanswered);
    let kind = strings.word("kind", facts.kind);
    CaseWords {
        id: &facts.id,
        byline: strings.fill("case.byline", &[("kind", kind), ("department", &facts.department.label)]),
        received: strings.fill("list.received", &[("date", &date(facts.received))]),
        urgent: facts.urgent,
        location: facts.location.as_deref(),
        state_key: facts.state,
        tone: facts.tone,
        sentence: sentence(facts, strings),
        sentence_key: facts.sentence.key,
        sentence_iso: facts.sentence.date.map(|on| Iso::at_hour(on, sentence_hour(facts))),
        track: facts.track.iter().map(|station| self::station(station, facts.due.as_ref(), strings)).collect(),
        marks: facts.marks.iter().map(|mark| self::mark(mark, strings)).collect(),
        sections: facts.sections.iter().map(|section| self::section(section, strings)).collect(),
        unanswered: unanswered_key.map(|key| strings.word("case", key)),
        unanswered_key,
        timeline: facts.timeline.iter().map(|entry| self::entry(entry, strings)).collect(),
        due: facts.due.as_ref().map(|due| self::due(due, strings)),
        department_due: facts.department_due.map(|on| {
            strings.fill("clock.department_due", &[("department", &facts.department.label), ("date", &date(on))])
        }),
        department_due_iso: facts.department_due.map(Iso::day),
        promises: &facts.promises,
        related: &facts.related,
        mentioned_in: &facts.mentioned_in,
        attachments: &facts.attachments,
        department: &facts.department,
        department_now: facts.department_now.as_ref(),
        topics: &facts.topics,
        kind,
        kind_key: facts.kind,
        channel: facts.channel.map(|channel| strings.word("channel", channel)),
        channel_key: facts.channel,
        received_on: at_hour(facts.received, facts.received_at.as_deref(), strings),
        received_on_iso: Iso::at_hour(facts.received, facts.received_at.as_deref()),
        no_term: facts.no_term,
        replied_on: facts.replied.map(|on| at_hour(on, facts.replied_at.as_deref(), strings)),
        replied_on_iso: facts.replied.map(|on| Iso::at_hour(on, facts.replied_at.as_deref())),
        working_days: facts.working_days,
        outcome: facts.outcome.map(|outcome| strings.word("outcome", outcome)),
        outcome_key: facts.outcome,
        rating: facts.rating.map(|rating| strings.word("rating", rating)),
        rating_key: facts.rating,
        references: &facts.references,
        licence: facts.licence.as_ref(),
        logged: facts.logged.as_ref(),
        tombstone: facts.tombstone.as_ref(),
        notice: facts.notice.as_ref(),
        translation: &facts.translation,
        month: &facts.month,
        month_iso: Iso::month(facts.received),
    }
}

fn mark(mark: &Mark, strings: &Strings) -> MarkWords {
    MarkWords {
        text: dated(strings.word(mark.table, mark.key), mark.on, strings),
        text_iso: Iso::day(mark.on),
        text_key: mark.key,
    }
}

/// `Replied, 10 March 2026`
fn dated(words: &str, on: Date, strings: &Strings) -> String {
    format!("{words}{}{}", strings.text("frame.comma"), strings.date(on))
}

/// A day, with its hour where that counts.
pub fn at_hour(on: Date, time: Option<&str>, strings: &Strings) -> String {
    let date = strings.date(on);
    match time {
        Some(time) => strings.fill("clock.at_hour", &[("date", &date), ("time", time)]),
        None => date,
    }
}

/// The hour of the day that the state names, where it counts.
fn sentence_hour(facts: &CaseFacts) -> Option<&str> {
    match (facts.sentence.key, &facts.due) {
        ("due" | "due_provisional", Some(due)) => due.at.as_deref(),
        ("replied" | "replied_days", _) => facts.replied_at.as_deref(),
        _ => None,
    }
}

/// The state in sentences.
fn sentence(facts: &CaseFacts, strings: &Strings) -> String {
    let Sentence { key, department, date, days, also } = &facts.sentence;
    let on = date.map(|on| at_hour(on, sentence_hour(facts), strings)).unwrap_or_default();
    let gap = strings.text("frame.gap");
    let mut text = if *key == "replied_days" {
        replied(department, &on, *days, strings)
    } else {
        let before = facts.replied.filter(|_| *key == "concluded").map(|reply| {
            replied(&facts.replier, &at_hour(reply, facts.replied_at.as_deref(), strings), facts.working_days, strings)
                + gap
        });
        let told = strings.fill(&format!("sentence.{key}"), &[("department", department), ("date", &on)]);
        before.unwrap_or_default() + &told
    };
    for part in also {
        let Some(on) = part.date else { continue };
        let levels = ["reminder", "notice", "yellow", "red", "leader"];
        let nobody = if levels.contains(&part.key) && part.by.is_empty() { "_nobody" } else { "" };
        let day = at_hour(on, part.time.as_deref(), strings);
        text.push_str(gap);
        text.push_str(&strings.fill(&format!("also.{}{nobody}", part.key), &[("by", &part.by), ("date", &day)]));
    }
    text
}

fn replied(department: &str, on: &str, days: Option<u32>, strings: &Strings) -> String {
    let count = days.unwrap_or_default().to_string();
    let values = [("department", department), ("date", on), ("days", &*count)];
    match days {
        None => strings.fill("sentence.replied", &values),
        Some(0) => strings.fill("sentence.replied_same_day", &values),
        Some(days) => crate::words::filled(&strings.counted("sentence.replied_days", days), &values),
    }
}

fn station<'a>(station: &Station, due: Option<&'a Due>, strings: &'a Strings) -> StationWords<'a> {
    let (text, text_iso) = match (station.on, due) {
        (Some(on), _) => (strings.date(on), Some(Iso::day(on))),
        (None, Some(due)) if station.status == "ahead" && station.key == "replied" && due.stopped.is_none() => {
            let day = at_hour(due.on, due.at.as_deref(), strings);
            (strings.fill("station.due", &[("date", &day)]), Some(Iso::at_hour(due.on, due.at.as_deref())))
        }
        (None, _) if station.status == "ahead" => (strings.text("station.ahead").to_owned(), None),
        (None, _) if station.status == "implied" => (strings.text("station.implied").to_owned(), None),
        _ => (String::new(), None),
    };
    StationWords {
        class: match (station.status, station.line) {
            ("ahead", "late") => "ahead line-late",
            ("ahead", _) => "ahead line-ahead",
            (status, _) => status,
        },
        here: station.status == "here",
        name: strings.word("station", station.key),
        name_key: station.key,
        text,
        text_iso,
    }
}

fn section<'a>(section: &'a Section, strings: &Strings) -> SectionWords<'a> {
    let title = if section.kind == "reply" && section.number > 0 {
        strings.fill("section.reply_number", &[("number", &section.number.to_string())])
    } else {
        strings.word("section", section.kind).to_owned()
    };
    let sig = || match section.on {
        Some(on) => dated(&section.department, on, strings),
        None => section.department.clone(),
    };
    SectionWords {
        kind: section.kind,
        id: &section.id,
        title,
        sig: (section.kind != "question").then(sig),
        sig_iso: section.on.map(Iso::day),
        lang: section.lang.as_deref(),
        html: &section.html,
        reason: section.reason.as_deref(),
        difference: &section.difference,
    }
}

fn entry<'a>(entry: &'a TimelineEntry, strings: &'a Strings) -> EntryWords<'a> {
    let mut when = strings.date(entry.on);
    if let Some(time) = &entry.time {
        when.push(' ');
        when.push_str(time);
    }
    let details = entry.details.iter().map(|detail| DetailWords {
        name: detail.table.is_empty().then(|| strings.word("detail", detail.key)),
        name_key: detail.key,
        value_iso: detail.date.map(Iso::day),
        value_key: (!detail.table.is_empty()).then_some(&*detail.value),
        value: match detail.date {
            _ if !detail.table.is_empty() => strings.text(&format!("{}.{}", detail.table, detail.value)).to_owned(),
            Some(on) => strings.date(on),
            None => detail.value.clone(),
        },
    });
    EntryWords {
        when,
        when_iso: Iso::at_hour(entry.on, entry.time.as_deref()),
        what: strings.word("event", entry.key),
        what_key: entry.key,
        who: entry.department.iter().chain(&entry.by).map(String::as_str).collect(),
        section: entry.section.as_deref(),
        case: entry.case.as_ref(),
        details: details.collect(),
        text: &entry.text,
        lang: entry.lang.as_deref(),
    }
}

fn due<'a>(due: &'a Due, strings: &Strings) -> DueWords<'a> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let date = |on: Date| strings.date(on);
    let term = strings.counted(&format!("clock.{}", due.unit), due.within);
    let weekend = strings.counted("clock.weekend", count(due.weekend_days));
    let from = strings.word("clock", due.from);
    let hours = due.unit == "hours";
    let start = at_hour(due.start, due.start_at.as_deref().filter(|_| hours), strings);
    let zero = if hours { "clock.hours_from" } else { "clock.day_zero" };
    let mut said = vec![strings.fill(zero, &[("date", &start), ("from", from)])];
    said.extend(due.cut_off.map(|on| strings.fill("clock.cut_off", &[("date", &date(on))])));
    let rolled = |from: Option<Date>, to: Date| {
        from.map(|from| strings.fill("clock.rolled", &[("from", &date(from)), ("date", &date(to))]))
    };
    let original = due.original_rolled_from.unwrap_or(due.original);
    let ends_there = hours && original == due.on;
    let original = at_hour(original, due.at.as_deref().filter(|_| ends_there), strings);
    let off = strings.counted("clock.off", count(due.days_off));
    let values = [("term", &*term), ("weekend", &weekend), ("off", &off), ("date", &original)];
    let key = match (due.days_off, due.weekend_days) {
        (1.., _) => "clock.term_off",
        (0, 1..) => "clock.term_weekend",
        (0, 0) => "clock.term_plain",
    };
    said.push(strings.fill(key, &values));
    said.extend(rolled(due.original_rolled_from, due.original));
    let moved = due.suspended > 0 || due.extended.is_some();
    if due.suspended > 0 {
        let term = strings.counted(&format!("clock.{}", due.suspended_unit), due.suspended);
        said.push(strings.fill("clock.suspended", &[("term", &term), ("date", &date(due.base))]));
    }
    if let Some(on) = due.extended {
        let end = date(due.rolled_from.unwrap_or(due.on));
        said.push(match due.extended_by {
            Some((unit, count)) => {
                let term = strings.counted(&format!("clock.{unit}"), count);
                strings.fill("clock.extended_by", &[("on", &date(on)), ("term", &term), ("date", &end)])
            }
            None => strings.fill("clock.extended", &[("on", &date(on)), ("date", &end)]),
        });
        said.extend(rolled(due.rolled_from, due.on));
    }
    if moved && due.more_weekend_days + due.more_days_off > 0 {
        let weekend = strings.counted("clock.weekend", count(due.more_weekend_days));
        let off = strings.counted("clock.off", count(due.more_days_off));
        said.push(match (due.more_weekend_days, due.more_days_off) {
            (_, 0) => strings.fill("clock.left_out_one", &[("days", &weekend)]),
            (0, _) => strings.fill("clock.left_out_one", &[("days", &off)]),
            _ => strings.fill("clock.left_out", &[("weekend", &weekend), ("off", &off)]),
        });
    }
    said.extend(due.at.as_ref().filter(|_| !ends_there).map(|time| strings.fill("clock.hour", &[("time", time)])));
    said.extend(due.moved.as_ref().map(|moved| {
        strings.fill("clock.moved", &[("announced", &date(moved.announced)), ("from", &date(moved.from))])
    }));
    if let Some(on) = due.stopped {
        said.truncate(1);
        said.push(strings.fill("clock.stopped", &[("date", &date(on))]));
    }
    let mut legend = vec![strings.text("clock.legend").to_owned()];
    if due.make_up > 0 {
        legend.push(strings.text("clock.make_up").to_owned());
    }
    if due.suspended > 0 {
        legend.push(strings.text("clock.paused").to_owned());
    }
    legend.extend(due.off.iter().map(|off| {
        if off.from == off.to {
            strings.fill("clock.holiday", &[("name", &off.name), ("date", &date(off.from))])
        } else {
            strings.fill("clock.holidays", &[("name", &off.name), ("from", &date(off.from)), ("to", &date(off.to))])
        }
    }));
    DueWords {
        on: due.stopped.is_none().then(|| at_hour(due.on, due.at.as_deref(), strings)),
        on_iso: due.stopped.is_none().then(|| Iso::at_hour(due.on, due.at.as_deref())),
        start_iso: Iso::at_hour(due.start, due.start_at.as_deref().filter(|_| hours)),
        working: said.join(strings.text("frame.gap")),
        provisional: due.provisional,
        calendar: &due.calendar,
        legend: legend.join(strings.text("frame.gap")),
        rule: &due.rule,
        statutory: due.statutory,
        basis: &due.basis,
    }
}
