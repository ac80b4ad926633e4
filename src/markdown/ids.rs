//! Ids in the output.
//!
//! Takes ids wished for; gives ids that are free. What must hold: an id, once taken, is never
//! given again, and repeating one a thousand times stays cheap (the last number is kept).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::text::is_dropped;

/// Returns the id that an id given by an author is published under: without characters an id
/// cannot hold, and apart from what a page puts before ids: its own start with `g-`, those of its
/// further texts with `s` and a number, notes with `fn-` and `fnref-`.
pub fn published_id(given: &str) -> String {
    let id: String = given.nfc().filter(|c| !c.is_whitespace() && !is_dropped(*c)).collect();
    let is_own = ["g-", "fn-", "fnref-"].iter().any(|own| id.starts_with(own)) || is_of_text(&id);
    if is_own { format!("u-{id}") } else { id }
}

/// Returns the prefix of ids of the text with this number on a page.
pub fn text_prefix(number: usize) -> String {
    format!("s{number}-")
}

/// Returns whether an id starts like one of a further text.
fn is_of_text(id: &str) -> bool {
    let digits = id.strip_prefix('s').unwrap_or_default();
    let after = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    after.len() < digits.len() && after.starts_with('-')
}

/// Ids in use, and for each the number its last copy got.
#[derive(Default)]
pub(super) struct Ids(HashMap<String, u32>);

impl Ids {
    /// Takes an id and returns whether it was free.
    pub fn take(&mut self, id: &str) -> bool {
        !self.0.contains_key(id) && self.0.insert(id.to_owned(), 1).is_none()
    }

    /// Returns `id`, or the first of `id-2`, `id-3` … that is free, and takes it.
    pub fn unique(&mut self, id: &str) -> String {
        self.numbered(id, "-")
    }

    /// Returns an id for a number that stands twice: `article-1--2`, for `article-1-2` is another
    /// article's.
    pub fn repeated(&mut self, id: &str) -> String {
        self.numbered(id, "--")
    }

    fn numbered(&mut self, id: &str, sign: &str) -> String {
        if self.take(id) {
            return id.to_owned();
        }
        loop {
            let copy = self.0.entry(id.to_owned()).or_insert(1);
            *copy += 1;
            let numbered = format!("{id}{sign}{copy}");
            if self.take(&numbered) {
                return numbered;
            }
        }
    }
}
