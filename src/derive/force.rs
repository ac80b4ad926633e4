//! The force of policies on the day of the model, and what others do to each.
//!
//! Takes the policies; gives a [`Standing`] for each. What must hold: the work grows with the
//! relations that are written, not with the square of the policies; a day is named only where a
//! record states it.

use crate::model::Model;
use crate::record::Policy;
use crate::record::words::RelationKind;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashMap;

/// Whether a policy binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Force {
    /// In the order in which lists show them.
    Consultation,
    InForce,
    Amended,
    NotYet,
    Draft,
    Expired,
    Repealed,
}

impl Force {
    /// All of them, from the first draft to the end.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Consultation, Self::NotYet, Self::InForce, Self::Amended, Self::Repealed, Self::Expired];

    /// Returns its key in the words of the theme.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Consultation => "consultation",
            Self::NotYet => "not_yet",
            Self::InForce => "in_force",
            Self::Amended => "amended",
            Self::Repealed => "repealed",
            Self::Expired => "expired",
        }
    }

    /// Returns the mark that stands before the word.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Consultation | Self::NotYet => "wait",
            Self::InForce | Self::Amended => "done",
            Self::Repealed | Self::Expired => "closed",
        }
    }
}

/// How a policy stands.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    pub force: Force,
    /// Since when, where a record states it.
    pub on: Option<Date>,
    /// Place of the policy that repealed, replaced or amended it, and how.
    pub by: Option<(u32, RelationKind)>,
    /// What others do to it: kind of relation, and place of the other, by place.
    pub acted_on: Vec<(RelationKind, u32)>,
}

/// Tells how each policy stands, in the order of the model.
pub fn standings(model: &Model) -> Vec<Standing> {
    let places: HashMap<&str, usize> = model.policies.iter().map(|p| &*p.id).zip(0..).collect();
    let mut acted_on: Vec<Vec<(RelationKind, u32)>> = vec![Vec::new(); model.policies.len()];
    for (policy, index) in model.policies.iter().zip(0..) {
        for (kind, id, _) in &policy.relations {
            if let Some(at) = places.get(&**id) {
                acted_on[*at].push((*kind, index));
            }
        }
    }
    let all = model.policies.iter().zip(acted_on);
    all.map(|(policy, acted_on)| standing(model, policy, acted_on)).collect()
}

/// What ends a policy comes before what begins it.
fn standing(model: &Model, policy: &Policy, acted_on: Vec<(RelationKind, u32)>) -> Standing {
    let as_of = model.as_of;
    let (force, on, by) = if let Some(open) = &policy.consultation {
        let open = open.from <= as_of && as_of <= open.to;
        (if open { Force::Consultation } else { Force::Draft }, None, None)
    } else if let Some(by) = acts(model, &acted_on, &[RelationKind::Repeals, RelationKind::Replaces]) {
        (Force::Repealed, begins(model, by.0), Some(by))
    } else if let Some(until) = policy.effective_until.filter(|until| *until < as_of) {
        (Force::Expired, Some(until), None)
    } else if let Some(from) = policy.effective_from.filter(|from| *from > as_of) {
        (Force::NotYet, Some(from), None)
    } else if let Some(by) = acts(model, &acted_on, &[RelationKind::Amends]) {
        (Force::Amended, begins(model, by.0), Some(by))
    } else {
        (Force::InForce, policy.effective_from, None)
    };
    Standing { force, on, by, acted_on }
}

/// Publication is not the first day in force.
fn begins(model: &Model, policy: u32) -> Option<Date> {
    model.policies[policy as usize].effective_from
}

/// The first policy that acts in one of these ways and is no draft, and how.
fn acts(model: &Model, acted_on: &[(RelationKind, u32)], kinds: &[RelationKind]) -> Option<(u32, RelationKind)> {
    let acting = acted_on.iter().filter(|(kind, _)| kinds.contains(kind));
    let acting = acting.filter_map(|(kind, at)| {
        let policy = &model.policies[*at as usize];
        let on = policy.effective_from.unwrap_or(policy.published_on);
        (policy.consultation.is_none() && on <= model.as_of).then_some((on, *at, *kind))
    });
    // Of one policy that acts in two ways, the one written first.
    acting.min_by_key(|(on, at, _)| (*on, *at)).map(|(_, at, kind)| (at, kind))
}
