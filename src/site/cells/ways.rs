//! Lists of policies as parts of the site: each page of one is a cell of its own.

use super::{Board, CellDigest, hash, print};
use crate::derive::ways::Way;
use crate::record::Lang;
use std::collections::HashMap;

/// Policies in one part of a list.
pub const WAY_PAGE: usize = 100;

/// Returns the hash by which [`Read::PolicyWay`] names a list, or a part of it.
pub fn way_hash(way: Way, lang: Lang, part: Option<(&str, usize)>) -> u64 {
    let part = part.map_or_else(String::new, |(key, page)| format!("{key} {page}"));
    hash(&format!("{lang} {} {part}", way.word()))
}

impl Board<'_> {
    /// What each list of policies holds.
    pub(super) fn ways(&self) -> &HashMap<u64, CellDigest> {
        self.ways.get_or_init(|| {
            let mut all = HashMap::new();
            let ids =
                |places: &[u32]| -> Vec<_> { places.iter().map(|at| &self.model.policies[*at as usize].id).collect() };
            for (lang, _) in self.model.config.langs() {
                for way in Way::ALL {
                    let groups = self.derived.ways.of(way, lang);
                    let told: Vec<_> = groups.iter().map(|group| (&group.key, ids(&group.policies))).collect();
                    all.insert(way_hash(way, lang, None), print(&told));
                    for group in groups {
                        for (places, page) in group.policies.chunks(WAY_PAGE).zip(1..) {
                            let told = print(&(group.policies.len(), ids(places)));
                            all.insert(way_hash(way, lang, Some((&group.key, page))), told);
                        }
                    }
                }
            }
            all
        })
    }
}
