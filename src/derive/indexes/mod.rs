//! Indexes for who looks through a site without a script: titles of all records, departments,
//! topics, and the reference numbers of a month, each by how it is read.
//!
//! Takes the model and the lists of reference numbers; gives [`Indexes`]: trees of places in the
//! model. A [`Tree`] is cut by letters and never by count, so a new record changes the page that
//! names it and those above it, and an address keeps its meaning: what begins with these letters.
//! What must hold: every record that lists show is in the tree of titles of every language; no list
//! holds more than [`FULL`]; from the top of a tree a list is two steps away.

mod reading;
#[cfg(test)]
mod tests;
mod tree;

pub use reading::{Class, plain, with_pinyin};
pub use tree::{FULL, Node, SPAN, Tree};

use super::documents::Documents;
use super::measures::Month;
use crate::model::Model;
use crate::record::words::Visibility;
use crate::record::{Lang, Text, Withdrawal, title};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What an index names, by its place in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    Case(u32),
    Policy(u32),
    Dataset(u32),
    Digest(u32),
    Page(u32),
    Department(u32),
    Topic(u32),
    /// Place in the list of a month, see [`super::listings::Listings::references`].
    Reference(u32),
}

impl Named {
    /// Returns of which kind it is; part of addresses.
    fn kind(self) -> u8 {
        match self {
            Self::Case(_) => 0,
            Self::Policy(_) => 1,
            Self::Dataset(_) => 2,
            Self::Digest(_) => 3,
            Self::Page(_) => 4,
            Self::Department(_) => 5,
            Self::Topic(_) => 6,
            Self::Reference(_) => 7,
        }
    }
}

/// Which index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    Title,
    Department,
    Topic,
    /// The reference numbers of a month of receipt.
    References(Month),
}

/// One that is to be named, with what its place depends on.
struct Entry<'a> {
    named: Named,
    /// Its words, without those that many begin with.
    text: &'a str,
    /// What tells apart those of one title.
    on: Option<Date>,
    id: &'a str,
}

/// All indexes of a site.
#[derive(Debug, Default)]
pub struct Indexes {
    /// By language.
    titles: Vec<Tree>,
    departments: Vec<Tree>,
    topics: Vec<Tree>,
    references: BTreeMap<Month, Tree>,
}

impl Indexes {
    /// Returns an index as readers of a language have it.
    pub fn of(&self, index: Index, lang: Lang) -> Option<&Tree> {
        match index {
            Index::Title => self.titles.get(usize::from(lang)),
            Index::Department => self.departments.get(usize::from(lang)),
            Index::Topic => self.topics.get(usize::from(lang)),
            Index::References(month) => self.references.get(&month),
        }
    }

    /// Returns whether titles stand on the same pages as in others.
    pub fn is_shaped_as(&self, other: &Self) -> bool {
        let addresses =
            |tree: &Tree| -> Vec<Box<str>> { tree.nodes().iter().map(|node| node.address.clone()).collect() };
        self.titles.iter().map(addresses).eq(other.titles.iter().map(addresses))
    }

    /// Returns all indexes of a language.
    pub fn all(&self, lang: Lang) -> impl Iterator<Item = (Index, &Tree)> {
        let named = [Index::Title, Index::Department, Index::Topic];
        let named = named.into_iter().filter_map(move |index| Some((index, self.of(index, lang)?)));
        named.chain(self.references.iter().map(|(month, tree)| (Index::References(*month), tree)))
    }
}

/// Puts the records of a site, its departments and topics, and its reference numbers into their indexes.
pub fn indexes(model: &Model, documents: &Documents, references: &BTreeMap<Month, Vec<(Box<str>, u32)>>) -> Indexes {
    let langs: Vec<Lang> = model.config.langs().map(|(lang, _)| lang).collect();
    let by_lang = |tree: &(dyn Fn(Lang) -> Tree + Sync)| langs.par_iter().map(|lang| tree(*lang)).collect();
    let code = |lang: Lang| &*model.config.language(lang).code;
    let groups = |names: &mut dyn Iterator<Item = (Named, &Text, &str)>, lang: Lang| {
        let entry = |(named, name, id)| Entry { named, text: Text::in_lang(name, lang), on: None, id };
        Tree::new(names.map(entry).collect(), code(lang))
    };
    let departments = |lang: Lang| {
        let mut all = (0..).zip(&model.departments).map(|(at, d)| (Named::Department(at), &d.name, &*d.id));
        groups(&mut all, lang)
    };
    let topics = |lang: Lang| {
        let mut all = (0..).zip(&model.topics).map(|(at, t)| (Named::Topic(at), &t.label, &*t.id));
        groups(&mut all, lang)
    };
    let numbers = |(month, list): (&Month, &Vec<(Box<str>, u32)>)| {
        let entries = (0..).zip(list).map(|(at, (number, case))| {
            let id = &*model.cases[*case as usize].id;
            // Numbers of one month are not told apart by it.
            Entry { named: Named::Reference(at), text: number, on: None, id }
        });
        (*month, Tree::new(entries.collect(), ""))
    };
    Indexes {
        titles: by_lang(&|lang| Tree::new(titles(model, documents, lang), code(lang))),
        departments: by_lang(&departments),
        topics: by_lang(&topics),
        references: references.par_iter().map(numbers).collect(),
    }
}

/// The titles of all records that lists show, as readers of a language see them. What is withheld
/// has no title; it is found by its number.
fn titles<'m>(model: &'m Model, documents: &Documents, lang: Lang) -> Vec<Entry<'m>> {
    let publisher = model.config.publisher.in_lang(lang);
    let own = |(title, of): (&'m str, Lang)| reading::own_words(title, publisher, &model.config.language(of).code);
    let mut all = Vec::with_capacity(model.cases.len());
    for (at, case) in (0..).zip(&model.cases) {
        if matches!(case.visibility, Visibility::Normal | Visibility::NoIndex) {
            let text = own(title(&case.title, case.lang, &case.translations, lang));
            all.push(Entry { named: Named::Case(at), text, on: Some(case.received), id: &case.id });
        }
    }
    for at in &documents.site.policies {
        let x = &model.policies[*at as usize];
        all.push(Entry {
            named: Named::Policy(*at),
            text: own(x.title.get(lang)),
            on: Some(x.published_on),
            id: &x.id,
        });
    }
    for at in &documents.site.datasets {
        let x = &model.datasets[*at as usize];
        all.push(Entry {
            named: Named::Dataset(*at),
            text: own(x.title.get(lang)),
            on: Some(x.published_on),
            id: &x.id,
        });
    }
    for at in &documents.site.digests {
        let x = &model.digests[*at as usize];
        let text = own(title(&x.title, x.lang, &x.translations, lang));
        all.push(Entry { named: Named::Digest(*at), text, on: Some(x.from), id: &x.id });
    }
    let shown = |withdrawal: &Option<Box<Withdrawal>>| !withdrawal.as_deref().is_some_and(Withdrawal::removes);
    for (at, x) in (0..).zip(&model.pages).filter(|(_, x)| shown(&x.withdrawal)) {
        let text = own(title(&x.title, x.lang, &x.translations, lang));
        all.push(Entry { named: Named::Page(at), text, on: None, id: &x.id });
    }
    all
}
