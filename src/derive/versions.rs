//! Long editions by what they brought: which articles stand on the page of an edition, and where the others do.
//!
//! Takes what is known of the clauses of all editions, and which one is which. A policy may have hundreds of
//! long editions that differ in three articles each: as whole pages they would weigh a hundred times what was
//! ever written. So an edition holds what is new or other in it, and a list of all articles says where
//! each text stands. What must hold: every text of every article stands on the page of one edition at least,
//! with the number it had; which editions are told so depends on those before them alone, so that a further
//! edition changes no page of an earlier one.

use super::parts::{clauses_in, is_long_text, parts, rank, weight};
use crate::lineage::{Lineage, Lineages};
use crate::model::Model;
use crate::record::policy::Clause;
use crate::record::{Edition, Lang, Policy};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// What the editions of a policy weigh together, as whole pages, at most. A long one that comes on top is
/// told by what it brought.
const TOGETHER: u64 = 2_000_000;
/// A heading without news of its own, that says where an article stands, weighs at most this.
const HEADING: u32 = 4_000;
/// Texts that a page of the list of articles holds.
const LINES: usize = 1000;

/// The policies with editions that are told so, by their places.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Versions(BTreeMap<usize, Of>);

/// What stands where in the editions of a policy.
#[derive(Debug, PartialEq, Eq)]
struct Of {
    /// For each edition, which of its clauses are on its page; none where all are.
    held: Vec<Option<Box<[bool]>>>,
    articles: Vec<Article>,
}

/// An article through all editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Article {
    /// Where it stood last: places of the edition, and of the clause in it.
    pub last: (usize, usize),
    /// Where each of its texts stood first, in the order of editions.
    pub texts: Vec<(usize, usize)>,
    /// The first edition that does not have it any more.
    pub gone: Option<usize>,
}

/// What of a text the page of its edition holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held<'c> {
    /// The clauses on it: what is new, and the headings above.
    pub clauses: Cow<'c, [Clause]>,
    /// Where these stand in the body, in order.
    pub stretches: Vec<Range<usize>>,
    /// How many articles on it are new or other than before.
    pub brought: usize,
    /// How many stand as they did before.
    pub others: usize,
}

impl<'c> Held<'c> {
    /// Returns a whole text.
    pub fn whole(clauses: &'c [Clause]) -> Self {
        Self { clauses: clauses.into(), stretches: std::iter::once(0..usize::MAX).collect(), brought: 0, others: 0 }
    }

    /// Returns whether what is on the page is long.
    pub fn is_long(&self) -> bool {
        is_long_text(&self.clauses)
    }

    /// Returns whether a place of the body is on the page.
    pub fn has(&self, source: usize) -> bool {
        self.stretches.iter().any(|stretch| stretch.contains(&source))
    }
}

/// Finds the policies whose editions are told by what they brought.
pub fn versions(model: &Model, lineages: &Lineages) -> Versions {
    let of = |(at, policy)| Some((at, of(policy, lineages.of(at)?)?));
    Versions(model.policies.iter().enumerate().filter_map(of).collect())
}

fn of(policy: &Policy, line: &Lineage) -> Option<Of> {
    let mut sum = 0;
    let told = policy.editions.iter().enumerate().map(|(at, edition)| {
        sum += weight(&edition.clauses);
        at > 0 && sum > TOGETHER && is_long_text(&edition.clauses)
    });
    let told: Vec<bool> = told.collect();
    if !told.contains(&true) {
        return None;
    }
    let fresh: Vec<Box<[bool]>> = (0..told.len()).map(|at| fresh(policy, line, at)).collect();
    let articles = articles(policy, line, &fresh);
    let held = fresh.into_iter().zip(told).map(|(fresh, told)| told.then_some(fresh)).collect();
    Some(Of { held, articles })
}

/// Returns which clauses of an edition are new, or have other words or another address than before.
fn fresh(policy: &Policy, line: &Lineage, at: usize) -> Box<[bool]> {
    let clauses = &policy.editions[at].clauses;
    let is_fresh = |i: usize| {
        let Some(before) = at.checked_sub(1) else { return true };
        let was = line.carried(at, i, before).and_then(|was| policy.editions[before].clauses.get(was));
        was.is_none_or(|was| !was.stands_as(&clauses[i]))
    };
    (0..clauses.len()).map(is_fresh).collect()
}

fn articles(policy: &Policy, line: &Lineage, fresh: &[Box<[bool]>]) -> Vec<Article> {
    let has_articles = policy.editions.iter().any(|edition| edition.clauses.iter().any(|clause| clause.article));
    let mut all: Vec<Article> = Vec::new();
    // Which article each clause of the edition before is.
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, edition) in policy.editions.iter().enumerate() {
        let mut open = std::mem::take(&mut before);
        before = (edition.clauses.iter().enumerate())
            .map(|(i, clause)| {
                let was = at.checked_sub(1).and_then(|before| line.carried(at, i, before));
                let known = was.and_then(|was| open.get_mut(was)?.take());
                if known.is_none() && (clause.id.is_empty() || clause.article != has_articles) {
                    return None;
                }
                let place = known.unwrap_or_else(|| {
                    all.push(Article { last: (at, i), texts: Vec::new(), gone: None });
                    all.len() - 1
                });
                let article = &mut all[place];
                article.last = (at, i);
                if fresh[at][i] {
                    article.texts.push((at, i));
                }
                Some(place)
            })
            .collect();
        for place in open.into_iter().flatten() {
            all[place].gone = Some(at);
        }
    }
    // As the newest text has them; what is gone stands below, the latest first.
    all.sort_by_key(|article| (std::cmp::Reverse(article.last.0), article.last.1));
    all
}

impl Versions {
    /// Returns what the page of an edition holds, by places, of the text that it has in a language; none where
    /// that is the whole text.
    pub fn held(&self, policy: usize, edition: usize, of: &Edition, lang: Lang) -> Option<Held<'static>> {
        let is_translated = of.lang != lang && of.translations.iter().any(|t| t.lang == lang);
        let held = self.0.get(&policy)?.held.get(edition)?.as_ref().filter(|_| !is_translated)?;
        Some(cut(clauses_in(of, lang), held))
    }

    /// Returns the numbers of the editions of a policy, by its place, whose pages are in parts in a language, and
    /// how many each has.
    pub fn split(&self, policy: &Policy, at: usize, lang: Lang) -> Vec<(u32, usize)> {
        let counts = policy.editions.iter().enumerate().filter_map(|(place, edition)| {
            let held = self.held(at, place, edition, lang);
            let clauses = held.as_ref().map_or_else(|| clauses_in(edition, lang), |held| &held.clauses);
            is_long_text(clauses).then(|| (edition.number, parts(clauses).len()))
        });
        counts.collect()
    }

    /// Returns the numbers of the editions of a policy, by its place, whose pages do not hold the whole text.
    pub fn packed(&self, policy: &Policy, at: usize) -> Vec<u32> {
        let told = self.0.get(&at).map_or(&[][..], |of| &of.held).iter().zip(&policy.editions);
        told.filter(|(held, _)| held.is_some()).map(|(_, edition)| edition.number).collect()
    }

    /// Returns where the text of a clause stands, by the places of its edition and itself.
    pub fn home(&self, policy: usize, line: &Lineage, (edition, clause): (usize, usize)) -> (usize, usize) {
        let (mut edition, mut clause) = (edition, clause);
        let Some(of) = self.0.get(&policy) else { return (edition, clause) };
        while let Some(Some(held)) = of.held.get(edition) {
            if held.get(clause).is_none_or(|held| *held) {
                break;
            }
            let Some(was) = edition.checked_sub(1).and_then(|before| line.carried(edition, clause, before)) else {
                break;
            };
            (edition, clause) = (edition - 1, was);
        }
        (edition, clause)
    }

    /// Returns the articles of a policy, if an edition of it is told by what it brought.
    pub fn articles(&self, policy: usize) -> &[Article] {
        self.0.get(&policy).map_or(&[], |of| &of.articles)
    }

    /// Returns which articles stand on each page of their list.
    pub fn pages(&self, policy: usize) -> Vec<Range<usize>> {
        let mut pages: Vec<Range<usize>> = Vec::new();
        let mut lines = LINES;
        for (at, article) in self.articles(policy).iter().enumerate() {
            let own = article.texts.len() + 1;
            match pages.last_mut().filter(|_| lines + own <= LINES) {
                Some(page) => page.end = at + 1,
                None => {
                    pages.push(at..at + 1);
                    lines = 0;
                }
            }
            lines += own;
        }
        pages
    }

    /// Returns whether lists have as many pages as others, and the same editions are told.
    pub fn is_shaped_as(&self, other: &Self) -> bool {
        let shape = |all: &Self| -> Vec<_> {
            let told = |of: &Of| of.held.iter().map(Option::is_some).collect::<Vec<_>>();
            all.0.iter().map(|(at, of)| (*at, told(of), all.pages(*at).len())).collect()
        };
        shape(self) == shape(other)
    }
}

/// Cuts out what is held: with each clause the headings above it.
fn cut(clauses: &[Clause], held: &[bool]) -> Held<'static> {
    let tops: Vec<usize> = (0..clauses.len()).filter(|at| clauses[*at].from.is_some() || *at == 0).collect();
    let ends = tops.iter().skip(1).copied().chain([clauses.len()]);
    let mut out = Held { clauses: Cow::default(), stretches: Vec::new(), brought: 0, others: 0 };
    // Headings above the place, which stand on the page once something below them does.
    let mut above: Vec<Range<usize>> = Vec::new();
    for (top, end) in tops.iter().copied().zip(ends) {
        let clause = &clauses[top];
        above.retain(|heading| rank(&clauses[heading.start]) < rank(clause));
        let news = held.get(top..end).unwrap_or_default();
        let counts = |at: &usize| clauses[*at].article;
        let count = (top..end).filter(counts).filter(|at| held.get(*at) == Some(&true)).count();
        out.brought += count;
        out.others += (top..end).filter(counts).count() - count;
        if news.contains(&true) {
            for heading in above.drain(..) {
                out.take(clauses, heading);
            }
            out.take(clauses, top..end);
        } else if !clause.article && clause.weight <= HEADING {
            above.push(top..end);
        }
    }
    out
}

impl Held<'_> {
    fn take(&mut self, clauses: &[Clause], range: Range<usize>) {
        let begins = |at: usize| clauses[at].from.map_or(0, |from| from as usize);
        let end = clauses.get(range.end).map_or(usize::MAX, |_| begins(range.end));
        match self.stretches.last_mut().filter(|last| last.end == begins(range.start)) {
            Some(last) => last.end = end,
            None => self.stretches.push(begins(range.start)..end),
        }
        self.clauses.to_mut().extend_from_slice(&clauses[range]);
    }
}
