//! Cells of what the search knows.

use super::{Board, CellDigest, print};
use crate::derive::numbers::Searched;
use crate::derive::titles::titles;

impl<'a> Board<'a> {
    /// Which documents have the numbers of a range, by names.
    pub(super) fn numbered(&self, range: u32, bits: u8) -> CellDigest {
        let documents = self.derived.numbers.of(range, u32::from(bits));
        let named = documents.iter().map(|(number, what)| (*number, self.name_of(*what)));
        print(&named.collect::<Vec<_>>())
    }

    fn name_of(&self, what: Searched) -> (u8, &str, u32) {
        let model = self.model;
        match what {
            Searched::Department(at) => (0, &model.departments[at as usize].id, 0),
            Searched::Topic(at) => (1, &model.topics[at as usize].id, 0),
            Searched::Page(at) => (2, &model.pages[at as usize].id, 0),
            Searched::Policy(at, page) => (3, &model.policies[at as usize].id, page),
            Searched::Dataset(at) => (4, &model.datasets[at as usize].id, 0),
            Searched::Digest(at) => (5, &model.digests[at as usize].id, 0),
            Searched::Case(at) => (6, &model.cases[at as usize].id, 0),
        }
    }

    /// The titles of all that can be found, in the order of numbers.
    pub fn titles(&self) -> Vec<&'a str> {
        titles(self.model, &self.derived.numbers)
    }
}
