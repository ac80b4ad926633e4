//! From the plan to bytes: one folder or file for each family of outputs.
//!
//! A family says which outputs it has (`list`), what is to be known of each (`about`), and makes
//! them (`make`): its paths, its facts, its view and its data files stand together. Takes the site
//! as [`crate::site::seen::Seen`] and the theme; gives [`Made`], in memory. What must hold: the bytes depend on nothing
//! but these, so outputs can be made in any order, on any number of threads; and no family is
//! forgotten anywhere, as one macro writes every list of them.

pub mod bulletins;
pub mod bundle;
pub mod calendar;
pub mod case;
pub mod catalogue;
pub mod charts;
pub mod data;
pub mod dataset;
pub mod digest;
pub mod explain;
pub mod feeds;
pub mod figures;
pub mod groups;
pub mod history;
pub mod home;
pub mod index;
pub mod lists;
pub mod machine;
pub mod notice;
pub mod page;
pub mod policy;
pub mod press;
mod redirects;
pub mod register;
pub mod releases;
pub mod rows;
pub mod search;
pub mod sitemaps;
pub mod statutory;
pub mod supervision;
pub mod table;
pub mod timemap;
pub mod tombstones;
pub mod traces;
pub mod yearly;

pub use press::{Earlier, Made, Press, Publisher, RenderError};

use crate::derive::Derived;
use crate::derive::measures::{Month, month};
use crate::diagnostic::Finding;
use crate::model::Model;
use crate::record::Lang;
use crate::search::texts;
use crate::site::about::About;
use crate::site::{Plan, Planned, Site, routes};
use rayon::prelude::*;
use std::collections::BTreeMap;

macro_rules! families {
    ($($family:ident = $module:ident),* $(,)?) => {
        /// What an output is: its family, and which of it.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Target {
            $(#[allow(missing_docs)] $family($module::Out),)*
        }

        $(impl From<$module::Out> for Target {
            fn from(out: $module::Out) -> Self {
                Self::$family(out)
            }
        })*

        /// Lists the outputs of every family in the language of `add`.
        fn list(site: &Site<'_>, add: &mut Add<'_>) {
            $($module::list(site, add);)*
        }

        fn about(target: &Target, site: &Site<'_>, lang: Lang) -> About {
            match target {
                $(Target::$family(out) => $module::about(out, site, lang),)*
            }
        }

        fn make(target: &Target, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
            match target {
                $(Target::$family(out) => $module::make(out, planned, press),)*
            }
        }
    };
}

families! {
    Home = home, Lists = lists, Case = case, Groups = groups, Policy = policy, Dataset = dataset, Digest = digest,
    Page = page, Figures = figures, Supervision = supervision, Statutory = statutory, Calendar = calendar, Releases = releases,
    Bulletins = bulletins, Search = search, Register = register, Data = data, Catalogue = catalogue, Feeds = feeds,
    Index = index,
    Sitemaps = sitemaps, Tombstones = tombstones, Traces = traces, Timemap = timemap, Yearly = yearly, Bundle = bundle, Explain = explain, Machine = machine,
}

impl Target {
    /// Returns the file that an output is a copy of: path in the site.
    pub fn copied(&self) -> Option<&str> {
        match self {
            Self::Case(case::Out::File { file, .. }) | Self::Policy(policy::Out::File { file }) => Some(file),
            _ => None,
        }
    }

    /// Returns whether an entry of the log binds it: lines of records, and what came with a reply.
    pub fn is_bound(&self) -> bool {
        matches!(self, Self::Data(data::Out::Jsonl(_) | data::Out::Records) | Self::Case(case::Out::File { .. }))
    }

    /// Returns whether the writer makes it, which knows all digests.
    pub fn is_written_last(&self) -> bool {
        matches!(self, Self::Machine(machine::Out::Sums | machine::Out::Resources))
    }

    /// Returns the month whose texts it is made from, and whether it is the page of a case.
    pub fn texts_of(&self, model: &Model, derived: &Derived) -> (Option<Month>, bool) {
        match self {
            Self::Index(index::Out::Texts(file)) => (derived.numbers.received(*file, texts::EIGHT, model), true),
            Self::Data(data::Out::Jsonl(month)) => (Some(*month), false),
            Self::Case(case::Out::Page(at)) => (Some(month(model.cases[*at].received)), true),
            _ => (None, false),
        }
    }
}

/// The outputs of a site, as families list them for one language after the other.
pub struct Add<'a> {
    dir: &'a str,
    lang: Lang,
    list: Vec<(Box<str>, Lang, Target)>,
}

impl Add<'_> {
    /// Returns the language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Adds a page under the root of the language.
    pub fn page(&mut self, path: &str, target: impl Into<Target>) {
        self.list.push((format!("{}{path}", self.dir).into(), self.lang, target.into()));
    }

    /// Adds pages under the root of the language.
    pub fn pages(&mut self, pages: impl ParallelIterator<Item = (String, Target)>) {
        let (dir, lang) = (self.dir, self.lang);
        self.list.par_extend(pages.map(|(path, target)| ([dir, &path].concat().into(), lang, target)));
    }

    /// Adds the pages of a list that has a folder of its own.
    pub fn numbered(&mut self, folder: &str, count: usize, target: impl Fn(usize) -> Target) {
        for page in 1..=count {
            self.page(&routes::index(folder, page), target(page));
        }
    }

    /// Adds a file under the root of the site, where it is once for all languages.
    pub fn file(&mut self, path: String, target: impl Into<Target>) {
        if self.lang == 0 {
            self.list.push((path.into(), 0, target.into()));
        }
    }
}

/// All outputs of a site.
#[derive(Debug, Default)]
pub struct Outputs {
    pub plan: Plan,
    /// One for each of the plan.
    pub targets: Vec<Target>,
}

impl Outputs {
    /// Tells anew what is to be known of the pages of cases that changed: places in the model.
    pub fn renew(&mut self, model: &Model, derived: &Derived, cases: &[usize]) {
        for case in cases {
            for (lang, language) in model.config.langs() {
                let path = [&*language.dir, &routes::case(&model.cases[*case].id)].concat();
                let Some(at) = self.plan.place(&path) else { continue };
                let site = Site { model, derived, assets: &self.plan.assets };
                self.plan.outputs[at].about = about(&self.targets[at], &site, lang);
            }
        }
    }
}

/// Plans the outputs of all families; reports paths that two of them claim.
pub fn plan(model: &Model, derived: &Derived, assets: BTreeMap<String, String>) -> (Outputs, Vec<Finding>) {
    let site = Site { model, derived, assets: &assets };
    let mut all = Vec::with_capacity(model.cases.len() * 2 + 256);
    for (lang, language) in model.config.langs() {
        let mut add = Add { dir: &language.dir, lang, list: std::mem::take(&mut all) };
        list(&site, &mut add);
        all = add.list;
    }
    all.par_sort_by(|a, b| a.0.cmp(&b.0));
    let known = all.into_par_iter().map(|(path, lang, target)| {
        let about = about(&target, &site, lang);
        (Planned { path, lang, about }, target)
    });
    let (outputs, targets) = known.unzip();
    let plan = Plan { outputs, assets };
    let findings = plan.collisions(model);
    (Outputs { plan, targets }, findings)
}
