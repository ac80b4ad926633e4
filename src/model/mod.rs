//! Everything that will be published, held against each other and found sound.
//!
//! Made by [`crate::check`]; read by all later stages. What must hold: ids are unique, every
//! department, topic and link of a record is known, events can follow each other, dates lie
//! in order. Facts only: texts are read again where they are rendered.

pub mod links;

use crate::calendar::Calendars;
use crate::config::Config;
use crate::markdown::{RecordLink, RecordScheme};
use crate::record::reference::{DeadlineRule, Department, Topic};
use crate::record::release::Release;
use crate::record::words::{EventKind, Kind, Shown};
use crate::record::{Case, Dataset, Digest, Edition, Id, Lang, Page, Policy, Translation, Withdrawal};
use crate::source::ContentDigest;
use jiff::civil::{Date, Time};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Bound;
use std::sync::Arc;

/// A day and, where known, its hour.
pub type At = (Date, Option<Time>);

/// What a term rests on besides its round: receipt and acceptance, the earliest of the case and
/// of those merged into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    pub received: At,
    pub accepted: Option<At>,
    pub assigned: Option<At>,
}

/// The checked content of a site on one day.
pub struct Model {
    pub config: Config,
    /// Digest of the configuration.
    pub settings: ContentDigest,
    /// The day the site shows.
    pub as_of: Date,
    pub departments: Vec<Department>,
    pub topics: Vec<Topic>,
    pub rules: Vec<DeadlineRule>,
    pub calendars: Calendars,
    /// Sorted by id, as all records here.
    pub cases: Vec<Arc<Case>>,
    pub policies: Vec<Policy>,
    pub datasets: Vec<Dataset>,
    pub digests: Vec<Digest>,
    pub pages: Vec<Page>,
    /// Files published beside records: path in the site → size in bytes.
    pub attachments: BTreeMap<Box<str>, u64>,
    /// Which records link to which: target → sources, both as `scheme:id`, sorted.
    pub mentions: BTreeMap<RecordKey, Vec<RecordKey>>,
    /// The cases merged into another: place of that → day of the merger and place of each.
    pub joined: BTreeMap<usize, Vec<(Date, usize)>>,
    /// Drafts and records whose day has not come, which stand on no page: counted only.
    pub held_back: Vec<HeldBack>,
    /// The releases of figures as they were known on the day, by the day on which they come or came.
    pub releases: Vec<Announced>,
    /// Places of those of each dataset.
    pub releases_by: BTreeMap<Id, Vec<u32>>,
}

/// What the public log says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Logs {
    /// Of records that are shown, by kind and id.
    pub records: BTreeMap<Box<str>, Logged>,
    /// Of what was last entered together.
    pub newest: Entered,
    /// There is a log, empty though it may be.
    pub kept: bool,
}

/// The entries of records that were last entered together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Entered {
    pub on: Option<Date>,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub first: Vec<EnteredRecord>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnteredRecord {
    pub index: u64,
    /// `publish`, `add`, `correct`, `withdraw` or `erase`.
    pub act: &'static str,
    /// Kind and id; `None` where nobody knows any more what it was.
    pub record: Option<Box<str>>,
    /// It must no longer be kept by anyone.
    pub erased: bool,
}

/// The newest entry of the public log about a record that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Logged {
    pub index: u64,
    pub since: Date,
    /// Path of its proof, under the root of the site.
    pub proof: Option<Box<str>>,
}

/// A release of figures: all that may be known of a dataset before it is published.
#[derive(Debug, Clone)]
pub struct Announced {
    pub dataset: Id,
    pub department: Id,
    /// The dataset is published, and can be linked to.
    pub shown: bool,
    pub release: Release,
    /// Its day, or its hour, has passed, and the figures have not come.
    pub late: bool,
}

/// A case that is not published yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBack {
    pub department: Id,
    pub topics: Box<[Id]>,
    pub kind: Kind,
    pub received: Date,
}

/// A record, named: what a link without its fragment says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordKey {
    pub scheme: RecordScheme,
    pub id: Id,
}

impl RecordKey {
    /// Returns the record a link leads to.
    pub fn of(link: &RecordLink) -> Self {
        Self { scheme: link.scheme, id: link.id.as_str().into() }
    }
}

/// A set of cases with pages of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Site,
    /// Place in the model.
    Department(usize),
    Topic(usize),
}

macro_rules! find_by_id {
    ($(#[$doc:meta])* $name:ident, $list:ident, $type:ty) => {
        $(#[$doc])*
        pub fn $name(&self, id: &str) -> Option<&$type> {
            self.$list.binary_search_by(|r| (*r.id).cmp(id)).ok().map(|at| &self.$list[at])
        }
    };
}

impl Model {
    /// Returns a case.
    pub fn case(&self, id: &str) -> Option<&Case> {
        self.case_index(id).map(|at| &*self.cases[at])
    }

    /// Returns the releases of a dataset, by its place.
    pub fn releases_of(&self, at: usize) -> impl Iterator<Item = &Announced> {
        let own = self.releases_by.get(&self.datasets[at].id).map_or(&[][..], Vec::as_slice);
        own.iter().map(|at| &self.releases[*at as usize])
    }

    /// Turns the mergers of cases around.
    pub fn mergers(cases: &[Arc<Case>]) -> BTreeMap<usize, Vec<(Date, usize)>> {
        let mut joined = BTreeMap::<usize, Vec<(Date, usize)>>::new();
        for (i, case) in cases.iter().enumerate() {
            for event in case.events.iter().filter(|e| e.kind == EventKind::Merged) {
                let into = event.more.as_deref().and_then(|m| m.into.as_ref());
                let at = into.and_then(|link| cases.binary_search_by(|c| (*c.id).cmp(&link.id)).ok());
                if let Some(at) = at.filter(|at| *at != i) {
                    joined.entry(at).or_default().push((event.on, i));
                }
            }
        }
        joined
    }

    /// Returns whether other cases were merged into one.
    pub fn has_joined(&self, index: usize) -> bool {
        self.joined.contains_key(&index)
    }

    /// Returns the case that a merged one was merged into in the end; `None` where that is not
    /// published. Mergers follow each other a few times at most: further ones are not followed.
    pub fn joined_in(&self, mut index: usize) -> Option<usize> {
        for _ in 0..MERGERS {
            let merged = self.cases[index].events.iter().find(|e| e.kind == EventKind::Merged && e.on <= self.as_of);
            let Some(event) = merged else { return Some(index) };
            let into = event.more.as_deref().and_then(|m| m.into.as_ref())?;
            index = self.case_index(&into.id)?;
        }
        None
    }

    /// Returns what the first term of a case counts from on a day: a merged case hands its day
    /// of receipt and its acceptance to the one it joined, if they are earlier.
    pub fn origin(&self, case: &Case, as_of: Date) -> Origin {
        let mut origin = Self::own_origin(case, as_of);
        if self.joined.is_empty() {
            return origin;
        }
        let mut todo: Vec<(usize, usize)> = self.case_index(&case.id).map(|at| (at, 0)).into_iter().collect();
        let mut seen: HashSet<usize> = todo.iter().map(|(at, _)| *at).collect();
        while let Some((at, depth)) = todo.pop() {
            if depth == MERGERS {
                continue;
            }
            let joined = self.joined.get(&at).map_or(&[][..], Vec::as_slice);
            for (_, i) in joined.iter().filter(|(on, _)| *on <= as_of) {
                if seen.insert(*i) {
                    todo.push((*i, depth + 1));
                    origin = earlier(origin, Self::own_origin(&self.cases[*i], as_of));
                }
            }
        }
        origin
    }

    /// Returns what the first term of a case counts from by its own events alone.
    pub fn own_origin(case: &Case, as_of: Date) -> Origin {
        let past = case.events_by(as_of);
        let first = |kind| past.iter().find(|e| e.kind == kind).map(|e| (e.on, e.time));
        Origin {
            received: (case.received, case.received_at),
            accepted: first(EventKind::Accepted),
            assigned: first(EventKind::Assigned),
        }
    }

    /// Returns the calendar of a rule; for a case under no rule that of the site: the first that
    /// a rule names, else the first there is.
    pub fn calendar_of(&self, rule: Option<usize>) -> Option<&Id> {
        match rule {
            Some(rule) => self.rules[rule].calendar.as_ref(),
            None => {
                let named = self.rules.iter().find_map(|rule| rule.calendar.as_ref());
                named.or_else(|| self.calendars.iter().next().map(|(code, _)| code))
            }
        }
    }

    /// Returns the place of a policy in the list.
    pub fn policy_index(&self, id: &str) -> Option<usize> {
        self.policies.binary_search_by(|p| (*p.id).cmp(id)).ok()
    }

    /// Returns the place of a case in the list.
    pub fn case_index(&self, id: &str) -> Option<usize> {
        self.cases.binary_search_by(|c| (*c.id).cmp(id)).ok()
    }

    /// Returns whether a record has a page in a language.
    pub fn has_page(&self, lang: Lang, original: Lang, translations: &[Translation]) -> bool {
        self.config.language(lang).records == Shown::All
            || original == lang
            || translations.iter().any(|t| t.lang == lang)
    }

    /// Returns the groups that have pages: every department and topic, with cases or without.
    pub fn groups(&self) -> impl Iterator<Item = Group> + use<> {
        let departments = (0..self.departments.len()).map(Group::Department);
        departments.chain((0..self.topics.len()).map(Group::Topic))
    }

    /// Returns the attachments in a folder, as paths in the site.
    pub fn files_in(&self, folder: &str) -> impl Iterator<Item = &str> {
        let from = (Bound::Included(folder), Bound::Unbounded);
        let files = self.attachments.range::<str, _>(from).map(|(path, _)| &**path);
        files.take_while(move |path| path.starts_with(folder))
    }

    /// Returns the attachments of a case, as paths in the site.
    pub fn case_files(&self, case: &Case) -> Vec<&str> {
        self.files_in(&format!("{}.files/", case.file.strip_suffix(".md").unwrap_or(&case.file))).collect()
    }

    find_by_id!(
        /// Returns a policy.
        policy, policies, Policy
    );
    find_by_id!(
        /// Returns a dataset.
        dataset, datasets, Dataset
    );
    find_by_id!(
        /// Returns a digest.
        digest, digests, Digest
    );
    find_by_id!(
        /// Returns a page.
        page, pages, Page
    );

    /// Returns the place of a department in the list.
    pub fn department_index(&self, id: &str) -> Option<usize> {
        self.departments.iter().position(|d| &*d.id == id)
    }

    /// Returns a department.
    pub fn department(&self, id: &str) -> Option<&Department> {
        self.departments.iter().find(|d| &*d.id == id)
    }

    /// Returns a department's name in a language; its id when it is unknown.
    pub fn department_name<'a>(&'a self, id: &'a str, lang: Lang) -> &'a str {
        self.department(id).map_or(id, |d| d.name.in_lang(lang))
    }

    /// Returns a topic.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|t| &*t.id == id)
    }

    /// Returns the edition in force on the day of the site: the newest dated at or before it and not
    /// withdrawn, else the newest, else the first.
    pub fn current_edition<'a>(&self, policy: &'a Policy) -> &'a Edition {
        let mut past = policy.editions.iter().rev().filter(|e| e.on <= self.as_of);
        let newest = past.clone().next();
        let stands = past.find(|e| !e.withdrawal.as_deref().is_some_and(|w| w.holds(self.as_of)));
        stands.or(newest).unwrap_or(&policy.editions[0])
    }

    /// Returns whether an output was a file beside a record of which a notice is left: it goes with it.
    pub fn is_beside_removed(&self, path: &str) -> bool {
        let removed = |withdrawal: &Option<Box<Withdrawal>>| withdrawal.as_deref().is_some_and(Withdrawal::removes);
        match path.split('/').collect::<Vec<_>>()[..] {
            ["replies", id, _] => self.case(id).is_some_and(|case| case.visibility.is_hidden()),
            ["policies", id, _] => self.policy(id).is_some_and(|policy| removed(&policy.withdrawal)),
            ["statistics", id, _] => self.dataset(id).is_some_and(|dataset| removed(&dataset.withdrawal)),
            _ => false,
        }
    }

    /// Returns the edition that took the place of one by the day of the site.
    pub fn next_edition<'a>(&self, policy: &'a Policy, number: u32) -> Option<&'a Edition> {
        policy.editions.iter().find(|e| e.number > number && e.on <= self.as_of)
    }
}

fn earlier(a: Origin, b: Origin) -> Origin {
    let least = |a: Option<At>, b: Option<At>| match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    };
    Origin {
        received: if b.received.0 < a.received.0 { b.received } else { a.received },
        accepted: least(a.accepted, b.accepted),
        assigned: least(a.assigned, b.assigned),
    }
}

/// Mergers that are followed one after the other.
const MERGERS: usize = 100;

/// Places of departments and topics in the model.
pub struct Places<'a> {
    departments: HashMap<&'a str, usize>,
    topics: HashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    /// Returns the places in a model.
    pub fn of(model: &'a Model) -> Self {
        Self {
            departments: model.departments.iter().map(|d| &*d.id).zip(0..).collect(),
            topics: model.topics.iter().map(|t| &*t.id).zip(0..).collect(),
        }
    }

    /// Returns the place of a department.
    pub fn department(&self, id: &str) -> Option<usize> {
        self.departments.get(id).copied()
    }

    /// Returns the place of a topic.
    pub fn topic(&self, id: &str) -> Option<usize> {
        self.topics.get(id).copied()
    }
}
