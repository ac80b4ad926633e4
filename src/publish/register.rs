//! The register of corrections: what was corrected, redacted, withheld, removed or revised.

use super::{Add, Made, Press, RenderError};
use crate::derive::register::{Entry, What};
use crate::publish::rows::{Pager, pager, slice};
use crate::record::words::EventKind;
use crate::record::{Lang, Text};
use crate::site::about::About;
use crate::site::frame::{Head, Page};
use crate::site::links::RecordLink;
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use jiff::civil::Date;
use serde::Serialize;

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Out {
    pub page: usize,
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let pages = site.derived.register.len().div_ceil(REGISTER).max(1);
    add.numbered("corrections", pages, |page| Out { page }.into());
}

/// Returns what is to be known of one.
pub fn about(_: &Out, _: &Site<'_>, _: Lang) -> About {
    About::front()
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    press.page("corrections.html", view(press.seen, planned, out.page, press.nav("corrections")))
}

/// `corrections.html`
#[derive(Debug, Serialize)]
pub struct Corrections {
    pub rows: Vec<CorrectionRow>,
    pub pager: Pager,
    pub total: usize,
}

/// One entry of the register.
#[derive(Debug, Serialize)]
pub struct CorrectionRow {
    pub on: Date,
    /// Key of `strings.event`: `corrected`, `redacted`, `withheld`, `removed`, or `revised` for statistics.
    pub key: &'static str,
    pub record: RecordLink,
    pub reason: Option<String>,
    pub by: Option<String>,
    pub lang: Option<String>,
}

/// Entries of the register on one page.
pub const REGISTER: usize = 100;

/// Fills one page of the register, newest first.
pub fn view(seen: Seen<'_>, planned: &Planned, page: usize, title: &str) -> (Page, Corrections) {
    let all = seen.register();
    let pages = all.len().div_ceil(REGISTER).max(1);
    let view = Corrections {
        rows: slice(all, page, REGISTER).iter().filter_map(|e| row(seen, e)).collect(),
        pager: pager(page, pages, |p| format!("corrections/{}.html", routes::numbered("index", p))),
        total: all.len(),
    };
    (seen.page(planned, Head::new(seen.lang, title.to_owned(), "")), view)
}

fn row(seen: Seen<'_>, entry: &Entry) -> Option<CorrectionRow> {
    let mut what = None::<&Text>;
    let (key, reason, by): (_, Option<&Text>, _) = match entry.what {
        What::Event { case, event } => {
            let case = seen.case(case as usize);
            let event = &case.events[usize::from(event)];
            let more = event.more.as_deref();
            let written = more.and_then(|m| m.reason.as_ref().or(m.basis.as_ref()).or(m.note.as_ref()));
            let hides = matches!(event.kind, EventKind::Withheld | EventKind::Removed);
            let hidden_for = case.visibility_reason.as_ref().filter(|_| hides && case.visibility.is_hidden());
            (event.kind.word(), written.or(hidden_for), more.and_then(|m| m.by.as_ref()))
        }
        What::Revision { dataset, revision } => {
            let revision = &seen.dataset(dataset as usize).revisions[usize::from(revision)];
            ("revised", Some(&revision.note), None)
        }
        What::Policy { policy, correction } => {
            let correction = &seen.policy(policy as usize).corrections[usize::from(correction)];
            what = Some(&correction.what);
            (EventKind::Corrected.word(), Some(&correction.reason), None)
        }
        What::Digest { digest, correction } => {
            let correction = &seen.digest(digest as usize).corrections[usize::from(correction)];
            what = Some(&correction.what);
            (EventKind::Corrected.word(), Some(&correction.reason), None)
        }
    };
    let reason = reason.map(|t| t.get(seen.lang));
    Some(CorrectionRow {
        on: entry.on,
        key,
        record: seen.record(&entry.record)?,
        lang: reason.and_then(|(_, lang)| seen.other(lang)),
        reason: reason.map(|(text, _)| match what {
            Some(what) => format!("{} · {text}", what.in_lang(seen.lang)),
            None => text.to_owned(),
        }),
        by: by.map(|b| seen.actor(b)),
    })
}
