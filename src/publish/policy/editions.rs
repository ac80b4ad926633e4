//! The editions of a policy, as its page lists them; and the pages that list all of them, where they are many.
//!
//! What must hold: a page lists a bounded number, and says where the rest is.

use crate::derive::listings::{PAGE, pages};
use crate::publish::rows::{Pager, pager, slice};
use crate::record::words::Change;
use crate::record::{Edition, Policy};
use crate::site::frame::{Head, Page};
use crate::site::seen::{EditionFace, Seen};
use crate::site::{Planned, routes};
use jiff::civil::Date;
use serde::Serialize;

/// More editions than these are listed on pages of their own.
const MANY: usize = 60;
/// The newest, which stand on the policy's page all the same.
const NEWEST: usize = 20;

/// One edition in a policy's history.
#[derive(Debug, Serialize)]
pub struct EditionRow {
    pub number: u32,
    pub on: Date,
    /// `major`, `minor`, `first`.
    pub change: &'static str,
    pub note: Option<String>,
    pub href: String,
    /// Where it is told what it changed in the edition before it.
    pub changes: Option<String>,
    pub shown: bool,
}

/// `policies/<id>/editions.html`
#[derive(Debug, Serialize)]
pub struct EditionsPage {
    pub id: String,
    /// How many there are.
    pub total: usize,
    /// The newest first.
    pub editions: Vec<EditionRow>,
    pub pager: Pager,
}

/// Returns how many pages list the editions of a policy that has so many.
pub(super) fn pages_of(editions: usize) -> usize {
    if editions > MANY { pages(editions) } else { 0 }
}

fn shown_of(editions: usize) -> usize {
    if editions > MANY { NEWEST } else { editions }
}

/// Returns where all editions of a policy are listed, if its page does not do so.
pub(super) fn first_page(seen: Seen<'_>, index: usize) -> Option<String> {
    let many = pages_of(seen.editions(index).count()) > 0;
    many.then(|| routes::editions(&seen.policy(index).id, 1))
}

/// Fills a page that lists them.
pub(super) fn view(seen: Seen<'_>, index: usize, page: usize, planned: &Planned) -> (Page, EditionsPage) {
    let policy = seen.policy(index);
    let (title, _) = policy.title.get(seen.lang);
    let called = seen.strings().fill("policy.editions_title", &[("title", title)]);
    let head = Head::new(seen.lang, called, "policies").crumb("policies", "policies/index.html");
    let head = head.crumb_text(title, routes::policy(&policy.id));
    let all: Vec<EditionFace<'_>> = seen.editions(index).rev().collect();
    let rows = slice(&all, page, PAGE).iter().map(|edition| edition_row(seen, policy, *edition, 0));
    let view = EditionsPage {
        id: policy.id.to_string(),
        total: all.len(),
        editions: rows.collect(),
        pager: pager(page, pages(all.len()), |page| routes::editions(&policy.id, page)),
    };
    (seen.page(planned, head), view)
}

/// The editions that a page lists. Were all of them on the page of each, one more would make all anew.
pub(super) fn listed(
    seen: Seen<'_>,
    index: usize,
    number: Option<u32>,
    shown: &Edition,
    next: Option<EditionFace<'_>>,
) -> Vec<EditionRow> {
    let row = |edition| edition_row(seen, seen.policy(index), edition, shown.number);
    match number {
        None => seen.editions(index).rev().take(shown_of(seen.editions(index).count())).map(row).collect(),
        Some(_) => next.into_iter().chain([EditionFace::of(shown)]).map(row).collect(),
    }
}

fn edition_row(seen: Seen<'_>, policy: &Policy, edition: EditionFace<'_>, shown: u32) -> EditionRow {
    let change = match edition.change {
        _ if edition.number == 1 => "first",
        Some(Change::Minor) => "minor",
        _ => "major",
    };
    EditionRow {
        number: edition.number,
        on: edition.on,
        change,
        note: edition.note.map(|n| n.in_lang(seen.lang).to_owned()),
        href: routes::edition(&policy.id, edition.number),
        // With an edition that is removed nothing is compared.
        changes: (edition.number > 1 && policy.gone.iter().all(|gone| gone.number + 1 != edition.number))
            .then(|| routes::changes(&policy.id, Some(edition.number))),
        shown: edition.number == shown,
    }
}
