//! Cells: the parts of the site that outputs read, each with a digest.
//!
//! A [`Read`] names a part by places in the model, a [`Key`] by the names that outlast a build. A
//! [`Board`] knows the digest of every part as it is now. What must hold: the digest of a cell
//! differs whenever anything differs that [`super::seen::Seen`] gives for it; a cell may tell of
//! more than what is read, never of less.

mod indexes;
mod listed;
mod logged;
mod names;
mod policies;
mod searched;
mod ways;

pub use indexes::index_hash;
pub use ways::WAY_PAGE;
pub(super) use ways::way_hash;

use super::Plan;
use super::about::Part;
use crate::derive::flow::Period;
use crate::derive::measures::Month;
use crate::derive::traces::{self, What};
use crate::derive::{Derived, moments};
use crate::markdown::RecordScheme;
use crate::model::{Group, Logs, Model, RecordKey};
use crate::record::{Case, Lang};
use crate::source::{ContentDigest, fingerprint};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

/// What cases wait for; see [`crate::derive::listings::Waiting`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wait {
    Open,
    Due,
    Supervised,
    Asleep,
    Replied,
}

/// A part of the site, by places in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Read {
    /// The day of the site.
    Day,
    /// The words of the theme in a language.
    Words(Lang),
    Departments,
    Department(u32),
    Topics,
    Topic(u32),
    Rules,
    Calendars,
    /// All of a case: its text and facts, what the day makes of them, its files, who names it.
    Case(u32),
    /// What lists and links show of a case.
    Face(u32),
    /// When a case was published and last changed.
    Moments(u32),
    /// All of a policy but its editions.
    Policy(u32),
    /// All policies, and how each stands.
    AllPolicies,
    /// What must stay as it was published, of all records but cases and pages.
    FiledRecords,
    /// The figures of policies, and what is counted of each.
    PolicyFigures,
    /// A list of policies, or a part of one: hash of what it is of.
    PolicyWay(u64),
    /// The list of its editions.
    Editions(u32),
    /// The articles of all its editions: ids, permanent ids, numbers.
    Clauses(u32),
    /// Whether its page is in parts, and in which.
    Long(u32),
    /// What is told beside its articles: since when each has its words, what numbers stood for before.
    Beside(u32),
    /// What of its text the page of an edition holds.
    Held(u32, u32),
    /// Where each text of each article stands.
    Versions(u32),
    /// The articles of all policies, with digests.
    AllClauses,
    /// Which replies rely on its articles.
    Reliance(u32),
    /// What lists and links show of a policy.
    PolicyFace(u32),
    /// One edition, and what is told of that which took its place.
    Edition(u32, u32),
    Dataset(u32),
    Digest(u32),
    Page(u32),
    /// Months of a group's list, and how many cases each has.
    Months(Group),
    /// A month of a group's list.
    Month(Group, Month),
    /// The months before and after one in a group's list.
    Near(Group, Month),
    /// The newest cases of a group.
    Latest(Group),
    ReferenceMonths,
    References(Month),
    /// A page of an index: hash of which, see [`index_hash`].
    Index(u64),
    Feed(Group),
    Waiting(Wait),
    Overdue(Group),
    Promises,
    Register,
    Documents(Group),
    PoliciesByForce,
    Improvements,
    PolicyDates,
    /// The releases of figures, as they stand on the day.
    Releases,
    /// Those of a dataset, but for whether one is late.
    ReleasesOf(u32),
    Figures(Group),
    MonthFigures(Group, Month),
    /// Figures of all departments, all topics, all kinds.
    DepartmentFigures,
    TopicFigures,
    KindFigures,
    Bulletin(Period),
    /// Which periods there are.
    Periods,
    /// The sums of each.
    Flow,
    Statutory,
    /// What the files of the cases of a year say besides their texts, whatever the day.
    Year(i16),
    /// The files of the cases of a month of receipt, whatever the day.
    Filed(Month),
    /// What the sitemaps list.
    Sitemap(Part),
    /// What descriptions of data and pages about the site tell of outputs.
    Listed,
    /// What changed in a month.
    Traces(Month),
    /// The months before and after one in which something changed.
    NearTraces(Month),
    /// The months in which something changed.
    TraceMonths,
    /// What the site did in a year.
    Yearly(i16),
    /// The years of which that is told.
    ReportYears,
    /// Addresses that lead on, and those of which a notice is left.
    Served,
    /// Static files of the theme.
    Assets,
    /// Whether something is planned at a path: its hash.
    Exists(u64),
    /// Whether a file is published: hash of its path in the site.
    File(u64),
    /// Which documents have the numbers of a range: its bits above the lowest, and how many those are.
    Numbered(u32, u8),
    /// The titles of all that can be found.
    Titles,
    /// Whether there is a log, and what was last entered in it.
    Entered,
}

/// A part of the site, by names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    kind: u8,
    name: Box<str>,
}

/// A digest of a cell: cells of one key that differ share it once in 2^64.
pub type CellDigest = u64;

/// Returns the hash of a path, by which [`Read::Exists`] and [`Read::File`] name it.
pub fn hash(path: &str) -> u64 {
    short(crate::source::digest(path.as_bytes()))
}

fn short(digest: ContentDigest) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(bytes)
}

fn print(value: &impl Serialize) -> CellDigest {
    short(fingerprint(value))
}

/// Records of which a site has few are compared by all that they hold.
fn whole(value: &impl std::fmt::Debug) -> CellDigest {
    hash(&format!("{value:?}"))
}

/// A stub is not what its file says, but what was made of it beside the other records.
fn stub(case: &Case) -> Option<CellDigest> {
    case.visibility.is_hidden().then(|| whole(case))
}

macro_rules! kinds {
    ($($name:ident),* $(,)?) => {
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        enum Code { $($name),* }
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        const CODES: &[Code] = &[$(Code::$name),*];
    };
}

kinds! {
    Day, Words, Departments, Department, Topics, Topic, Rules, Calendars, Case, Face, Moments, Policy, Editions, PolicyFace, Edition, Dataset,
    Digest, Page, Months, Month, Near, Latest, ReferenceMonths, References, Feed, Waiting, Overdue, Promises, Register,
    Documents, PoliciesByForce, AllPolicies, FiledRecords, PolicyFigures, PolicyWay, Improvements, PolicyDates,
    Figures, MonthFigures, DepartmentFigures, TopicFigures, KindFigures,
    Bulletin, Periods, Flow, Statutory, Year, Filed, Sitemap, Listed, Traces, NearTraces, TraceMonths, Yearly,
    ReportYears, Served, Assets, Exists, File, Clauses, AllClauses,
    Reliance, Long, Beside, Held, Versions, Releases, ReleasesOf, Numbered, Titles, Index, Entered,
}

impl Key {
    fn code(&self) -> Option<Code> {
        CODES.get(usize::from(self.kind)).copied()
    }

    /// Returns all kinds of parts.
    pub fn kinds() -> &'static [&'static str] {
        NAMES
    }

    /// Returns the kind of part, as a word.
    pub fn kind(&self) -> &'static str {
        NAMES.get(usize::from(self.kind)).copied().unwrap_or_default()
    }

    /// Returns which of its kind it is; empty when there is one only.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The parts of the site as they are now.
pub struct Board<'a> {
    pub(super) model: &'a Model,
    pub(super) derived: &'a Derived,
    pub(super) plan: &'a Plan,
    logs: &'a Logs,
    /// Digests of the words of each language.
    words: Vec<ContentDigest>,
    cases: Vec<OnceLock<CellDigest>>,
    faces: Vec<OnceLock<CellDigest>>,
    /// Hash of the id of each case: places change from build to build, ids do not.
    ids: OnceLock<Vec<u64>>,
    mentions: OnceLock<HashMap<usize, CellDigest>>,
    paths: OnceLock<HashSet<u64>>,
    files: OnceLock<HashMap<u64, u64>>,
    sitemaps: OnceLock<BTreeMap<Part, CellDigest>>,
    ways: OnceLock<HashMap<u64, CellDigest>>,
    /// Where each page of an index is.
    indexes: OnceLock<HashMap<u64, indexes::At>>,
}

impl<'a> Board<'a> {
    /// Returns the board of a site; digests are worked out when they are asked for.
    pub fn new(
        (model, derived, plan): (&'a Model, &'a Derived, &'a Plan),
        logs: &'a Logs,
        words: Vec<ContentDigest>,
    ) -> Self {
        let empty = || (0..model.cases.len()).map(|_| OnceLock::new()).collect();
        Self {
            model,
            derived,
            plan,
            logs,
            words,
            cases: empty(),
            faces: empty(),
            ids: OnceLock::new(),
            mentions: OnceLock::new(),
            paths: OnceLock::new(),
            files: OnceLock::new(),
            sitemaps: OnceLock::new(),
            ways: OnceLock::new(),
            indexes: OnceLock::new(),
        }
    }

    /// Returns how many cases there are.
    pub fn cases(&self) -> usize {
        self.cases.len()
    }

    /// Returns the digest of the settings, which are part of every output.
    pub fn settings(&self) -> &'a ContentDigest {
        &self.model.settings
    }

    /// Returns the digest of a cell.
    pub fn digest(&self, read: Read) -> CellDigest {
        let (model, derived) = (self.model, self.derived);
        match read {
            Read::Day => print(&model.as_of),
            Read::Words(lang) => print(&self.words.get(usize::from(lang))),
            Read::Departments => whole(&model.departments),
            Read::Department(at) => whole(&model.departments[at as usize]),
            Read::Topics => whole(&model.topics),
            Read::Topic(at) => whole(&model.topics[at as usize]),
            Read::Rules => whole(&model.rules),
            Read::Calendars => whole(&(&model.calendars, model.calendars.known_days(model.as_of))),
            Read::Case(at) => *self.cases[at as usize].get_or_init(|| self.case(at as usize)),
            Read::Face(at) => *self.faces[at as usize].get_or_init(|| print(&self.face(at as usize))),
            Read::Moments(at) => {
                let at = at as usize;
                print(&moments::moments(model, &model.cases[at], &derived.statuses[at]))
            }
            Read::Policy(at) => self.policy(at as usize),
            Read::FiledRecords => print(&crate::kept::filed(model).map(|record| record.print()).collect::<Vec<_>>()),
            Read::PolicyFigures => whole(&derived.policy_figures),
            Read::PolicyWay(of) => self.ways().get(&of).copied().unwrap_or_default(),
            Read::AllPolicies => {
                let since = |at: usize| derived.policies[at].state.on;
                print(&(0..model.policies.len()).map(|at| (self.policy(at), since(at))).collect::<Vec<_>>())
            }
            Read::Editions(at) => self.editions(at as usize),
            Read::Clauses(at) => self.clauses(at as usize),
            Read::Long(at) => self.long(at as usize),
            Read::Beside(at) => self.beside(at as usize),
            Read::Held(at, number) => self.held(at as usize, number),
            Read::Versions(at) => self.versions(at as usize),
            Read::AllClauses => self.all_clauses(),
            Read::Reliance(at) => self.reliance(at as usize),
            Read::PolicyFace(at) => {
                let policy = &model.policies[at as usize];
                whole(&(
                    &policy.title,
                    &policy.number,
                    &policy.issuers,
                    policy.published_on,
                    derived.policies[at as usize].state.force,
                ))
            }
            Read::Edition(at, number) => self.edition(at as usize, number),
            Read::Dataset(at) => {
                let key = RecordKey { scheme: RecordScheme::Dataset, id: model.datasets[at as usize].id.clone() };
                let x = &model.datasets[at as usize];
                let logged = self.logged("dataset", &x.id);
                whole(&(x, x.revisions_by(model.as_of).count(), self.mentions_of(&key), logged))
            }
            Read::Digest(at) => {
                let key = RecordKey { scheme: RecordScheme::Digest, id: model.digests[at as usize].id.clone() };
                let logged = self.logged("digest", &key.id);
                whole(&(&model.digests[at as usize], self.mentions_of(&key), logged))
            }
            Read::Page(at) => {
                let key = RecordKey { scheme: RecordScheme::Page, id: model.pages[at as usize].id.clone() };
                whole(&(&model.pages[at as usize], self.mentions_of(&key)))
            }
            Read::Months(group) => {
                let months = derived.listings.of(group).months.iter();
                print(&months.map(|(month, cases)| (*month, cases.len())).collect::<Vec<_>>())
            }
            Read::Month(group, month) => {
                let cases = derived.listings.of(group).months.get(&month);
                self.list(cases.map_or(&[], Vec::as_slice))
            }
            Read::Near(group, month) => print(&derived.listings.of(group).near(month)),
            Read::Latest(group) => {
                let latest = derived.listings.of(group).newest().take(crate::derive::listings::PAGE);
                print(&latest.map(|at| self.ids()[at]).collect::<Vec<_>>())
            }
            Read::ReferenceMonths => {
                let months = derived.listings.references.iter();
                print(&months.map(|(month, list)| (*month, list.len())).collect::<Vec<_>>())
            }
            Read::References(month) => {
                let list = derived.listings.references.get(&month).map_or(&[][..], Vec::as_slice);
                print(&list.iter().map(|(reference, at)| (reference, self.ids()[*at as usize])).collect::<Vec<_>>())
            }
            Read::Index(of) => self.index(of),
            Read::Feed(group) => self.list(derived.listings.feeds.get(&group).map_or(&[], Vec::as_slice)),
            Read::Waiting(wait) => self.list(self.waiting(wait)),
            Read::Overdue(group) => self.list(derived.listings.waiting.overdue(group)),
            Read::Promises => self.promises(),
            Read::Register => whole(&derived.register),
            Read::Documents(group) => self.documents(group),
            Read::PoliciesByForce => {
                let ids = derived.documents.policies_by_force.iter().map(|at| &model.policies[*at as usize].id);
                print(&ids.collect::<Vec<_>>())
            }
            Read::Improvements => {
                let all = derived.documents.improvements.iter();
                print(&all.map(|(at, place)| (&model.digests[*at as usize].id, place)).collect::<Vec<_>>())
            }
            Read::PolicyDates => {
                let all = derived.documents.dates.iter();
                print(&all.map(|(on, key, at)| (on, key, &model.policies[*at as usize].id)).collect::<Vec<_>>())
            }
            Read::Numbered(range, bits) => self.numbered(range, bits),
            Read::Titles => print(&self.titles()),
            Read::Entered => print(&(self.entered(), self.keeps_log())),
            Read::Releases => whole(&model.releases),
            Read::ReleasesOf(at) => {
                let own = model.releases_of(at as usize).map(|x| (&x.department, x.shown, &x.release));
                whole(&own.collect::<Vec<_>>())
            }
            Read::Figures(group) => whole(&derived.measures.of(group)),
            Read::MonthFigures(group, month) => whole(&derived.measures.of(group).and_then(|g| g.months.get(&month))),
            Read::DepartmentFigures => whole(&derived.measures.departments),
            Read::TopicFigures => whole(&derived.measures.topics),
            Read::KindFigures => whole(&derived.measures.kinds),
            Read::Bulletin(period) => self.bulletin(period),
            Read::Periods => whole(&derived.flow.keys().collect::<Vec<_>>()),
            Read::Flow => {
                whole(&derived.flow.iter().map(|(period, bulletin)| (period, bulletin.all)).collect::<Vec<_>>())
            }
            Read::Statutory => {
                let unplaced = derived.statutory.annual.values().flat_map(|table| &table.unplaced);
                let unplaced: Vec<_> = unplaced.map(|at| &model.cases[*at].id).collect();
                let annual: Vec<_> = derived
                    .statutory
                    .annual
                    .iter()
                    .map(|(year, table)| (year, (table.columns, table.documents, table.reviews)))
                    .collect();
                whole(&(annual, &derived.statutory.quarterly, unplaced))
            }
            Read::Year(year) => {
                let months = derived.listings.of(Group::Site).months.range((year, 1)..=(year, 12));
                let cases = months.flat_map(|(_, list)| list);
                let heads = cases.map(|at| &model.cases[*at as usize]).map(|case| (&case.head, &case.id, stub(case)));
                print(&heads.collect::<Vec<_>>())
            }
            Read::Filed(month) => {
                let cases = derived.listings.of(Group::Site).months.get(&month).into_iter().flatten();
                print(&cases.map(|at| self.file(&model.cases[*at as usize])).collect::<Vec<_>>())
            }
            Read::Sitemap(part) => self.sitemaps().get(&part).copied().unwrap_or_default(),
            Read::Listed => self.listed(),
            Read::Traces(month) => {
                let Some(of) = derived.traces.get(&month) else { return 0 };
                // Places in the register change with every entry that is added.
                let traces = of.traces.iter().map(|trace| match trace.what {
                    What::Entry(at) => (trace.on, &trace.record, None, Some(&derived.register[at as usize])),
                    ref what => (trace.on, &trace.record, Some((what, &trace.note)), None),
                });
                whole(&(traces.collect::<Vec<_>>(), &of.replies))
            }
            Read::NearTraces(month) => print(&traces::near(&derived.traces, month)),
            Read::TraceMonths => whole(&derived.traces.keys().collect::<Vec<_>>()),
            Read::Yearly(year) => whole(&derived.yearly.get(&year)),
            Read::ReportYears => whole(&derived.yearly.keys().collect::<Vec<_>>()),
            Read::Served => whole(&self.plan.served().collect::<Vec<_>>()),
            Read::Assets => whole(&self.plan.assets),
            Read::Exists(path) => u64::from(self.paths().contains(&path)),
            Read::File(path) => self.files().get(&path).map_or(u64::MAX, |len| *len),
        }
    }

    /// The places of cases, by their names.
    fn list(&self, cases: &[u32]) -> CellDigest {
        print(&cases.iter().map(|at| self.ids()[*at as usize]).collect::<Vec<_>>())
    }

    fn ids(&self) -> &[u64] {
        self.ids.get_or_init(|| self.model.cases.par_iter().map(|case| hash(&case.id)).collect())
    }

    /// What a case says in its file, by the settings of the site, whatever the day.
    fn file<'c>(&self, case: &'c Case) -> (&'c ContentDigest, &'c str, Option<CellDigest>) {
        (&case.digest, &case.id, stub(case))
    }

    fn case(&self, at: usize) -> CellDigest {
        let (model, case, status) = (self.model, &self.model.cases[at], &self.derived.statuses[at]);
        let past = case.events_by(model.as_of).len();
        let standings: Vec<_> = case
            .promises_by(model.as_of)
            .iter()
            .map(|promise| crate::derive::promises::Standing::of(promise, model.as_of))
            .collect();
        // A merged case hands its days to the one it joined.
        let joined: Vec<_> = self.joined(at).into_iter().map(|i| self.file(&model.cases[i])).collect();
        let files: Vec<_> = match model.attachments.is_empty() {
            true => Vec::new(),
            false => model.case_files(case).into_iter().map(|f| (f, model.attachments.get(f).copied())).collect(),
        };
        let named = self.mentions().get(&at).copied().unwrap_or_default();
        let logged = self.logged("reply", &case.id);
        print(&(
            self.file(case),
            &case.file,
            &case.translations,
            status,
            past,
            standings,
            joined,
            files,
            (named, logged),
        ))
    }

    /// The cases merged into one, and into these.
    fn joined(&self, at: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let mut open = vec![at];
        while let Some(next) = open.pop() {
            for (_, i) in self.model.joined.get(&next).into_iter().flatten() {
                if *i != at && !all.contains(i) {
                    all.push(*i);
                    open.push(*i);
                }
            }
        }
        all
    }

    fn face(&self, at: usize) -> impl Serialize + '_ {
        let case = &self.model.cases[at];
        let status = &self.derived.statuses[at];
        let shown = status.shown();
        let titles: Vec<_> = case.translations.iter().map(|t| (t.lang, &t.title)).collect();
        (
            (&case.id, &case.title, case.lang, titles, case.received, case.visibility),
            (shown.word, shown.on, super::seen::due_hour(status), status.shown_department()),
        )
    }

    fn waiting(&self, wait: Wait) -> &[u32] {
        let waiting = &self.derived.listings.waiting;
        match wait {
            Wait::Open => &waiting.open,
            Wait::Due => &waiting.due,
            Wait::Supervised => &waiting.supervised,
            Wait::Asleep => &waiting.asleep,
            Wait::Replied => &waiting.replied,
        }
    }

    fn promises(&self) -> CellDigest {
        let promises = &self.derived.promises;
        let named = |list: &[crate::derive::promises::PromiseAt]| -> Vec<_> {
            list.iter().map(|at| (self.ids()[at.case as usize], at.place)).collect()
        };
        let due: Vec<_> = promises.due.iter().map(|(on, at)| (*on, self.ids()[at.case as usize], at.place)).collect();
        let cases: Vec<_> = promises.cases.iter().map(|at| self.ids()[*at as usize]).collect();
        print(&(named(&promises.missed), named(&promises.running), named(&promises.kept), due, cases))
    }

    fn documents(&self, group: Group) -> CellDigest {
        let lists = match group {
            Group::Site => Some(&self.derived.documents.site),
            _ => self.derived.documents.groups.get(&group),
        };
        let Some(lists) = lists else { return 0 };
        let model = self.model;
        let policies: Vec<_> = lists.policies.iter().map(|at| &model.policies[*at as usize].id).collect();
        let datasets: Vec<_> = lists.datasets.iter().map(|at| &model.datasets[*at as usize].id).collect();
        let digests: Vec<_> = lists.digests.iter().map(|at| &model.digests[*at as usize].id).collect();
        let newest = &self.derived.documents.newest;
        let front = (group == Group::Site).then(|| {
            let policies: Vec<_> = newest.policies.iter().map(|at| &model.policies[*at as usize].id).collect();
            let datasets: Vec<_> = newest.datasets.iter().map(|at| &model.datasets[*at as usize].id).collect();
            let digests: Vec<_> = newest.digests.iter().map(|at| &model.digests[*at as usize].id).collect();
            (policies, datasets, digests)
        });
        print(&(policies, datasets, digests, front))
    }

    fn bulletin(&self, period: Period) -> CellDigest {
        let flow = &self.derived.flow;
        let Some(bulletin) = flow.get(&period) else { return 0 };
        let named = |list: &[(u32, u16)]| -> Vec<_> {
            list.iter().map(|(at, event)| (self.ids()[*at as usize], *event)).collect()
        };
        let before = flow.get(&period.before()).map(|bulletin| bulletin.all);
        let id = |at: &usize| &self.model.departments[*at].id;
        let departments: Vec<_> = bulletin.departments.iter().map(|(at, entry)| (id(at), entry)).collect();
        whole(&(bulletin.all, departments, named(&bulletin.notable), named(&bulletin.concluded), before))
    }

    /// Who names each case, in the order of the cases.
    fn mentions(&self) -> &HashMap<usize, CellDigest> {
        self.mentions.get_or_init(|| {
            let cases = self.model.mentions.iter().filter(|(key, _)| key.scheme == RecordScheme::Reply);
            cases.filter_map(|(key, by)| Some((self.model.case_index(&key.id)?, whole(by)))).collect()
        })
    }

    fn mentions_of(&self, key: &RecordKey) -> &[RecordKey] {
        self.model.mentions.get(key).map_or(&[], Vec::as_slice)
    }
}
