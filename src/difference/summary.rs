//! What happened to a text, counted, for the sentence on top of a difference.

use super::{Difference, Fate, Pair, Part};

/// What happened, by what it happened to.
#[derive(Debug, Default)]
pub struct Summary<'a> {
    pub articles: Counts<'a>,
    /// Chapters, sections, and what stands before the first heading.
    pub sections: Counts<'a>,
    /// Numbers that moved while the words stayed: first and last of each run, old and new.
    pub renumbered: Vec<Run<'a>>,
    pub rewritten: Vec<&'a Part>,
    /// Articles in which only figures or references changed.
    pub figures: Vec<&'a Part>,
    /// The old part, the new one in its place, and the one that was split off.
    pub split: Vec<[&'a Part; 3]>,
    /// The old part that went, and the new one that it went into.
    pub merged: Vec<(&'a Part, &'a Part)>,
    /// Parts that stand elsewhere with all their words.
    pub moved: Vec<&'a Part>,
    pub by_sentence: bool,
    pub whole: bool,
}

/// Parts of one kind that changed.
#[derive(Debug, Default)]
pub struct Counts<'a> {
    pub changed: Vec<&'a Part>,
    pub added: Vec<&'a Part>,
    pub removed: Vec<&'a Part>,
}

/// A run of parts that were renumbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run<'a> {
    pub first: (&'a Part, &'a Part),
    pub last: (&'a Part, &'a Part),
    pub len: usize,
}

impl Summary<'_> {
    /// Returns whether no word changed and no part came, went or moved.
    pub fn is_nothing(&self) -> bool {
        let none =
            |counts: &Counts<'_>| counts.changed.is_empty() && counts.added.is_empty() && counts.removed.is_empty();
        none(&self.articles)
            && none(&self.sections)
            && self.renumbered.is_empty()
            && self.rewritten.is_empty()
            && self.moved.is_empty()
            && self.figures.is_empty()
    }
}

impl<'a> Difference<'a> {
    /// Counts what happened.
    pub fn summary(&self) -> Summary<'a> {
        let mut summary = Summary::default();
        let mut open = false;
        for pair in &self.pairs {
            summary.by_sentence |= pair.compared.by_sentence;
            summary.whole |= pair.compared.whole;
            open = summary.renumbering(pair, open);
            summary.count(pair);
        }
        for pair in self.pairs.iter().filter(|pair| pair.fate == Fate::Added) {
            let twin = |kin| self.pairs.iter().find(|twin| twin.old.is_some_and(|old| std::ptr::eq(old, kin)))?.new;
            if let (Some(kin), Some(piece)) = (pair.kin, pair.new)
                && let Some(twin) = twin(kin)
            {
                summary.split.push([kin, twin, piece]);
            }
        }
        summary
    }
}

impl<'a> Summary<'a> {
    /// Notes a number that moved; a run goes on while nothing else stands between.
    fn renumbering(&mut self, pair: &Pair<'a>, open: bool) -> bool {
        let (Some(old), Some(new)) = (pair.old, pair.new) else { return open };
        if !(pair.fate == Fate::Same && pair.renumbered()) {
            // Headings of chapters stand between articles that moved together.
            return open && !new.article;
        }
        match self.renumbered.last_mut().filter(|run| open && run.last.1.article == new.article) {
            Some(run) => {
                run.last = (old, new);
                run.len += 1;
            }
            None => self.renumbered.push(Run { first: (old, new), last: (old, new), len: 1 }),
        }
        true
    }

    fn count(&mut self, pair: &Pair<'a>) {
        let Some(part) = pair.new.or(pair.old) else { return };
        if pair.moved && pair.fate == Fate::Same {
            self.moved.push(part);
        }
        let counts = if part.article { &mut self.articles } else { &mut self.sections };
        match (pair.fate, pair.kin) {
            (Fate::Same, _) => {}
            (Fate::Rewritten, _) => self.rewritten.push(part),
            (Fate::Changed, _) if part.article && pair.only_figures() => self.figures.push(part),
            (Fate::Changed, _) => counts.changed.push(part),
            (Fate::Removed, Some(kin)) => {
                counts.removed.push(part);
                self.merged.push((part, kin));
            }
            (Fate::Added, _) => counts.added.push(part),
            (Fate::Removed, None) => counts.removed.push(part),
        }
    }
}
