//! Everything that will stand in the output folder, listed once.
//!
//! Takes model and figures; gives a [`Plan`]: what exists at which path, and the lists of
//! cases that list pages show. The writer, the sitemaps, the checksums and the language
//! links read it. What must hold: nothing reaches the disk that is not in the plan, and no
//! two entries share a path after case folding.

pub mod about;
pub mod outputs;
pub mod routes;

use crate::check::rules;
pub use crate::derive::listings::Group;

use crate::derive::Derived;
use crate::derive::flow::Period;
use crate::derive::measures::Month;
use crate::diagnostic::{Finding, Place};
use crate::model::Model;
use crate::record::Lang;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// What an output is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Home,
    Replies,
    Month {
        group: Group,
        month: Month,
        page: usize,
    },
    Case(usize),
    GroupIndex(Group),
    GroupPage(Group),
    Policies {
        page: usize,
    },
    Policy {
        index: usize,
        edition: Option<u32>,
    },
    Statistics {
        page: usize,
    },
    Dataset(usize),
    Digests {
        page: usize,
    },
    Digest(usize),
    Performance,
    Figures(Figured),
    Supervision,
    Statutories,
    Statutory(i16),
    StatutoryCsv(i16),
    Schedule,
    DeadlinesIcs,
    Bulletins,
    Bulletin(Period),
    FlowCsv,
    Search,
    References {
        month: Month,
        page: usize,
    },
    Corrections {
        page: usize,
    },
    DataIndex,
    Transparency,
    Words,
    Page(usize),
    HtmlSitemap,
    NotFound,
    /// A page that leads from an earlier id to the path given (under the language root).
    Redirect {
        to: Box<str>,
        title: Box<str>,
    },
    FeedXml(Group),
    FeedJson(Group),
    /// A file of the site, copied: path in the site.
    Copy(Box<str>),
    /// A table of a dataset, as UTF-8 with a mark: dataset and table.
    Table(usize, usize),
    DatasetPackage(usize),
    RepliesCsv(i16),
    EventsCsv(i16),
    RepliesJsonl(Month),
    OpenCsv,
    MeasuresCsv,
    Reference(Reference),
    DataPackage,
    Catalogue,
    SitemapIndex,
    Sitemap(SitemapPart),
    Robots,
    Headers,
    Nginx,
    Caddy,
    /// A static file of the theme, with its bytes' digest in the name.
    Asset(Box<str>),
    Sums,
}

/// A table of figures with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figured {
    /// Departments, sorted by a measure.
    Departments(&'static str),
    Topics,
    Kinds,
}

/// A data file that figures rest on besides the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    Promises,
    Departments,
    Topics,
    Calendars,
    /// Deadline rules and the registry of measures.
    Rules,
    /// The program that recomputes the figures.
    Recompute,
}

impl Reference {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Promises, Self::Departments, Self::Topics, Self::Calendars, Self::Rules, Self::Recompute];

    /// Returns the key of its name in the words of the theme.
    pub fn key(self) -> &'static str {
        match self {
            Self::Promises => "promises_csv",
            Self::Departments => "departments_csv",
            Self::Topics => "topics_csv",
            Self::Calendars => "calendars_csv",
            Self::Rules => "rules_json",
            Self::Recompute => "recompute",
        }
    }

    /// Returns its name in the folder of data.
    pub fn file(self) -> &'static str {
        match self {
            Self::Promises => "promises.csv",
            Self::Departments => "departments.csv",
            Self::Topics => "topics.csv",
            Self::Calendars => "calendars.csv",
            Self::Rules => "rules.json",
            Self::Recompute => "recompute.py",
        }
    }
}

/// One sitemap file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SitemapPart {
    Replies(i16),
    Policies,
    Statistics,
    Digests,
    Other,
}

/// One output: where it is, in which language, what it is.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Path under the output folder.
    pub path: Box<str>,
    pub lang: Lang,
    pub target: Target,
}

/// All outputs, sorted by path.
pub struct Plan {
    pub outputs: Vec<Planned>,
    /// Name of a theme's static file → its path in the output.
    pub assets: BTreeMap<String, String>,
}

impl Plan {
    /// Returns what is planned at a path.
    pub fn at(&self, path: &str) -> Option<&Planned> {
        let at = self.outputs.binary_search_by(|planned| (*planned.path).cmp(path)).ok()?;
        Some(&self.outputs[at])
    }
}

/// Plans the output; reports paths that two outputs claim.
pub fn plan(model: &Model, derived: &Derived, assets: BTreeMap<String, String>) -> (Plan, Vec<Finding>) {
    let mut outputs = outputs::outputs(model, derived, &assets);
    outputs.par_sort_by(|a, b| a.path.cmp(&b.path));
    let findings = collisions(&outputs, model);
    (Plan { outputs, assets }, findings)
}

fn collisions(outputs: &[Planned], model: &Model) -> Vec<Finding> {
    let mut seen = HashMap::<Cow<'_, str>, &Planned>::with_capacity(outputs.len());
    let mut findings = Vec::new();
    for planned in outputs {
        if let Some(first) = seen.insert(folded(&planned.path), planned) {
            let finding = Finding::new(&rules::OUTPUT_COLLISION, &source_of(planned, model), Place::File);
            findings.push(finding.arg("path", &planned.path).arg("other", source_of(first, model)));
        }
        if planned.path.len() > 200 {
            let finding = Finding::new(&rules::PATH_OUTSIDE_GRAMMAR, &source_of(planned, model), Place::File);
            findings.push(finding.arg("path", &planned.path));
        }
        // Of departments and topics the list was reported, at its place.
        let listed = matches!(
            planned.target,
            Target::GroupPage(_) | Target::Month { .. } | Target::FeedXml(_) | Target::FeedJson(_)
        );
        if let Some(name) = planned.path.split('/').find(|name| !listed && !routes::is_portable(name)) {
            let finding = Finding::new(&rules::NAME_NOT_PORTABLE, &source_of(planned, model), Place::File);
            findings.push(finding.arg("name", name));
        }
    }
    for planned in outputs.iter().filter(|planned| matches!(planned.target, Target::Copy(_))) {
        if let Some(page) = namesake(&planned.path, |path| seen.contains_key(path)) {
            let finding = Finding::new(&rules::ATTACHMENT_NAME_TAKEN, &source_of(planned, model), Place::File);
            let file = outputs::name_of(&planned.path);
            findings.push(finding.arg("file", file).arg("path", page));
        }
    }
    findings
}

fn folded(path: &str) -> Cow<'_, str> {
    let capitals = path.bytes().any(|b| b.is_ascii_uppercase());
    if capitals { Cow::Owned(path.to_ascii_lowercase()) } else { Cow::Borrowed(path) }
}

/// Returns the page that a server could take a copied file for: that of its folder, which it sends
/// for any `index`, or one whose ending it leaves out.
fn namesake(path: &str, has: impl Fn(&str) -> bool) -> Option<String> {
    let path = folded(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    if name.split('.').next() == Some("index") || name.split('.').next() == Some("default") {
        return Some(format!("{folder}/"));
    }
    let bare = path.trim_end_matches('.');
    let page = format!("{bare}.html");
    has(&page).then_some(page)
}

/// Returns the file an output is made from, for messages.
fn source_of(planned: &Planned, model: &Model) -> String {
    let file = match &planned.target {
        Target::Case(i) => &model.cases[*i].file,
        Target::Policy { index, .. } => &model.policies[*index].file,
        Target::Dataset(i) | Target::Table(i, _) | Target::DatasetPackage(i) => &model.datasets[*i].file,
        Target::Digest(i) => &model.digests[*i].file,
        Target::Page(i) => &model.pages[*i].file,
        Target::Copy(file) => file,
        Target::Redirect { to, .. } => to,
        _ => return crate::config::FILE.to_owned(),
    };
    file.to_string()
}
