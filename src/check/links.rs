//! Links: every one leads somewhere, and which record links to which.

use super::assemble::References;
use super::{Drafts, rules};
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::{RecordLink, RecordScheme};
use crate::model::{Model, RecordKey};
use crate::record::{At, Attachment, Case, TextFacts, Translation, WrittenLink};
use crate::yaml::schema::nearest;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};
use unicode_normalization::UnicodeNormalization as _;

/// Checks the links, attachments and anchors of all records.
pub(super) fn check(d: &Drafts, findings: &mut Vec<Finding>) {
    let cases = d.cases.par_iter().fold(
        || Links::new(d),
        |mut links, case| {
            links.case(case);
            links
        },
    );
    let mut links = cases.reduce(|| Links::new(d), Links::and);
    for p in &d.policies {
        let folder = p.file.replace("policy.yaml", "files/");
        links.attachments(&Home { file: &p.file, folder: Some(&folder), keep: "files/" }, &p.attachments);
        for e in &p.editions {
            let home = Home { file: &e.file, folder: Some(&folder), keep: "files/" };
            links.text(&home, &e.facts, &e.facts.anchors);
            links.translations(&home, &e.translations);
        }
    }
    for x in &d.digests {
        let home = Home { file: &x.file, folder: None, keep: "" };
        for list in x.opinions.iter().map(|o| &o.cases).chain(x.improvements.iter().map(|i| &i.related)) {
            links.written(&x.file, list);
        }
        links.text(&home, &x.facts, &x.facts.anchors);
        links.translations(&home, &x.translations);
        let mut references = References::new(d, &mut links.findings);
        if !x.topic.is_empty() {
            references.topic(&x.file, &x.topic, KeyPath::of("topic"));
        }
        references.departments(&x.file, &x.departments, &KeyPath::of("departments"));
    }
    let notes = d.datasets.iter().filter_map(|x| x.notes.as_deref());
    for x in d.pages.iter().chain(notes) {
        let home = Home { file: &x.file, folder: None, keep: "" };
        links.text(&home, &x.facts, &x.facts.anchors);
        links.translations(&home, &x.translations);
    }
    findings.append(&mut links.findings);
    unlisted(d, &links.used, findings);
}

/// Reports addresses of the site itself that no output has.
pub fn own_addresses(model: &Model, has: impl Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut look = |file: &str, facts: &TextFacts| {
        for (path, from, to) in facts.own.iter().filter(|(path, ..)| !has(&page_of(path))) {
            let place = Place::Bytes(*from as usize..*to as usize);
            let finding = Finding::new(&rules::OWN_ADDRESS_DEAD, file, place);
            findings.push(finding.arg("link", format!("{}{path}", model.config.base_url)));
        }
    };
    for case in &model.cases {
        look(&case.file, &case.facts);
        case.translations.iter().for_each(|t| look(&t.file, &t.facts));
    }
    for edition in model.policies.iter().flat_map(|p| &p.editions) {
        look(&edition.file, &edition.facts);
        edition.translations.iter().for_each(|t| look(&t.file, &t.facts));
    }
    for digest in &model.digests {
        look(&digest.file, &digest.facts);
        digest.translations.iter().for_each(|t| look(&t.file, &t.facts));
    }
    let notes = model.datasets.iter().filter_map(|x| x.notes.as_deref());
    for page in model.pages.iter().chain(notes) {
        look(&page.file, &page.facts);
        page.translations.iter().for_each(|t| look(&t.file, &t.facts));
    }
    findings
}

/// The output that an address below the site's leads to.
fn page_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = crate::markdown::percent_decode(path);
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

/// A file lies beside a record that does not name it: is it meant to be public?
fn unlisted(d: &Drafts, used: &HashSet<Box<str>>, findings: &mut Vec<Finding>) {
    for path in d.attachments.keys().filter(|path| !used.contains(*path)) {
        let name = path.rsplit('/').next().unwrap_or_default();
        findings.push(Finding::new(&rules::ATTACHMENT_UNLISTED, path, Place::File).arg("file", name));
    }
}

/// Ids that `#fragment` of a link to a record may name, for a policy those of all editions;
/// `None` when the record could not be read.
fn anchors<'a>(d: &'a Drafts, link: &RecordLink) -> Option<BTreeSet<&'a str>> {
    let id = link.id.as_str();
    let texts: Vec<&TextFacts> = match link.scheme {
        RecordScheme::Reply => {
            let from = d.cases.partition_point(|c| *c.id < *id);
            d.cases[from..].iter().take_while(|c| *c.id == *id).map(|c| &c.facts).collect()
        }
        RecordScheme::Policy => {
            let found = d.policies.iter().find(|p| *p.id == *id)?;
            return Some(found.editions.iter().flat_map(|e| &e.facts.anchors).map(|a| &**a).collect());
        }
        RecordScheme::Dataset => {
            let found = d.datasets.iter().find(|x| *x.id == *id)?;
            return Some(found.notes.iter().flat_map(|n| &n.facts.anchors).map(|a| &**a).collect());
        }
        RecordScheme::Digest => d.digests.iter().filter(|x| *x.id == *id).map(|x| &x.facts).collect(),
        RecordScheme::Page => d.pages.iter().filter(|x| *x.id == *id).map(|x| &x.facts).collect(),
    };
    (!texts.is_empty()).then(|| texts.iter().flat_map(|facts| &facts.anchors).map(|a| &**a).collect())
}

/// Where a text stands: its file, and the folder of its attachments.
struct Home<'a> {
    file: &'a str,
    folder: Option<&'a str>,
    /// What a destination may start with to mean that folder.
    keep: &'a str,
}

struct Links<'a> {
    d: &'a Drafts,
    findings: Vec<Finding>,
    /// Attachments that a record names or links to.
    used: HashSet<Box<str>>,
}

fn place(at: &At) -> Place {
    match at {
        At::Key(path) => Place::Value(path.clone()),
        At::Bytes(from, to) => Place::Bytes(*from as usize..*to as usize),
    }
}

impl<'a> Links<'a> {
    fn new(d: &'a Drafts) -> Self {
        Self { d, findings: Vec::new(), used: HashSet::new() }
    }

    fn and(mut self, other: Self) -> Self {
        self.findings.extend(other.findings);
        self.used.extend(other.used);
        self
    }

    fn case(&mut self, c: &Case) {
        let texts = || std::iter::once(&c.facts).chain(c.translations.iter().map(|t| &t.facts));
        let beside = !c.attachments.is_empty() || texts().any(|facts| !facts.relative.is_empty());
        let folder = if beside { format!("{}.files/", c.file.trim_end_matches(".md")) } else { String::new() };
        let home = Home { file: &c.file, folder: Some(&folder), keep: &folder };
        self.written(&c.file, &c.related);
        self.attachments(&home, &c.attachments);
        self.text(&home, &c.facts, &c.facts.anchors);
        self.translations(&home, &c.translations);
        for event in &c.events {
            if let Some(into) = event.more.as_deref().and_then(|m| m.into.as_ref()) {
                self.record(&c.file, into, &At::Key(event.written.path().key("into")));
            }
        }
    }

    fn written(&mut self, file: &str, links: &[WrittenLink]) {
        for written in links {
            self.record(file, &written.link, &written.at);
        }
    }

    fn record(&mut self, file: &str, link: &RecordLink, at: &At) {
        if !self.d.known.has(link.scheme, &link.id) {
            let near = nearest(&link.id, self.d.known.ids(link.scheme)).unwrap_or_default();
            let near = format!("{}:{near}", link.scheme.as_str());
            let finding = Finding::new(&rules::LINK_TO_MISSING_RECORD, file, place(at));
            self.findings.push(finding.arg("link", link).arg("nearest", near));
            return;
        }
        let Some(fragment) = &link.fragment else { return };
        if let (RecordScheme::Policy, Some(number)) = (link.scheme, edition_number(fragment)) {
            self.edition(file, link, number, at);
            return;
        }
        let Some(known) = anchors(self.d, link) else { return };
        if !known.contains(fragment.as_str()) {
            let near = nearest(fragment, known).unwrap_or_default();
            let finding = Finding::new(&rules::LINK_TO_MISSING_ANCHOR, file, place(at));
            self.findings.push(finding.arg("link", link).arg("anchor", fragment).arg("nearest", near));
        }
    }

    fn edition(&mut self, file: &str, link: &RecordLink, number: u32, at: &At) {
        let policy = self.d.policies.iter().find(|p| *p.id == *link.id);
        if policy.is_some_and(|p| !p.editions.iter().any(|e| e.number == number)) {
            let finding = Finding::new(&rules::LINK_TO_MISSING_EDITION, file, place(at));
            self.findings.push(finding.arg("link", link).arg("number", number));
        }
    }

    fn text(&mut self, home: &Home<'_>, facts: &TextFacts, anchors: &[Box<str>]) {
        self.written(home.file, &facts.links);
        for (destination, from, to) in &facts.relative {
            let place = Place::Bytes(*from as usize..*to as usize);
            match destination.strip_prefix('#') {
                Some(fragment) => {
                    if !anchors.iter().any(|a| &**a == fragment) {
                        let finding = Finding::new(&rules::RELATIVE_LINK_DEAD, home.file, place);
                        self.findings.push(finding.arg("link", destination));
                    }
                }
                None => self.relative(home, destination, place),
            }
        }
    }

    fn relative(&mut self, home: &Home<'_>, destination: &str, place: Place) {
        let found = home.folder.and_then(|folder| {
            let path = attachment_path(folder, home.keep, destination)?;
            self.d.attachments.contains_key(path.as_str()).then_some(path)
        });
        match found {
            Some(path) => {
                self.used.insert(path.into());
            }
            None => {
                let finding = Finding::new(&rules::RELATIVE_LINK_DEAD, home.file, place);
                self.findings.push(finding.arg("link", destination));
            }
        }
    }

    fn attachments(&mut self, home: &Home<'_>, attachments: &[Attachment]) {
        for (i, attachment) in attachments.iter().enumerate() {
            let path = home.folder.map(|folder| format!("{folder}{}", attachment.file)).unwrap_or_default();
            if self.d.attachments.contains_key(path.as_str()) {
                self.used.insert(path.into());
            } else if let Some(twin) = self.looks_like(&path) {
                let place = Place::Value(KeyPath::of("attachments").index(i).key("file"));
                let finding = Finding::new(&rules::FILE_NAME_FORM, home.file, place);
                self.findings.push(finding.arg("file", &attachment.file));
                self.used.insert(twin);
            } else {
                let place = Place::Value(KeyPath::of("attachments").index(i).key("file"));
                self.findings.push(
                    Finding::new(&rules::ATTACHMENT_MISSING, home.file, place)
                        .arg("file", &attachment.file)
                        .arg("path", path),
                );
            }
        }
    }

    /// Returns a file whose path is the same once both are composed: the name looks alike and is
    /// made of other characters.
    fn looks_like(&self, path: &str) -> Option<Box<str>> {
        if path.is_ascii() {
            return None;
        }
        let composed: String = path.nfc().collect();
        self.d.attachments.keys().find(|other| !other.is_ascii() && other.nfc().eq(composed.chars())).cloned()
    }

    fn translations(&mut self, home: &Home<'_>, translations: &[Translation]) {
        for t in translations {
            self.text(&Home { file: &t.file, ..*home }, &t.facts, &t.facts.anchors);
        }
    }
}

/// Returns the path of the attachment that a relative destination means: `photo.png` and
/// `<id>.files/photo.png` are the same file.
pub fn attachment_path(folder: &str, keep: &str, destination: &str) -> Option<String> {
    let short = keep.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = destination.strip_prefix("./").unwrap_or(destination);
    let name = name.strip_prefix(&format!("{short}/")).unwrap_or(name);
    let plain = !name.is_empty() && !name.split('/').any(|part| part.is_empty() || part == ".." || part == ".");
    plain.then(|| format!("{folder}{name}"))
}

/// Returns the number in `edition-<n>`.
pub fn edition_number(fragment: &str) -> Option<u32> {
    fragment.strip_prefix("edition-").and_then(|n| n.parse().ok())
}

/// Calls `f` with source and target of every link of the model.
pub(super) fn each_link(model: &Model, f: &mut dyn FnMut(RecordKey, RecordKey)) {
    let key = |scheme, id: &str| RecordKey { scheme, id: id.into() };
    let mut all = |source: &RecordKey, links: &[WrittenLink]| {
        for written in links {
            f(source.clone(), RecordKey::of(&written.link));
        }
    };
    for c in &model.cases {
        let source = key(RecordScheme::Reply, &c.id);
        all(&source, &c.related);
        all(&source, &c.facts.links);
    }
    for p in &model.policies {
        let source = key(RecordScheme::Policy, &p.id);
        for e in &p.editions {
            all(&source, &e.facts.links);
        }
    }
    for x in &model.digests {
        let source = key(RecordScheme::Digest, &x.id);
        all(&source, &x.facts.links);
        x.opinions.iter().for_each(|o| all(&source, &o.cases));
        x.improvements.iter().for_each(|i| all(&source, &i.related));
    }
    for x in &model.datasets {
        if let Some(notes) = &x.notes {
            all(&key(RecordScheme::Dataset, &x.id), &notes.facts.links);
        }
    }
    for x in &model.pages {
        all(&key(RecordScheme::Page, &x.id), &x.facts.links);
    }
}
