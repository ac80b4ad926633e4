//! What the site itself did in each year: how much it published, and how much of that it corrected,
//! redacted and took down, by class of reason.
//!
//! Takes the records and the register; gives a [`Year`] for each. What must hold: what is removed since
//! was published all the same, and counts.

use super::register::{Act, Entry};
use crate::markdown::RecordScheme;
use crate::model::Model;
use crate::record::words::ReasonClass;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Kinds of records that have a day of publication, in the order in which they are counted.
pub const KINDS: [RecordScheme; 4] =
    [RecordScheme::Reply, RecordScheme::Policy, RecordScheme::Dataset, RecordScheme::Digest];

/// The numbers of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Year {
    /// In the order of [`KINDS`].
    pub published: [usize; KINDS.len()],
    /// By class of reason, those without one last; each in the order of [`Act::ALL`].
    pub acts: BTreeMap<(bool, Option<ReasonClass>), [usize; Act::ALL.len()]>,
}

/// Counts all years up to the day of the model.
pub fn yearly(model: &Model, register: &[Entry]) -> BTreeMap<i16, Year> {
    let mut years = BTreeMap::<i16, Year>::new();
    let mut published = |kind: usize, on: Date| {
        if on <= model.as_of {
            years.entry(on.year()).or_default().published[kind] += 1;
        }
    };
    model.cases.iter().for_each(|case| published(0, case.public_on(model.as_of)));
    model.policies.iter().for_each(|x| published(1, x.published_on));
    model.datasets.iter().for_each(|x| published(2, x.published_on));
    model.digests.iter().for_each(|x| published(3, x.to));
    for entry in register {
        let year = years.entry(entry.on.year()).or_default();
        let counts = year.acts.entry((entry.class.is_none(), entry.class)).or_default();
        counts[entry.act as usize] += 1;
    }
    years
}
