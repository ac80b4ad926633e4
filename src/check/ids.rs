//! Ids and names: their grammar, that they are not reserved, and that each is used once.

use super::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordScheme;
use crate::record::kind::{self, FileKind, Owner};
use crate::record::{Parsed, Record};
use crate::yaml::schema::is_id;
use std::collections::BTreeMap;

/// Names that stand at the top of the site (DESIGN 4) or below a kind, and cannot be ids.
const RESERVED: [&str; 3] = ["index", "month", "page"];

/// Names that a page cannot have: the site has them already.
const RESERVED_PAGES: [&str; 24] = [
    "404",
    "assets",
    "calendar",
    "corrections",
    "data",
    "departments",
    "digests",
    "feed",
    "index",
    "month",
    "page",
    "performance",
    "policies",
    "replies",
    "reports",
    "robots",
    "search",
    "sitemap",
    "sitemaps",
    "statistics",
    "supervision",
    "topics",
    "transparency",
    "words",
];

/// The ids that exist, by scheme; a file counts even when it cannot be read.
#[derive(Debug, Default)]
pub struct Known(BTreeMap<RecordScheme, BTreeMap<Box<str>, Box<str>>>);

impl Known {
    /// Returns whether a record of this id has a file.
    pub fn has(&self, scheme: RecordScheme, id: &str) -> bool {
        self.0.get(&scheme).is_some_and(|ids| ids.contains_key(id))
    }

    /// Returns all ids of a scheme.
    pub fn ids(&self, scheme: RecordScheme) -> impl Iterator<Item = &str> {
        self.0.get(&scheme).into_iter().flatten().map(|(id, _)| &**id)
    }

    fn add(&mut self, scheme: RecordScheme, id: &str, file: &str) -> Option<Box<str>> {
        let ids = self.0.entry(scheme).or_default();
        if let Some(first) = ids.get(id) {
            return Some(first.clone());
        }
        ids.insert(id.into(), file.into());
        None
    }
}

/// Returns what record a file is the main file of.
fn record_of(path: &str) -> Option<(RecordScheme, String)> {
    match kind::of(path) {
        FileKind::Case { id } => Some((RecordScheme::Reply, id.to_owned())),
        FileKind::Policy { id } => Some((RecordScheme::Policy, id.to_owned())),
        FileKind::Dataset { id } => Some((RecordScheme::Dataset, id.to_owned())),
        FileKind::Digest { id } => Some((RecordScheme::Digest, id.to_owned())),
        FileKind::Page { slug } => Some((RecordScheme::Page, slug.to_owned())),
        _ => None,
    }
}

/// Returns the ids that have a file.
pub fn known(parsed: &[Parsed]) -> Known {
    let mut known = Known::default();
    for file in parsed {
        if let Some((scheme, id)) = record_of(&file.file) {
            known.add(scheme, &id, &file.file);
        }
    }
    known
}

/// Reports ids and file names that cannot be, and ids used twice.
pub fn check(parsed: &[Parsed], findings: &mut Vec<Finding>) {
    let mut seen = Known::default();
    for file in parsed {
        check_name(&file.file, findings);
        if let Some((scheme, id)) = record_of(&file.file)
            && let Some(first) = seen.add(scheme, &id, &file.file)
        {
            findings.push(duplicate(&file.file, Place::File, &id, &first, Place::File));
        }
    }
    aliases(parsed, &mut seen, findings);
}

fn duplicate(file: &str, place: Place, id: &str, first: &str, first_place: Place) -> Finding {
    Finding::new(&rules::ID_DUPLICATE, file, place).arg("id", id).arg("other", first).related(first, first_place)
}

fn check_name(path: &str, findings: &mut Vec<Finding>) {
    let (id, reserved): (&str, &[&str]) = match kind::of(path) {
        FileKind::Page { slug } => (slug, &RESERVED_PAGES),
        FileKind::Case { id } | FileKind::Policy { id } | FileKind::Dataset { id } | FileKind::Digest { id } => {
            (id, &RESERVED)
        }
        FileKind::Attachment { owner: Owner::Case(id), .. } if !is_id(id) => (id, &[]),
        _ => return,
    };
    if !is_id(id) {
        findings.push(Finding::new(&rules::ID_OUTSIDE_GRAMMAR, path, Place::File).arg("id", id));
    } else if reserved.contains(&id) {
        findings.push(Finding::new(&rules::ID_RESERVED, path, Place::File).arg("id", id));
    }
}

/// An alias becomes a page that leads on: it must not stand where a record or another alias is.
fn aliases(parsed: &[Parsed], seen: &mut Known, findings: &mut Vec<Finding>) {
    for file in parsed {
        let (scheme, aliases) = match &file.record {
            Some(Record::Case(r)) => (RecordScheme::Reply, &r.aliases),
            Some(Record::Policy(r)) => (RecordScheme::Policy, &r.aliases),
            Some(Record::Dataset(r)) => (RecordScheme::Dataset, &r.aliases),
            _ => continue,
        };
        for (i, alias) in aliases.iter().enumerate() {
            let place = Place::Value(KeyPath::of("aliases").index(i));
            if RESERVED.contains(&&**alias) {
                findings.push(Finding::new(&rules::ID_RESERVED, &file.file, place).arg("id", alias));
            } else if let Some(first) = seen.add(scheme, alias, &file.file) {
                findings.push(duplicate(&file.file, place, alias, &first, Place::File));
            }
        }
    }
}
