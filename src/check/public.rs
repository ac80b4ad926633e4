//! The one filter: what becomes of each record, and what the model may know of one that is
//! withheld.
//!
//! Takes records that were read, the refused files and the day; gives a [`Fate`] for each, and
//! the count of files by it. A record is published whole or not at all: its parts (attachments,
//! tables, notes, editions, translations) share its fate, and a refused part refuses it. A case
//! that is withheld or removed enters the model as a stub: id, kind, departments, dates. What
//! must hold: no later stage can show what the model does not hold.

use super::{Drafts, Tally};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use crate::markdown::RecordLink;
use crate::record::case::EventFacts;
use crate::record::kind::{self, FileKind};
use crate::record::reference::Department;
use crate::record::words::EventKind;
use crate::record::{Case, Event, Id, Text, TextFacts, Translation};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Why a record is not published, or not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Draft,
    NotYetDue,
    /// Withheld or removed: a stub is shown.
    Withheld,
}

/// Adds to the refused files the records that they are parts of: one bad part is enough.
pub(super) fn refuse_whole(refused: &mut BTreeSet<Box<str>>, d: &Drafts) {
    let owners: Vec<Box<str>> = refused.iter().map(|file| Box::from(&*kind::main_file(file))).collect();
    refused.extend(owners.into_iter().filter(|owner| d.has_file(owner)));
}

/// Reports parts whose record is not there: nothing shows them.
pub(super) fn orphans(d: &Drafts, findings: &mut Vec<Finding>) {
    let notes = d.notes.iter().map(|notes| &notes.file);
    for part in notes.chain(d.tables.iter().map(|table| &table.path)) {
        if !d.has_file(&kind::main_file(part)) {
            findings.push(Finding::new(&rules::FILE_UNRECOGNISED, part, Place::File));
        }
    }
}

/// What is known of the records so far.
pub(super) struct Fates<'a> {
    as_of: Date,
    refused: &'a BTreeSet<Box<str>>,
    held: BTreeMap<Box<str>, Fate>,
    drafts: bool,
    /// Files of records that are in the model before they are published.
    pub early: BTreeSet<Box<str>>,
}

impl<'a> Fates<'a> {
    pub fn new(as_of: Date, refused: &'a BTreeSet<Box<str>>, drafts: bool) -> Self {
        Self { as_of, refused, held: BTreeMap::new(), drafts, early: BTreeSet::new() }
    }

    /// Returns whether a record is in the model; `from` is the first day it is shown.
    pub fn keep(&mut self, file: &str, draft: bool, from: Option<Date>) -> bool {
        let fate = match (draft, from) {
            (true, _) => Some(Fate::Draft),
            (_, Some(day)) if day > self.as_of => Some(Fate::NotYetDue),
            _ => None,
        };
        if self.drafts && fate.is_some() {
            self.early.insert(file.into());
            return !self.refused.contains(file);
        }
        self.held.extend(fate.map(|fate| (Box::from(file), fate)));
        fate.is_none() && !self.refused.contains(file)
    }

    /// The same for a case; one that is withheld is in the model as a stub.
    pub fn keep_case(&mut self, case: &Case) -> bool {
        // What has not come in yet is nowhere, even for a look.
        if case.received > self.as_of {
            self.held.insert(case.file.clone(), if case.draft { Fate::Draft } else { Fate::NotYetDue });
            return false;
        }
        let kept = self.keep(&case.file, case.draft, case.publish_at.max(case.published));
        if kept && case.visibility.is_hidden() {
            self.held.insert(case.file.clone(), Fate::Withheld);
        }
        kept
    }

    /// Notes that nothing of a file is shown but a notice.
    pub fn remove(&mut self, file: &str) {
        self.held.insert(file.into(), Fate::Withheld);
    }

    /// Notes that a file beside a record is not public yet.
    pub fn hold_part(&mut self, file: &str) {
        self.held.insert(file.into(), Fate::NotYetDue);
    }

    /// Returns whether a part belongs to a record that is shown whole.
    pub fn shows_part(&self, part: &str) -> bool {
        let main = kind::main_file(part);
        !self.refused.contains(&*main) && !self.held.contains_key(&*main)
    }

    /// Counts files by what became of them.
    pub fn tally(&self, files: &[Box<str>]) -> Tally {
        let mut tally = Tally { read: files.len(), published: files.len(), ..Tally::default() };
        if self.refused.is_empty() && self.held.is_empty() {
            return tally;
        }
        for file in files {
            let count = match self.of(file) {
                Err(()) => &mut tally.refused,
                Ok(Some(Fate::Draft)) => &mut tally.drafts,
                Ok(Some(Fate::NotYetDue)) => &mut tally.not_yet_due,
                Ok(Some(Fate::Withheld)) => &mut tally.withheld,
                Ok(None) => continue,
            };
            *count += 1;
            tally.published -= 1;
        }
        tally
    }

    /// `Err` is refused.
    fn of(&self, file: &str) -> Result<Option<Fate>, ()> {
        if self.refused.contains(file) {
            return Err(());
        }
        let original = match kind::of(file) {
            FileKind::Case { .. } => return Ok(self.held.get(file).copied()),
            FileKind::Translation { of, .. } => of,
            _ => file.to_owned(),
        };
        let main = kind::main_file(file);
        if self.refused.contains(&*main) {
            return Err(());
        }
        let own = [&*main, &*original, file].into_iter().find_map(|of| self.held.get(of));
        Ok(own.copied())
    }
}

/// Returns what the model knows of a case that is withheld or removed.
///
/// Said of each field, so that a new one cannot be forgotten. What counts in a figure stays: days,
/// departments, words of closed lists. What is somebody's words, or says what the matter was, goes.
/// Why it is hidden stays, as an office wrote that for the readers of the stub: the reason for
/// its visibility, and the law that the act rests on.
pub fn stub(case: &Case, departments: &[Department]) -> Case {
    let known = |id: &Id| departments.iter().any(|department| department.id == *id);
    Case {
        file: case.file.clone(),
        digest: case.digest,
        head: case.head,
        id: case.id.clone(),
        lang: case.lang,
        title: case.id.clone(),
        kind: case.kind,
        channel: None,
        references: Box::default(),
        department: case.department.clone(),
        topics: Box::default(),
        urgency: case.urgency,
        location: None,
        received: case.received,
        received_at: case.received_at,
        applicant: case.applicant,
        events: case.events.iter().map(|event| bare(event, &known)).collect(),
        promises: case.promises.iter().map(|p| crate::record::case::Promise { text: nothing(), ..p.clone() }).collect(),
        related: Box::default(),
        aliases: case.aliases.clone(),
        attachments: Box::default(),
        licence: None,
        published: case.published,
        publish_at: case.publish_at,
        draft: case.draft,
        visibility: case.visibility,
        visibility_reason: case.visibility_reason.clone(),
        withdrawal: case.withdrawal.clone(),
        body: case.body.clone(),
        sections: Vec::new(),
        facts: TextFacts::default(),
        translations: case.translations.iter().map(|t| untold(t, &case.id)).collect(),
    }
}

pub(super) fn nothing() -> Text {
    Text(Box::default())
}

/// An event without its words, said of each field; of the act that hides the case the law stays.
fn bare(event: &Event, known: &dyn Fn(&Id) -> bool) -> Event {
    let hides = matches!(event.kind, EventKind::Withheld | EventKind::Removed);
    let office = |by: &Text| by.0.iter().all(|(_, id)| known(id));
    let facts = |more: &EventFacts| EventFacts {
        department: more.department.clone(),
        by: more.by.clone().filter(office),
        note: None,
        reason: None,
        result: None,
        instead: None,
        basis: more.basis.clone().filter(|_| hides),
        grounds: None,
        ground: more.ground,
        category: None,
        class: more.class,
        outcome: more.outcome,
        rating: more.rating,
        level: more.level,
        role: more.role,
        reopener: more.reopener,
        review: more.review,
        review_result: more.review_result,
        due: more.due,
        notified: more.notified,
        within: more.within,
        into: more.into.as_ref().map(|into| RecordLink { fragment: None, ..into.clone() }),
    };
    Event { more: event.more.as_deref().map(|more| Box::new(facts(more))), ..event.clone() }
}

/// A translation of which nothing is left but that there is one: its page is a stub too.
pub(super) fn untold(translation: &Translation, id: &Id) -> Translation {
    Translation {
        title: id.clone(),
        translator: None,
        of: Box::default(),
        sections: Vec::new(),
        facts: TextFacts::default(),
        ..translation.clone()
    }
}
