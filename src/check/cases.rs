//! Cases: what happened can have happened, in this order, and the text agrees with it.

use super::assemble::References;
use super::{Day, Drafts};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place, Step};
use crate::record::case::{Event, Written};
use crate::record::life_cycle::{self, Life};
use crate::record::words::{EventKind, Kind, Outcome, ReviewResult, Role, Visibility};
use crate::record::{Case, SectionKind};
use crate::yaml::schema::unknown_word;
use jiff::civil::{Date, Time};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Checks every case.
pub(super) fn check(d: &Drafts, day: Day, first_year: i16, findings: &mut Vec<Finding>) {
    let slips: HashSet<&str> = findings.iter().filter(|f| hides_a_reply(f)).map(|f| f.file.as_str()).collect();
    let names = d.names();
    let single = d.cases.par_iter().flat_map_iter(|case| {
        let mut found = Vec::new();
        let mut references = References { names: &names, findings: &mut found };
        alone(case, &mut references, day, first_year, slips.contains(&*case.file));
        found
    });
    let single: Vec<Finding> = single.collect();
    findings.extend(single);
    references(d, findings);
    mergers(d, findings);
}

/// Returns whether a finding explains that replies and their dates do not fit: a heading with a slip in it,
/// or a date, a type or a key that could not be read.
fn hides_a_reply(finding: &Finding) -> bool {
    if finding.rule == &rules::HEADING_NEAR_MISS {
        return true;
    }
    let (Place::Value(path) | Place::Key(path, _)) = &finding.place else { return false };
    let first = path.0.first();
    let key = |known: &str| matches!(first, Some(Step::Key(key)) if key == known);
    let top = matches!(finding.place, Place::Key(..)) && path.0.len() == 1;
    finding.is_error() && (key("replied") || key("events") || top)
}

/// Cases merged into each other, or into themselves, are answered nowhere.
fn mergers(d: &Drafts, findings: &mut Vec<Finding>) {
    let merger = |case: &Case| case.events.iter().find(|e| e.kind == EventKind::Merged).cloned();
    let into = |event: &Event| event.more.as_deref().and_then(|m| m.into.as_ref()).map(|link| link.id.clone());
    let merged: HashMap<&str, String> =
        d.cases.iter().filter_map(|case| Some((&*case.id, into(&merger(case)?)?))).collect();
    let circling = circling(d, &merged);
    for case in d.cases.iter().filter(|case| circling.contains(&*case.id)) {
        let Some(event) = merger(case) else { continue };
        let next = |at: &&str| merged.get(*at).map(String::as_str);
        let way = std::iter::successors(next(&&*case.id), next);
        // A circle comes back to where it began; a long one is not told whole.
        let mut names: Vec<&str> = way.take(10).collect();
        names.truncate(names.iter().position(|id| *id == &*case.id).map_or(names.len(), |at| at + 1));
        let finding = Finding::new(&rules::MERGED_IN_CIRCLE, &case.file, kind_place(&event));
        findings.push(finding.arg("cases", names.join(", ")));
    }
}

/// The cases that lie on a circle of mergers: those left when, again and again, each case that
/// nothing is merged into is taken out.
fn circling<'d>(d: &'d Drafts, merged: &'d HashMap<&'d str, String>) -> HashSet<&'d str> {
    let mut incoming: HashMap<&str, usize> = HashMap::new();
    let ids = || d.cases.iter().map(|case| &*case.id).filter(|id| merged.contains_key(id));
    ids().for_each(|id| *incoming.entry(merged[id].as_str()).or_default() += 1);
    let mut left: HashSet<&str> = ids().collect();
    let mut ends: Vec<&str> = ids().filter(|id| !incoming.contains_key(id)).collect();
    while let Some(id) = ends.pop() {
        left.remove(id);
        let next = merged[id].as_str();
        let count = incoming.entry(next).or_default();
        *count = count.saturating_sub(1);
        if *count == 0 && left.contains(next) {
            ends.push(next);
        }
    }
    left
}

/// Checks what one case and the reference data tell; `slip` says that a heading of its text is
/// nearly one of ours.
pub(super) fn alone(case: &Case, references: &mut References<'_, '_>, day: Day, first_year: i16, slip: bool) {
    named(case, references);
    let findings = &mut *references.findings;
    stated_once(case, findings);
    years(case, day, first_year, findings);
    dates(case, day, findings);
    // A receipt that has not come was told, and is later than anything.
    if case.received <= day.as_of {
        super::order::case(case, findings);
    }
    transitions(case, findings);
    results(case, findings);
    grounds(case, findings);
    last_assignment(case, findings);
    // A heading with a slip in it explains a count that differs: one fault, one finding.
    if !slip {
        replies_and_events(case, findings);
    }
    corrections(case, findings);
    gone(case, findings);
}

/// A reference number belongs to one case.
fn references(d: &Drafts, findings: &mut Vec<Finding>) {
    let mut references = HashMap::<&str, (&Case, usize)>::with_capacity(d.cases.len());
    // What was merged has the number of the case that it is part of now.
    let merged = |case: &Case| case.events.iter().any(|e| e.kind == EventKind::Merged);
    for case in d.cases.iter().filter(|case| !merged(case)) {
        for (i, reference) in case.references.iter().enumerate() {
            match references.get(&**reference) {
                Some((first, j)) => {
                    let place = Place::Value(KeyPath::of("references").index(i));
                    let finding =
                        Finding::new(&rules::REFERENCE_REPEATED, &case.file, place).arg("reference", reference);
                    findings.push(finding.related(&first.file, Place::Value(KeyPath::of("references").index(*j))));
                }
                None => {
                    references.insert(reference, (case, i));
                }
            }
        }
    }
}

fn value(path: KeyPath) -> Place {
    Place::Value(path)
}

/// The place of an event's date.
fn date_place(event: &Event) -> Place {
    match event.written {
        Written::Shorthand(_) => value(event.written.path()),
        Written::Listed(_) => value(event.written.path().key("on")),
    }
}

/// The place that names an event: its `type`, or its shorthand key.
fn kind_place(event: &Event) -> Place {
    match event.written {
        Written::Shorthand(_) => Place::Key(event.written.path(), 0),
        Written::Listed(_) => value(event.written.path().key("type")),
    }
}

fn named(case: &Case, references: &mut References<'_, '_>) {
    if !case.department.is_empty() {
        references.department(&case.file, &case.department, KeyPath::of("department"));
    }
    references.topics(&case.file, &case.topics, &KeyPath::of("topics"));
    let mut lead = case.first_department();
    if case.events.iter().all(|e| e.leads().is_none()) {
        references.there(&case.file, lead, case.received, KeyPath::of("department"));
    }
    for event in &case.events {
        if let Some(next) = event.leads() {
            references.there(&case.file, next, event.on, event.written.path().key("department"));
            lead = next;
        } else if event.kind == EventKind::Replied {
            let (replier, key) = match event.department() {
                Some(named) => (named, event.written.path().key("department")),
                None => (lead, event.written.path()),
            };
            references.there(&case.file, replier, event.on, key);
        }
    }
    for event in &case.events {
        if let Some(id) = event.department() {
            references.department(&case.file, id, event.written.path().key("department"));
        }
    }
    if case.body.start >= case.body.end || case.sections.iter().all(|s| s.start >= s.end) {
        let stub = matches!(case.visibility, Visibility::Withheld | Visibility::Removed);
        if !stub {
            references.findings.push(Finding::new(&rules::BODY_EMPTY, &case.file, Place::File));
        }
    }
}

/// Whether a shorthand date and a listed event tell the same fact. Two listed events are two facts.
fn twins(a: &Event, b: &Event) -> bool {
    let short = |e: &Event| matches!(e.written, Written::Shorthand(_));
    a.kind == b.kind && a.on == b.on && short(a) != short(b)
}

/// A shorthand date and a listed event of the same kind and day say the same thing twice.
fn stated_once(case: &Case, findings: &mut Vec<Finding>) {
    let short = case.events.iter().filter(|e| matches!(e.written, Written::Shorthand(_)));
    for event in short {
        let twin = case.events.iter().find(|e| twins(event, e));
        if let Some(twin) = twin {
            let finding = Finding::new(&rules::FACT_STATED_TWICE, &case.file, kind_place(twin));
            findings.push(finding.arg("event", event.kind.word()).related(&case.file, kind_place(event)));
        }
    }
}

/// No date of a case lies in a year that nobody means (DESIGN 8.11).
fn years(case: &Case, day: Day, first_year: i16, findings: &mut Vec<Finding>) {
    let (from, to) = (first_year, day.as_of.year() + 10);
    let mut check = |date: Date, place: Place| {
        if date != Date::MIN && date.year() >= crate::yaml::schema::FIRST_YEAR && !(from..=to).contains(&date.year()) {
            let finding = Finding::new(&rules::YEAR_IMPLAUSIBLE, &case.file, place);
            let year = format!("{:04}", date.year());
            findings.push(finding.arg("year", year).arg("from", from).arg("to", to));
        }
    };
    check(case.received, value(KeyPath::of("received")));
    for (key, date) in [("published", case.published), ("publish_at", case.publish_at)] {
        date.into_iter().for_each(|date| check(date, value(KeyPath::of(key))));
    }
    for event in &case.events {
        check(event.on, date_place(event));
        let due = event.more.as_deref().and_then(|m| m.due);
        due.into_iter().for_each(|due| check(due, value(event.written.path().key("due"))));
    }
    for (i, promise) in case.promises.iter().enumerate() {
        for (key, date) in [("due", promise.due), ("done", promise.done)] {
            date.into_iter().for_each(|date| check(date, value(KeyPath::of("promises").index(i).key(key))));
        }
    }
}

fn dates(case: &Case, day: Day, findings: &mut Vec<Finding>) {
    // A year that cannot be meant was told by `years`, and nothing follows from it.
    if case.received.year() > day.as_of.year() + 10 {
        return;
    }
    for event in &case.events {
        let hours = case.received_at.zip(event.time).filter(|(received, event)| event < received);
        if event.on < case.received || (event.on == case.received && hours.is_some()) {
            let finding = Finding::new(&rules::DATE_BEFORE_RECEIPT, &case.file, date_place(event));
            let shown = |date: Date, time: Option<Time>| match time.filter(|_| event.on == case.received) {
                Some(time) => format!("{date} {}", time.strftime("%H:%M")),
                None => date.to_string(),
            };
            let finding = finding.arg("event", event.kind.word()).arg("date", shown(event.on, event.time));
            let finding = finding.arg("received", shown(case.received, case.received_at));
            findings.push(finding.related(&case.file, value(KeyPath::of("received"))));
            // One date that is wrong makes the others seem so.
            break;
        }
    }
    if day.replay {
        return;
    }
    let mut future = |what: &str, date: Date, place| {
        // Further ahead than anybody means: said by `years`.
        if date.year() > day.as_of.year() + 10 {
            return;
        }
        let finding = Finding::new(&rules::EVENT_IN_FUTURE, &case.file, place);
        findings.push(finding.arg("event", what).arg("date", date).arg("as_of", day.as_of));
    };
    let scheduled = case.draft || case.publish_at.is_some_and(|d| d > day.as_of);
    if case.received > day.as_of && !scheduled {
        future("received", case.received, value(KeyPath::of("received")));
        return;
    }
    for event in case.events.iter().filter(|e| e.on > day.as_of && !scheduled) {
        future(event.kind.word(), event.on, date_place(event));
    }
    for (i, promise) in case.promises.iter().enumerate() {
        if let Some(done) = promise.done.filter(|done| *done > day.as_of && !scheduled) {
            future("done", done, value(KeyPath::of("promises").index(i).key("done")));
        }
    }
}

/// Walks the events through the state machine; a contradiction is reported once and skipped.
fn transitions(case: &Case, findings: &mut Vec<Finding>) {
    let mut life = Life::default();
    let mut previous: Option<&Event> = None;
    for event in &case.events {
        // Twins are reported by `stated_once`; what lies before receipt by `dates`.
        let twin = previous.is_some_and(|p| twins(p, event));
        if twin || event.on < case.received {
            continue;
        }
        match life.step(event) {
            Ok(()) if life_cycle::changes_state(event.kind) => previous = Some(event),
            Ok(()) => {}
            Err(_) => findings.push(contradiction(case, event, previous)),
        }
    }
}

fn contradiction(case: &Case, event: &Event, previous: Option<&Event>) -> Finding {
    let (before, date) = previous.map_or(("received", case.received), |p| (p.kind.word(), p.on));
    let finding = Finding::new(&rules::IMPOSSIBLE_TRANSITION, &case.file, kind_place(event))
        .arg("event", event.kind.word())
        .arg("date", event.on)
        .arg("previous", before)
        .arg("previous_date", date);
    finding.related(&case.file, previous.map_or(value(KeyPath::of("received")), kind_place))
}

/// The result of a review is one of the words, or a sentence: a single word that is none of
/// them is a slip.
fn results(case: &Case, findings: &mut Vec<Finding>) {
    for event in case.events.iter().filter(|e| e.kind == EventKind::ReviewEnded) {
        let Some(text) = event.more.as_deref().and_then(|m| m.result.as_ref()) else { continue };
        let word = text.in_lang(0);
        if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            let at = event.written.path().key("result");
            findings.push(unknown_word(&case.file, "result", at, word, ReviewResult::LIST));
        }
    }
}

/// Only what was not given has a ground.
fn grounds(case: &Case, findings: &mut Vec<Finding>) {
    use Outcome::{CannotProvide, NotHandled, NotHeld, Refused};
    for event in case.events.iter().filter(|e| e.kind == EventKind::Concluded) {
        let Some((outcome, ground)) = event.more.as_deref().and_then(|m| m.outcome.zip(m.ground)) else { continue };
        if !matches!(outcome, Refused | CannotProvide | NotHandled | NotHeld) {
            let place = value(event.written.path().key("ground"));
            let finding = Finding::new(&rules::GROUND_WITHOUT_REFUSAL, &case.file, place);
            findings.push(finding.arg("outcome", outcome.word()).arg("ground", ground.word()));
        }
    }
}

fn last_assignment(case: &Case, findings: &mut Vec<Finding>) {
    let lead = |e: &&Event| {
        let assist = e.more.as_deref().is_some_and(|m| m.role == Some(Role::Assist));
        matches!(e.kind, EventKind::Assigned | EventKind::Transferred) && !assist
    };
    let last = case.events.iter().rev().find(lead);
    if let Some((event, assigned)) = last.and_then(|e| e.department().map(|d| (e, d)))
        && *assigned != case.department
        && !case.department.is_empty()
    {
        let finding = Finding::new(&rules::DEPARTMENT_NOT_LAST_ASSIGNED, &case.file, value(KeyPath::of("department")));
        let finding = finding.arg("department", &case.department).arg("assigned", assigned);
        findings.push(finding.related(&case.file, value(event.written.path().key("department"))));
    }
}

/// The n-th Reply section belongs to the n-th `replied` or `holding_reply`.
fn replies_and_events(case: &Case, findings: &mut Vec<Finding>) {
    if matches!(case.visibility, Visibility::Withheld | Visibility::Removed) {
        return;
    }
    let sections: Vec<_> = case.sections.iter().filter(|s| s.kind == SectionKind::Reply).collect();
    let events: Vec<_> =
        case.events.iter().filter(|e| matches!(e.kind, EventKind::Replied | EventKind::HoldingReply)).collect();
    // Twins would be counted twice.
    let events: Vec<_> =
        events.iter().enumerate().filter(|(i, e)| !events[..*i].iter().any(|p| twins(p, e))).map(|(_, e)| *e).collect();
    for (i, section) in sections.iter().enumerate().filter(|(i, _)| *i >= events.len()) {
        let place = Place::Bytes(section.heading as usize..section.start as usize);
        findings.push(
            Finding::new(&rules::REPLY_WITHOUT_EVENT, &case.file, place)
                .arg("number", i + 1)
                .arg("events", events.len()),
        );
    }
    for event in events.get(sections.len()..).unwrap_or_default() {
        let finding = Finding::new(&rules::EVENT_WITHOUT_REPLY, &case.file, kind_place(event));
        findings.push(finding.arg("event", event.kind.word()).arg("date", event.on).arg("sections", sections.len()));
    }
}

fn corrections(case: &Case, findings: &mut Vec<Finding>) {
    if matches!(case.visibility, Visibility::Withheld | Visibility::Removed) {
        return;
    }
    let sections: Vec<_> = case.sections.iter().filter(|s| s.kind == SectionKind::Correction).collect();
    let events: Vec<_> = case.events.iter().filter(|e| e.kind == EventKind::Corrected).collect();
    for section in sections.get(events.len()..).unwrap_or_default() {
        let place = Place::Bytes(section.heading as usize..section.start as usize);
        findings.push(Finding::new(&rules::CORRECTION_WITHOUT_EVENT, &case.file, place));
    }
    for event in events.get(sections.len()..).unwrap_or_default() {
        findings
            .push(Finding::new(&rules::EVENT_WITHOUT_CORRECTION, &case.file, kind_place(event)).arg("date", event.on));
    }
}

/// What is withheld or removed says why, and what is not gives no reason for it; a class of applicants is
/// counted of requests for information.
fn gone(case: &Case, findings: &mut Vec<Finding>) {
    if case.visibility == Visibility::Normal && case.visibility_reason.is_some() {
        let place = value(KeyPath::of("visibility_reason"));
        findings.push(Finding::new(&rules::REASON_WITHOUT_VISIBILITY, &case.file, place));
    }
    if case.applicant.is_some() && case.kind != Kind::Foi {
        let finding = Finding::new(&rules::APPLICANT_WITHOUT_REQUEST, &case.file, value(KeyPath::of("applicant")));
        findings.push(finding.arg("kind", case.kind.word()));
    }
    let hidden = matches!(case.visibility, Visibility::Withheld | Visibility::Removed);
    if hidden && case.visibility_reason.is_none() {
        let finding = Finding::new(&rules::VISIBILITY_WITHOUT_REASON, &case.file, value(KeyPath::of("visibility")));
        findings.push(finding.arg("visibility", case.visibility.word()));
    }
}
