//! Indexes, as a page sees them.

use super::Seen;
use crate::derive::indexes::{Index, Named, Node};
use crate::derive::measures::Month;
use crate::markdown::RecordScheme;
use crate::model::{Group, RecordKey};
use crate::record::Id;
use crate::site::cells::{Read, index_hash};
use crate::site::links::Link;
use jiff::civil::Date;

/// What a page of an index holds.
pub enum Held<'a> {
    List(&'a [Named]),
    /// Nodes, and how many each holds.
    Ways(Vec<(&'a Node, usize)>),
}

/// A page of an index.
pub struct Indexed<'a> {
    pub node: &'a Node,
    /// The one that leads to it, where that is not the top.
    pub above: Option<&'a Node>,
    pub count: usize,
    pub held: Held<'a>,
}

/// What an index names, with a link to it.
pub struct NamedLink {
    /// `reply`, `policy`, `dataset`, `digest` or `page`.
    pub kind: &'static str,
    pub link: Link,
    pub on: Option<Date>,
}

impl<'a> Seen<'a> {
    /// Returns a page of an index by its address; `None` where the index is empty or has no such page.
    pub fn indexed(&self, index: Index, address: &str) -> Option<Indexed<'a>> {
        self.note(Read::Index(index_hash(index, self.lang, address)));
        let tree = self.board.derived.indexes.of(index, self.lang)?;
        let at = tree.find(address)?;
        let held = match tree.list(at) {
            Some(list) => Held::List(list),
            None => Held::Ways(tree.ways(at).into_iter().map(|way| (&tree.nodes()[way], tree.count(way))).collect()),
        };
        let above = Some(tree.above(at)).filter(|above| *above != 0 && at != 0).map(|above| &tree.nodes()[above]);
        Some(Indexed { node: &tree.nodes()[at], above, count: tree.count(at), held })
    }

    /// Returns a record that an index names.
    pub fn named(&self, named: Named) -> Option<NamedLink> {
        let model = self.board.model;
        let record = |scheme, id: &Id, on| {
            let link = self.record(&RecordKey { scheme, id: id.clone() })?;
            Some(NamedLink { kind: link.kind, link: Link { href: link.href, label: link.label, lang: link.lang }, on })
        };
        match named {
            Named::Case(at) => {
                let face = self.face(at as usize);
                let link = Link { href: face.href, label: face.title.to_owned(), lang: face.lang };
                Some(NamedLink { kind: RecordScheme::Reply.as_str(), link, on: Some(face.received) })
            }
            Named::Policy(at) => {
                let policy = &model.policies[at as usize];
                record(RecordScheme::Policy, &policy.id, Some(policy.published_on))
            }
            Named::Dataset(at) => {
                let dataset = &model.datasets[at as usize];
                record(RecordScheme::Dataset, &dataset.id, Some(dataset.published_on))
            }
            Named::Digest(at) => {
                let digest = &model.digests[at as usize];
                record(RecordScheme::Digest, &digest.id, Some(digest.from))
            }
            Named::Page(at) => record(RecordScheme::Page, &model.pages[at as usize].id, None),
            Named::Department(_) | Named::Topic(_) | Named::Reference(_) => None,
        }
    }

    /// Returns the group that an index names.
    pub fn named_group(&self, named: Named) -> Option<Group> {
        match named {
            Named::Department(at) => Some(Group::Department(at as usize)),
            Named::Topic(at) => Some(Group::Topic(at as usize)),
            _ => None,
        }
    }

    /// Returns a reference number of a month that an index names, and its case.
    pub fn named_reference(&self, month: Month, named: Named) -> Option<(&'a str, usize)> {
        let Named::Reference(at) = named else { return None };
        let (number, case) = self.board.derived.listings.references.get(&month)?.get(at as usize)?;
        Some((number, *case as usize))
    }
}
