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
}
