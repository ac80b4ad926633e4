//! Which pages change, and what a reader sees of it.
//!
//! Paths of both plans are put side by side; where what a page is made from differs it is rendered on
//! both sides and read as `super::reader` does. Pages of the front, of departments and of figures show
//! so much of the site that they are rendered always; there are few of them. Where something differs that
//! any page may show (settings, theme, departments, topics, rules), all pages are. Files for programs follow
//! from the records and are not compared.

use super::records::{Became, Record};
use super::{Side, reader};
use crate::build::BuildError;
use crate::derive::indexes::{Index, Named};
use crate::derive::measures::month as month_of;
use crate::diagnostic::Finding;
use crate::markdown::RecordScheme;
use crate::model::RecordKey;
use crate::publish::{RenderError, Target, bulletins, case, dataset, digest, lists, page, policy, search};
use crate::site::cells::{CellDigest, Read, index_hash};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation as _;

/// Pages that are compared word by word; of the others it is said that they change.
const COMPARED: usize = 2_000;

/// The pages that a change touches.
#[derive(Debug, Default)]
pub struct Pages {
    /// Sorted by path.
    pub list: Vec<Page>,
    /// More pages of records that change, which were not compared.
    pub more: usize,
    /// A theme cannot be used: no page was compared.
    pub unseen: bool,
}

/// A page that is not what it was.
#[derive(Debug)]
pub struct Page {
    pub path: Box<str>,
    /// Code of its language.
    pub lang: String,
    /// The record that it is of; `None` for a list, a front or figures.
    pub record: Option<RecordKey>,
    pub became: Seen,
    /// Words added and removed.
    pub added: usize,
    pub removed: usize,
    /// What is read of it before and after, where that may be told.
    pub texts: Option<(String, String)>,
    /// Its record is touched, and no word of it may be told.
    pub kept_back: bool,
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    New,
    Changed,
    /// The words are the same; an address, a mark or a picture is not.
    Unread,
    Gone,
}

/// One path, by the places of its outputs.
struct Pair<'a> {
    path: &'a str,
    before: Option<usize>,
    after: Option<usize>,
    record: Option<RecordKey>,
}

/// The records that a change touches, by key, and the cases among them by place on each side.
struct Touched<'r> {
    records: BTreeMap<&'r RecordKey, &'r Record>,
    before: BTreeSet<u32>,
    after: BTreeSet<u32>,
    /// Records that link to those: they may show a name.
    linked: BTreeSet<RecordKey>,
    /// Something differs that any page may show.
    shared: bool,
}

/// Compares the pages of two sides; gives faults of rendering as findings too.
pub(crate) fn pages(
    old: Option<&Side<'_>>,
    new: &Side<'_>,
    records: &[Record],
) -> Result<(Pages, Vec<Finding>), BuildError> {
    if new.publisher.is_none() || old.is_some_and(|old| old.publisher.is_none()) {
        return Ok((Pages { unseen: true, ..Pages::default() }, Vec::new()));
    }
    let cases = |place: fn(&Record) -> Option<usize>| -> BTreeSet<u32> {
        let cases = records.iter().filter(|record| record.key.scheme == RecordScheme::Reply);
        cases.filter_map(|record| u32::try_from(place(record)?).ok()).collect()
    };
    let touched = Touched {
        records: records.iter().map(|record| (&record.key, record)).collect(),
        before: cases(|record| record.before),
        after: cases(|record| record.after),
        linked: linked(old, new, records),
        shared: old.is_some_and(|old| shared(old) != shared(new)),
    };
    let mut wanted = paired(old, new);
    wanted.retain(|pair| may_differ(old, new, pair, &touched));
    // Lists and fronts first; then those of records whose own files have changed; then what follows.
    wanted.sort_by_key(|pair| {
        let record = |key| touched.records.get(key).is_none_or(|record| record.became == Became::Follows);
        pair.record.as_ref().map(record)
    });
    let of_records = wanted.iter().filter(|pair| pair.record.is_some()).count();
    let more = of_records.saturating_sub(COMPARED);
    wanted.truncate(wanted.len() - more);
    let compared: Vec<Result<Option<Page>, RenderError>> =
        wanted.par_iter().map(|pair| compare(old, new, pair, &touched)).collect();
    let (mut list, mut faults) = (Vec::new(), Vec::new());
    for page in compared {
        match page {
            Ok(page) => list.extend(page),
            Err(RenderError::Finding(finding)) => faults.push(*finding),
            Err(RenderError::Text(text)) => return Err(BuildError::Changed(text)),
        }
    }
    list.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((Pages { list, more, unseen: false }, faults))
}

/// The records that link to those which a change touches.
fn linked(old: Option<&Side<'_>>, new: &Side<'_>, records: &[Record]) -> BTreeSet<RecordKey> {
    let of = |side: &Side<'_>| -> Vec<RecordKey> {
        let mentions = &side.site.checked.model.mentions;
        records.iter().filter_map(|record| mentions.get(&record.key)).flatten().cloned().collect()
    };
    old.map(of).into_iter().flatten().chain(of(new)).collect()
}

/// What any page may show: settings, templates, words, departments, topics, rules and calendars.
fn shared<'s>(side: &'s Side<'_>) -> impl PartialEq + use<'s> {
    let reads = [Read::Departments, Read::Topics, Read::Rules, Read::Calendars];
    let theme = side.site.theme.as_ref().map(|theme| (theme.all_templates(), theme.all_words(), &theme.asset_paths));
    (side.site.checked.model.settings, theme, reads.map(|read| side.board().digest(read)))
}

/// Puts the pages of one path side by side; both plans are sorted.
fn paired<'a>(old: Option<&'a Side<'_>>, new: &'a Side<'_>) -> Vec<Pair<'a>> {
    let list = |side: &'a Side<'_>| {
        let outputs = &side.site.outputs;
        let pages = outputs.plan.outputs.iter().zip(&outputs.targets).enumerate();
        pages
            .filter(|(_, (planned, target))| is_page(&planned.path, target))
            .map(|(at, (planned, _))| (&*planned.path, at))
    };
    let (mut a, mut b) = (old.into_iter().flat_map(list).peekable(), list(new).peekable());
    let mut pairs = Vec::new();
    loop {
        let order = match (a.peek(), b.peek()) {
            (None, None) => return pairs,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((x, _)), Some((y, _))) => x.cmp(y),
        };
        let before = if order.is_le() { a.next() } else { None };
        let after = if order.is_ge() { b.next() } else { None };
        let Some((path, _)) = after.or(before) else { return pairs };
        let record = after.and_then(|(_, at)| record(new, at));
        let record = record.or_else(|| record_of_old(old, before));
        pairs.push(Pair { path, before: before.map(|(_, at)| at), after: after.map(|(_, at)| at), record });
    }
}

fn record_of_old(old: Option<&Side<'_>>, before: Option<(&str, usize)>) -> Option<RecordKey> {
    record(old?, before?.1)
}

/// Whether an output is a page with words of its own: no file, and none that leads to another.
fn is_page(path: &str, target: &Target) -> bool {
    let moved = matches!(
        target,
        Target::Case(case::Out::Moved { .. })
            | Target::Policy(policy::Out::Moved { .. })
            | Target::Dataset(dataset::Out::Moved { .. })
            | Target::Digest(digest::Out::Moved { .. })
            | Target::Page(page::Out::Moved { .. })
    );
    path.ends_with(".html") && !moved && target.copied().is_none()
}

/// The record that an output is a page of.
fn record(side: &Side<'_>, at: usize) -> Option<RecordKey> {
    let model = &side.site.checked.model;
    let (scheme, id) = match &side.site.outputs.targets[at] {
        Target::Case(case::Out::Page(at)) => (RecordScheme::Reply, &model.cases[*at].id),
        Target::Policy(policy::Out::Page { policy, .. }) => (RecordScheme::Policy, &model.policies[*policy].id),
        Target::Dataset(dataset::Out::Page(at)) => (RecordScheme::Dataset, &model.datasets[*at].id),
        Target::Digest(digest::Out::Page(at)) => (RecordScheme::Digest, &model.digests[*at].id),
        Target::Page(page::Out::Page(at)) => (RecordScheme::Page, &model.pages[*at].id),
        _ => return None,
    };
    Some(RecordKey { scheme, id: id.clone() })
}

fn may_differ(old: Option<&Side<'_>>, new: &Side<'_>, pair: &Pair<'_>, touched: &Touched<'_>) -> bool {
    if let Some(key) = &pair.record {
        return touched.shared || touched.records.contains_key(key) || touched.linked.contains(key);
    }
    if touched.shared {
        return true;
    }
    let was = old.zip(pair.before).map(|(side, at)| shows(side, at, &touched.before));
    let is = pair.after.map(|at| shows(new, at, &touched.after));
    match (was, is) {
        (Some(Shows::Cells(a, touched_before)), Some(Shows::Cells(b, touched_after))) => {
            touched_before || touched_after || a != b
        }
        _ => true,
    }
}

/// What a page that is of no record shows.
enum Shows {
    /// So much that it must be rendered to be known.
    Much,
    /// These parts of the site; and whether one of the cases in it is touched.
    Cells(Vec<CellDigest>, bool),
}

fn shows(side: &Side<'_>, at: usize, touched: &BTreeSet<u32>) -> Shows {
    let (board, derived) = (side.board(), &side.site.derived);
    let digests = |reads: &[Read]| reads.iter().map(|read| board.digest(*read)).collect();
    match &side.site.outputs.targets[at] {
        Target::Lists(lists::Out::Month { group, month, .. }) => {
            let list = derived.listings.of(*group).months.get(month);
            let holds = list.is_some_and(|list| list.iter().any(|case| touched.contains(case)));
            Shows::Cells(digests(&[Read::Month(*group, *month), Read::Near(*group, *month)]), holds)
        }
        Target::Search(search::Out::Index { index, address }) => {
            let lang = side.site.outputs.plan.outputs[at].lang;
            let cases = &side.site.checked.model.cases;
            let holds = match (index, derived.indexes.of(*index, lang)) {
                (Index::References(month), _) => {
                    touched.iter().any(|case| month_of(cases[*case as usize].received) == *month)
                }
                (_, Some(tree)) => {
                    let list = tree.find(address).and_then(|node| tree.list(node)).unwrap_or_default();
                    list.iter().any(|named| !matches!(named, Named::Case(case) if !touched.contains(case)))
                }
                (_, None) => true,
            };
            Shows::Cells(digests(&[Read::Index(index_hash(*index, lang, address))]), holds)
        }
        Target::Bulletins(bulletins::Out::Page(period)) => {
            let bulletin = derived.flow.get(period);
            let named = bulletin.into_iter().flat_map(|bulletin| bulletin.notable.iter().chain(&bulletin.concluded));
            let holds = named.into_iter().any(|(case, _)| touched.contains(case));
            Shows::Cells(digests(&[Read::Bulletin(*period)]), holds)
        }
        _ => Shows::Much,
    }
}

/// Renders a page on both sides; `None` when it is the same.
fn compare(
    old: Option<&Side<'_>>,
    new: &Side<'_>,
    pair: &Pair<'_>,
    touched: &Touched<'_>,
) -> Result<Option<Page>, RenderError> {
    let before = old.zip(pair.before).map(|(side, at)| made(side, at)).transpose()?;
    let after = pair.after.map(|at| made(new, at)).transpose()?;
    if before == after {
        return Ok(None);
    }
    let words = |bytes: &Option<Vec<u8>>| {
        bytes.as_deref().map(|bytes| reader::words(&String::from_utf8_lossy(bytes))).unwrap_or_default()
    };
    let (was, is) = (words(&before), words(&after));
    let became = match (&before, &after) {
        (None, _) => Seen::New,
        (_, None) => Seen::Gone,
        _ if was == is => Seen::Unread,
        _ => Seen::Changed,
    };
    let (added, removed) = moved(&was, &is);
    let record = pair.record.as_ref().and_then(|key| touched.records.get(key));
    let may_be_told = record.is_some_and(|record| record.title.is_some()) && became != Seen::Gone;
    let (side, at) = match (pair.after, old.zip(pair.before)) {
        (None, Some(old)) => old,
        (at, _) => (new, at.unwrap_or_default()),
    };
    let lang = side.site.outputs.plan.outputs[at].lang;
    Ok(Some(Page {
        path: pair.path.into(),
        lang: side.site.checked.model.config.language(lang).code.clone(),
        record: pair.record.clone(),
        became,
        added,
        removed,
        texts: may_be_told.then_some((was, is)),
        kept_back: became != Seen::Gone && record.is_some_and(|record| record.title.is_none()),
    }))
}

fn made(side: &Side<'_>, at: usize) -> Result<Vec<u8>, RenderError> {
    let publisher = side.publisher.as_ref().expect("pages are compared where both sides have a theme");
    publisher.make(at, None).map(|made| made.bytes)
}

/// How many words are in one text more often than in the other: added and removed.
fn moved(before: &str, after: &str) -> (usize, usize) {
    let mut counts = BTreeMap::<&str, (usize, usize)>::new();
    before.unicode_words().for_each(|word| counts.entry(word).or_default().0 += 1);
    after.unicode_words().for_each(|word| counts.entry(word).or_default().1 += 1);
    let more = |a: usize, b: usize| a.saturating_sub(b);
    counts.values().fold((0, 0), |(added, removed), (was, is)| (added + more(*is, *was), removed + more(*was, *is)))
}
