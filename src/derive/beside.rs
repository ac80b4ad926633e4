//! Which texts of policies stand beside each other: neighbouring editions, a draft and what was made of it,
//! a text and what explains it.
//!
//! Takes the model; gives places in it. What must hold: what is removed stands beside nothing.

use crate::model::Model;
use crate::record::words::RelationKind;
use crate::record::{Edition, Policy, Withdrawal};
use std::collections::BTreeSet;

/// Two texts that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// An edition with the one before it.
    Edition(u32),
    /// The newest with the first.
    First,
    /// The first text of a policy with its draft, another policy.
    Draft(usize),
}

/// A policy that stands beside another because it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beside {
    /// The policy was made of this draft.
    Draft(usize),
    /// The policy explains this one.
    Explains(usize),
}

/// Returns the two texts: the earlier one first.
pub fn editions(model: &Model, index: usize, sides: Sides) -> (&Edition, &Edition) {
    let policy = &model.policies[index];
    let at = |number: u32| policy.editions.iter().find(|e| e.number == number);
    let newest = model.current_edition(policy);
    match sides {
        Sides::Edition(number) => (at(number - 1).unwrap_or(newest), at(number).unwrap_or(newest)),
        Sides::First => (at(1).unwrap_or(newest), newest),
        Sides::Draft(draft) => {
            (model.current_edition(&model.policies[draft]), policy.editions.first().unwrap_or(newest))
        }
    }
}

/// Returns what a policy says it stands beside, each once.
pub fn beside(model: &Model, index: usize) -> BTreeSet<Beside> {
    let policy = &model.policies[index];
    let written = policy.relations.iter().filter_map(|written| Some((written.kind, model.policy_index(&written.to)?)));
    let shown = written.filter(|(_, other)| is_shown(policy) && is_shown(&model.policies[*other]));
    let pairs = shown.filter_map(|(kind, other)| match kind {
        RelationKind::Consultation => Some(Beside::Draft(other)),
        RelationKind::Interprets => Some(Beside::Explains(other)),
        RelationKind::Repeals
        | RelationKind::Amends
        | RelationKind::Replaces
        | RelationKind::Implements
        | RelationKind::Corrects => None,
    });
    pairs.collect()
}

/// Returns whether the texts of a policy can be read.
pub fn is_shown(policy: &Policy) -> bool {
    !policy.withdrawal.as_deref().is_some_and(Withdrawal::removes)
}
