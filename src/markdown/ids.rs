//! Ids in the output.
//!
//! Takes ids wished for; gives ids that are free. What must hold: an id, once taken, is never
//! given again, and repeating one a thousand times stays cheap (the last number is kept).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::text::is_dropped;

/// Returns the id that an id given by an author is published under: without characters an id
/// cannot hold, and apart from the page's own ids, which start with `g-`, and from footnotes.
pub fn published_id(given: &str) -> String {
    let id: String = given.nfc().filter(|c| !c.is_whitespace() && !is_dropped(*c)).collect();
    let is_ours = ["g-", "fn-", "fnref-"].iter().any(|own| id.starts_with(own));
    if is_ours { format!("u-{id}") } else { id }
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
        if self.take(id) {
            return id.to_owned();
        }
        loop {
            let copy = self.0.entry(id.to_owned()).or_insert(1);
            *copy += 1;
            let numbered = format!("{id}-{copy}");
            if self.take(&numbered) {
                return numbered;
            }
        }
    }
}
