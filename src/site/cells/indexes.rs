//! Indexes as parts of the site: each page of one is a cell of its own.

use super::{Board, CellDigest, hash, print};
use crate::derive::indexes::{Index, Named, Node, Tree};
use crate::record::Lang;
use crate::site::routes;
use std::collections::HashMap;

/// A page of an index: which, in which language, place of its node.
pub(super) type At = (Index, Lang, usize);

/// Returns the hash by which [`super::Read::Index`] names a page of an index.
pub fn index_hash(index: Index, lang: Lang, address: &str) -> u64 {
    hash(&format!("{lang} {}", routes::indexed(index, address)))
}

/// What a page says of a node.
fn said<'n>(tree: &'n Tree, at: usize) -> impl serde::Serialize + use<'n> {
    let Node { address, head, next, class, hint, .. } = &tree.nodes()[at];
    (address, head, next, class.map(|class| class.word()), hint, tree.count(at))
}

impl Board<'_> {
    fn indexes(&self) -> &HashMap<u64, At> {
        self.indexes.get_or_init(|| {
            let mut all = HashMap::new();
            for (lang, _) in self.model.config.langs() {
                for (index, tree) in self.derived.indexes.all(lang) {
                    for (node, at) in tree.nodes().iter().zip(0..) {
                        all.insert(index_hash(index, lang, &node.address), (index, lang, at));
                    }
                }
            }
            all
        })
    }

    /// What a page of an index shows; the titles themselves are parts of their own.
    pub(super) fn index(&self, of: u64) -> CellDigest {
        let Some((index, lang, at)) = self.indexes().get(&of).copied() else { return 0 };
        let Some(tree) = self.derived.indexes.of(index, lang) else { return 0 };
        let above = said(tree, tree.above(at));
        let content = match tree.list(at) {
            Some(list) => print(&list.iter().map(|named| self.named(index, *named)).collect::<Vec<_>>()),
            None => print(&tree.ways(at).into_iter().map(|way| said(tree, way)).collect::<Vec<_>>()),
        };
        print(&(said(tree, at), above, content))
    }

    /// What an index names, by what outlasts a build.
    fn named(&self, index: Index, named: Named) -> (u8, u64, &str) {
        let model = self.model;
        match named {
            Named::Case(at) => (0, self.ids()[at as usize], ""),
            Named::Policy(at) => (1, 0, &model.policies[at as usize].id),
            Named::Dataset(at) => (2, 0, &model.datasets[at as usize].id),
            Named::Digest(at) => (3, 0, &model.digests[at as usize].id),
            Named::Page(at) => (4, 0, &model.pages[at as usize].id),
            Named::Department(at) => (5, 0, &model.departments[at as usize].id),
            Named::Topic(at) => (6, 0, &model.topics[at as usize].id),
            Named::Reference(at) => {
                let Index::References(month) = index else { return (7, 0, "") };
                let (number, case) = &self.derived.listings.references[&month][at as usize];
                (7, self.ids()[*case as usize], number)
            }
        }
    }
}
