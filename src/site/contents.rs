//! The contents of a text: its headings, chapters and articles, as a list that folds.
//!
//! Takes a text; gives its places in order, each with the lists that open or close behind it, so
//! that a template writes nested lists without knowing the tree. What must hold: lists balance;
//! every place is listed unless there are so many that articles would outweigh the text: then a
//! group names the range of its articles.

use crate::markdown;
use crate::markdown::{Anchor, AnchorKind, Profile};
use serde::Serialize;

/// One place in the contents of a text.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    pub id: String,
    pub title: String,
    /// First and last article below it.
    pub range: Option<String>,
    /// The list that opens behind it.
    pub list: Option<ContentsList>,
    /// Lists that end behind it, the inner ones first: whether each folds.
    pub close: Vec<bool>,
}

/// A list inside the contents.
#[derive(Debug, Serialize)]
pub struct ContentsList {
    pub folds: bool,
    pub range: Option<String>,
    /// Whether it holds nothing but numbers, which stand side by side.
    pub numbers: bool,
}

/// Lists longer than this fold.
const SHORT: usize = 40;
/// More places than this are too many for one page's contents.
const MANY: usize = 1500;

/// Returns the contents of a text.
pub fn contents(text: &str, title: &str) -> Vec<ContentsEntry> {
    entries(markdown::scan(text, Profile::Official, Some(title)).anchors)
}

/// Returns the contents that places make.
pub fn entries(mut anchors: Vec<Anchor>) -> Vec<ContentsEntry> {
    anchors.retain(|anchor| !anchor.title.is_empty());
    let ranges = ranges(&anchors, &depths(&anchors));
    let mut places: Vec<(Anchor, Option<String>)> = anchors.into_iter().zip(ranges).collect();
    if places.len() > MANY && places.iter().any(|(anchor, _)| anchor.kind != AnchorKind::Article) {
        places.retain(|(anchor, _)| anchor.kind != AnchorKind::Article);
    }
    let depths = depths(places.iter().map(|(anchor, _)| anchor));
    let folds = places.len() > SHORT;
    let mut open: Vec<bool> = vec![];
    let mut entries = Vec::with_capacity(places.len());
    for (at, (anchor, range)) in places.iter().enumerate() {
        let next = depths.get(at + 1).copied().unwrap_or(0);
        let opens = next > depths[at];
        let list = opens.then(|| ContentsList {
            folds,
            range: range.clone(),
            numbers: is_all_numbers(&places[at + 1..], &depths[at + 1..]),
        });
        if opens {
            open.push(folds);
        }
        let closes = depths[at].saturating_sub(next);
        let close = (0..closes).filter_map(|_| open.pop()).collect();
        entries.push(ContentsEntry {
            id: anchor.id.clone(),
            title: anchor.title.clone(),
            range: range.clone(),
            list,
            close,
        });
    }
    entries
}

/// Returns how deep each place stands below others.
fn depths<'a>(anchors: impl IntoIterator<Item = &'a Anchor>) -> Vec<usize> {
    let mut above: Vec<u8> = vec![];
    let depth = |anchor: &Anchor| {
        let rank = rank(anchor);
        while above.last().is_some_and(|last| *last >= rank) {
            above.pop();
        }
        above.push(rank);
        above.len() - 1
    };
    anchors.into_iter().map(depth).collect()
}

/// A paragraph that is a chapter, a section or an article has the level of the heading above it
/// plus one, whichever it is.
fn rank(anchor: &Anchor) -> u8 {
    let unit = match anchor.kind {
        AnchorKind::Article => 2,
        AnchorKind::Chapter if anchor.id.contains("section-") => 1,
        AnchorKind::Chapter | AnchorKind::Heading => 0,
    };
    anchor.level * 4 + unit
}

/// Returns, for each place with others below it, its first and last article.
fn ranges(anchors: &[Anchor], depths: &[usize]) -> Vec<Option<String>> {
    let number = |anchor: &Anchor| anchor.title.get(..anchor.number).unwrap_or_default().trim().to_owned();
    let below = |at: usize| {
        let inside = depths[at + 1..].iter().take_while(|depth| **depth > depths[at]).count();
        let mut articles = anchors[at + 1..at + 1 + inside].iter().filter(|a| a.kind == AnchorKind::Article);
        let first = number(articles.next()?);
        let last = articles.next_back().map(number);
        Some(last.map_or(first.clone(), |last| format!("{first} – {last}")))
    };
    (0..anchors.len()).map(below).collect()
}

/// Returns whether the list that starts here holds nothing but numbers without names.
fn is_all_numbers(places: &[(Anchor, Option<String>)], depths: &[usize]) -> bool {
    let Some(depth) = depths.first() else { return false };
    let list = places.iter().zip(depths).take_while(|(_, other)| *other >= depth);
    let mut list = list.map(|((anchor, _), other)| other == depth && anchor.title.trim().len() == anchor.number);
    list.all(|is_number| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows entries as an outline: `(` opens a list, `<` one that folds.
    fn shown(text: &str) -> String {
        let mut out = String::new();
        for entry in contents(text, "Title") {
            out.push_str(&entry.id);
            out.push(' ');
            if let Some(list) = &entry.list {
                let range = list.range.as_deref().unwrap_or("-");
                let sign = if list.folds { '<' } else { '(' };
                out.push_str(&format!("[{range}]{sign}{}", if list.numbers { "#" } else { "" }));
            }
            for folds in &entry.close {
                out.push(if *folds { '>' } else { ')' });
            }
        }
        out
    }

    #[test]
    fn contents_reach_the_articles() {
        assert_eq!(
            shown(
                "## Part\n\n### Chapter 1\n\n#### § 1 Aim\n\n#### § 2 Scope\n\n### Chapter 2\n\n#### § 3 End\n\n## Annex"
            ),
            "part [§ 1 – § 3](chapter-1 [§ 1 – § 2](article-1 article-2 )chapter-2 [§ 3](article-3 ))annex "
        );
        assert_eq!(
            shown("第一章 总则\n\n第一节 目的\n\n第一条　甲\n\n第二条　乙\n\n第二章 附则\n\n第三条　丙"),
            "chapter-1 [第一条 – 第二条](chapter-1-section-1 [第一条 – 第二条](#article-1 article-2 ))chapter-2 [第三条](#article-3 )"
        );
        assert_eq!(shown("## a\n\n## b"), "a b ");
        assert_eq!(shown("Text."), "");
    }

    #[test]
    fn long_contents_fold() {
        let articles: String = (1..60).map(|n| format!("#### Article {n}\n\nText.\n\n")).collect();
        let shown = shown(&format!("## Book 1\n\n### Title 1\n\n{articles}"));
        assert!(
            shown.starts_with("book-1 [Article 1 – Article 59]<title-1 [Article 1 – Article 59]<#article-1 "),
            "{shown}"
        );
        assert!(shown.ends_with("article-59 >>"), "{shown}");
    }

    #[test]
    fn a_code_of_thousands_of_articles_names_ranges() {
        let articles = |from: u32| (from..from + 1000).map(|n| format!("### Article L{n}\n\n")).collect::<String>();
        let entries = contents(&format!("## Book 1\n\n{}## Book 2\n\n{}", articles(1), articles(1001)), "Title");
        let found: Vec<_> = entries.iter().map(|e| (e.title.as_str(), e.range.as_deref(), e.list.is_none())).collect();
        assert_eq!(
            found,
            [
                ("Book 1", Some("Article L1 – Article L1000"), true),
                ("Book 2", Some("Article L1001 – Article L2000"), true)
            ]
        );
    }
}
