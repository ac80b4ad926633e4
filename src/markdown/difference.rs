//! What changed between two texts, word by word.
//!
//! Takes the bare text of both ([`super::plain`]) and the words to say it with; gives HTML: a
//! paragraph for each one that changed, with `<del>` and `<ins>` around words, and one line in
//! place of those that did not. A word is one of Unicode's (UAX 29), so a Chinese character
//! stands alone. What must hold: all text goes through `text::escape_into`; what is worked out
//! is bounded by the lengths of the texts, not by time, so the bytes depend on nothing else.

use super::text::{Place, escape_into};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// Pairs of words, or of paragraphs, that are compared at most; longer texts are shown whole,
/// as removed and added.
const PAIRS: usize = 4_000_000;

/// What is said with a difference.
pub struct Marks<'a> {
    /// The language of these words, which may not be that of the texts.
    pub lang: &'a str,
    /// Read aloud before added and removed words.
    pub added: &'a str,
    pub removed: &'a str,
    /// So many paragraphs stayed as they were.
    pub same: &'a dyn Fn(usize) -> String,
}

/// Returns the difference of two bare texts as HTML; empty when they say the same.
pub fn difference(old: &str, new: &str, marks: &Marks<'_>) -> String {
    let paragraphs = |text: &'_ str| text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let (old, new): (Vec<String>, Vec<String>) = (paragraphs(old), paragraphs(new));
    let mut html = String::new();
    if old == new {
        return html;
    }
    for op in ops(&old, &new) {
        match op {
            DiffOp::Equal { len, .. } => {
                open(&mut html, "p", "same", marks.lang);
                escape(&mut html, &(marks.same)(len));
                html.push_str("</p>\n");
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                old[old_index..old_index + old_len].iter().for_each(|p| alone(&mut html, Kind::Removed, p, marks));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                new[new_index..new_index + new_len].iter().for_each(|p| alone(&mut html, Kind::Added, p, marks));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let (old, new) = (&old[old_index..old_index + old_len], &new[new_index..new_index + new_len]);
                let mut next = 0;
                let look = if old_len.saturating_mul(new_len) <= NEAR_PAIRS { NEAR } else { 1 };
                for paragraph in old {
                    let Some(at) = nearest(paragraph, &new[next..], look) else {
                        alone(&mut html, Kind::Removed, paragraph, marks);
                        continue;
                    };
                    new[next..next + at].iter().for_each(|p| alone(&mut html, Kind::Added, p, marks));
                    replaced(&mut html, paragraph, &new[next + at], marks);
                    next += at + 1;
                }
                new[next..].iter().for_each(|p| alone(&mut html, Kind::Added, p, marks));
            }
        }
    }
    html
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Removed,
    Added,
}

fn ops<T: Eq + std::hash::Hash + Ord>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    if old.len().saturating_mul(new.len()) > PAIRS {
        return vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }];
    }
    capture_diff_slices(Algorithm::Myers, old, new)
}

/// Paragraphs among which the successor of another is looked for, unless there are so many that
/// only the next one is.
const NEAR: usize = 40;
const NEAR_PAIRS: usize = 2_500;

/// Returns which of the new paragraphs an old one has become: the first with most of its words,
/// if that is at least a third of both.
fn nearest(old: &str, new: &[String], look: usize) -> Option<usize> {
    let sorted = |text: &str| {
        let mut words: Vec<String> = text.unicode_words().map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let before = sorted(old);
    let alike = |new: &String| {
        let after = sorted(new);
        let (mut i, mut j, mut common) = (0, 0, 0_usize);
        while let (Some(a), Some(b)) = (before.get(i), after.get(j)) {
            common += usize::from(a == b);
            i += usize::from(a <= b);
            j += usize::from(a >= b);
        }
        // In thousandths, so that equal shares are equal.
        2000 * common / (before.len() + after.len()).max(1)
    };
    let best = new.iter().take(look).map(alike).enumerate().rev().max_by_key(|(_, share)| *share);
    best.filter(|(_, share)| *share >= 333).map(|(at, _)| at)
}

/// A paragraph that was removed or added whole.
fn alone(html: &mut String, kind: Kind, text: &str, marks: &Marks<'_>) {
    html.push_str("<p>");
    span(html, kind, text, marks);
    html.push_str("</p>\n");
}

/// A paragraph in the place of another: word by word, or one after the other where they have
/// little in common.
fn replaced(html: &mut String, old: &str, new: &str, marks: &Marks<'_>) {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let mut spans: Vec<(Kind, String)> = Vec::new();
    let mut add = |kind, words: &[&str]| {
        if !words.is_empty() {
            spans.push((kind, words.concat()));
        }
    };
    for op in ops(&before, &after) {
        let (old, new) = (&before[op.old_range()], &after[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => add(Kind::Same, old),
            _ => {
                add(Kind::Removed, old);
                add(Kind::Added, new);
            }
        }
    }
    let kept: usize = spans.iter().filter(|(kind, _)| *kind == Kind::Same).map(|(_, text)| text.trim().len()).sum();
    if kept * 3 < old.len().min(new.len()) {
        alone(html, Kind::Removed, old, marks);
        alone(html, Kind::Added, new, marks);
        return;
    }
    html.push_str("<p>");
    joined(spans).iter().for_each(|(kind, text)| span(html, *kind, text, marks));
    html.push_str("</p>\n");
}

/// Joins changes that only a space or a mark keeps apart: three words replaced by three read as
/// one change, not as three.
fn joined(spans: Vec<(Kind, String)>) -> Vec<(Kind, String)> {
    let mut all: Vec<(Kind, String)> = Vec::new();
    let mut spans = spans.into_iter().peekable();
    let (mut removed, mut added) = (String::new(), String::new());
    while let Some((kind, text)) = spans.next() {
        match kind {
            Kind::Removed => removed.push_str(&text),
            Kind::Added => added.push_str(&text),
            Kind::Same => {
                let changing = !(removed.is_empty() && added.is_empty());
                if changing && spans.peek().is_some() && !text.chars().any(char::is_alphanumeric) {
                    removed.push_str(&text);
                    added.push_str(&text);
                    continue;
                }
                flush(&mut all, &mut removed, &mut added);
                all.push((Kind::Same, text));
            }
        }
    }
    flush(&mut all, &mut removed, &mut added);
    all
}

fn flush(all: &mut Vec<(Kind, String)>, removed: &mut String, added: &mut String) {
    for (kind, text) in [(Kind::Removed, removed), (Kind::Added, added)] {
        if !text.is_empty() {
            all.push((kind, std::mem::take(text)));
        }
    }
}

fn span(html: &mut String, kind: Kind, text: &str, marks: &Marks<'_>) {
    let (tag, said) = match kind {
        Kind::Same => return escape(html, text),
        Kind::Removed => ("del", marks.removed),
        Kind::Added => ("ins", marks.added),
    };
    html.push_str(&format!("<{tag}>"));
    open(html, "span", "vh", marks.lang);
    escape(html, said);
    html.push_str("</span>");
    escape(html, text);
    html.push_str(&format!("</{tag}>"));
}

/// Begins words of ours in the midst of a text.
fn open(html: &mut String, tag: &str, class: &str, lang: &str) {
    html.push_str(&format!("<{tag} class=\"{class}\" lang=\""));
    escape_into(html, lang, Place::Attribute, |_, _| {});
    html.push_str("\">");
}

fn escape(html: &mut String, text: &str) {
    escape_into(html, text, Place::Text, |_, _| {});
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let marks = Marks { lang: "en", added: "added", removed: "removed", same: &|n| format!("{n} same") };
        let html = difference(old, new, &marks);
        let html = html
            .replace("<span class=\"vh\" lang=\"en\">added</span>", "")
            .replace("<span class=\"vh\" lang=\"en\">removed</span>", "");
        html.replace("<del>", "[-").replace("</del>", "]").replace("<ins>", "[+").replace("</ins>", "]")
    }

    #[test]
    fn words_and_chinese_characters_are_marked_alone() {
        assert_eq!(
            shown("Open from 9 to 12.\n\nSame.", "Open from 9 to 18.\n\nSame."),
            "<p>Open from 9 to [-12][+18].</p>\n<p class=\"same\" lang=\"en\">1 same</p>\n"
        );
        assert_eq!(shown("在七个工作日内答复", "在五个工作日内答复"), "<p>在[-七][+五]个工作日内答复</p>\n");
        assert_eq!(
            shown("the old blue bus stops here daily", "the new red bus stops here daily"),
            "<p>the [-old blue][+new red] bus stops here daily</p>\n"
        );
        assert_eq!(shown("a", "a"), "");
    }

    #[test]
    fn paragraphs_that_came_and_went_are_whole() {
        assert_eq!(
            shown("One.\n\nTwo.", "One.\n\nTwo.\n\nThree & <b>."),
            "<p class=\"same\" lang=\"en\">2 same</p>\n<p>[+Three &amp; &lt;b&gt;.]</p>\n"
        );
        assert_eq!(
            shown("Fee: 5 yuan a month.\n\nEnd.", "New rule for families.\n\nFee: 6 yuan a month.\n\nFin."),
            "<p>[+New rule for families.]</p>\n<p>Fee: [-5][+6] yuan a month.</p>\n<p>[-End.]</p>\n<p>[+Fin.]</p>\n"
        );
        assert_eq!(shown("Nothing alike here", "全部重写"), "<p>[-Nothing alike here]</p>\n<p>[+全部重写]</p>\n");
    }

    proptest! {
        /// Without what was added it is the old text, without what was removed the new one.
        #[test]
        fn both_texts_can_be_read_out_of_it(old in "[ab ，。路灯\\n]{0,40}", new in "[ab ，。路灯\\n]{0,40}") {
            let marks = Marks { lang: "en", added: "", removed: "", same: &|n| "=".repeat(n) };
            let html = difference(&old, &new, &marks).replace("<span class=\"vh\" lang=\"en\"></span>", "");
            let without = |tag: &str| {
                let mut text = String::new();
                let mut rest = html.as_str();
                while let Some(at) = rest.find(&format!("<{tag}>")) {
                    text.push_str(&rest[..at]);
                    rest = rest[at..].split_once(&format!("</{tag}>")).unwrap().1;
                }
                text + rest
            };
            let flat = |text: &str| text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<String>();
            let lines = |text: &str| text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            for (tag, side) in [("ins", &old), ("del", &new)] {
                let mut own = lines(side).into_iter();
                let mut told = String::new();
                for line in without(tag).lines() {
                    if let Some(same) = line.strip_prefix("<p class=\"same\" lang=\"en\">") {
                        own.by_ref().take(same.matches('=').count()).for_each(|l| told.push_str(&l));
                        continue;
                    }
                    let plain = line.replace("<p>", "").replace("</p>", "").replace("<ins>", "").replace("</ins>", "").replace("<del>", "").replace("</del>", "");
                    if !plain.is_empty() {
                        own.next();
                        told.push_str(&plain);
                    }
                }
                if old.trim() != new.trim() && lines(&old) != lines(&new) {
                    prop_assert_eq!(told, flat(side), "{}", html);
                }
            }
        }
    }
}
