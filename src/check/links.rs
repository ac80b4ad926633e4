//! Links: every one leads somewhere, and which record links to which.

use super::Drafts;
use super::assemble::References;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Item, KeyPath, Place};
use crate::markdown::{RecordLink, RecordScheme};
use crate::model::links::{attachment_path, edition_number};
use crate::model::{Model, RecordKey};
use crate::record::kind;
use crate::record::{At, Attachment, Case, Edition, Id, Policy, TextFacts, Translation, Withdrawal, WrittenLink};
use crate::spelling::{self, Vocabulary};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization as _;

/// Checks the links, attachments and anchors of all records.
pub(super) fn check(d: &Drafts, day: Date, findings: &mut Vec<Finding>) {
    let repeated = findings.iter().filter(|finding| finding.rule.name == rules::ANCHOR_REPEATED.name);
    let repeated = repeated.map(|finding| finding.file.clone()).collect();
    let targets = Targets::new(d, day, repeated);
    let names = d.names();
    let cases = d.cases.par_iter().fold(
        || Links::new(&targets),
        |mut links, case| {
            links.case(case);
            links
        },
    );
    let mut links = cases.reduce(|| Links::new(&targets), Links::and);
    for p in &d.policies {
        let folder = p.file.replace("policy.yaml", "files/");
        links.instead(&p.file, &key(RecordScheme::Policy, &p.id), p.withdrawal.as_deref());
        // Of what is removed the files go too.
        if !super::stubs::removed(&p.withdrawal) {
            links.attachments(&Home { file: &p.file, folder: Some(&folder), keep: "files/" }, &p.attachments);
        }
        links.articles(p);
        for e in &p.editions {
            links.instead(&e.file, &key(RecordScheme::Policy, ""), e.withdrawal.as_deref());
            let home = Home { file: &e.file, folder: Some(&folder), keep: "files/" };
            links.text(&home, &e.facts, &|_| e.on);
            links.translations(&home, &e.translations, &|_| e.on);
        }
    }
    for x in &d.datasets {
        links.instead(&x.file, &key(RecordScheme::Dataset, &x.id), x.withdrawal.as_deref());
        for law in x.law.iter().filter_map(|law| law.policy.as_ref()) {
            links.written(&x.file, std::slice::from_ref(law), &|_| x.published_on);
        }
    }
    for x in &d.pages {
        links.instead(&x.file, &key(RecordScheme::Page, &x.id), x.withdrawal.as_deref());
    }
    for x in &d.digests {
        links.instead(&x.file, &key(RecordScheme::Digest, &x.id), x.withdrawal.as_deref());
        let home = Home { file: &x.file, folder: None, keep: "" };
        for list in x.opinions.iter().map(|o| &o.cases).chain(x.improvements.iter().map(|i| &i.related)) {
            links.written(&x.file, list, &|_| x.to);
        }
        links.text(&home, &x.facts, &|_| x.to);
        links.translations(&home, &x.translations, &|_| x.to);
        let mut references = References { names: &names, findings: &mut links.findings };
        if !x.topic.is_empty() {
            references.topic(&x.file, &x.topic, KeyPath::of("topic"));
        }
        references.departments(&x.file, &x.departments, &KeyPath::of("departments"));
    }
    let notes = d.datasets.iter().filter_map(|x| x.notes.as_deref());
    for x in d.pages.iter().chain(notes) {
        let home = Home { file: &x.file, folder: None, keep: "" };
        // They are kept up to date: what they say, they say now.
        links.text(&home, &x.facts, &|_| day);
        links.translations(&home, &x.translations, &|_| day);
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
    // What lies beside a removed record is published no longer.
    let cases = d.cases.iter().filter(|x| super::stubs::removed(&x.withdrawal)).map(|x| &*x.file);
    let policies = d.policies.iter().filter(|x| super::stubs::removed(&x.withdrawal)).map(|x| &*x.file);
    let removed: HashSet<&str> = cases.chain(policies).collect();
    let shown = |path: &&Box<str>| removed.is_empty() || !removed.contains(&*kind::main_file(path));
    for path in d.attachments.keys().filter(|path| !used.contains(*path)).filter(shown) {
        let name = path.rsplit('/').next().unwrap_or_default();
        findings.push(Finding::new(&rules::ATTACHMENT_UNLISTED, path, Place::File).arg("file", name));
    }
}

/// The texts whose anchors `#fragment` of a link to a record may name, for a policy those of all
/// editions; `None` when the record could not be read.
fn texts<'a>(d: &'a Drafts, link: &RecordLink) -> Option<Vec<&'a TextFacts>> {
    let id = link.id.as_str();
    let texts: Vec<&TextFacts> = match link.scheme {
        RecordScheme::Reply => alike(&d.cases, id, |c| &c.id).iter().map(|c| &c.facts).collect(),
        RecordScheme::Policy => {
            let found = alike(&d.policies, id, |p| &p.id).first()?;
            return Some(found.editions.iter().map(|e| &e.facts).collect());
        }
        RecordScheme::Dataset => {
            let found = alike(&d.datasets, id, |x| &x.id).first()?;
            return Some(found.notes.iter().map(|n| &n.facts).collect());
        }
        RecordScheme::Digest => alike(&d.digests, id, |x| &x.id).iter().map(|x| &x.facts).collect(),
        RecordScheme::Page => alike(&d.pages, id, |x| &x.id).iter().map(|x| &x.facts).collect(),
    };
    (!texts.is_empty()).then_some(texts)
}

/// The records of an id, of a list sorted by it.
fn alike<'a, T>(list: &'a [T], id: &str, id_of: impl Fn(&T) -> &Id) -> &'a [T] {
    let from = list.partition_point(|x| **id_of(x) < *id);
    let len = list[from..].partition_point(|x| **id_of(x) == *id);
    &list[from..from + len]
}

fn has_anchor(facts: &TextFacts, fragment: &str) -> bool {
    facts.anchors.binary_search_by(|anchor| (**anchor).cmp(fragment)).is_ok()
}

/// Places of a text among which the one that was meant is looked for.
const ANCHORS: usize = 64;

/// What links are held against, made once and when first needed.
struct Targets<'a> {
    d: &'a Drafts,
    /// The day of the site.
    day: Date,
    /// Texts in which an address is there twice: what they lack may be only that.
    repeated: HashSet<String>,
    near: [OnceLock<Vocabulary<'a>>; RecordScheme::ALL.len()],
    /// The attachments with names beyond ASCII, by their composed paths.
    composed: OnceLock<HashMap<String, &'a str>>,
}

impl<'a> Targets<'a> {
    fn new(d: &'a Drafts, day: Date, repeated: HashSet<String>) -> Self {
        Self { d, day, repeated, near: Default::default(), composed: OnceLock::new() }
    }

    fn nearest(&self, scheme: RecordScheme, id: &str) -> Option<&'a str> {
        let words = self.near[scheme as usize].get_or_init(|| self.d.known.vocabulary(scheme));
        words.slip(id)
    }

    /// Returns a file whose path is the same once both are composed: the name looks alike and is
    /// made of other characters.
    fn looks_like(&self, path: &str) -> Option<Box<str>> {
        if path.is_ascii() {
            return None;
        }
        let composed = self.composed.get_or_init(|| {
            // The first of two that look alike holds.
            let others = self.d.attachments.keys().rev().filter(|other| !other.is_ascii());
            others.map(|other| (other.nfc().collect(), &**other)).collect()
        });
        composed.get(&path.nfc().collect::<String>()).map(|twin| Box::from(*twin))
    }
}

/// Where a text stands: its file, and the folder of its attachments.
struct Home<'a> {
    file: &'a str,
    folder: Option<&'a str>,
    /// What a destination may start with to mean that folder.
    keep: &'a str,
}

/// Tells of which day the text is in which a link stands.
type DayOf<'f> = dyn Fn(&At) -> Date + 'f;

struct Links<'a> {
    d: &'a Drafts,
    targets: &'a Targets<'a>,
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
    fn new(targets: &'a Targets<'a>) -> Self {
        Self { d: targets.d, targets, findings: Vec::new(), used: HashSet::new() }
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
        let day = self.targets.day;
        self.written(&c.file, &c.related, &|at| c.day_of(at, day));
        for own in c.related.iter().filter(|w| w.link.scheme == RecordScheme::Reply && *w.link.id == *c.id) {
            self.findings.push(Finding::new(&rules::LINK_TO_ITSELF, &c.file, place(&own.at)).arg("link", &own.link));
        }
        self.instead(&c.file, &key(RecordScheme::Reply, &c.id), c.withdrawal.as_deref());
        if !super::stubs::removed(&c.withdrawal) {
            self.attachments(&home, &c.attachments);
        }
        self.text(&home, &c.facts, &|at| c.day_of(at, day));
        // The sections of a translation are those of the original.
        for t in &c.translations {
            self.text(&Home { file: &t.file, ..home }, &t.facts, &|at| c.day_in(&t.sections, at, day));
        }
        for event in &c.events {
            if let Some(into) = event.more.as_deref().and_then(|m| m.into.as_ref()) {
                self.record(&c.file, into, None, &At::Key(event.written.path().key("into")));
            }
        }
    }

    /// The articles of a policy, and of others, whose force it names.
    fn articles(&mut self, policy: &Policy) {
        let own = policy.acts.iter().enumerate();
        let own = own.map(|(i, act)| (&policy.id, &act.articles, KeyPath::of("force").index(i).key("articles")));
        let d = self.d;
        let others = policy.relations.iter().filter(|r| d.known.has(RecordScheme::Policy, &r.to));
        let others = others.map(|r| (&r.to, &r.articles, r.item.key("articles")));
        for (id, articles, path) in own.chain(others) {
            for (article, i) in articles.iter().zip(0..) {
                let link = RecordLink {
                    scheme: RecordScheme::Policy,
                    id: id.to_string(),
                    fragment: Some(article.to_string()),
                };
                self.record(&policy.file, &link, None, &At::Key(path.index(i)));
            }
        }
    }

    fn written(&mut self, file: &str, links: &[WrittenLink], day: &DayOf<'_>) {
        for written in links {
            self.record(file, &written.link, Some(day), &written.at);
        }
    }

    /// Checks one link; `day` tells of which day the text is that it stands in.
    fn record(&mut self, file: &str, link: &RecordLink, day: Option<&DayOf<'_>>, at: &At) {
        if !self.d.known.has(link.scheme, &link.id) {
            let near = self.targets.nearest(link.scheme, &link.id);
            let near = near.map(|near| format!("{}:{near}", link.scheme.as_str()));
            let finding = Finding::new(&rules::LINK_TO_MISSING_RECORD, file, place(at));
            self.findings.push(finding.arg("link", link).meant(near.as_deref()));
            return;
        }
        let Some(fragment) = &link.fragment else { return };
        if let (RecordScheme::Policy, Some(number)) = (link.scheme, edition_number(fragment)) {
            self.edition(file, link, number, at);
            return;
        }
        let Some(texts) = texts(self.d, link) else { return };
        if !texts.iter().any(|facts| has_anchor(facts, fragment)) {
            // A text with more is a law, and its table of contents is read sooner.
            let few = |facts: &&&TextFacts| facts.anchors.len() <= ANCHORS;
            let all = || texts.iter().filter(few).flat_map(|facts| facts.anchors.iter()).map(|anchor| &**anchor);
            let near = spelling::slip(fragment, all());
            // Editions of one policy have most of their places in common.
            let listed: BTreeSet<&str> = all().collect();
            let finding = Finding::new(&rules::LINK_TO_MISSING_ANCHOR, file, place(at));
            self.findings.push(
                finding.arg("link", link).arg("anchor", fragment).meant_or(near, listed.into_iter().map(Item::plain)),
            );
            return;
        }
        if let (RecordScheme::Policy, Some(day)) = (link.scheme, day) {
            self.text_of_the_day(file, link, fragment, day(at), at);
        }
    }

    /// Reports an article that the edition of a day does not have; another has it.
    fn text_of_the_day(&mut self, file: &str, link: &RecordLink, fragment: &str, day: Date, at: &At) {
        let Some(policy) = alike(&self.d.policies, &link.id, |p| &p.id).first() else { return };
        let editions = &policy.editions;
        let that_day = editions.iter().rfind(|edition| edition.on <= day.min(self.targets.day)).or(editions.first());
        let lacks = |edition: &&Edition| {
            !has_anchor(&edition.facts, fragment) && !self.targets.repeated.contains(&*edition.file)
        };
        let Some(that_day) = that_day.filter(lacks) else { return };
        let Some(other) = editions.iter().rfind(|edition| has_anchor(&edition.facts, fragment)) else { return };
        let finding = Finding::new(&rules::LINK_TO_OTHER_TEXT, file, place(at));
        let finding = finding.arg("date", day).arg("number", that_day.number).arg("other", other.number);
        self.findings.push(finding.arg("anchor", fragment).arg("policy", format!("policy:{}", link.id)));
    }

    fn edition(&mut self, file: &str, link: &RecordLink, number: u32, at: &At) {
        let policy = alike(&self.d.policies, &link.id, |p| &p.id).first();
        if policy.is_some_and(|p| p.editions.binary_search_by_key(&number, |e| e.number).is_err()) {
            let finding = Finding::new(&rules::LINK_TO_MISSING_EDITION, file, place(at));
            self.findings.push(finding.arg("link", link).arg("number", number));
        }
    }

    fn text(&mut self, home: &Home<'_>, facts: &TextFacts, day: &DayOf<'_>) {
        self.written(home.file, &facts.links, day);
        super::charts::asked(home.file, facts, &self.d.datasets, &mut self.findings);
        for (destination, from, to) in &facts.relative {
            let place = Place::Bytes(*from as usize..*to as usize);
            match destination.strip_prefix('#') {
                Some(fragment) => {
                    if !has_anchor(facts, fragment) {
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

    /// What takes the place of a record that was taken down.
    fn instead(&mut self, file: &str, own: &RecordKey, withdrawal: Option<&Withdrawal>) {
        let Some(instead) = withdrawal.and_then(|w| w.instead.as_ref()) else { return };
        self.record(file, &instead.link, None, &instead.at);
        if RecordKey::of(&instead.link) == *own {
            let finding = Finding::new(&rules::LINK_TO_ITSELF, file, place(&instead.at));
            self.findings.push(finding.arg("link", &instead.link));
        }
    }

    fn attachments(&mut self, home: &Home<'_>, attachments: &[Attachment]) {
        for (i, attachment) in attachments.iter().enumerate() {
            let path = home.folder.map(|folder| format!("{folder}{}", attachment.file)).unwrap_or_default();
            if self.d.attachments.contains_key(path.as_str()) {
                self.used.insert(path.into());
            } else if let Some(twin) = self.targets.looks_like(&path) {
                let place = Place::Value(KeyPath::of("attachments").index(i).key("file"));
                let finding = Finding::new(&rules::FILE_NAME_FORM, home.file, place);
                let name = twin.rsplit('/').next();
                self.findings.push(finding.arg("file", &attachment.file).certain(name));
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

    fn translations(&mut self, home: &Home<'_>, translations: &[Translation], day: &DayOf<'_>) {
        for t in translations {
            self.text(&Home { file: &t.file, ..*home }, &t.facts, day);
        }
    }
}

fn key(scheme: RecordScheme, id: &str) -> RecordKey {
    RecordKey { scheme, id: id.into() }
}

/// Calls `f` with source and target of every link of the model.
pub(super) fn each_link(model: &Model, f: &mut dyn FnMut(RecordKey, RecordKey)) {
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
        for law in x.law.iter().filter_map(|law| law.policy.as_ref()) {
            all(&key(RecordScheme::Dataset, &x.id), std::slice::from_ref(law));
        }
        if let Some(notes) = &x.notes {
            all(&key(RecordScheme::Dataset, &x.id), &notes.facts.links);
        }
    }
    for x in &model.pages {
        all(&key(RecordScheme::Page, &x.id), &x.facts.links);
    }
}
