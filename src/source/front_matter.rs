//! Splits a Markdown file into its front matter and its body.
//!
//! ```text
//! file   = "---" LF yaml "---" LF { blank LF } body
//! yaml   = lines, none of which is "---"
//! ```
//! Blank lines before the body are no part of it: editors put one there, and the text is the same.
//! The offsets are kept: findings and renderings name bytes of the whole text.

use std::ops::Range;

/// The two parts of a Markdown file, as byte ranges of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    pub yaml: Range<usize>,
    pub body: Range<usize>,
}

/// Splits the text of a file; `None` when it does not start with front matter that ends.
pub fn split(text: &str) -> Option<Parts> {
    let first = text.find('\n')?;
    if text[..first].trim_end() != "---" {
        return None;
    }
    let start = first + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let rest = &text[at + line.len()..];
            let blank: usize = rest.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
            return Some(Parts { yaml: start..at, body: text.len() - rest.len() + blank..text.len() });
        }
        at += line.len();
    }
    None
}

/// Why a text has no front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It does not begin with any.
    Missing,
    /// A line was meant to be the one of three hyphens.
    Fence(Range<usize>),
    /// It begins and does not end; here the text seems to begin.
    Unclosed(Range<usize>),
}

/// Returns why a text has no front matter; asked where [`split`] gave none.
pub fn fault(text: &str) -> Fault {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    });
    let lines: Vec<Range<usize>> = lines.collect();
    let Some(first) = lines.iter().position(|line| !line.is_empty()) else { return Fault::Missing };
    let opening = &text[lines[first].clone()];
    if first > 0 || opening != "---" {
        let meant = opening.trim() == "---" || is_nearly(opening);
        return if meant { Fault::Fence(0..lines[first].end) } else { Fault::Missing };
    }
    if let Some(fence) = lines[1..].iter().find(|line| is_nearly(&text[(*line).clone()])) {
        return Fault::Fence(fence.clone());
    }
    let body = lines.iter().position(|line| line.is_empty() || text[line.clone()].starts_with('#'));
    let body = body.and_then(|from| lines[from..].iter().find(|line| !line.is_empty()));
    Fault::Unclosed(body.cloned().unwrap_or(lines[first].clone()))
}

/// Returns whether a line looks like three hyphens: a word processor makes a long dash of two.
fn is_nearly(line: &str) -> bool {
    let marks: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let count = marks.chars().count();
    let dash = |c: char| "-—–－―─‐‑_*=~".contains(c);
    (marks != "---" || line.trim() != "---")
        && (1..=80).contains(&count)
        && marks.chars().all(dash)
        && (count > 1 || !marks.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_body_are_told_apart() {
        let text = "---\ntitle: a\n---\nBody";
        let parts = split(text).unwrap();
        assert_eq!(&text[parts.yaml], "title: a\n");
        assert_eq!(&text[parts.body], "Body");
        for blank in ["\n", "\r\n", " \n\n"] {
            let text = format!("---\ntitle: a\n---\n{blank}    Body\n\n");
            assert_eq!(&text[split(&text).unwrap().body], "    Body\n\n");
        }
        assert_eq!(split("---\ntitle: a\n---\n\n").unwrap().body, 18..18);
        assert_eq!(split("no front matter"), None);
        assert_eq!(split("---\ntitle: a\n"), None);
    }

    #[test]
    fn what_was_meant_for_a_fence_is_told() {
        for (text, fault) in [
            ("title: a\n", Fault::Missing),
            ("\n---\ntitle: a\n---\n", Fault::Fence(0..4)),
            ("—--\ntitle: a\n---\n", Fault::Fence(0..5)),
            ("---\ntitle: a\n----\nText\n", Fault::Fence(13..17)),
            ("---\ntitle: a\n\nText\n", Fault::Unclosed(14..18)),
            ("---\ntitle: a\n## Reply\n", Fault::Unclosed(13..21)),
        ] {
            assert_eq!(super::fault(text), fault, "{text}");
        }
    }
}
