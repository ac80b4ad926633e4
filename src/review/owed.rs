//! What falls due because of a change: the terms of cases, and promises.

use super::Side;
use super::records::Record;
use crate::derive::due::End;
use crate::derive::promises::Standing;
use crate::markdown::RecordScheme;
use crate::model::Model;
use jiff::civil::Date;

/// The term of a case whose end is another than before.
#[derive(Debug)]
pub struct Term {
    pub id: Box<str>,
    pub title: Option<String>,
    /// `None`: no reply was owed by a day.
    pub before: Option<End>,
    pub after: Option<End>,
    /// It has passed on the day of the site.
    pub overdue: bool,
}

/// A promise that is new, stands otherwise, or is not there any more.
#[derive(Debug)]
pub struct Promised {
    pub id: Box<str>,
    /// `None` where no word of the record may be told.
    pub text: Option<String>,
    pub due: Option<Date>,
    pub before: Option<Standing>,
    pub after: Option<Standing>,
}

/// A promise as it is written, and how it stands.
type Made = (String, Option<Date>, Standing);

/// Returns the terms and the promises that differ, in the order of the records.
pub(crate) fn owed(old: Option<&Side<'_>>, new: &Side<'_>, records: &[Record]) -> (Vec<Term>, Vec<Promised>) {
    let (mut terms, mut all) = (Vec::new(), Vec::new());
    for record in records.iter().filter(|record| record.key.scheme == RecordScheme::Reply) {
        let was = old.zip(record.before);
        let is = record.after.map(|at| (new, at));
        let (before, after) = (was.and_then(end), is.and_then(end));
        if before != after {
            let overdue = is.is_some_and(|(side, at)| side.site.derived.statuses[at].overdue);
            terms.push(Term { id: record.key.id.clone(), title: record.title.clone(), before, after, overdue });
        }
        let (had, has) = (was.map(made).unwrap_or_default(), is.map(made).unwrap_or_default());
        let silent = record.title.is_none();
        let promised = |(text, due, _): &Made, before, after| Promised {
            id: record.key.id.clone(),
            text: (!silent).then(|| text.clone()),
            due: *due,
            before,
            after,
        };
        let same = |a: &Made, b: &Made| (&a.0, a.1) == (&b.0, b.1);
        for promise in &has {
            let earlier = had.iter().find(|earlier| same(earlier, promise)).map(|earlier| earlier.2);
            if earlier != Some(promise.2) {
                all.push(promised(promise, earlier, Some(promise.2)));
            }
        }
        let dropped = had.iter().filter(|earlier| !has.iter().any(|promise| same(earlier, promise)));
        all.extend(dropped.map(|promise| promised(promise, Some(promise.2), None)));
    }
    (terms, all)
}

/// The end of the term in which a reply is owed.
fn end((side, at): (&Side<'_>, usize)) -> Option<End> {
    let status = &side.site.derived.statuses[at];
    status.due.filter(|due| status.open && due.stopped.is_none()).map(|due| due.end)
}

fn made((side, at): (&Side<'_>, usize)) -> Vec<Made> {
    let model: &Model = &side.site.checked.model;
    let case = &model.cases[at];
    if case.visibility.is_hidden() {
        return Vec::new();
    }
    let promises = case.promises_by(model.as_of).iter();
    promises.map(|p| (p.text.in_lang(0).to_owned(), p.due, Standing::of(p, model.as_of))).collect()
}
