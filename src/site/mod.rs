//! The site as a whole: everything that will stand in the output folder, listed once, and the window
//! through which pages see it.
//!
//! [`Plan`] says what exists at which path, and what is to be known of it; the writer, the sitemaps,
//! the checksums and the links between languages read it. [`seen::Seen`] is what a page may see.
//! What must hold: nothing reaches the disk that is not in the plan, and no two entries share a path
//! after case folding.

pub mod about;
pub mod cells;
pub mod contents;
pub mod frame;
mod joins;
pub mod links;
pub mod media;
pub mod plots;
pub mod resolve;
pub mod routes;
pub mod seen;
pub mod texts;

use crate::derive::Derived;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use crate::model::Model;
use crate::record::{Lang, names};
use about::{About, Served, Source};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// What families list their outputs from.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub model: &'a Model,
    pub derived: &'a Derived,
    /// Name of a theme's static file → its path in the output.
    pub assets: &'a BTreeMap<String, String>,
}

/// One output: where it is, in which language, and what is to be known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Path under the output folder.
    pub path: Box<str>,
    pub lang: Lang,
    pub about: About,
}

/// All outputs, sorted by path.
#[derive(Debug, Default)]
pub struct Plan {
    pub outputs: Vec<Planned>,
    /// Name of a theme's static file → its path in the output.
    pub assets: BTreeMap<String, String>,
}

impl Plan {
    /// Returns the place of the output at a path.
    pub fn place(&self, path: &str) -> Option<usize> {
        self.outputs.binary_search_by(|planned| (*planned.path).cmp(path)).ok()
    }

    /// Returns the addresses that lead on, and those of which a notice is left.
    pub fn served(&self) -> impl Iterator<Item = (&str, &Served)> {
        self.outputs.iter().filter_map(|planned| Some((&*planned.path, planned.about.served.as_ref()?)))
    }

    /// Returns whether something is planned at a path.
    pub fn has(&self, path: &str) -> bool {
        self.place(path).is_some()
    }

    /// Reports paths that two outputs claim, or that a server or a system could not tell apart.
    pub fn collisions(&self, model: &Model) -> Vec<Finding> {
        let mut seen = HashMap::<Cow<'_, str>, &Planned>::with_capacity(self.outputs.len());
        let mut findings = Vec::new();
        let finding = |rule, planned: &Planned| Finding::new(rule, planned.about.source.file(model), Place::File);
        for planned in &self.outputs {
            // Two departments or topics of one id were reported, at their place.
            let twins =
                |first: &&Planned| planned.about.source == Source::Groups && first.about.source == Source::Groups;
            if let Some(first) = seen.insert(folded(&planned.path), planned).filter(|first| !twins(first)) {
                let other = first.about.source.file(model);
                findings
                    .push(finding(&rules::OUTPUT_COLLISION, planned).arg("path", &planned.path).arg("other", other));
            }
            if planned.path.len() > 200 {
                findings.push(finding(&rules::PATH_OUTSIDE_GRAMMAR, planned).arg("path", &planned.path));
            }
            // Of departments and topics the list was reported, at its place.
            let reported = planned.about.source == Source::Groups;
            if let Some(name) = planned.path.split('/').find(|name| !reported && !names::is_portable(name)) {
                findings.push(finding(&rules::NAME_NOT_PORTABLE, planned).arg("name", name));
            }
        }
        for planned in self.outputs.iter().filter(|planned| matches!(planned.about.source, Source::File(_))) {
            if let Some(page) = namesake(&planned.path, |path| seen.contains_key(path)) {
                let file = names::last(&planned.path);
                findings.push(finding(&rules::ATTACHMENT_NAME_TAKEN, planned).arg("file", file).arg("path", page));
            }
        }
        findings
    }
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
