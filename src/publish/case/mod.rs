//! Cases: a page for each, and the files that came with it.

pub mod clock;
pub mod facts;
pub mod view;
pub mod words;

use super::{Add, Made, Press, RenderError};
use crate::record::words::Visibility;
use crate::record::{Case, Lang, names};
use crate::site::about::{About, Part, Source, is_own};
use crate::site::{Planned, Site, routes};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The outputs of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Page(usize),
    Moved {
        case: usize,
        to: Box<str>,
    },
    /// A file that came with a case, copied: path in the site.
    File {
        case: usize,
        file: Box<str>,
    },
}

/// Lists the pages of cases, those that lead from earlier ids to them, and their files.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let model = site.model;
    let lang = add.lang();
    let shown = model.cases.par_iter().enumerate();
    // The notice in the place of one that is removed stands in every language.
    let removed = |c: &Case| c.visibility == Visibility::Removed;
    let shown = shown.filter(|(_, c)| removed(c) || model.has_page(lang, c.lang, &c.translations));
    add.pages(shown.map(|(i, c)| (routes::case(&c.id), Out::Page(i).into())));
    for (case, c) in model.cases.iter().enumerate() {
        for alias in &c.aliases {
            if removed(c) {
                add.page(&routes::case(alias), Out::Page(case));
                continue;
            }
            let to = routes::case(&c.id).into();
            add.page(&routes::case(alias), Out::Moved { case, to });
        }
    }
    // Most sites have attachments at few of their cases, or at none.
    let beside: BTreeSet<&str> = model.attachments.keys().filter_map(|path| folder_of(path)).collect();
    let has = |c: &Case| beside.contains(c.file.strip_suffix(".md").unwrap_or(&c.file));
    for (case, c) in model.cases.iter().enumerate().filter(|(_, c)| has(c)) {
        for file in model.case_files(c) {
            let path = format!("replies/{}/{}", c.id, names::published(names::last(file)));
            add.file(path, Out::File { case, file: file.into() });
        }
    }
}

/// Returns the path of the record, without its ending, whose `.files` folder a file is in.
fn folder_of(path: &str) -> Option<&str> {
    path.split_once(".files/").map(|(record, _)| record)
}

/// Returns what is to be known of an output.
pub fn about(out: &Out, site: &Site<'_>, lang: Lang) -> About {
    match out {
        Out::Page(at) => {
            let case = &site.model.cases[*at];
            let listed = case.visibility == Visibility::Normal && is_own(lang, case.lang, &case.translations);
            let part = Part::Replies(case.received.year());
            if case.visibility == Visibility::Removed {
                return About::of(Source::Case(*at)).daily("replies/<id>.html").gone();
            }
            let about = About::of(Source::Case(*at)).daily("replies/<id>.html");
            if listed { about.listed(part, Some(site.derived.statuses[*at].changed)) } else { about }
        }
        Out::Moved { case, to } => {
            About::of(Source::Case(*case)).moved(format!("{}{to}", site.model.config.language(lang).dir))
        }
        Out::File { file, .. } => About::of(Source::File(file.clone())),
    }
}

/// Makes an output.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    match out {
        Out::Page(at) => {
            let texts = press.texts();
            let (page, view) = view::view(press.seen, *at, planned, &texts)?;
            press.page("case.html", (page, view))
        }
        Out::Moved { case, to } => super::explain::moved(press, planned, &press.seen.case(*case).title, to),
        Out::File { file, .. } => press.copy(file),
    }
}
