//! Sorts parsed files into kinds, checks reference data, and builds the model from what is
//! sound and due.

use super::public::{self, Fates};
use super::{Checked, Day, Drafts, Tally, embargoes, ids, releases, stubs};
use crate::calendar::Calendars;
use crate::config::Config;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Item, KeyPath, Place, listed};
use crate::markdown::RecordScheme;
use crate::model::{HeldBack, Model, RecordKey};
use crate::record::names;
use crate::record::reference::{Department, Topic};
use crate::record::words::Progress;
use crate::record::{Case, Digest, Id, Parsed, Record, Text};
use crate::spelling::{self, Vocabulary};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

const DEPARTMENTS: &str = "content/departments.yaml";
const TOPICS: &str = "content/topics.yaml";
const RULES: &str = "content/rules/deadlines.yaml";

/// Sorts parsed files into kinds and takes their findings.
pub(super) fn assemble(parsed: Vec<Parsed>, known: ids::Known, findings: &mut Vec<Finding>) -> Drafts {
    let mut d = Drafts {
        departments: Vec::new(),
        topics: Vec::new(),
        rules: Vec::new(),
        calendars: Vec::new(),
        cases: Vec::new(),
        policies: Vec::new(),
        editions: Vec::new(),
        datasets: Vec::new(),
        tables: Vec::new(),
        notes: Vec::new(),
        digests: Vec::new(),
        pages: Vec::new(),
        translations: Vec::new(),
        attachments: BTreeMap::new(),
        files: Vec::with_capacity(parsed.len()),
        known,
        unread: [false; 2],
    };
    for mut file in parsed {
        for (unread, list) in d.unread.iter_mut().zip([DEPARTMENTS, TOPICS]) {
            *unread |= *file.file == *list && file.findings.iter().any(Finding::is_error);
        }
        findings.append(&mut file.findings);
        d.files.push(file.file.clone());
        match file.record {
            Some(Record::Departments(mut list)) => d.departments.append(&mut list),
            Some(Record::Topics(mut list)) => d.topics.append(&mut list),
            Some(Record::Rules(mut list)) => d.rules.append(&mut list),
            Some(Record::Calendar(year)) => d.calendars.push(year),
            Some(Record::Case(case)) => d.cases.push(case),
            Some(Record::Policy(policy)) => d.policies.push(*policy),
            Some(Record::Edition(edition)) => d.editions.push(*edition),
            Some(Record::Dataset(dataset)) => d.datasets.push(*dataset),
            Some(Record::Table(facts)) => d.tables.push(*facts),
            Some(Record::Digest(digest)) => d.digests.push(*digest),
            Some(Record::Page(page)) if file.file.starts_with("content/statistics/") => d.notes.push(*page),
            Some(Record::Page(page)) => d.pages.push(*page),
            Some(Record::Translation(translation, of)) => d.translations.push((of, *translation)),
            Some(Record::Attachment) => {
                d.attachments.insert(file.file, file.size);
            }
            None => {}
        }
    }
    d.files.sort_unstable();
    d.unread[0] |= d.departments.iter().map(|x| &x.id).collect::<BTreeSet<_>>().len() < d.departments.len();
    d.unread[1] |= d.topics.iter().map(|x| &x.id).collect::<BTreeSet<_>>().len() < d.topics.len();
    d.cases.par_sort_by(|a, b| (&a.id, &a.file).cmp(&(&b.id, &b.file)));
    d.policies.sort_by(|a, b| a.id.cmp(&b.id));
    d.editions.sort_by(|a, b| (&a.policy, a.number).cmp(&(&b.policy, b.number)));
    d.datasets.sort_by(|a, b| a.id.cmp(&b.id));
    d.digests.sort_by(|a, b| a.id.cmp(&b.id));
    d.pages.sort_by(|a, b| a.id.cmp(&b.id));
    d
}

/// Checks departments, topics, rules and the pages that the configuration names.
pub(super) fn check_references(d: &Drafts, config: &Config, findings: &mut Vec<Finding>) {
    let names = d.names();
    let mut lists = References { names: &names, findings };
    lists.unique(DEPARTMENTS, d.departments.iter().map(|x| (&x.id, &x.at)));
    lists.unique(TOPICS, d.topics.iter().map(|x| (&x.id, &x.at)));
    lists.unique(RULES, d.rules.iter().map(|x| (&x.id, &x.at)));
    // Departments and topics have pages and folders of their names.
    lists.portable(DEPARTMENTS, d.departments.iter().map(|x| (&x.id, &x.at)));
    lists.portable(TOPICS, d.topics.iter().map(|x| (&x.id, &x.at)));
    for department in &d.departments {
        let at = &department.at;
        lists.departments(DEPARTMENTS, &department.predecessors, &at.key("predecessors"));
        lists.departments(DEPARTMENTS, &department.successors, &at.key("successors"));
        if let Some(parent) = &department.parent {
            lists.department(DEPARTMENTS, parent, at.key("parent"));
        }
    }
    for topic in &d.topics {
        if let Some(broader) = &topic.broader {
            lists.topic(TOPICS, broader, topic.at.key("broader"));
        }
    }
    let calendars: BTreeSet<&str> = d.calendars.iter().map(|year| &*year.code).collect();
    for rule in &d.rules {
        // Without any, terms are counted by the week, and each date says so.
        let named = rule.calendar.as_deref().filter(|code| !calendars.is_empty() && !calendars.contains(code));
        if let Some(code) = named {
            let finding = Finding::new(&rules::UNKNOWN_CALENDAR, RULES, Place::Value(rule.at.key("calendar")));
            let near = spelling::slip(code, calendars.iter().copied());
            let all = calendars.iter().map(|code| Item::plain(code));
            lists.findings.push(finding.arg("calendar", code).meant_or(near, all));
        }
        lists.departments(RULES, &rule.departments, &rule.at.key("applies").key("department"));
    }
    let roles = [("ask", &config.ask), ("report", &config.report), ("accessibility", &config.accessibility)];
    let roles = roles.into_iter().filter_map(|(key, page)| Some((page.as_ref()?, KeyPath::of("pages").key(key))));
    for (slug, key) in roles.chain(config.navigation.pages()) {
        if !d.known.has(RecordScheme::Page, slug) {
            let finding = Finding::new(&rules::LINK_TO_MISSING_RECORD, crate::config::FILE, Place::Value(key));
            findings.push(finding.arg("link", format!("page:{slug}")));
        }
    }
}

/// The ids of the reference data, to be looked up.
pub(super) struct Names<'a> {
    /// A list that could not be read says nothing of what is in it.
    unread: [bool; 2],
    departments: HashMap<&'a str, &'a Department>,
    topics: Vocabulary<'a>,
    called: [Called<'a>; 2],
}

impl<'a> Names<'a> {
    pub fn new(departments: &'a [Department], topics: &'a [Topic]) -> Self {
        Self {
            unread: [false; 2],
            // The first of two that share an id holds.
            departments: departments.iter().rev().map(|x| (&*x.id, x)).collect(),
            topics: Vocabulary::new(topics.iter().map(|x| &*x.id)),
            called: [
                Called::of(departments.iter().map(|x| (&x.id, std::iter::once(&x.name).chain(&x.short).collect()))),
                Called::of(topics.iter().map(|x| (&x.id, vec![&x.label]))),
            ],
        }
    }
}

impl Names<'_> {
    /// Notes which of the two lists has a fault: then what it lacks may be only its slip.
    pub fn unread(mut self, unread: [bool; 2]) -> Self {
        self.unread = unread;
        self
    }
}

/// What departments or topics are called; made when the first one is not found, and once for all.
struct Called<'a> {
    /// Ids, with all names of each.
    all: Vec<(&'a str, Vec<&'a Text>)>,
    names: OnceLock<Known<'a>>,
}

struct Known<'a> {
    by_name: spelling::ByName<'a>,
    ids: Vocabulary<'a>,
    list: String,
}

impl<'a> Called<'a> {
    fn of(all: impl Iterator<Item = (&'a Id, Vec<&'a Text>)>) -> Self {
        Self { all: all.map(|(id, texts)| (&**id, texts)).collect(), names: OnceLock::new() }
    }

    /// Adds the id that was meant: of what is called so, else by a slip; where neither is, all there
    /// are.
    fn meant(&self, finding: Finding, written: &str) -> Finding {
        let known = self.names.get_or_init(|| self.known());
        let named = known.by_name.get(written);
        finding.meant_or_listed(named.or_else(|| known.ids.slip(written)), &known.list).certain(named)
    }

    fn known(&self) -> Known<'a> {
        let texts = |texts: &[&'a Text]| -> Vec<&'a str> {
            texts.iter().flat_map(|text| text.0.iter()).map(|(_, name)| &**name).collect()
        };
        let names = self.all.iter().flat_map(|(id, called)| texts(called).into_iter().map(|name| (name, *id)));
        let items = self.all.iter().map(|(written, called)| {
            let names = texts(called);
            let han = |name: &&&str| name.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
            let first = names.first().copied().unwrap_or_default();
            let english = names.iter().find(|name| !han(name)).copied().unwrap_or(first);
            Item { written, called: [english, names.iter().find(han).copied().unwrap_or(first)] }
        });
        Known {
            by_name: spelling::ByName::new(names.chain(self.all.iter().map(|(id, _)| (*id, *id)))),
            ids: Vocabulary::new(self.all.iter().map(|(id, _)| *id)),
            list: listed(items),
        }
    }
}

/// Looks ids up in the reference data and reports those that are not there.
pub(super) struct References<'a, 'n> {
    pub names: &'a Names<'n>,
    pub findings: &'a mut Vec<Finding>,
}

impl References<'_, '_> {
    fn unique<'x>(&mut self, file: &str, list: impl Iterator<Item = (&'x Id, &'x KeyPath)>) {
        let mut seen = BTreeMap::<&Id, &KeyPath>::new();
        for (id, at) in list {
            if let Some(first) = seen.get(id) {
                let finding = Finding::new(&rules::ID_DUPLICATE, file, Place::Value(at.key("id")));
                let finding = finding.arg("id", id).arg("other", file);
                self.findings.push(finding.related(file, Place::Value(first.key("id"))));
            } else {
                seen.insert(id, at);
            }
        }
    }

    fn portable<'x>(&mut self, file: &str, list: impl Iterator<Item = (&'x Id, &'x KeyPath)>) {
        for (id, at) in list.filter(|(id, _)| names::is_device(id)) {
            let finding = Finding::new(&rules::NAME_NOT_PORTABLE, file, Place::Value(at.key("id")));
            self.findings.push(finding.arg("name", id));
        }
    }

    pub fn department(&mut self, file: &str, id: &str, path: KeyPath) {
        if !self.names.departments.contains_key(id) && !self.names.unread[0] {
            let finding = Finding::new(&rules::UNKNOWN_DEPARTMENT, file, Place::Value(path)).arg("id", id);
            let finding = if self.names.topics.has(id) { finding.arg("topic", id) } else { finding };
            self.findings.push(self.names.called[0].meant(finding, id));
        }
    }

    /// Reports a department that did not exist on a day on which it acts.
    pub fn there(&mut self, file: &str, id: &str, on: jiff::civil::Date, path: KeyPath) {
        let Some(department) = self.names.departments.get(id) else { return };
        let (from, to) = (department.valid_from, department.valid_to);
        if from.is_some_and(|from| on < from) || to.is_some_and(|to| on > to) {
            let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
            let finding = Finding::new(&rules::DEPARTMENT_NOT_THERE, file, Place::Value(path));
            self.findings.push(finding.arg("id", id).arg("date", on).arg("span", format!("{}–{}", day(from), day(to))));
        }
    }

    pub fn departments(&mut self, file: &str, ids: &[Id], path: &KeyPath) {
        for (i, id) in ids.iter().enumerate() {
            self.department(file, id, path.index(i));
        }
    }

    pub fn topic(&mut self, file: &str, id: &str, path: KeyPath) {
        if !self.names.topics.has(id) && !self.names.unread[1] {
            let finding = Finding::new(&rules::UNKNOWN_TOPIC, file, Place::Value(path)).arg("id", id);
            let department = self.names.departments.contains_key(id);
            let finding = if department { finding.arg("department", id) } else { finding };
            // Several, parted by a comma of the Chinese keyboard.
            let parts: Vec<&str> = id.split(['，', '、', ',', '；']).map(str::trim).collect();
            let finding = match &parts[..] {
                [_, _, ..] if parts.iter().all(|part| self.names.topics.has(part)) => {
                    let list = parts.join(", ");
                    finding.meant(Some(&list)).certain(Some(&list))
                }
                _ => self.names.called[1].meant(finding, id),
            };
            self.findings.push(finding);
        }
    }

    pub fn topics(&mut self, file: &str, ids: &[Id], path: &KeyPath) {
        for (i, id) in ids.iter().enumerate() {
            self.topic(file, id, path.index(i));
        }
    }
}

/// Builds the model from what is sound, public and due on the day.
pub(super) fn model(
    mut d: Drafts,
    config: Config,
    day: Day,
    refused: &BTreeSet<Box<str>>,
) -> (Model, Tally, BTreeSet<Box<str>>) {
    let mut fates = Fates::new(day.as_of, refused, config.drafts);
    let (cases, others): (Vec<_>, Vec<_>) = d.cases.into_iter().partition(|c| fates.keep_case(c));
    let held_back = others.into_iter().filter(|c| !refused.contains(&c.file)).map(|c| HeldBack {
        department: c.department.clone(),
        topics: c.topics.clone(),
        kind: c.kind,
        received: c.received,
    });
    let held_back = held_back.collect();
    let hide = |c: Arc<Case>| {
        if c.visibility.is_hidden() { Arc::new(public::stub(&c, &d.departments)) } else { c }
    };
    let cases = cases.into_iter().map(hide).collect();
    let mut policies = std::mem::take(&mut d.policies);
    policies.retain(|p| fates.keep(&p.file, p.draft, Some(p.published_on)) && !p.editions.is_empty());
    for policy in &mut policies {
        // The first text was published with the policy; later ones appear on their day.
        policy.editions.retain(|e| e.number == 1 || fates.keep(&e.file, false, Some(e.on)));
    }
    let mut datasets = std::mem::take(&mut d.datasets);
    let releases = releases::known(&datasets, day, refused);
    let mut releases_by = BTreeMap::<Id, Vec<u32>>::new();
    for (release, at) in releases.iter().zip(0..) {
        releases_by.entry(release.dataset.clone()).or_default().push(at);
    }
    let embargoes = embargoes::held(&datasets, &config.timezone, refused);
    let turns = embargoes.first().map(|held| held.moment).into_iter().chain(releases::next_hour(&releases, day)).min();
    datasets.retain(|x| fates.keep(&x.file, x.draft, Some(embargoes::shown_from(x))));
    datasets.iter_mut().for_each(|x| embargoes::leave_out(x, &mut fates));
    for dataset in &mut datasets {
        dataset.notes = dataset.notes.take().filter(|notes| fates.keep(&notes.file, notes.draft, None));
    }
    let digests: Vec<_> = d.digests.into_iter().filter(|x| fates.keep(&x.file, x.draft, Some(x.to))).collect();
    let pages: Vec<_> = d.pages.into_iter().filter(|x| fates.keep(&x.file, x.draft, None)).collect();
    let digests: Vec<_> = digests.into_iter().map(|digest| known_digest(digest, day.as_of)).collect();
    for dataset in &mut datasets {
        let own = releases_by.get(&dataset.id).map_or(&[][..], Vec::as_slice);
        dataset.next_release = dataset.next_release.or_else(|| releases::next(&releases, own));
        dataset.updated_on = dataset.updated_on.filter(|on| *on <= day.as_of);
        dataset.revisions.retain(|revision| revision.on <= day.as_of);
    }
    let policies: Vec<_> = policies.into_iter().map(|policy| stubs::policy(policy, &mut fates)).collect();
    let datasets: Vec<_> = datasets.into_iter().map(|x| stubs::dataset(x, &mut fates)).collect();
    let digests: Vec<_> = digests.into_iter().map(|x| stubs::digest(x, &mut fates)).collect();
    let pages: Vec<_> = pages.into_iter().map(|x| stubs::page(x, &mut fates)).collect();
    d.attachments.retain(|path, _| fates.shows_part(path));
    let tally = Tally { embargoes, turns, ..fates.tally(&d.files) };
    let mut model = Model {
        settings: crate::source::digest(format!("{config:?}").as_bytes()),
        config,
        as_of: day.as_of,
        departments: d.departments,
        topics: d.topics,
        rules: d.rules,
        calendars: Calendars::new(d.calendars),
        cases,
        policies,
        datasets,
        digests,
        pages,
        attachments: d.attachments,
        mentions: BTreeMap::new(),
        joined: BTreeMap::new(),
        held_back,
        releases,
        releases_by,
    };
    model.joined = Model::mergers(&model.cases);
    model.mentions = mentions(&model);
    (model, tally, fates.early)
}

/// A digest as it was known on a day: what was improved later was under way.
fn known_digest(mut digest: Digest, day: jiff::civil::Date) -> Digest {
    for improvement in &mut digest.improvements {
        if improvement.on.is_some_and(|on| on > day) {
            improvement.on = None;
            if improvement.status == Progress::Done {
                improvement.status = Progress::UnderWay;
            }
        }
    }
    digest
}

/// Turns every link of every record around.
fn mentions(model: &Model) -> BTreeMap<RecordKey, Vec<RecordKey>> {
    let mut mentions = BTreeMap::<RecordKey, BTreeSet<RecordKey>>::new();
    super::links::each_link(model, &mut |source, target| {
        if source != target {
            mentions.entry(target).or_default().insert(source);
        }
    });
    mentions.into_iter().map(|(target, sources)| (target, sources.into_iter().collect())).collect()
}

impl Checked {
    /// Returns whether an error stops publication.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}
