//! What changed between two texts: which parts came, went, moved and were renumbered, and in each
//! which words.
//!
//! Takes the bare texts of two editions, cut into [`Part`]s (an article, a heading with what follows
//! it); gives a [`Difference`], in order of the new text. Steps, each in its own file:
//!
//! 1. `align` finds which part became which, by text before number;
//! 2. `lines` compares the paragraphs of a pair, `words` the words of a paragraph, which `tokens`
//!    cuts so that numbers, days and references stay whole;
//! 3. [`summary`] counts what happened, for a sentence on top; [`html`] marks it.
//!
//! What must hold:
//! - from the operations both texts can be read again, fallbacks included ([`Pair::old_text`],
//!   [`Pair::new_text`]): blanks are folded first ([`fold`]), nothing else is;
//! - work is counted, never timed, so the bytes depend on nothing but the texts: a pair of
//!   paragraphs may cost `myers::PAIR` steps and a document `myers::DOCUMENT`. What costs more is
//!   compared by sentence, then shown whole, and the difference says so.
//!
//! `difference` knows no records, no files and no words of a theme.

mod align;
pub mod html;
mod lines;
mod myers;
pub mod summary;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use crate::markdown::{AnchorKind, Stretch};
use myers::Work;

/// A stretch of a text that has an id: an article, or a heading with what follows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The id in its edition; empty for what stands before the first heading.
    pub id: String,
    /// Its number as printed: `第三条`, `§ 12a`; empty where it has none.
    pub label: String,
    /// What the contents list calls it, its number included.
    pub title: String,
    pub article: bool,
    /// Its words behind the number, folded.
    pub text: String,
}

impl Part {
    /// Returns a stretch of a text as it is compared.
    pub fn of(stretch: &Stretch) -> Self {
        let text = fold(&stretch.text);
        let Some(anchor) = stretch.anchor() else { return Self { text, ..Self::default() } };
        let label = anchor.title.get(..anchor.number).unwrap_or_default();
        // The number is not among the words: were it, an article with another number would have changed.
        let (label, words) = match text.strip_prefix(label) {
            Some(words) => (label, words.trim_start()),
            None => ("", &*text),
        };
        Self {
            id: anchor.id.clone(),
            label: label.to_owned(),
            article: anchor.kind == AnchorKind::Article,
            text: words.to_owned(),
            title: anchor.title.clone(),
        }
    }
}

/// All that changed between two texts.
#[derive(Debug)]
pub struct Difference<'a> {
    /// In order of the new text; what is gone stands where it was.
    pub pairs: Vec<Pair<'a>>,
}

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Its words are the same; its number need not be.
    Same,
    Changed,
    /// Its number is the same and hardly a word else.
    Rewritten,
    Removed,
    Added,
}

/// A part before and after.
#[derive(Debug)]
pub struct Pair<'a> {
    pub old: Option<&'a Part>,
    pub new: Option<&'a Part>,
    pub fate: Fate,
    /// It stands elsewhere among the others.
    pub moved: bool,
    /// For a part that was added, the old one that it was split off; for one that was removed, the
    /// new one that it went into.
    pub kin: Option<&'a Part>,
    pub compared: Compared<'a>,
}

/// The paragraphs of two texts, compared.
#[derive(Debug, Default)]
pub struct Compared<'a> {
    pub lines: Vec<Line<'a>>,
    /// Some paragraphs changed so much that only their sentences were compared.
    pub by_sentence: bool,
    /// Some changed so much that they stand whole, old and new.
    pub whole: bool,
}

/// A paragraph, an item or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<'a> {
    Same(&'a str),
    Removed(&'a str),
    Added(&'a str),
    Changed(Vec<Span<'a>>),
}

/// Words that stayed, went or came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span<'a> {
    pub kind: Kind,
    pub text: &'a str,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Same,
    Removed,
    Added,
}

impl Pair<'_> {
    /// Returns whether the part has another number than before.
    pub fn renumbered(&self) -> bool {
        matches!((self.old, self.new), (Some(old), Some(new)) if old.label != new.label)
    }

    /// Returns whether nothing at all is to be told of it.
    pub fn untouched(&self) -> bool {
        self.fate == Fate::Same && !self.moved && !self.renumbered()
    }

    /// Returns whether nothing but numbers and references changed in its words.
    pub fn only_figures(&self) -> bool {
        let figures = |text: &str| tokens::tokens(text).iter().all(|token| token.kind != tokens::Kind::Word);
        self.fate == Fate::Changed
            && self.compared.lines.iter().all(|line| match line {
                Line::Same(_) => true,
                Line::Removed(_) | Line::Added(_) => false,
                Line::Changed(spans) => {
                    let mut changed = spans.iter().filter(|span| span.kind != Kind::Same);
                    changed.all(|span| figures(span.text))
                }
            })
    }

    /// Returns the words of the old part, read from the operations.
    pub fn old_text(&self) -> String {
        self.compared.side(Kind::Added)
    }

    /// Returns the words of the new part, read from the operations.
    pub fn new_text(&self) -> String {
        self.compared.side(Kind::Removed)
    }
}

impl Compared<'_> {
    /// Returns one of the two texts: all but what is of the other.
    fn side(&self, other: Kind) -> String {
        let mut lines: Vec<String> = Vec::new();
        for line in &self.lines {
            match line {
                Line::Same(text) => lines.push((*text).to_owned()),
                Line::Removed(text) if other == Kind::Added => lines.push((*text).to_owned()),
                Line::Added(text) if other == Kind::Removed => lines.push((*text).to_owned()),
                Line::Removed(_) | Line::Added(_) => {}
                Line::Changed(spans) => {
                    lines.push(spans.iter().filter(|span| span.kind != other).map(|span| span.text).collect());
                }
            }
        }
        lines.join("\n")
    }
}

/// Returns a text as it is compared: no empty lines, no blanks around lines, one blank between words
/// and one tab between cells.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !folded.is_empty() {
            folded.push('\n');
        }
        let mut blank = None;
        for c in line.chars() {
            if c.is_whitespace() {
                blank = if c == '\t' { Some('\t') } else { blank.or(Some(' ')) };
                continue;
            }
            folded.extend(blank.take());
            folded.push(c);
        }
    }
    folded
}

/// Ids of parts that someone says became others: in the old text, and in the new one.
pub type Moved<'m> = [(&'m str, &'m str)];

/// Returns, for each part of a text, which part of an earlier one it was. As [`compare`] finds it.
pub fn follow(old: &[Part], new: &[Part], moved: &Moved<'_>) -> Vec<Option<usize>> {
    let mut from = vec![None; new.len()];
    for found in align::align(old, new, moved, &mut Work::document()) {
        if let (Some(i), Some(j)) = (found.old, found.new) {
            from[j] = Some(i);
        }
    }
    from
}

/// Compares two texts, part by part.
pub fn compare<'a>(old: &'a [Part], new: &'a [Part], moved: &Moved<'_>) -> Difference<'a> {
    let mut work = Work::document();
    let matches = align::align(old, new, moved, &mut work);
    let mut all = Vec::new();
    for found in matches {
        let (before, after) = (found.old.map(|at| &old[at]), found.new.map(|at| &new[at]));
        let fate = match (before, after) {
            (Some(before), Some(after)) if before.text == after.text => Fate::Same,
            (Some(_), Some(_)) if found.rewritten => Fate::Rewritten,
            (Some(_), Some(_)) => Fate::Changed,
            (Some(_), None) => Fate::Removed,
            _ => Fate::Added,
        };
        let text = |part: Option<&'a Part>| part.map_or("", |part| part.text.as_str());
        all.push(Pair {
            old: before,
            new: after,
            fate,
            moved: found.moved,
            kin: found.kin.map(|kin| match kin {
                align::Kin::Old(at) => &old[at],
                align::Kin::New(at) => &new[at],
            }),
            compared: lines::compare(text(before), text(after), fate == Fate::Rewritten, &mut work),
        });
    }
    Difference { pairs: all }
}

/// Words that came or went, or stand in place of others: of the earlier and of the later text.
pub type Replaced<'a> = (Vec<&'a str>, Vec<&'a str>);

/// Returns the words that differ between two texts, marks and blanks left out; `None` when working it
/// out costs more than is allowed.
pub fn replaced_words<'a>(old: &'a str, new: &'a str) -> Option<Vec<Replaced<'a>>> {
    let (old, new) = (tokens::counted(old), tokens::counted(new));
    let mut names = words::Names::default();
    let a: Vec<u32> = old.iter().map(|word| names.of(word)).collect();
    let b: Vec<u32> = new.iter().map(|word| names.of(word)).collect();
    let mut runs = myers::runs(&a, &b, &mut Work::document())?;
    runs.push(myers::Run { old: old.len(), new: new.len(), len: 0 });
    let (mut at, mut is) = (0, 0);
    let mut replaced = Vec::new();
    for run in runs {
        if run.old > at || run.new > is {
            replaced.push((old[at..run.old].to_vec(), new[is..run.new].to_vec()));
        }
        (at, is) = (run.old + run.len, run.new + run.len);
    }
    Some(replaced)
}

/// Compares two folded texts without parts.
pub fn compare_texts<'a>(old: &'a str, new: &'a str) -> Compared<'a> {
    lines::compare(old, new, false, &mut Work::document())
}
