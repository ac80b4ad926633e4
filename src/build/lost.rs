//! Addresses that the last build had and this one has not.

use crate::check;
use crate::record::kind;
use crate::record::kind::FileKind;
use crate::site::routes;
use crate::source::Snapshot;
use std::collections::{BTreeMap, BTreeSet};

/// An address of the last build that this one does not have.
pub(crate) struct Lost {
    pub(crate) page: String,
    /// The file it was made from: as it is now, else where it was most likely.
    pub(crate) file: String,
}

/// Returns the addresses of records, and of files beside them, that were there and are not now; both
/// lists are sorted, as the plan is.
pub(crate) fn lost<'p>(
    before: impl Iterator<Item = &'p str>,
    now: impl Iterator<Item = &'p str>,
    snapshot: &Snapshot<'_>,
) -> Vec<Lost> {
    let mut now = now.peekable();
    let gone = before.filter(|path| {
        while now.next_if(|other| other < path).is_some() {}
        now.peek() != Some(path) && is_address(path)
    });
    let gone: BTreeSet<&str> = gone.collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let pages = snapshot.content.iter().filter_map(|entry| Some((main_page(&entry.path)?, &entry.path)));
    let sources: BTreeMap<String, &String> = pages.filter(|(page, _)| gone.contains(page.as_str())).collect();
    // A record takes what lies beside it along.
    let with = |page: &str| page.rsplit_once('/').is_some_and(|(owner, _)| gone.contains(&*format!("{owner}.html")));
    // So does an edition what it changed.
    let told = |page: &str| page.strip_suffix("-changes.html").is_some_and(|of| gone.contains(&*format!("{of}.html")));
    let alone = |page: &&&str| !with(page) && !told(page);
    let file = |page: &str| sources.get(page).map_or_else(|| likely_source(page), |file| (*file).clone());
    gone.iter().filter(alone).map(|page| Lost { page: (*page).to_owned(), file: file(page) }).collect()
}

/// Returns where the file of an address was most likely.
fn likely_source(page: &str) -> String {
    let stem = |page: &str| page.trim_end_matches(".html").to_owned();
    match page.split('/').collect::<Vec<_>>()[..] {
        ["departments" | "topics", _] => format!("content/{}.yaml", page.split('/').next().unwrap_or_default()),
        ["policies", id, "changes.html"] => format!("content/policies/{id}/policy.yaml"),
        ["policies", id, changes] if changes.ends_with("-changes.html") => {
            format!("content/policies/{id}/{}.md", changes.trim_end_matches("-changes.html"))
        }
        ["policies", id] => format!("content/policies/{}/policy.yaml", stem(id)),
        ["statistics", id] => format!("content/statistics/{}/dataset.yaml", stem(id)),
        ["policies", id, draft] if draft.starts_with("from-") && draft.ends_with(".html") => {
            format!("content/policies/{id}/policy.yaml")
        }
        ["policies", _, by] if by.starts_with("with-") && by.ends_with(".html") => {
            format!("content/policies/{}/policy.yaml", stem(by).trim_start_matches("with-"))
        }
        ["policies", id, edition] if edition.ends_with(".html") => {
            format!("content/policies/{id}/{}.md", stem(edition))
        }
        ["policies", id, file] => format!("content/policies/{id}/files/{file}"),
        ["statistics", id, file] => format!("content/statistics/{id}/{file}"),
        ["replies", id, file] => format!("content/replies/{id}.files/{file}"),
        [slug] => format!("content/pages/{}.md", stem(slug)),
        _ => format!("content/{}.md", stem(page)),
    }
}

/// Returns whether a path is the address of a record or of a file beside one, which others may
/// have noted; lists and data files come and go with what they list.
fn is_address(path: &str) -> bool {
    let listed = |name: &str| name == "index.html" || name.starts_with("index-");
    match path.split('/').collect::<Vec<_>>()[..] {
        [page] => page.strip_suffix(".html").is_some_and(check::may_name_page),
        ["replies" | "policies" | "statistics" | "digests" | "departments" | "topics", page] => {
            page.ends_with(".html") && !listed(page)
        }
        ["replies" | "statistics", folder, file] => folder != "month" && file != "datapackage.json",
        ["policies", "by", _] => false,
        // Which replies rely on articles is a list, with as many pages as there are.
        ["policies", _, file] => !file.starts_with("changes-") && !file.starts_with("relied-on"),
        _ => false,
    }
}

fn main_page(file: &str) -> Option<String> {
    match kind::of(file) {
        FileKind::Case { id } => Some(routes::case(id)),
        FileKind::Policy { id } => Some(routes::policy(id)),
        FileKind::Dataset { id } => Some(routes::dataset(id)),
        FileKind::Digest { id } => Some(routes::digest(id)),
        FileKind::Page { slug } => Some(routes::page(slug)),
        _ => None,
    }
}
