//! Everything that will be published, held against each other and found sound.
//!
//! Made by [`crate::check`]; read by all later stages. What must hold: ids are unique, every
//! department, topic and link of a record is known, events can follow each other, dates lie
//! in order. Facts only: texts are read again where they are rendered.

use crate::calendar::Calendars;
use crate::config::Config;
use crate::markdown::{RecordLink, RecordScheme};
use crate::record::reference::{DeadlineRule, Department, Topic};
use crate::record::{Case, Dataset, Digest, Edition, Id, Lang, Page, Policy};
use crate::source::ContentDigest;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

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

    /// Returns the place of a case in the list.
    pub fn case_index(&self, id: &str) -> Option<usize> {
        self.cases.binary_search_by(|c| (*c.id).cmp(id)).ok()
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

    /// Returns the edition in force on the day of the site: the newest dated at or before it,
    /// else the first.
    pub fn current_edition<'a>(&self, policy: &'a Policy) -> &'a Edition {
        let past = policy.editions.iter().rev().find(|e| e.on <= self.as_of);
        past.unwrap_or(&policy.editions[0])
    }
}

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
