//! Which records are new, changed and gone.

use super::Side;
use crate::diagnostic::Finding;
use crate::markdown::RecordScheme;
use crate::model::RecordKey;
use crate::record::Case;
use crate::record::kind;
use crate::site::cells::Read;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    New,
    /// What it says itself.
    Changed,
    /// Its file is as it was; its state, or what names it, is not.
    Follows,
    /// It was shown, and a stub takes its place.
    Hidden,
    /// An error of its files keeps it out.
    Refused,
    /// No file, a draft, or a day that has not come.
    Gone,
}

/// A record that a change touches.
#[derive(Debug, Clone)]
pub struct Record {
    pub key: RecordKey,
    pub file: Box<str>,
    pub became: Became,
    /// `None` where no word of it may be told: it is hidden, refused or gone, or has personal data.
    pub title: Option<String>,
    /// Its places among the records of its kind.
    pub before: Option<usize>,
    pub after: Option<usize>,
}

/// A record as one side has it.
struct Face<'a> {
    id: &'a str,
    file: &'a str,
    title: &'a str,
    hidden: bool,
    at: usize,
}

/// Returns the records that differ between two sides, by kind and id. `findings` are those that are new.
pub(crate) fn records(old: Option<&Side<'_>>, new: &Side<'_>, findings: &[Finding]) -> Vec<Record> {
    let personal = findings.iter().filter(|f| f.rule.name.starts_with("personal-data-"));
    let personal: BTreeSet<String> = personal.map(|f| kind::main_file(&f.file).into_owned()).collect();
    let mut all = Vec::new();
    for scheme in
        [RecordScheme::Reply, RecordScheme::Policy, RecordScheme::Dataset, RecordScheme::Digest, RecordScheme::Page]
    {
        let before = old.map(|side| faces(side, scheme)).unwrap_or_default();
        let after = faces(new, scheme);
        let pairs = joined(&before, &after);
        let told = |(a, b): &(Option<&Face<'_>>, Option<&Face<'_>>)| {
            let became = became(scheme, old, new, *a, *b)?;
            let face = b.or(*a)?;
            let silent = matches!(became, Became::Hidden | Became::Refused | Became::Gone)
                || face.hidden
                || personal.contains(face.file);
            Some(Record {
                key: RecordKey { scheme, id: face.id.into() },
                file: face.file.into(),
                became,
                title: (!silent).then(|| face.title.to_owned()),
                before: a.map(|face| face.at),
                after: b.map(|face| face.at),
            })
        };
        let found: Vec<Record> = pairs.par_iter().filter_map(told).collect();
        all.extend(found);
    }
    all
}

fn became(
    scheme: RecordScheme,
    old: Option<&Side<'_>>,
    new: &Side<'_>,
    a: Option<&Face<'_>>,
    b: Option<&Face<'_>>,
) -> Option<Became> {
    let (before, after) = match (old.zip(a), b) {
        (Some(before), Some(after)) => (before, after),
        (None, Some(_)) => return Some(Became::New),
        (_, None) => {
            let refused = new.site.checked.refused.contains(a?.file);
            return Some(if refused { Became::Refused } else { Became::Gone });
        }
    };
    let (old, before) = before;
    if digests(old, scheme, before.at) == digests(new, scheme, after.at) {
        return None;
    }
    if after.hidden && !before.hidden {
        return Some(Became::Hidden);
    }
    let own = match scheme {
        RecordScheme::Reply => {
            let own = |case: &Case| (case.digest, format!("{:?}", case.translations));
            own(&old.site.checked.model.cases[before.at]) != own(&new.site.checked.model.cases[after.at])
        }
        _ => said(old, scheme, before.at) != said(new, scheme, after.at),
    };
    Some(if own { Became::Changed } else { Became::Follows })
}

/// The digests of all that the pages of a record are made from.
fn digests(side: &Side<'_>, scheme: RecordScheme, at: usize) -> Vec<u64> {
    let board = side.board();
    let place = u32::try_from(at).unwrap_or(u32::MAX);
    match scheme {
        RecordScheme::Reply => vec![board.digest(Read::Case(place))],
        RecordScheme::Dataset => vec![board.digest(Read::Dataset(place))],
        RecordScheme::Digest => vec![board.digest(Read::Digest(place))],
        RecordScheme::Page => vec![board.digest(Read::Page(place))],
        RecordScheme::Policy => {
            let policy = &side.site.checked.model.policies[at];
            let editions = policy.editions.iter().map(|edition| Read::Edition(place, edition.number));
            [Read::Policy(place), Read::Editions(place)].into_iter().chain(editions).map(|r| board.digest(r)).collect()
        }
    }
}

/// What the files of a record say, of a kind of which a site has few.
fn said(side: &Side<'_>, scheme: RecordScheme, at: usize) -> String {
    let model = &side.site.checked.model;
    match scheme {
        RecordScheme::Reply => String::new(),
        RecordScheme::Policy => format!("{:?}", model.policies[at]),
        RecordScheme::Dataset => format!("{:?}", model.datasets[at]),
        RecordScheme::Digest => format!("{:?}", model.digests[at]),
        RecordScheme::Page => format!("{:?}", model.pages[at]),
    }
}

/// The records of a kind, sorted by id as the model has them.
fn faces<'s>(side: &Side<'s>, scheme: RecordScheme) -> Vec<Face<'s>> {
    let model = &side.site.checked.model;
    macro_rules! faces {
        ($list:ident, $title:expr) => {
            model
                .$list
                .iter()
                .enumerate()
                .map(|(at, x)| Face { id: &x.id, file: &x.file, title: $title(x), hidden: false, at })
                .collect()
        };
    }
    match scheme {
        RecordScheme::Reply => {
            let cases = model.cases.iter().enumerate();
            let face = |(at, x): (usize, &'s std::sync::Arc<Case>)| Face {
                id: &x.id,
                file: &x.file,
                title: &x.title,
                hidden: x.visibility.is_hidden(),
                at,
            };
            cases.map(face).collect()
        }
        RecordScheme::Policy => faces!(policies, |x: &'s crate::record::Policy| x.title.in_lang(0)),
        RecordScheme::Dataset => faces!(datasets, |x: &'s crate::record::Dataset| x.title.in_lang(0)),
        RecordScheme::Digest => faces!(digests, |x: &'s crate::record::Digest| &*x.title),
        RecordScheme::Page => faces!(pages, |x: &'s crate::record::Page| &*x.title),
    }
}

/// Puts those of one id side by side; both lists are sorted.
fn joined<'f, 'a>(a: &'f [Face<'a>], b: &'f [Face<'a>]) -> Vec<(Option<&'f Face<'a>>, Option<&'f Face<'a>>)> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut pairs = Vec::new();
    loop {
        let order = match (a.peek(), b.peek()) {
            (None, None) => return pairs,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(x), Some(y)) => x.id.cmp(y.id),
        };
        pairs.push((if order.is_le() { a.next() } else { None }, if order.is_ge() { b.next() } else { None }));
    }
}
