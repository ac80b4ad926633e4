//! The page of one case: where it stands, what was asked and answered, what happened when.

use super::clock;
use crate::derive::Status;
use crate::derive::listings::Group;
use crate::markdown::{RecordScheme, text_prefix};
use crate::model::RecordKey;
use crate::publish::case::facts::{
    CaseFacts, Detail, Mark, Section as SectionView, Sentence, SentencePart, Station, TimelineEntry,
};
use crate::publish::case::words::CasePage;
use crate::publish::notice::Notice;
use crate::publish::rows::{Download, download, hidden_word, mentioned_in};
use crate::record::case::{Event, EventFacts, profile};
use crate::record::words::{DepartmentStatus, EventKind, Level, ReasonClass, State, Urgency, Visibility};
use crate::record::{Body, Case, Lang, Section, SectionKind};
use crate::site::frame::{Head, Page};
use crate::site::links::{Link, RecordLink};
use crate::site::resolve::PageLinks;
use crate::site::seen::Seen;
use crate::site::texts::{Passage, TextError, Texts};
use crate::site::{Planned, routes};
use crate::words::Strings;
use jiff::civil::Date;

/// A case as its page tells it: what has not happened on the day of the site is not told.
#[derive(Clone, Copy)]
struct Told<'a> {
    at: usize,
    case: &'a Case,
    past: &'a [Event],
}

impl std::ops::Deref for Told<'_> {
    type Target = Case;

    fn deref(&self) -> &Case {
        self.case
    }
}

/// Fills the view of a case.
pub fn view<'a>(
    seen: Seen<'_>,
    index: usize,
    planned: &Planned,
    texts: &Texts<'a>,
) -> Result<(Page, CasePage<'a>), TextError> {
    let case = Told { at: index, case: seen.case(index), past: seen.past(index) };
    let status = seen.status(index);
    let path = routes::case(&case.id);
    let hidden = hidden_word(case.visibility);
    let source = Source::of(case.case, seen.lang);
    let text = if hidden.is_some() { None } else { Some(texts.open(source.body)?) };
    let page = seen.page(planned, head(seen, index, &source, text.as_ref(), texts.strings));
    let links = PageLinks {
        attachments: Some((format!("{}.files/", case.file.trim_end_matches(".md")), format!("replies/{}/", case.id))),
        ..PageLinks::new(seen, &page.base, &page.root)
    };
    let sections = text.as_ref().map_or_else(Vec::new, |text| sections(seen, case, status, &source, text, &links));
    let key = RecordKey { scheme: RecordScheme::Reply, id: case.id.clone() };
    let shown = status.shown();
    let month = crate::derive::measures::month(case.received);
    let facts = CaseFacts {
        id: case.id.to_string(),
        kind: case.kind.word(),
        channel: case.channel.map(crate::record::words::Channel::word),
        state: hidden.unwrap_or(shown.word),
        tone: if hidden.is_some() { "closed" } else { shown.tone },
        sentence: sentence(seen, case),
        track: track(case, status),
        marks: marks(seen, case),
        timeline: timeline(seen, case, &sections, texts.strings),
        sections,
        promises: if hidden.is_some() {
            Vec::new()
        } else {
            (0..case.promises.len()).filter_map(|place| seen.promise_row(index, place, false)).collect()
        },
        related: if hidden.is_some() { Vec::new() } else { related(seen, case) },
        mentioned_in: mentioned_in(seen, &key),
        attachments: attachments(seen, case),
        department: seen.department(status.shown_department()),
        department_due: department_due(seen, case, status),
        department_now: successor(seen, status.shown_department()),
        topics: case.topics.iter().map(|t| seen.topic(t)).collect(),
        received: case.received,
        received_at: clock::clock_time(case.received_at),
        replied_at: replied_at(case, status),
        unanswered: match status.state {
            State::Merged => "unanswered_merged",
            State::NotAccepted | State::Withdrawn | State::Lapsed | State::Concluded => "unanswered_ended",
            _ => "unanswered",
        },
        no_term: status.due.is_none(),
        due: status.told_due().map(|due| clock::view(seen, index, &due, texts)),
        replied: status.last_reply,
        replier: seen.department_name(&status.replier).to_owned(),
        working_days: status.round_days,
        outcome: status.outcome.map(crate::record::words::Outcome::word),
        rating: status.rating.map(crate::record::words::Rating::word),
        urgent: case.urgency == Urgency::Urgent,
        location: case.location.as_ref().filter(|_| hidden.is_none()).map(|l| l.in_lang(seen.lang).to_owned()),
        references: case.references.iter().map(ToString::to_string).collect(),
        licence: seen.licence(case.licence.as_deref()),
        logged: seen.logged("reply", &case.id),
        tombstone: hidden.map(|kind| tombstone(seen, case, kind)),
        notice: Notice::banner(seen, case.withdrawal.as_deref().filter(|_| hidden.is_none())),
        translation: seen.translation(&path, case.lang, &case.translations),
        month: Link {
            href: seen.month_path(Group::Site, month, 1),
            label: texts.strings.month(&routes::month_name(month)),
            lang: None,
        },
    };
    Ok((page, CasePage { facts, strings: texts.strings }))
}

/// The text shown: the translation where there is one, else the original.
struct Source<'a> {
    body: &'a Body,
    sections: &'a [Section],
    title: &'a str,
    lang: Lang,
}

impl<'a> Source<'a> {
    fn of(case: &'a Case, lang: Lang) -> Self {
        match case.translations.iter().find(|t| t.lang == lang) {
            Some(t) if lang != case.lang => Self { body: &t.body, sections: &t.sections, title: &t.title, lang },
            _ => Self { body: &case.body, sections: &case.sections, title: &case.title, lang: case.lang },
        }
    }
}

fn head(seen: Seen<'_>, index: usize, source: &Source<'_>, text: Option<&Passage<'_>>, strings: &Strings) -> Head {
    let case = seen.case(index);
    let path = routes::case(&case.id);
    let (title, lang) = seen.case_title(index);
    let question = source.sections.iter().find(|s| s.kind == SectionKind::Question);
    let description = text.zip(question).map(|(text, q)| text.summary(&q.range(), profile(q.kind)));
    let month = crate::derive::measures::month(case.received);
    let mut head = Head::new(seen.lang, title.to_owned(), "replies")
        .crumb("replies", "replies/index.html")
        .crumb_text(&strings.month(&routes::month_name(month)), seen.month_path(Group::Site, month, 1));
    head.description = description.unwrap_or_default();
    head.content_lang = lang;
    head.noindex = case.visibility != Visibility::Normal;
    head.only = Seen::real_languages(case.lang, &case.translations);
    if case.visibility == Visibility::Removed {
        // It stands at its earlier addresses as well.
        head.canonical = Some(format!("{}{path}", seen.config().language(seen.lang).dir));
    } else if source.lang != seen.lang {
        let original = seen.config().language(source.lang);
        head.canonical = Some(format!("{}{path}", original.dir));
    }
    head.feed = Some("feed.xml".to_owned());
    head
}

fn sections(
    seen: Seen<'_>,
    case: Told<'_>,
    status: &Status,
    source: &Source<'_>,
    text: &Passage<'_>,
    links: &PageLinks<'_>,
) -> Vec<SectionView> {
    let mut replies = case.events.iter().filter(|e| matches!(e.kind, EventKind::Replied | EventKind::HoldingReply));
    let mut corrections = case.events.iter().filter(|e| e.kind == EventKind::Corrected);
    let many = source.sections.iter().filter(|s| s.kind == SectionKind::Reply).count() > 1;
    let mut number = 0;
    let mut views = Vec::new();
    for (i, section) in source.sections.iter().enumerate() {
        let event = match section.kind {
            SectionKind::Question => None,
            SectionKind::Reply => replies.next(),
            SectionKind::Correction => corrections.next(),
        };
        // What has not happened on the day of the site is not shown on it.
        if event.is_some_and(|e| !case.past.iter().any(|past| std::ptr::eq(past, e))) {
            continue;
        }
        let holding = event.is_some_and(|e| e.kind == EventKind::HoldingReply);
        let (kind, id) = match section.kind {
            SectionKind::Question => ("question", "g-question".to_owned()),
            SectionKind::Correction => ("correction", format!("g-correction-{i}")),
            SectionKind::Reply => {
                number += 1;
                (if holding { "holding" } else { "reply" }, format!("g-reply-{number}"))
            }
        };
        // A correction holds the whole text of the reply or correction before it anew.
        let corrected = source.sections[..i].last().filter(|_| section.kind == SectionKind::Correction);
        let replier = event.map_or(&status.department, |event| replier(case.case, event));
        // The first reply has its ids to itself; every other text keeps its own apart.
        let is_first_reply = section.kind == SectionKind::Reply && number == 1;
        let prefix = if is_first_reply { String::new() } else { text_prefix(i) };
        let links = PageLinks { on: Some(event.map_or(case.received, |e| e.on)), ..links.clone() };
        views.push(SectionView {
            kind,
            id,
            on: event.map(|e| e.on),
            department: seen.department_name(replier).to_owned(),
            number: if section.kind == SectionKind::Reply && many { number } else { 0 },
            lang: seen.other(source.lang),
            html: text.html(&section.range(), profile(section.kind), source.title, &prefix, &links),
            reason: event
                .and_then(|e| e.more.as_deref())
                .and_then(|m| m.reason.as_ref())
                .filter(|_| section.kind == SectionKind::Correction)
                .map(|r| r.in_lang(seen.lang).to_owned()),
            difference: corrected.map(|before| text.difference(&before.range(), &section.range())).unwrap_or_default(),
        });
    }
    views
}

/// Who gave a reply: the department it names, else the one in charge then.
fn replier<'c>(case: &'c Case, reply: &'c Event) -> &'c crate::record::Id {
    let before = case.events.iter().take_while(|e| !std::ptr::eq(*e, reply)).filter_map(Event::leads).last();
    reply.department().or(before).unwrap_or_else(|| case.first_department())
}

/// The state in one sentence, and what else the reader should know at once.
fn sentence(seen: Seen<'_>, case: Told<'_>) -> Sentence {
    let status = seen.status(case.at);
    let shown = status.shown();
    let name = |id: &str| seen.department_name(id).to_owned();
    let (key, date, days) = match status.state {
        _ if hidden_word(case.visibility).is_some() => ("hidden", None, None),
        _ if status.overdue => ("overdue", shown.on, None),
        State::Concluded => ("concluded", status.concluded, None),
        State::Replied if status.round_days.is_some() => ("replied_days", status.last_reply, status.round_days),
        State::Replied => ("replied", status.last_reply, None),
        State::UnderReview if status.last_reply.is_none() => ("under_review_unanswered", last_change(case), None),
        _ if status.open && status.due.is_some_and(|d| d.stopped.is_some()) && status.state != State::AwaitingAsker => {
            ("stopped", status.due.and_then(|d| d.stopped), None)
        }
        _ if status.open && shown.on.is_some() => {
            (if status.due.is_some_and(|d| d.provisional) { "due_provisional" } else { "due" }, shown.on, None)
        }
        State::Accepted | State::Assigned | State::Clarified if status.open => ("owed", None, None),
        state => (state.word(), last_change(case), None),
    };
    let answered = matches!(key, "replied" | "replied_days");
    let department = if answered { name(&status.replier) } else { name(status.shown_department()) };
    Sentence { key, department, date, days, also: also(seen, case, status) }
}

/// The hour of the latest reply, where the term ends at an hour.
fn replied_at(case: Told<'_>, status: &Status) -> Option<String> {
    status.due.and_then(|due| due.end.at)?;
    let mut replies = case.past.iter().rev().filter(|e| e.kind == EventKind::Replied);
    clock::clock_time(replies.next()?.time)
}

fn last_change(case: Told<'_>) -> Option<Date> {
    let past = case.past.iter().rev().find(|e| crate::record::life_cycle::changes_state(e.kind));
    Some(past.map_or(case.received, |e| e.on))
}

fn also(seen: Seen<'_>, case: Told<'_>, status: &Status) -> Vec<SentencePart> {
    let part = |key, date| SentencePart { key, by: String::new(), date: Some(date), time: None };
    let mut parts = Vec::new();
    let answered = matches!(status.state, State::Replied | State::Concluded | State::UnderReview | State::Reviewed);
    if let Some(end) = status.late_reply.filter(|_| answered) {
        parts.push(SentencePart { time: clock::hour(end), ..part("late", end.on) });
    }
    if status.state == State::UnderReview {
        parts.extend(review_due(seen, case, status).map(|on| part("review_due", on)));
    }
    if !status.open {
        return parts;
    }
    parts.extend(status.asleep.map(|on| part("asleep", on)));
    let extended = status.due.and_then(|due| due.extended);
    for event in case.past {
        let key = match event.kind {
            EventKind::Supervised => supervision_key(event),
            // Only what moved the term.
            EventKind::Extended if extended == Some(event.on) => "extended",
            EventKind::HoldingReply => "holding",
            _ => continue,
        };
        parts.retain(|p: &SentencePart| p.key != key);
        parts.push(SentencePart { by: actor(seen, event).unwrap_or_default(), ..part(key, event.on) });
    }
    parts
}

/// The day by which the review that runs is to be decided, where the rule sets one.
fn review_due(seen: Seen<'_>, case: Told<'_>, status: &Status) -> Option<Date> {
    let rule = status.due?.rule;
    let within = seen.rules()[rule].review_within?;
    let past = case.past;
    let started = past.iter().rev().find(|e| e.kind == EventKind::ReviewStarted)?;
    Some(seen.other_term(rule, (started.on, started.time), within).on)
}

/// The key of `strings.also` for a supervision, by its level.
fn supervision_key(event: &Event) -> &'static str {
    match event.more.as_deref().and_then(|m| m.level).unwrap_or(Level::Remind) {
        Level::Remind => "reminder",
        Level::Notice => "notice",
        Level::Yellow => "yellow",
        Level::Red => "red",
        Level::Leader => "leader",
    }
}

/// The day the department in charge was to answer by, where it is not the city's own.
fn department_due(seen: Seen<'_>, case: Told<'_>, status: &Status) -> Option<Date> {
    let assigned = status.lead.map(|i| &case.events[i])?;
    seen.department_due(status.due.as_ref()?, assigned)
}

/// The department that took over from one that is no longer there.
fn successor(seen: Seen<'_>, id: &str) -> Option<Link> {
    let gone = seen.find_department(id).filter(|d| d.status != DepartmentStatus::Live)?;
    let heir = seen.departments().iter().find(|d| d.predecessors.contains(&gone.id));
    let heir = heir.map(|d| &*d.id).or_else(|| gone.successors.first().map(|s| &**s))?;
    Some(seen.department(heir))
}

/// Who did something: a department's name where `by` is its id, else the words written.
fn actor(seen: Seen<'_>, event: &Event) -> Option<String> {
    let by = event.more.as_deref()?.by.as_ref()?;
    Some(seen.actor(by))
}

/// The stations. A later event implies the earlier ones: those carry no date.
fn track(case: Told<'_>, status: &Status) -> Vec<Station> {
    let first = |kind| case.past.iter().find(|e| e.kind == kind).map(|e| e.on);
    let round_open = status.open;
    let stops = [
        ("received", Some(case.received)),
        ("accepted", first(EventKind::Accepted)),
        ("assigned", first(EventKind::Assigned)),
        ("replied", status.last_reply.filter(|_| !round_open)),
        ("concluded", status.concluded),
    ];
    let ended = matches!(status.state, State::NotAccepted | State::Withdrawn | State::Merged | State::Lapsed);
    let last = stops.iter().rposition(|(_, on)| on.is_some()).unwrap_or(0);
    let station = |(i, (key, on)): (usize, (&'static str, Option<Date>))| {
        let done = i <= last;
        let late_line = i == last + 1 && status.overdue;
        Station {
            key,
            status: if i == last {
                "here"
            } else if done && on.is_none() {
                "implied"
            } else if done {
                "done"
            } else {
                "ahead"
            },
            on,
            line: if i == 0 {
                "none"
            } else if late_line {
                "late"
            } else if done {
                "done"
            } else {
                "ahead"
            },
        }
    };
    let shown = if ended { last + 1 } else { stops.len() };
    stops.into_iter().enumerate().take(shown).map(station).collect()
}

fn marks(seen: Seen<'_>, case: Told<'_>) -> Vec<Mark> {
    let marked = |e: &&Event| {
        matches!(e.kind, EventKind::Supervised | EventKind::Extended | EventKind::Reopened | EventKind::ReviewStarted)
    };
    case.events
        .iter()
        .filter(|e| e.on <= seen.day())
        .filter(marked)
        .map(|e| match e.more.as_deref().and_then(|m| m.level).filter(|_| e.kind == EventKind::Supervised) {
            Some(level) => Mark { table: "level", key: level.word(), on: e.on },
            None => Mark { table: "event", key: e.kind.word(), on: e.on },
        })
        .collect()
}

fn timeline(seen: Seen<'_>, case: Told<'_>, sections: &[SectionView], strings: &Strings) -> Vec<TimelineEntry> {
    let received = TimelineEntry {
        on: case.received,
        time: clock::clock_time(case.received_at),
        key: "received",
        department: None,
        by: None,
        text: Vec::new(),
        details: Vec::new(),
        section: (!sections.is_empty()).then(|| "g-question".to_owned()),
        case: None,
        lang: None,
    };
    let mut replies = sections.iter().filter(|s| matches!(s.kind, "reply" | "holding")).map(|s| s.id.clone());
    let mut corrections = sections.iter().filter(|s| s.kind == "correction").map(|s| s.id.clone());
    let mut entries = vec![received];
    for event in case.past.iter() {
        let section = match event.kind {
            EventKind::Replied | EventKind::HoldingReply => replies.next(),
            EventKind::Corrected => corrections.next(),
            _ => None,
        };
        entries.push(entry(seen, event, section, strings));
    }
    entries
}

fn entry(seen: Seen<'_>, event: &Event, section: Option<String>, strings: &Strings) -> TimelineEntry {
    let more = event.more.as_deref();
    let by = actor(seen, event).filter(|_| event.kind != EventKind::Reopened);
    let texts = more.map(|m| [&m.reason, &m.result, &m.note]).into_iter().flatten().flatten();
    let shown: Vec<(&str, Lang)> = texts.map(|t| t.get(seen.lang)).collect();
    TimelineEntry {
        on: event.on,
        time: clock::clock_time(event.time),
        key: event.kind.word(),
        department: event.department().map(|d| seen.department_name(d).to_owned()),
        by,
        lang: shown.first().and_then(|(_, lang)| seen.other(*lang)),
        text: shown.into_iter().map(|(t, _)| t.to_owned()).collect(),
        details: more.map(|m| details(seen, m, strings)).unwrap_or_default(),
        section,
        case: more.and_then(|m| m.into.as_ref()).and_then(|link| seen.find_case(&link.id).map(|at| seen.case_link(at))),
    }
}

fn details(seen: Seen<'_>, m: &EventFacts, strings: &Strings) -> Vec<Detail> {
    let word =
        |key, table, value: Option<&'static str>| value.map(|v| Detail { key, table, value: v.to_owned(), date: None });
    let text = |key, value: Option<&crate::record::Text>| {
        value.map(|t| Detail { key, table: "", value: t.in_lang(seen.lang).to_owned(), date: None })
    };
    let date = |key, value: Option<Date>| value.map(|d| Detail { key, table: "", value: String::new(), date: Some(d) });
    let within = m.within.map(|t| {
        let value = strings.counted(&format!("clock.{}", t.unit.word()), t.count);
        Detail { key: "within", table: "", value, date: None }
    });
    [
        word("outcome", "outcome", m.outcome.map(|x| x.word())),
        word("level", "level", m.level.map(|x| x.word())),
        word("rating", "rating", m.rating.map(|x| x.word())),
        word("review", "review", m.review.map(|x| x.word())),
        word("result", "review_result", m.review_result.map(|x| x.word())),
        word("role", "role", m.role.filter(|r| *r == crate::record::words::Role::Assist).map(|x| x.word())),
        within,
        date("due", m.due),
        date("notified", m.notified),
        m.category.as_ref().map(|c| Detail {
            key: "category",
            table: "",
            value: strings.category(c).to_owned(),
            date: None,
        }),
        text("basis", m.basis.as_ref()),
        text("grounds", m.grounds.as_ref()),
        text("instead", m.instead.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn related(seen: Seen<'_>, case: Told<'_>) -> Vec<RecordLink> {
    let mut keys: Vec<RecordKey> =
        case.related.iter().chain(case.facts.links.iter()).map(|w| RecordKey::of(&w.link)).collect();
    let mut met = std::collections::BTreeSet::new();
    keys.retain(|k| met.insert(k.clone()));
    let past = case.past.last().map_or(case.received, |event| event.on);
    let links = case.related.iter().chain(case.facts.links.iter());
    let links: Vec<_> = links.map(|written| (&written.link, case.day_of(&written.at, past))).collect();
    let record = |key| Some(RecordLink { articles: seen.articles(key, &links), ..seen.record(key)? });
    keys.iter().filter_map(record).collect()
}

fn attachments(seen: Seen<'_>, case: Told<'_>) -> Vec<Download> {
    if hidden_word(case.visibility).is_some() {
        return Vec::new();
    }
    let folder = format!("replies/{}/", case.id);
    let files = seen.case_files(case.at).into_iter();
    files.map(|path| download(seen, path, &folder, &case.attachments)).collect()
}

/// What is said in the place of a case that is hidden: by its withdrawal, else by its event.
fn tombstone(seen: Seen<'_>, case: Told<'_>, kind: &'static str) -> Notice {
    if let Some(withdrawal) = case.withdrawal.as_deref().filter(|withdrawal| withdrawal.removes()) {
        return Notice::of(seen, withdrawal);
    }
    let event = case.events.iter().rev().find(|e| matches!(e.kind, EventKind::Withheld | EventKind::Removed));
    let more = event.and_then(|event| event.more.as_deref());
    let reason = case.visibility_reason.as_ref().map(|reason| reason.get(seen.lang));
    Notice {
        kind,
        on: event.map(|e| e.on),
        class: more.and_then(|m| m.class).map(ReasonClass::word),
        reason: reason.map_or_else(String::new, |(text, _)| text.to_owned()),
        lang: reason.and_then(|(_, lang)| seen.other(lang)),
        by: event.and_then(|e| actor(seen, e)),
        basis: more.and_then(|m| m.basis.as_ref()).map(|basis| basis.in_lang(seen.lang).to_owned()),
        instead: None,
    }
}
