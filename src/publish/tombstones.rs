//! What stands where a policy, an edition, a dataset, a digest or a page was that is removed: a notice at
//! the same address in every language, and at every earlier one. Cases have their own page for it, which
//! shows their days as well.

use super::notice::Notice;
use super::{Add, Made, Press, RenderError};
use crate::record::{GoneEdition, Id, Lang, Policy, Withdrawal};
use crate::site::about::{About, Source};
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use jiff::civil::Date;
use serde::Serialize;

/// A notice in the place of a record: places in the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Policy(usize),
    /// An edition, or a difference that would show its words: the policy, and its place among those gone.
    Edition(usize, usize),
    Dataset(usize),
    Digest(usize),
    Page(usize),
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let model = site.model;
    for (at, x) in model.policies.iter().enumerate() {
        if is_removed(&x.withdrawal) {
            each(add, routes::policy, &x.id, &x.aliases, &Out::Policy(at));
        }
        for path in differences(x) {
            add.page(&path, Out::Edition(at, 0));
        }
        for (gone, edition) in x.gone.iter().enumerate() {
            add.page(&routes::edition(&x.id, edition.number), Out::Edition(at, gone));
        }
    }
    for (at, x) in model.datasets.iter().enumerate().filter(|(_, x)| is_removed(&x.withdrawal)) {
        each(add, routes::dataset, &x.id, &x.aliases, &Out::Dataset(at));
    }
    for (at, x) in model.digests.iter().enumerate().filter(|(_, x)| is_removed(&x.withdrawal)) {
        each(add, routes::digest, &x.id, &x.aliases, &Out::Digest(at));
    }
    for (at, x) in model.pages.iter().enumerate().filter(|(_, x)| is_removed(&x.withdrawal)) {
        each(add, routes::page, &x.id, &x.aliases, &Out::Page(at));
    }
}

/// Returns whether a notice alone is left of a record.
pub fn is_removed(withdrawal: &Option<Box<Withdrawal>>) -> bool {
    withdrawal.as_deref().is_some_and(Withdrawal::removes)
}

/// Adds the notice at the address of a record and at its earlier ones.
fn each(add: &mut Add<'_>, path: fn(&str) -> String, id: &Id, aliases: &[Id], out: &Out) {
    for id in std::iter::once(id).chain(aliases) {
        add.page(&path(id), out.clone());
    }
}

/// The addresses of differences in which words of a removed edition stood.
fn differences(policy: &Policy) -> Vec<String> {
    if policy.gone.is_empty() {
        return Vec::new();
    }
    let gone = |number: u32| policy.gone.iter().any(|edition| edition.number == number);
    let numbers = || policy.gone.iter().map(|e| e.number).chain(policy.editions.iter().map(|e| e.number));
    let of_two = numbers().filter(|number| *number > 1 && (gone(*number) || gone(number - 1)));
    let mut paths: Vec<String> = of_two.map(|number| routes::changes(&policy.id, Some(number))).collect();
    if numbers().count() > 2 && !super::policy::tells_all(policy) {
        paths.push(routes::changes(&policy.id, None));
    }
    paths
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    About::of(match out {
        Out::Policy(at) | Out::Edition(at, _) => Source::Policy(*at),
        Out::Dataset(at) => Source::Dataset(*at),
        Out::Digest(at) => Source::Digest(*at),
        Out::Page(at) => Source::Page(*at),
    })
    .gone()
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    press.page("tombstone.html", view(press.seen, out, planned))
}

/// `tombstone.html`
#[derive(Debug, Serialize)]
pub struct TombstonePage {
    /// Key of `strings.tombstone.was`: `policy`, `edition`, `dataset`, `digest`, `page`.
    pub was: &'static str,
    pub id: String,
    /// The number of an edition.
    pub number: Option<u32>,
    /// The day it was published.
    pub published: Option<Date>,
    pub notice: Option<Notice>,
}

/// Fills the view of a notice.
fn view(seen: Seen<'_>, out: &Out, planned: &Planned) -> (Page, TombstonePage) {
    let (was, id, number, published, withdrawal, path, front) = match out {
        Out::Policy(at) => {
            let x = seen.policy(*at);
            ("policy", &x.id, None, Some(x.published_on), x.withdrawal.as_deref(), routes::policy(&x.id), "policies")
        }
        Out::Edition(at, place) => {
            let x = seen.policy(*at);
            let edition: &GoneEdition = &x.gone[*place];
            let withdrawal = edition.withdrawal.as_deref().or(x.withdrawal.as_deref());
            let path = routes::edition(&x.id, edition.number);
            ("edition", &x.id, Some(edition.number), Some(edition.on), withdrawal, path, "policies")
        }
        Out::Dataset(at) => {
            let x = seen.dataset(*at);
            let path = routes::dataset(&x.id);
            ("dataset", &x.id, None, Some(x.published_on), x.withdrawal.as_deref(), path, "statistics")
        }
        Out::Digest(at) => {
            let x = seen.digest(*at);
            ("digest", &x.id, None, Some(x.to), x.withdrawal.as_deref(), routes::digest(&x.id), "digests")
        }
        Out::Page(at) => {
            let x = seen.free_page(*at);
            ("page", &x.id, None, None, x.withdrawal.as_deref(), routes::page(&x.id), "")
        }
    };
    let mut head = Head::new(seen.lang, seen.strings().text("tombstone.removed").to_owned(), front);
    if !front.is_empty() {
        head = head.crumb(front, &routes::index(front, 1));
    }
    head.noindex = true;
    head.canonical = Some(format!("{}{path}", seen.config().language(seen.lang).dir));
    let view = TombstonePage {
        was,
        id: id.to_string(),
        number,
        published,
        notice: withdrawal.map(|withdrawal| Notice::of(seen, withdrawal)),
    };
    (seen.page(planned, head), view)
}
