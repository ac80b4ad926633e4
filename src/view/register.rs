//! The register of corrections: what was corrected, redacted, withheld, removed or revised.

use super::common::Page;
use super::pages::{CorrectionRow, Corrections};
use super::rows::{pager, slice};
use super::scope::{Head, Scope};
use crate::markdown::RecordScheme;
use crate::model::{Model, RecordKey};
use crate::plan::outputs::REGISTER;
use crate::plan::{Planned, routes};
use crate::record::case::Event;
use crate::record::dataset::Revision;
use crate::record::words::{EventKind, RevisionKind};
use crate::record::{Id, Text};
use jiff::civil::Date;

/// One entry: what happened to which record.
pub enum Entry<'a> {
    /// With why the case is hidden, if it is.
    Case(&'a Id, &'a Event, Option<&'a Text>),
    Dataset(&'a Id, &'a Revision),
}

impl Entry<'_> {
    fn on(&self) -> Date {
        match self {
            Self::Case(_, event, _) => event.on,
            Self::Dataset(_, revision) => revision.on,
        }
    }

    fn key(&self) -> RecordKey {
        match self {
            Self::Case(id, ..) => RecordKey { scheme: RecordScheme::Reply, id: (*id).clone() },
            Self::Dataset(id, _) => RecordKey { scheme: RecordScheme::Dataset, id: (*id).clone() },
        }
    }
}

/// Returns whether events of a kind stand in the register.
pub fn is_listed(kind: EventKind) -> bool {
    matches!(kind, EventKind::Corrected | EventKind::Redacted | EventKind::Withheld | EventKind::Removed)
}

/// Returns all entries up to the day of the model, in no particular order.
pub fn entries(model: &Model) -> impl Iterator<Item = Entry<'_>> {
    let cases = model.cases.iter().flat_map(|c| {
        let reason = c.visibility_reason.as_ref().filter(|_| c.visibility.is_hidden());
        c.events.iter().filter(|e| is_listed(e.kind)).map(move |e| Entry::Case(&c.id, e, reason))
    });
    let datasets = model.datasets.iter().flat_map(|d| {
        d.revisions.iter().filter(|r| r.kind == RevisionKind::Correction).map(|r| Entry::Dataset(&d.id, r))
    });
    cases.chain(datasets).filter(|e| e.on() <= model.as_of)
}

/// Fills one page of the register, newest first.
pub fn view(scope: Scope<'_>, planned: &Planned, page: usize, title: &str) -> (Page, Corrections) {
    let mut all: Vec<Entry<'_>> = entries(scope.model).collect();
    all.sort_by_key(|e| (std::cmp::Reverse(e.on()), e.key()));
    let pages = all.len().div_ceil(REGISTER).max(1);
    let view = Corrections {
        rows: slice(&all, page, REGISTER).iter().filter_map(|e| row(scope, e)).collect(),
        pager: pager(page, pages, |p| format!("corrections/{}.html", routes::numbered("index", p))),
        total: all.len(),
    };
    (scope.page(planned, Head::new(scope, title.to_owned(), "")), view)
}

fn row(scope: Scope<'_>, entry: &Entry<'_>) -> Option<CorrectionRow> {
    let (key, reason, by): (_, Option<&Text>, _) = match entry {
        Entry::Case(_, event, hidden_for) => {
            let more = event.more.as_deref();
            let written = more.and_then(|m| m.reason.as_ref().or(m.basis.as_ref()).or(m.note.as_ref()));
            let hides = matches!(event.kind, EventKind::Withheld | EventKind::Removed);
            let reason = written.or(hidden_for.filter(|_| hides));
            (event.kind.word(), reason, more.and_then(|m| m.by.as_ref()))
        }
        Entry::Dataset(_, revision) => ("revised", Some(&revision.note), None),
    };
    let reason = reason.map(|t| t.get(scope.lang));
    Some(CorrectionRow {
        on: entry.on(),
        key,
        record: scope.record(&entry.key())?,
        lang: reason.and_then(|(_, lang)| scope.other(lang)),
        reason: reason.map(|(text, _)| text.to_owned()),
        by: by.map(|b| scope.actor(b)),
    })
}
