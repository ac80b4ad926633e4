//! A citizen's matter: what it is about, what happened, what was promised.

use super::body::{self, Body};
use super::parse::{Reader, day_and_time};
use super::words::{
    Applicant, Channel, EventKind, Ground, Kind, Level, Outcome, Rating, ReasonClass, Reopener, Review, ReviewResult,
    Role, Urgency, Visibility,
};
use super::{At, Attachment, Id, Lang, Text, TextFacts, Translation, Withdrawal, WrittenLink, fields, slips};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::{self, Profile, RecordLink};
use crate::source::ContentDigest;
use crate::yaml::Node;
use crate::yaml::schema::{Term, parse_term};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// A case: facts and body handles, no text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    pub file: Box<str>,
    /// Digest of the file: with the settings of the site it stands for all that is said here.
    pub digest: ContentDigest,
    /// Digest of its front matter: all that is said of it besides its text.
    pub head: ContentDigest,
    pub id: Id,
    pub lang: Lang,
    pub title: Box<str>,
    pub kind: Kind,
    pub channel: Option<Channel>,
    pub references: Box<[Box<str>]>,
    pub department: Id,
    pub topics: Box<[Id]>,
    pub urgency: Urgency,
    pub location: Option<Text>,
    pub received: Date,
    pub received_at: Option<Time>,
    pub applicant: Option<Applicant>,
    /// Shorthand first, in life-cycle order, then `events`; sorted by day and hour, stable.
    pub events: Vec<Event>,
    pub promises: Box<[Promise]>,
    pub related: Box<[WrittenLink]>,
    pub aliases: Box<[Id]>,
    pub attachments: Box<[Attachment]>,
    pub licence: Option<Box<str>>,
    pub published: Option<Date>,
    pub publish_at: Option<Date>,
    pub draft: bool,
    pub visibility: Visibility,
    pub visibility_reason: Option<Text>,
    pub withdrawal: Option<Box<Withdrawal>>,
    pub body: Body,
    pub sections: Vec<Section>,
    pub facts: TextFacts,
    pub translations: Vec<Translation>,
}

impl Case {
    /// Returns the events up to a day.
    pub fn events_by(&self, day: Date) -> &[Event] {
        &self.events[..self.events.partition_point(|e| e.on <= day)]
    }

    /// Returns the first day on which the case was public, as known on a day: the one recorded,
    /// else that of the first reply, else receipt. Later events do not change it.
    pub fn public_on(&self, day: Date) -> Date {
        let reply = self.events_by(day).iter().find(|e| e.is_reply()).map(|e| e.on);
        self.published.or(reply).unwrap_or(self.received)
    }

    /// Returns the promises known on a day: those of the reply that makes them, from its day.
    pub fn promises_by(&self, day: Date) -> &[Promise] {
        let made = self.events.iter().find(|e| e.is_reply());
        if made.is_some_and(|e| e.on > day) { &[] } else { &self.promises }
    }

    /// Returns the department in charge at first: that of the first assignment to a lead, else
    /// the one the record names.
    pub fn first_department(&self) -> &Id {
        self.events.iter().find_map(Event::leads).unwrap_or(&self.department)
    }
}

/// What a section of a case's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SectionKind {
    Question,
    Reply,
    Correction,
}

/// A section of a case's text: bytes of the file's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub kind: SectionKind,
    /// Where its heading starts.
    pub heading: u32,
    pub start: u32,
    pub end: u32,
}

impl Section {
    /// Returns the bytes of its text.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Where an event is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Written {
    /// A key of its own: `accepted: 2026-03-02`; its place among the shorthand keys.
    Shorthand(u8),
    /// The n-th item of `events`.
    Listed(u32),
}

impl Written {
    /// Returns the key path of the event.
    pub fn path(self) -> KeyPath {
        match self {
            Self::Shorthand(index) => KeyPath::of(SHORTHAND[usize::from(index)].0),
            Self::Listed(index) => KeyPath::of("events").index(index as usize),
        }
    }
}

/// Something that happened to a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    pub on: Date,
    pub time: Option<Time>,
    pub kind: EventKind,
    pub written: Written,
    pub more: Option<Box<EventFacts>>,
}

impl Event {
    /// Returns the department an event names.
    pub fn department(&self) -> Option<&Id> {
        self.more.as_deref().and_then(|m| m.department.as_ref())
    }

    /// Returns whether it is a reply, holding or substantive.
    pub fn is_reply(&self) -> bool {
        matches!(self.kind, EventKind::Replied | EventKind::HoldingReply)
    }

    /// Returns the department that an event puts in charge.
    pub fn leads(&self) -> Option<&Id> {
        let moves = matches!(self.kind, EventKind::Assigned | EventKind::Transferred);
        let more = self.more.as_deref().filter(|m| moves && m.role != Some(Role::Assist))?;
        more.department.as_ref()
    }
}

/// What an event says besides its date and kind.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct EventFacts {
    pub department: Option<Id>,
    /// A department's id, or words.
    pub by: Option<Text>,
    pub note: Option<Text>,
    pub reason: Option<Text>,
    pub result: Option<Text>,
    pub instead: Option<Text>,
    pub basis: Option<Text>,
    pub grounds: Option<Text>,
    pub ground: Option<Ground>,
    pub category: Option<Box<str>>,
    pub class: Option<ReasonClass>,
    pub outcome: Option<Outcome>,
    pub rating: Option<Rating>,
    pub level: Option<Level>,
    pub role: Option<Role>,
    pub reopener: Option<Reopener>,
    pub review: Option<Review>,
    /// What came of the review that ends, told by the word in `result`.
    pub review_result: Option<ReviewResult>,
    pub due: Option<Date>,
    pub notified: Option<Date>,
    pub within: Option<Term>,
    pub into: Option<RecordLink>,
}

/// Something a reply promised.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Promise {
    pub text: Text,
    pub due: Option<Date>,
    pub done: Option<Date>,
}

/// Shorthand keys, in life-cycle order.
const SHORTHAND: [(&str, EventKind); 3] =
    [("accepted", EventKind::Accepted), ("replied", EventKind::Replied), ("concluded", EventKind::Concluded)];

/// Reads a case; `None` without front matter that can be read.
pub fn read(reader: &mut Reader<'_>, id: &str, digest: ContentDigest) -> Option<Case> {
    let node = reader.front_matter("reply", fields::CASE)?;
    let lang = reader.language(&node);
    let body = reader.body_range();
    let withdrawal = reader.withdrawal(&node, lang);
    let removed = withdrawal.as_deref().is_some_and(Withdrawal::removes);
    let visibility = node.text("visibility").and_then(Visibility::parse);
    let visibility_reason = reader.human(node.get("visibility_reason"), lang);
    if withdrawal.is_some() {
        for key in ["visibility", "visibility_reason"].into_iter().filter(|key| node.get(key).is_some()) {
            let place = Place::Value(KeyPath::of(key));
            reader.findings.push(Finding::new(&rules::WITHDRAWAL_TWICE, reader.path, place).arg("other", key));
        }
    }
    let sections = body::sections(reader.text, &body, reader.path, &reader.ctx.labels, &mut reader.findings);
    reader.sections_not_empty(&sections);
    // What is missing was reported and refuses the file; the rest is still worth checking.
    let title = node.text("title").unwrap_or_default();
    let facts = scan_sections(reader, &sections, Some(title));
    let received = node.date("received").unwrap_or(Date::MIN);
    Some(Case {
        file: reader.path.into(),
        digest,
        head: reader.head(),
        id: id.into(),
        lang,
        title: reader.clean(title),
        kind: node.text("kind").and_then(Kind::parse).unwrap_or(Kind::Consult),
        channel: node.text("channel").and_then(Channel::parse),
        references: node.texts("references").map(|t| reader.clean(t)).collect(),
        department: node.text("department").unwrap_or_default().into(),
        topics: node.texts("topics").map(Into::into).collect(),
        urgency: node.text("urgency").and_then(Urgency::parse).unwrap_or(Urgency::Ordinary),
        location: reader.human(node.get("location"), lang),
        received,
        received_at: node.text("received").and_then(day_and_time).and_then(|(_, time)| time),
        applicant: node.text("applicant").and_then(Applicant::parse),
        events: events(reader, &node, lang),
        promises: promises(reader, &node, lang),
        related: reader.related(&node, "related"),
        aliases: node.texts("aliases").map(Into::into).collect(),
        attachments: reader.attachments(&node, lang),
        licence: node.text("licence").map(Into::into),
        published: node.date("published"),
        publish_at: node.date("publish_at"),
        draft: node.flag("draft").unwrap_or(false),
        visibility: if removed { Visibility::Removed } else { visibility.unwrap_or(Visibility::Normal) },
        visibility_reason: if removed { withdrawal.as_deref().map(|w| w.reason.clone()) } else { visibility_reason },
        withdrawal,
        body: Body::new(reader.path, reader.text, &body),
        sections,
        facts,
        translations: Vec::new(),
    })
}

impl Case {
    /// Returns the day of the text that a link stands in: of a reply or a correction its own; of the
    /// front matter that of the last reply until a day. Without any, the day of receipt.
    pub fn day_of(&self, at: &At, until: Date) -> Date {
        self.day_in(&self.sections, at, until)
    }

    /// The same of a translation, which has sections of its own.
    pub fn day_in(&self, sections: &[Section], at: &At, until: Date) -> Date {
        let is_reply = |event: &&Event| matches!(event.kind, EventKind::Replied | EventKind::HoldingReply);
        let is_correction = |event: &&Event| event.kind == EventKind::Corrected;
        let own = match at {
            At::Key(_) => self.events_by(until).iter().rfind(is_reply),
            At::Bytes(from, _) => {
                let place = sections.iter().position(|s| s.start <= *from && *from < s.end);
                let same = |place: usize| {
                    let kind = sections[place].kind;
                    (kind, sections[..place].iter().filter(|section| section.kind == kind).count())
                };
                match place.map(same) {
                    Some((SectionKind::Reply, before)) => self.events.iter().filter(is_reply).nth(before),
                    Some((SectionKind::Correction, before)) => self.events.iter().filter(is_correction).nth(before),
                    _ => None,
                }
            }
        };
        own.map_or(self.received, |event| event.on)
    }
}

/// Scans each section in its profile: the citizen's words, then the official ones.
pub fn scan_sections(reader: &mut Reader<'_>, sections: &[Section], title: Option<&str>) -> TextFacts {
    scan_with(reader, sections, |text, kind| markdown::scan(text, profile(kind), title))
}

/// The same with another way to scan a section.
pub(super) fn scan_with(
    reader: &mut Reader<'_>,
    sections: &[Section],
    mut scan: impl FnMut(&str, SectionKind) -> markdown::Scan,
) -> TextFacts {
    let mut links = Vec::new();
    let mut relative = Vec::new();
    let mut anchors = Vec::new();
    let mut own = Vec::new();
    let mut redactions = Vec::new();
    let mut charts = Vec::new();
    for (number, section) in (0..).zip(sections) {
        let start = section.start as usize;
        let scan = scan(&reader.text[start..section.end as usize], section.kind);
        reader.markdown_problems(&scan.problems, start);
        charts.extend(reader.chart_blocks(&scan.charts, start));
        let text = &reader.text[start..section.end as usize];
        reader.findings.extend(slips::links(reader.path, text, start));
        reader.findings.extend(slips::redactions(reader.path, text, start));
        for (url, range) in scan.web_links.iter().filter(|(url, _)| slips::is_inside(url)) {
            let place = Place::Bytes(start + range.start..start + range.end);
            reader.findings.push(Finding::new(&rules::LINK_NOT_PUBLIC, reader.path, place).arg("url", url));
        }
        redactions.extend(scan.redactions.into_iter().map(|(mark, _)| (number, mark.category.into_boxed_str())));
        anchors.extend(scan.anchors.into_iter().map(|a| a.id.into_boxed_str()));
        let at = |range: &std::ops::Range<usize>| small(start + range.start, start + range.end);
        links.extend(scan.record_links.iter().map(|(link, range)| {
            let (from, to) = at(range);
            WrittenLink { link: link.clone(), at: At::Bytes(from, to) }
        }));
        own.extend(scan.web_links.iter().filter_map(|(url, range)| {
            let (from, to) = at(range);
            Some((below(url, &reader.ctx.base_url)?.into(), from, to))
        }));
        relative.extend(scan.relative_links.iter().map(|(target, range)| {
            let (from, to) = at(range);
            (Box::from(target.as_str()), from, to)
        }));
    }
    // Sorted: links to them are many.
    anchors.sort_unstable();
    TextFacts {
        links: links.into(),
        relative: relative.into(),
        own: own.into(),
        anchors: anchors.into(),
        redactions: redactions.into(),
        charts: charts.into(),
    }
}

/// Returns what stands below an address, whatever the scheme and the case of the host.
fn below<'u>(url: &'u str, base: &str) -> Option<&'u str> {
    let after = |text: &'_ str| text.split_once("://").map(|(scheme, rest)| (scheme.len() + 3, rest.len()));
    let (base_from, _) = after(base)?;
    let (from, _) = after(url)?;
    let (base, rest) = (base[base_from..].trim_end_matches('/'), &url[from..]);
    let head = rest.get(..base.len()).filter(|head| head.eq_ignore_ascii_case(base))?;
    let path = &rest[head.len()..];
    (path.is_empty() || path.starts_with(['/', '?', '#'])).then(|| path.trim_start_matches('/'))
}

/// Returns which Markdown a section may use.
pub fn profile(kind: SectionKind) -> Profile {
    match kind {
        SectionKind::Question => Profile::Citizen,
        SectionKind::Reply | SectionKind::Correction => Profile::Official,
    }
}

fn small(from: usize, to: usize) -> (u32, u32) {
    (u32::try_from(from).unwrap_or(u32::MAX), u32::try_from(to).unwrap_or(u32::MAX))
}

fn events(reader: &Reader<'_>, node: &Node, lang: Lang) -> Vec<Event> {
    let mut events = Vec::new();
    for (index, (key, kind)) in (0..).zip(SHORTHAND) {
        if let Some((on, time)) = node.text(key).and_then(day_and_time) {
            events.push(Event { on, time, kind, written: Written::Shorthand(index), more: None });
        }
    }
    for (i, item) in node.items("events").iter().enumerate() {
        let Some((on, time)) = item.text("on").and_then(day_and_time) else { continue };
        let Some(kind) = item.text("type").and_then(EventKind::parse) else { continue };
        let written = Written::Listed(u32::try_from(i).unwrap_or(u32::MAX));
        events.push(Event { on, time, kind, written, more: facts(reader, item, lang) });
    }
    // Same-day events keep their order, except that hours order those that have one. An event
    // without an hour stays behind the one it was written after.
    events.sort_by_key(|e| e.on);
    let mut before: Option<(Date, Time)> = None;
    let keys = events.iter().map(|e| {
        let time = e.time.or_else(|| before.filter(|(on, _)| *on == e.on).map(|(_, time)| time));
        before = time.map(|time| (e.on, time));
        (e.on, time)
    });
    let mut keyed: Vec<_> = keys.collect::<Vec<_>>().into_iter().zip(events).collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, event)| event).collect()
}

fn facts(reader: &Reader<'_>, item: &Node, lang: Lang) -> Option<Box<EventFacts>> {
    if item.entries().len() <= 2 {
        return None;
    }
    let human = |key: &str| reader.human(item.get(key), lang);
    // A word of the list, with a space where people write one.
    let word = item.text("result").map(|text| text.trim().to_ascii_lowercase().replace([' ', '-'], "_"));
    let review_result = word.as_deref().and_then(ReviewResult::parse);
    Some(Box::new(EventFacts {
        department: item.text("department").map(Into::into),
        by: human("by"),
        note: human("note"),
        reason: human("reason"),
        result: human("result").filter(|_| review_result.is_none()),
        instead: human("instead"),
        basis: human("basis"),
        grounds: human("grounds"),
        ground: item.text("ground").and_then(Ground::parse),
        category: item.text("category").map(|t| reader.clean(t)),
        class: item.text("class").and_then(ReasonClass::parse),
        outcome: item.text("outcome").and_then(Outcome::parse),
        rating: item.text("rating").and_then(Rating::parse),
        level: item.text("level").and_then(Level::parse),
        role: item.text("role").and_then(Role::parse),
        reopener: item.text("by").and_then(Reopener::parse),
        review: item.text("kind").and_then(Review::parse),
        review_result,
        due: item.date("due"),
        notified: item.date("notified"),
        within: item.text("within").and_then(parse_term),
        into: item.text("into").and_then(RecordLink::parse),
    }))
}

fn promises(reader: &Reader<'_>, node: &Node, lang: Lang) -> Box<[Promise]> {
    let read = |item: &Node| {
        let text = reader.human(item.get("text"), lang)?;
        Some(Promise { text, due: item.date("due"), done: item.date("done") })
    };
    node.items("promises").iter().filter_map(read).collect()
}
