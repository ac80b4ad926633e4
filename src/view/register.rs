//! The register of corrections: what was corrected, redacted, withheld, removed or revised.

use super::common::Page;
use super::pages::{CorrectionRow, Corrections};
use super::rows::{pager, slice};
use super::scope::{Head, Scope};
use crate::derive::register::{Entry, What};
use crate::plan::outputs::REGISTER;
use crate::plan::{Planned, routes};
use crate::record::Text;
use crate::record::words::EventKind;

/// Fills one page of the register, newest first.
pub fn view(scope: Scope<'_>, planned: &Planned, page: usize, title: &str) -> (Page, Corrections) {
    let all = &scope.derived.register;
    let pages = all.len().div_ceil(REGISTER).max(1);
    let view = Corrections {
        rows: slice(all, page, REGISTER).iter().filter_map(|e| row(scope, e)).collect(),
        pager: pager(page, pages, |p| format!("corrections/{}.html", routes::numbered("index", p))),
        total: all.len(),
    };
    (scope.page(planned, Head::new(scope, title.to_owned(), "")), view)
}

fn row(scope: Scope<'_>, entry: &Entry) -> Option<CorrectionRow> {
    let (key, reason, by): (_, Option<&Text>, _) = match entry.what {
        What::Event { case, event } => {
            let case = &scope.model.cases[case as usize];
            let event = &case.events[usize::from(event)];
            let more = event.more.as_deref();
            let written = more.and_then(|m| m.reason.as_ref().or(m.basis.as_ref()).or(m.note.as_ref()));
            let hides = matches!(event.kind, EventKind::Withheld | EventKind::Removed);
            let hidden_for = case.visibility_reason.as_ref().filter(|_| hides && case.visibility.is_hidden());
            (event.kind.word(), written.or(hidden_for), more.and_then(|m| m.by.as_ref()))
        }
        What::Revision { dataset, revision } => {
            let revision = &scope.model.datasets[dataset as usize].revisions[usize::from(revision)];
            ("revised", Some(&revision.note), None)
        }
    };
    let reason = reason.map(|t| t.get(scope.lang));
    Some(CorrectionRow {
        on: entry.on,
        key,
        record: scope.record(&entry.record)?,
        lang: reason.and_then(|(_, lang)| scope.other(lang)),
        reason: reason.map(|(text, _)| text.to_owned()),
        by: by.map(|b| scope.actor(b)),
    })
}
