//! What a change does to a site: two states of it, held against each other.
//!
//! Takes the site before and after, checked on one day; gives a [`Review`], which [`show`] puts into words.
//! Steps: [`records`] (which are new, changed, gone: by the digests of `site::cells`, without reading a
//! text), [`pages`] (rendered on both sides where what they are made from differs, and nowhere else),
//! [`figures`] (which move, and the cases behind each), [`owed`] (terms and promises), and the findings
//! that were not there before. What must hold: it depends on the two sites and the day alone; of a record
//! that is withdrawn, refused or has personal data no word is told. Decision 024.

pub mod figures;
pub mod owed;
pub mod pages;
mod reader;
pub mod records;
pub mod show;

use crate::against::against;
use crate::build::{BuildError, Lost, Prepared, lost};
use crate::diagnostic::{Finding, rules};
use crate::publish::Publisher;
use crate::site::cells::{Board, Read};
use figures::Moved;
use jiff::civil::Date;
use owed::{Promised, Term};
use records::Record;
use std::collections::BTreeMap;

/// One state of a site, and what tells its parts.
pub(crate) struct Side<'a> {
    pub site: &'a Prepared<'a>,
    /// `None` when the theme cannot be used.
    publisher: Option<Publisher<'a>>,
    /// Where there is no publisher.
    bare: Option<Board<'a>>,
}

impl<'a> Side<'a> {
    fn of(site: &'a Prepared<'a>) -> Self {
        let publisher = site.publisher();
        let bare = || Board::new((&site.checked.model, &site.derived, &site.outputs.plan), &site.log.logs, Vec::new());
        let bare = publisher.is_none().then(bare);
        Self { site, publisher, bare }
    }

    pub fn board(&self) -> &Board<'a> {
        let own = self.publisher.as_ref().map(|publisher| &publisher.board);
        own.or(self.bare.as_ref()).expect("there is a board where there is no publisher")
    }
}

/// A part of the site that all of it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    Settings,
    Templates,
    Words,
    Departments,
    Topics,
    Rules,
    Calendars,
}

/// What a change does.
#[derive(Debug)]
pub struct Review {
    pub as_of: Date,
    /// There was no site before that could be read: all is new.
    pub first: bool,
    /// What has changed that all pages rest on.
    pub bases: Vec<Base>,
    pub records: Vec<Record>,
    pub pages: pages::Pages,
    pub figures: Vec<Moved>,
    pub terms: Vec<Term>,
    pub promises: Vec<Promised>,
    /// Addresses that would be lost: the page and the file it was made from.
    pub lost: Vec<(String, String)>,
    /// Findings that were not there before.
    pub findings: Vec<Finding>,
    /// How many of before are there no more.
    pub mended: usize,
    /// Errors that were there before and still are.
    pub standing: usize,
}

impl Review {
    /// Returns whether a finding stops publication.
    pub fn stops(&self) -> bool {
        self.standing > 0 || self.findings.iter().any(Finding::is_error)
    }
}

/// Holds two states of a site against each other; without a state before, all is new.
///
/// # Errors
/// When a text cannot be read, or changed meanwhile.
pub fn review(before: Option<&Prepared<'_>>, after: &Prepared<'_>) -> Result<Review, BuildError> {
    let (old, new) = (before.map(Side::of), Side::of(after));
    let mut findings = fresh(before.map_or(&[], |site| &site.checked.findings), &after.checked.findings);
    let bases = bases(old.as_ref(), &new);
    if let Some(before) = before {
        // Addresses that would be lost have a place of their own.
        let silent = against(before, after)?.into_iter().filter(|f| f.rule.name != rules::ADDRESS_LOST.name);
        findings.new.extend(silent);
    }
    let records = records::records(old.as_ref(), &new, &findings.new);
    let shaken = bases.iter().any(|base| matches!(base, Base::Rules | Base::Calendars | Base::Settings));
    let figures = figures::moved(old.as_ref(), &new, &records, shaken);
    let (terms, promises) = owed::owed(old.as_ref(), &new, &records);
    let (pages, faults) = pages::pages(old.as_ref(), &new, &records)?;
    for fault in faults {
        if !findings.new.contains(&fault) {
            findings.new.push(fault);
        }
    }
    let listed = |site: &'_ Prepared<'_>| -> Vec<Box<str>> {
        site.outputs.plan.outputs.iter().map(|planned| planned.path.clone()).collect()
    };
    let (had, has) = (before.map(listed).unwrap_or_default(), listed(after));
    let mut gone = lost(had.iter().map(|path| &**path), has.iter().map(|path| &**path), &after.snapshot);
    gone.retain(|lost| !after.checked.model.is_beside_removed(&lost.page));
    let lost = gone.into_iter().map(|Lost { page, file }| (page, file)).collect();
    Ok(Review {
        as_of: after.checked.model.as_of,
        first: before.is_none(),
        bases,
        records,
        pages,
        figures,
        terms,
        promises,
        lost,
        findings: findings.new,
        mended: findings.mended,
        standing: findings.standing,
    })
}

struct Fresh {
    new: Vec<Finding>,
    mended: usize,
    standing: usize,
}

/// Divides findings into those that are new and those that were there: a finding is the same where rule,
/// file and words are, wherever in the file it has moved to.
fn fresh(before: &[Finding], after: &[Finding]) -> Fresh {
    let key = |f: &Finding| (f.rule.name, f.file.clone(), f.args.clone());
    let mut known = BTreeMap::<_, usize>::new();
    before.iter().for_each(|finding| *known.entry(key(finding)).or_default() += 1);
    let mut fresh = Fresh { new: Vec::new(), mended: 0, standing: 0 };
    for finding in after {
        match known.get_mut(&key(finding)).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                fresh.standing += usize::from(finding.is_error());
            }
            None => fresh.new.push(finding.clone()),
        }
    }
    fresh.mended = known.values().sum();
    fresh
}

fn bases(old: Option<&Side<'_>>, new: &Side<'_>) -> Vec<Base> {
    let Some(old) = old else { return Vec::new() };
    let mut bases = Vec::new();
    if old.site.checked.model.config != new.site.checked.model.config {
        bases.push(Base::Settings);
    }
    if let (Some(a), Some(b)) = (&old.site.theme, &new.site.theme) {
        if a.all_templates() != b.all_templates() || a.asset_paths != b.asset_paths {
            bases.push(Base::Templates);
        }
        if a.all_words() != b.all_words() {
            bases.push(Base::Words);
        }
    }
    let cells = [
        (Read::Departments, Base::Departments),
        (Read::Topics, Base::Topics),
        (Read::Rules, Base::Rules),
        (Read::Calendars, Base::Calendars),
    ];
    let differs = |(read, _): &(Read, Base)| old.board().digest(*read) != new.board().digest(*read);
    bases.extend(cells.into_iter().filter(differs).map(|(_, base)| base));
    bases
}
