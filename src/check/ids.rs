//! Ids and names: their grammar, that they are not reserved, and that each is used once.

use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordScheme;
use crate::record::kind::{self, FileKind, Owner};
use crate::record::names;
use crate::record::{Parsed, Record};
use crate::spelling::Vocabulary;
use crate::yaml::schema::is_id;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Names that stand at the top of the site (DESIGN 4) or below a kind, and cannot be ids.
const RESERVED: [&str; 3] = ["index", "month", "page"];

/// Names that a page cannot have: the site has them already.
const RESERVED_PAGES: [&str; 27] = [
    "404",
    "assets",
    "bulletins",
    "calendar",
    "changes",
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
    "resourcesync",
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

/// Returns whether a page may have a name: the others are the site's own.
pub fn may_name_page(slug: &str) -> bool {
    !RESERVED_PAGES.contains(&slug)
}

/// The ids that exist, each with the file it comes from; a file counts even when it cannot
/// be read.
#[derive(Debug, Default)]
pub struct Known(HashMap<RecordScheme, HashMap<Box<str>, Box<str>>>);

impl Known {
    /// Returns whether a record of this id has a file.
    pub fn has(&self, scheme: RecordScheme, id: &str) -> bool {
        self.0.get(&scheme).is_some_and(|ids| ids.contains_key(id))
    }

    /// Returns all ids of a scheme, for a look at the nearest.
    pub fn vocabulary(&self, scheme: RecordScheme) -> Vocabulary<'_> {
        Vocabulary::new(self.0.get(&scheme).into_iter().flatten().map(|(id, _)| &**id))
    }

    /// Adds an id, or returns the file that has it already.
    fn add(&mut self, scheme: RecordScheme, id: &str, file: &str) -> Option<&str> {
        match self.0.entry(scheme).or_default().entry(id.into()) {
            Entry::Occupied(first) => Some(first.into_mut()),
            Entry::Vacant(place) => {
                place.insert(file.into());
                None
            }
        }
    }
}

/// Returns what record a file is the main file of.
fn record_of<'a>(kind: &FileKind<'a>) -> Option<(RecordScheme, &'a str)> {
    match *kind {
        FileKind::Case { id } => Some((RecordScheme::Reply, id)),
        FileKind::Policy { id } => Some((RecordScheme::Policy, id)),
        FileKind::Dataset { id } => Some((RecordScheme::Dataset, id)),
        FileKind::Digest { id } => Some((RecordScheme::Digest, id)),
        FileKind::Page { slug } => Some((RecordScheme::Page, slug)),
        _ => None,
    }
}

/// Returns the ids that have a file; reports ids and file names that cannot be, and ids used
/// twice.
pub fn check(parsed: &[Parsed], languages: &[&str], findings: &mut Vec<Finding>) -> Known {
    let mut known = Known::default();
    for file in parsed {
        let kind = kind::of(&file.file);
        if let Some((scheme, id)) = record_of(&kind)
            && let Some(first) = known.add(scheme, id, &file.file)
        {
            findings.push(duplicate(&file.file, Place::File, id, first, Place::File));
        }
    }
    for file in parsed {
        check_name(&file.file, &kind::of(&file.file), &known, languages, findings);
    }
    copies(parsed, findings);
    aliases(parsed, &known, findings);
    known
}

/// Reports a case whose file is that of another, byte by byte.
fn copies(parsed: &[Parsed], findings: &mut Vec<Finding>) {
    let mut seen = HashMap::with_capacity(parsed.len());
    for file in parsed.iter().filter(|file| matches!(file.record, Some(Record::Case(_)))) {
        if let Some(first) = seen.insert(file.digest, &file.file) {
            // One id twice was told.
            if names::last(&file.file) == names::last(first) {
                continue;
            }
            let finding = Finding::new(&rules::RECORD_COPIED, &file.file, Place::File);
            findings.push(finding.arg("other", first).related(first, Place::File));
        }
    }
}

/// Returns what a file is meant to be whose name is no id: the copy of another, the translation of
/// one, or the same with letters that an id may have.
fn meant(finding: Finding, path: &str, id: &str, known: &Known, languages: &[&str]) -> Finding {
    let scheme = record_of(&kind::of(path)).map_or(RecordScheme::Reply, |(scheme, _)| scheme);
    let is_known = |id: &str| known.has(scheme, id);
    let bare = |id: &str| {
        let number = |id: &str| {
            let inner = id.trim_end().strip_suffix([')', '）'])?;
            let rest = inner.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix(['(', '（'])?;
            Some(rest.trim_end().len())
        };
        let id = number(id).map_or(id, |length| &id[..length]);
        let words = ["副本", "复件", "拷贝", "copy", "Copy", "最终版", "最终", "final", "修改版"];
        let id = words.iter().find_map(|word| id.trim_end().strip_suffix(word)).unwrap_or(id);
        id.trim_end_matches(['-', '_', ' ', '—', '.']).to_owned()
    };
    let original = bare(id);
    if original != id && is_known(&original) {
        return finding.arg("copy", &original);
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = |id: &str| format!("{folder}/{id}.md");
    if let Some((of, tag)) = id.split_once(['.', '_']).filter(|(of, _)| is_known(of)) {
        let tag: String = tag.to_ascii_lowercase().replace('_', "-");
        let primary = |code: &str| code.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let tag = if ["cn", "chs", "chinese"].contains(&&*tag) { "zh".to_owned() } else { tag };
        if let Some(code) = languages.iter().find(|code| primary(code) == primary(&tag)) {
            return finding.meant(Some(&name(&format!("{of}.{code}"))));
        }
    }
    let mut plain = String::new();
    for c in id.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => plain.push(c),
            _ if plain.ends_with('-') || plain.is_empty() => {}
            _ => plain.push('-'),
        }
    }
    let plain = plain.trim_end_matches('-');
    // Of a name in other letters hardly anything is left.
    let fits = is_id(plain) && plain.len() * 2 > id.len() && !is_known(plain);
    if fits && path.ends_with(".md") { finding.meant(Some(&name(plain))) } else { finding }
}

fn duplicate(file: &str, place: Place, id: &str, first: &str, first_place: Place) -> Finding {
    Finding::new(&rules::ID_DUPLICATE, file, place).arg("id", id).arg("other", first).related(first, first_place)
}

fn check_name(path: &str, kind: &FileKind<'_>, known: &Known, languages: &[&str], findings: &mut Vec<Finding>) {
    if let FileKind::Attachment { file, .. } | FileKind::Table { file, .. } = *kind
        && !names::is_portable(file)
    {
        findings.push(Finding::new(&rules::NAME_NOT_PORTABLE, path, Place::File).arg("name", file));
    }
    let (id, reserved): (&str, &[&str]) = match *kind {
        FileKind::Page { slug } => (slug, &RESERVED_PAGES),
        FileKind::Case { id } | FileKind::Policy { id } | FileKind::Dataset { id } | FileKind::Digest { id } => {
            (id, &RESERVED)
        }
        FileKind::Attachment { owner: Owner::Case(id), .. } if !is_id(id) => (id, &[]),
        _ => return,
    };
    if !is_id(id) {
        let finding = Finding::new(&rules::ID_OUTSIDE_GRAMMAR, path, Place::File).arg("id", id);
        let file = !matches!(kind, FileKind::Attachment { .. });
        findings.push(if file { meant(finding, path, id, known, languages) } else { finding });
    } else if reserved.contains(&id) {
        findings.push(Finding::new(&rules::ID_RESERVED, path, Place::File).arg("id", id));
    } else if names::is_device(id) {
        findings.push(Finding::new(&rules::NAME_NOT_PORTABLE, path, Place::File).arg("name", id));
    }
}

/// An alias becomes a page that leads on: it must not stand where a record or another alias is.
fn aliases(parsed: &[Parsed], known: &Known, findings: &mut Vec<Finding>) {
    let mut seen = Known::default();
    for file in parsed {
        let (scheme, aliases) = match &file.record {
            Some(Record::Case(r)) => (RecordScheme::Reply, &r.aliases),
            Some(Record::Policy(r)) => (RecordScheme::Policy, &r.aliases),
            Some(Record::Dataset(r)) => (RecordScheme::Dataset, &r.aliases),
            Some(Record::Digest(r)) => (RecordScheme::Digest, &r.aliases),
            Some(Record::Page(r)) if matches!(kind::of(&file.file), FileKind::Page { .. }) => {
                (RecordScheme::Page, &r.aliases)
            }
            _ => continue,
        };
        for (i, alias) in aliases.iter().enumerate() {
            let place = Place::Value(KeyPath::of("aliases").index(i));
            let record = known.0.get(&scheme).and_then(|ids| ids.get(alias)).map(|file| &**file);
            let reserved = if scheme == RecordScheme::Page { &RESERVED_PAGES[..] } else { &RESERVED[..] };
            if reserved.contains(&&**alias) {
                findings.push(Finding::new(&rules::ID_RESERVED, &file.file, place).arg("id", alias));
            } else if names::is_device(alias) {
                findings.push(Finding::new(&rules::NAME_NOT_PORTABLE, &file.file, place).arg("name", alias));
            } else if let Some(first) = record.or_else(|| seen.add(scheme, alias, &file.file)) {
                findings.push(duplicate(&file.file, place, alias, first, Place::File));
            }
        }
    }
}
