//! The comment: Markdown as forges read it, no longer than they take.

use super::html::{by_sentence, same, whole};
use super::{Run, Told, Words, say, told};
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Placed;
use crate::difference::html::{Marks, difference};
use crate::escape::markdown::{block, code, escaped};
use crate::review::Review;

/// Bytes from which words are left to the page: a comment of GitHub has 65,536 characters.
const FULL: usize = 40_000;
/// Items of a section.
const ITEMS: usize = 20;
/// Bytes from which whole items are left to the page.
const LONGEST: usize = 55_000;

/// Returns the comment of a review.
pub fn comment(review: &Review, placed: &[Placed<'_>], tongue: Tongue) -> String {
    let told = told(review, placed, tongue);
    let mut text = format!("## {}\n\n**{}**\n\n", escaped(&told.title), escaped(&told.verdict));
    text.extend(told.sum.iter().map(|line| format!("- {}\n", escaped(line))));
    for part in &told.parts {
        text.push_str(&format!("\n### {}\n\n", escaped(&part.heading)));
        if let Some(lead) = &part.lead {
            text.push_str(&format!("{}\n\n", escaped(lead)));
        }
        let mut shown = 0;
        for item in part.items.iter().take(ITEMS) {
            let line: String = item.runs.iter().map(run).collect();
            let words = item.words.as_ref().map(|words| details(&told, words));
            let words = words.filter(|words| text.len() + words.len() < FULL).unwrap_or_default();
            if text.len() + line.len() > LONGEST {
                break;
            }
            text.push_str(&format!("- {line}\n{words}"));
            shown += 1;
        }
        if let Some(more) = part.items.len().checked_sub(shown).filter(|more| *more > 0) {
            let more = match tongue {
                Tongue::English => format!("and {more} more: see the page"),
                Tongue::Chinese => format!("另有{more}项，见网页"),
            };
            text.push_str(&format!("- {}\n", escaped(&more)));
        }
    }
    text
}

fn run(run: &Run) -> String {
    match run {
        Run::Text(text) => escaped(text),
        Run::Strong(text) => format!("**{}**", escaped(text)),
        Run::Code(text) => code(text),
    }
}

/// A block of HTML within the item: nothing in it is read as Markdown.
fn details(told: &Told<'_>, words: &Words<'_>) -> String {
    if words.before.len() + words.after.len() > FULL {
        return String::new();
    }
    let marks = Marks {
        lang: "",
        added: "",
        added_end: "",
        removed: "",
        removed_end: "",
        same: &|n| same(told.tongue, n),
        by_sentence: &by_sentence(told.tongue),
        whole: &whole(told.tongue),
    };
    let html = difference(words.before, words.after, &marks);
    let html = html.replace("<span class=\"vh\" lang=\"\"></span>", "").replace("<p class=\"same\" lang=\"\">", "<p>");
    let summary = say(told.tongue, "The words", "文字对照");
    let html = block(&format!("<details><summary>{summary}</summary>\n{html}</details>"));
    let lines: String = html.lines().map(|line| format!("  {line}\n")).collect();
    format!("\n{lines}\n")
}
