//! All files together: from parsed records to a [`Model`] and findings.
//!
//! Takes every [`Parsed`] file, the configuration and the day of the build. Bad records are
//! set aside and reported; a link to one is not reported again, so one fault gives one
//! finding. What must hold afterwards: see [`crate::model`]. Rules that need one file only
//! are applied while parsing; the words of all rules are in [`rules`].

mod assemble;
mod cases;
mod charts;
mod datasets;
mod defaults;
mod digests;
mod embargoes;
mod future;
mod ids;
pub use ids::may_name_page;
mod links;
mod order;
pub use links::own_addresses;
mod personal;
pub use personal::of_theme as personal_data_of_theme;
pub use personal::{unknown_outputs, waives};
mod policies;
mod public;
mod reference;
mod releases;
pub mod revisions;
mod stubs;
mod tables;
use crate::diagnostic::rules;
pub mod translations;
mod withdrawals;

use crate::config::Config;
use crate::diagnostic::{Finding, Place};
use crate::host::{Entry, EntryKind};
use crate::model::Model;
use crate::record::kind::{self, FileKind};
use crate::record::words::EventKind;
use crate::record::{Attachment, Case, Event, Parsed, TextFacts};
use assemble::{Names, References};
use jiff::civil::{Date, DateTime, Time};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The day a build stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub as_of: Date,
    /// The hour, where it is known: what is to appear at one is held back until then, and all day where
    /// a day alone was named.
    pub time: Option<Time>,
    /// `true` when the user asked for a day: later events are then left out, not reported.
    pub replay: bool,
}

impl Day {
    /// Returns the moment that the site stands for, in its own time zone: of a day alone, its first.
    pub fn moment(self) -> DateTime {
        self.as_of.to_datetime(self.time.unwrap_or(Time::midnight()))
    }
}

/// What became of the content's files.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    pub read: usize,
    pub published: usize,
    pub drafts: usize,
    pub not_yet_due: usize,
    pub withheld: usize,
    pub refused: usize,
    /// What is held back until its hour, the first to come first.
    pub embargoes: Vec<Embargoed>,
    /// The next moment at which another site would be made of the same files: an embargo ends, or the hour of
    /// a release comes.
    pub turns: Option<DateTime>,
}

/// Figures that are held back until their hour.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Embargoed {
    pub file: Box<str>,
    /// When it ends, with the offset of the site's zone.
    pub until: String,
    pub moment: DateTime,
}

/// The outcome of the check.
pub struct Checked {
    pub model: Model,
    /// Sorted by file and place.
    pub findings: Vec<Finding>,
    pub tally: Tally,
    /// Files with an error, and the records they are parts of, sorted.
    pub refused: BTreeSet<Box<str>>,
    /// Files that hold personal data, waived or not.
    pub with_hits: Vec<Box<str>>,
    /// Files of records that are withheld or removed, sorted.
    hidden: BTreeSet<Box<str>>,
    /// Files of records that are shown before they are published, sorted: none but for a look.
    pub early: BTreeSet<Box<str>>,
}

impl Checked {
    /// Returns whether a file is part of a record of which a stub is shown: then nothing of it may be
    /// kept outside the content.
    pub fn hides(&self, file: &str) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let original = match kind::of(file) {
            FileKind::Translation { of, .. } => of,
            _ => file.to_owned(),
        };
        self.hidden.contains(&*kind::main_file(file)) || self.hidden.contains(original.as_str())
    }
}

/// A way to read a file of the site again; `None` when that is not possible, which is told elsewhere.
pub type Read<'r> = dyn Fn(&str) -> Option<Vec<u8>> + Sync + 'r;

/// Checks all files together. Tables are read again: their cells are held against what is said of them.
pub fn check(parsed: Vec<Parsed>, listed: &[Entry], config: Config, day: Day, read: &Read<'_>) -> Checked {
    let mut findings: Vec<Finding> = Vec::new();
    odd_entries(listed, "", &mut findings);
    if config.licence.is_none() {
        // Without one nobody knows whether the texts may be used; that is said once, not invented.
        let place = Place::Value(crate::diagnostic::KeyPath::of("licence"));
        findings.push(Finding::new(&rules::LICENCE_NOT_STATED, crate::config::FILE, place));
    }
    let with_hits = parsed.iter().filter(|file| !file.personal.is_empty()).map(|file| file.file.clone()).collect();
    let mut of_ids = Vec::new();
    let codes: Vec<&str> = config.languages.iter().map(|language| &*language.code).collect();
    let (known, ()) = rayon::join(
        || ids::check(&parsed, &codes, &mut of_ids),
        || personal::check(&parsed, &config, day.as_of, &mut findings),
    );
    findings.append(&mut of_ids);
    let mut drafts = assemble::assemble(parsed, known, &mut findings);
    for finding in findings.iter_mut().filter(|f| f.rule == &rules::FILE_UNRECOGNISED) {
        // The name that it should have is taken.
        finding.args.iter_mut().filter(|(name, path)| name == "nearest" && drafts.has_file(path)).for_each(
            |(name, _)| {
                *name = "beside".into();
            },
        );
    }
    assemble::check_references(&drafts, &config, &mut findings);
    reference::check(&drafts, &mut findings);
    public::orphans(&drafts, &mut findings);
    translations::attach(&mut drafts, &mut findings);
    policies::check(&mut drafts, &mut findings);
    embargoes::check(&mut drafts, &config.timezone, day, &mut findings);
    datasets::check(&mut drafts, read, &mut findings);
    cases::check(&drafts, day, config.first_year, &mut findings);
    future::check(&drafts, day, &mut findings);
    links::check(&drafts, day.as_of, &mut findings);
    digests::check(&drafts, &mut findings);
    withdrawals::check(&drafts, day, &mut findings);
    releases::check(&drafts, day, &mut findings);
    let order = |f: &Finding| (f.file.clone(), f.place.order(), f.rule.name, f.args.clone());
    let mut refused: BTreeSet<Box<str>> =
        findings.iter().filter(|f| f.is_error()).map(|f| f.file.as_str().into()).collect();
    public::refuse_whole(&mut refused, &drafts);
    defaults::settle(&mut findings, &config);
    findings.sort_by_cached_key(order);
    findings.dedup();
    said_once(&mut findings);
    let (model, tally, early) = assemble::model(drafts, config, day, &refused);
    let hidden = hidden(&model);
    Checked { model, findings, tally, refused, with_hits, hidden, early }
}

/// The files of records of which nothing but a notice is shown.
fn hidden(model: &Model) -> BTreeSet<Box<str>> {
    let removed = |withdrawal: &Option<_>| stubs::removed(withdrawal);
    let cases = model.cases.iter().filter(|case| case.visibility.is_hidden()).map(|case| &case.file);
    let policies = model.policies.iter().filter(|x| removed(&x.withdrawal)).map(|x| &x.file);
    let editions = model.policies.iter().flat_map(|policy| &policy.gone).map(|edition| &edition.file);
    let datasets = model.datasets.iter().filter(|x| removed(&x.withdrawal)).map(|x| &x.file);
    let digests = model.digests.iter().filter(|x| removed(&x.withdrawal)).map(|x| &x.file);
    let pages = model.pages.iter().filter(|x| removed(&x.withdrawal)).map(|x| &x.file);
    cases.chain(policies).chain(editions).chain(datasets).chain(digests).chain(pages).cloned().collect()
}

/// A name in place of an id is outside the grammar of ids, and unknown: that it is unknown says what to
/// write, so the other goes.
fn said_once(findings: &mut Vec<Finding>) {
    let unknown = [rules::UNKNOWN_DEPARTMENT.name, rules::UNKNOWN_TOPIC.name];
    let place = |f: &Finding| (f.file.clone(), f.place.order());
    let told: BTreeSet<_> = findings.iter().filter(|f| unknown.contains(&f.rule.name)).map(place).collect();
    findings.retain(|f| f.rule.name != rules::ID_OUTSIDE_GRAMMAR.name || !told.contains(&place(f)));
}

/// Returns whether a case, changed in its own file, is sound by itself and to all others what
/// it was before: then no other record need be looked at again.
///
/// Said of each field, so that a new one cannot be forgotten.
pub fn same_to_others(old: &Case, new: &Case, model: &Model, day: Day) -> bool {
    let Case {
        file,
        digest: _,
        head: _,
        id,
        lang,
        title,
        kind: _,
        channel: _,
        references,
        department: _,
        topics: _,
        urgency: _,
        location: _,
        received,
        received_at: _,
        applicant: _,
        events,
        promises: _,
        related,
        aliases,
        attachments,
        licence: _,
        published,
        publish_at,
        draft,
        visibility,
        visibility_reason: _,
        withdrawal,
        body,
        sections,
        facts,
        translations,
    } = old;
    let names = |case: &Case| -> Vec<String> {
        let into = case.events.iter().filter_map(|e| e.more.as_deref()?.into.as_ref());
        let links = case.related.iter().chain(&case.facts.links).map(|written| &written.link).chain(into);
        links.map(ToString::to_string).collect()
    };
    // Which article a link means depends on the day of the text it stands in.
    let days = |case: &Case| -> Vec<_> {
        let links = || case.related.iter().chain(&case.facts.links);
        let to_articles = |written: &&crate::record::WrittenLink| {
            written.link.scheme == crate::markdown::RecordScheme::Policy && written.link.fragment.is_some()
        };
        links().filter(to_articles).map(|written| case.day_of(&written.at, day.as_of)).collect()
    };
    let merged = |case: &Case| case.events.iter().any(|e| e.kind == EventKind::Merged);
    let files = |list: &[Attachment]| list.iter().map(|a| a.file.clone()).collect::<Vec<_>>();
    let beside = |facts: &TextFacts| facts.relative.iter().map(|(to, ..)| to.clone()).collect::<Vec<_>>();
    let same = *file == new.file
        && *id == new.id
        && !merged(old)
        && !merged(new)
        && *lang == new.lang
        && *references == new.references
        && *received == new.received
        && related.len() == new.related.len()
        && names(old) == names(new)
        && days(old) == days(new)
        && *aliases == new.aliases
        && (aliases.is_empty() || *title == new.title)
        && files(attachments) == files(&new.attachments)
        && facts.own.is_empty()
        && new.facts.own.is_empty()
        && *publish_at == new.publish_at
        && *published == new.published
        && *draft == new.draft
        && *visibility == new.visibility
        // The register tells of it, and lists leave it out.
        && withdrawal.is_none()
        && new.withdrawal.is_none()
        && facts.anchors == new.facts.anchors
        && beside(facts) == beside(&new.facts)
        && (translations.is_empty() || (body.digest == new.body.digest && sections == &new.sections));
    let listed = |events: &[Event]| {
        events.iter().filter(|e| e.on <= day.as_of && crate::derive::register::is_listed(e.kind)).count()
    };
    let mut findings = Vec::new();
    let names = Names::new(&model.departments, &model.topics);
    let mut references = References { names: &names, findings: &mut findings };
    cases::alone(new, &mut references, day, model.config.first_year, false);
    // A stub is made where all records are at hand.
    let whole = !new.visibility.is_hidden();
    same && whole && listed(events) == listed(&new.events) && findings.is_empty()
}

/// Reports what is listed and is no file that could be read.
pub(crate) fn odd_entries(listed: &[Entry], dir: &str, findings: &mut Vec<Finding>) {
    let litter = |e: &&Entry| kind::of(&e.path) != FileKind::Ignored;
    findings.extend(listed.iter().filter(litter).filter_map(|entry| {
        let rule = match entry.kind {
            EntryKind::File | EntryKind::Link => return None,
            EntryKind::StrayLink => &rules::SYMLINK_LEAVES_CONTENT,
            EntryKind::Special => &rules::SPECIAL_FILE,
            EntryKind::OddName => &rules::FILE_NAME_NOT_TEXT,
        };
        let name = entry.path.rsplit('/').next().unwrap_or_default();
        Some(Finding::new(rule, &format!("{dir}{}", entry.path), Place::File).arg("name", name))
    }));
}

/// All records of a site before they are found sound.
pub(crate) struct Drafts {
    pub departments: Vec<crate::record::reference::Department>,
    pub topics: Vec<crate::record::reference::Topic>,
    pub rules: Vec<crate::record::reference::DeadlineRule>,
    pub calendars: Vec<crate::record::reference::CalendarYear>,
    pub cases: Vec<Arc<Case>>,
    pub policies: Vec<crate::record::Policy>,
    pub editions: Vec<crate::record::Edition>,
    pub datasets: Vec<crate::record::Dataset>,
    pub tables: Vec<crate::record::dataset::TableFacts>,
    pub notes: Vec<crate::record::Page>,
    pub digests: Vec<crate::record::Digest>,
    pub pages: Vec<crate::record::Page>,
    pub translations: Vec<(Box<str>, crate::record::Translation)>,
    pub attachments: BTreeMap<Box<str>, u64>,
    /// Every file that was read, sorted.
    pub files: Vec<Box<str>>,
    /// Names of the ids that have a file, whether or not it could be read.
    pub known: ids::Known,
    /// Whether the list of departments, and that of topics, has a fault.
    pub unread: [bool; 2],
}

impl Drafts {
    /// Returns the ids of the reference data.
    fn names(&self) -> Names<'_> {
        Names::new(&self.departments, &self.topics).unread(self.unread)
    }

    /// Returns whether a file was read.
    pub fn has_file(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| (**file).cmp(path)).is_ok()
    }
}
