//! The force of policies on any day, and what others do to each.
//!
//! Takes the policies; gives a [`State`] for each on a day, by the order of decision 027, in which what is
//! found first holds:
//!
//! ```text
//! withdrawn > not made (consultation | draft) > earliest end (superseded | repealed | expired)
//!   > unknown (no first day) > not yet > suspended > partly > amended > in force
//! ```
//!
//! What must hold: the work grows with the relations that are written, not with the square of the
//! policies; a day is named only where a record states it, or the rule by which it is counted.

use crate::model::Model;
use crate::record::policy::{Consultation, Relation};
use crate::record::words::{Change, ForceAct, PolicyKind, RelationKind};
use crate::record::{Id, Policy};
use jiff::civil::Date;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Whether a policy binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Force {
    /// In the order in which lists show them.
    Consultation,
    InForce,
    Amended,
    Partly,
    Suspended,
    NotYet,
    Unknown,
    /// It explains another and has no force of its own.
    Explanation,
    Draft,
    Expired,
    Superseded,
    Repealed,
    Withdrawn,
}

impl Force {
    /// All of them, from the first draft to the end.
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::Consultation,
        Self::NotYet,
        Self::InForce,
        Self::Amended,
        Self::Partly,
        Self::Suspended,
        Self::Unknown,
        Self::Explanation,
        Self::Repealed,
        Self::Superseded,
        Self::Expired,
        Self::Withdrawn,
    ];

    /// Returns its key in the words of the theme.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Consultation => "consultation",
            Self::NotYet => "not_yet",
            Self::InForce => "in_force",
            Self::Partly => "partly",
            Self::Amended => "amended",
            Self::Suspended => "suspended",
            Self::Unknown => "unknown",
            Self::Explanation => "explanation",
            Self::Repealed => "repealed",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns the mark that stands before the word.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Consultation | Self::NotYet | Self::Suspended | Self::Unknown => "wait",
            Self::InForce | Self::Amended | Self::Partly => "done",
            Self::Explanation | Self::Repealed | Self::Superseded | Self::Expired | Self::Withdrawn => "closed",
        }
    }

    /// Returns whether it binds anyone, if only in part.
    pub fn binds(self) -> bool {
        matches!(self, Self::InForce | Self::Amended | Self::Partly)
    }

    /// Returns whether it bound once and does no more.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Repealed | Self::Superseded | Self::Expired)
    }
}

/// What holds for some articles of a policy only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Key of `strings.part`: `commenced` (from a day that has not come), `suspended`, `repealed`.
    pub what: &'static str,
    pub articles: Box<[Box<str>]>,
    pub on: Date,
    pub until: Option<Date>,
    /// Place of the policy that did it.
    pub by: Option<u32>,
    /// Place among the acts of the policy itself.
    pub act: Option<usize>,
}

/// How a policy stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    pub force: Force,
    /// Since when, or till when, where a record states it.
    pub on: Option<Date>,
    /// Last day of a suspension.
    pub until: Option<Date>,
    /// Place of the policy that repealed, replaced or amended it, and how.
    pub by: Option<(u32, RelationKind)>,
    /// Place of the act among its own that made it so.
    pub act: Option<usize>,
    /// What it was without being withdrawn: that takes nothing from a law.
    pub beside: Option<Force>,
    /// What holds for some of its articles only.
    pub parts: Vec<Part>,
}

/// How a consultation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    Coming,
    Open,
    Closed,
}

impl Window {
    /// Returns how it stands on a day.
    pub fn on(open: &Consultation, day: Date) -> Self {
        match () {
            () if day < open.from => Self::Coming,
            () if day > open.to => Self::Closed,
            () => Self::Open,
        }
    }
}

/// What another policy does to one: its place, and that of the relation in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Acted {
    pub by: u32,
    pub relation: u32,
}

impl Acted {
    /// Returns the relation, as the other policy has it.
    pub fn relation(self, policies: &[Policy]) -> &Relation {
        &policies[self.by as usize].relations[self.relation as usize]
    }

    /// Returns from which day it acts, once that has come: a draft acts on nothing, nor does a text
    /// that is withdrawn or over before that day, or one of which nobody said when it begins.
    fn since(self, policies: &[Policy], day: Date) -> Option<Date> {
        let by = &policies[self.by as usize];
        let on = self.relation(policies).on.or_else(|| by.begins())?;
        let made = by.made_on.is_some_and(|made| made <= day);
        let over = by.ends().is_some_and(|last| last < on) || by.withdrawn().is_some_and(|act| act.on <= on);
        (made && on <= day && !over).then_some(on)
    }
}

/// How a policy stands on the day of the model.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    pub state: State,
    pub window: Option<Window>,
    /// What others do to it, by place.
    pub acted_on: Vec<Acted>,
}

/// Tells how each policy stands, in the order of the model.
pub fn standings(model: &Model) -> Vec<Standing> {
    let all = model.policies.iter().zip(relations(&model.policies));
    all.map(|(policy, acted_on)| Standing {
        state: on(&model.policies, policy, &acted_on, model.as_of),
        window: policy.consultation.as_ref().map(|open| Window::on(open, model.as_of)),
        acted_on,
    })
    .collect()
}

/// Tells what is done to each policy by others.
pub fn relations(policies: &[Policy]) -> Vec<Vec<Acted>> {
    let places: HashMap<&Id, usize> = policies.iter().map(|p| &p.id).zip(0..).collect();
    let mut acted_on: Vec<Vec<Acted>> = vec![Vec::new(); policies.len()];
    for (policy, by) in policies.iter().zip(0..) {
        for (relation, place) in policy.relations.iter().zip(0..) {
            if let Some(at) = places.get(&relation.to) {
                acted_on[*at].push(Acted { by, relation: place });
            }
        }
    }
    acted_on
}

/// Tells how a policy stands on a day, as what is recorded now has it.
pub fn on(policies: &[Policy], policy: &Policy, acted_on: &[Acted], day: Date) -> State {
    let legal = legal(policies, policy, acted_on, day);
    let withdrawn = policy.withdrawn().filter(|act| act.on <= day);
    match withdrawn {
        None => legal,
        Some(act) => State {
            on: Some(act.on),
            act: policy.acts.iter().position(|own| std::ptr::eq(own, act)),
            beside: Some(legal.force),
            parts: legal.parts,
            ..State::of(Force::Withdrawn)
        },
    }
}

/// The first day on which a policy is over, if that is not after a day.
pub fn over(policies: &[Policy], policy: &Policy, acted_on: &[Acted], day: Date) -> Option<Date> {
    Some(ending(policies, policy, acted_on, day)?.0)
}

impl State {
    /// Returns whether a later edition, and no other policy, amended it.
    pub fn is_amended_by_edition(&self) -> bool {
        self.force == Force::Amended && self.by.is_none()
    }

    fn of(force: Force) -> Self {
        Self { force, on: None, until: None, by: None, act: None, beside: None, parts: Vec::new() }
    }
}

fn legal(policies: &[Policy], policy: &Policy, acted_on: &[Acted], day: Date) -> State {
    if policy.made_on.is_none_or(|made| made > day) {
        let open = policy.consultation.as_ref().is_some_and(|open| Window::on(open, day) == Window::Open);
        return State::of(if open { Force::Consultation } else { Force::Draft });
    }
    if let Some((_, state)) = ending(policies, policy, acted_on, day) {
        return state;
    }
    let Some(begins) = policy.begins() else {
        let explains = policy.kind == Some(PolicyKind::Explanation);
        return State::of(if explains { Force::Explanation } else { Force::Unknown });
    };
    if begins > day {
        return State { on: Some(begins), ..State::of(Force::NotYet) };
    }
    let suspended = policy.acts.iter().zip(0..);
    let mut suspended = suspended.filter(|(act, _)| {
        act.what == ForceAct::Suspended
            && act.articles.is_empty()
            && act.on <= day
            && act.until.is_none_or(|until| day <= until)
    });
    if let Some((act, place)) = suspended.next() {
        return State { on: Some(act.on), until: act.until, act: Some(place), ..State::of(Force::Suspended) };
    }
    let parts = parts(policies, policy, acted_on, day);
    if !parts.is_empty() {
        return State { on: Some(begins), parts, ..State::of(Force::Partly) };
    }
    amended(policies, policy, acted_on, day).unwrap_or_else(|| State { on: Some(begins), ..State::of(Force::InForce) })
}

/// The earliest end of a policy that has come. Of two on one day, what took its place says most.
fn ending(policies: &[Policy], policy: &Policy, acted_on: &[Acted], day: Date) -> Option<(Date, State)> {
    let others = acted_on.iter().filter_map(|acted| {
        let relation = acted.relation(policies);
        let force = match relation.kind {
            RelationKind::Replaces => Force::Superseded,
            RelationKind::Repeals => Force::Repealed,
            _ => return None,
        };
        let on = relation.articles.is_empty().then(|| acted.since(policies, day))??;
        Some((on, State { on: Some(on), by: Some((acted.by, relation.kind)), ..State::of(force) }))
    });
    let own = policy.acts.iter().zip(0..).filter_map(|(act, place)| {
        let force = match act.what {
            ForceAct::Replaced => Force::Superseded,
            ForceAct::Repealed if act.articles.is_empty() => Force::Repealed,
            _ => return None,
        };
        (act.on <= day).then(|| (act.on, State { on: Some(act.on), act: Some(place), ..State::of(force) }))
    });
    let last = policy.ends().filter(|last| *last < day);
    let expired =
        last.and_then(|last| Some((last.tomorrow().ok()?, State { on: Some(last), ..State::of(Force::Expired) })));
    let rank = |force| match force {
        Force::Superseded => 0,
        Force::Repealed => 1,
        _ => 2,
    };
    others.chain(own).chain(expired).min_by_key(|(on, state)| (*on, rank(state.force)))
}

/// What holds on a day for some of the articles only.
fn parts(policies: &[Policy], policy: &Policy, acted_on: &[Acted], day: Date) -> Vec<Part> {
    let own = policy.acts.iter().zip(0..).filter(|(act, _)| !act.articles.is_empty());
    let own = own.filter_map(|(act, place)| {
        let holds = match act.what {
            ForceAct::Commenced => act.on > day,
            ForceAct::Suspended => act.on <= day && act.until.is_none_or(|until| day <= until),
            ForceAct::Repealed => act.on <= day,
            ForceAct::Replaced | ForceAct::Withdrawn => false,
        };
        let (what, articles) = (act.what.word(), act.articles.clone());
        holds.then_some(Part { what, articles, on: act.on, until: act.until, by: None, act: Some(place) })
    });
    let others = acted_on.iter().filter_map(|acted| {
        let relation = acted.relation(policies);
        let ends = matches!(relation.kind, RelationKind::Repeals | RelationKind::Replaces);
        let on = (ends && !relation.articles.is_empty()).then(|| acted.since(policies, day))??;
        let articles = relation.articles.clone();
        Some(Part { what: "repealed", articles, on, until: None, by: Some(acted.by), act: None })
    });
    own.chain(others).collect()
}

/// The last change of the text that has come: a later edition, or another policy. An edition that
/// declares to mend small things only leaves the law as it was.
fn amended(policies: &[Policy], policy: &Policy, acted_on: &[Acted], day: Date) -> Option<State> {
    let editions = policy.editions.iter();
    let editions = editions.filter(|e| e.number > 1 && e.change != Some(Change::Minor) && e.on <= day);
    let editions = editions.map(|edition| (edition.on, None));
    let others = acted_on.iter().filter_map(|acted| {
        let kind = acted.relation(policies).kind;
        let on = (kind == RelationKind::Amends).then(|| acted.since(policies, day))??;
        Some((on, Some((acted.by, kind))))
    });
    // Of one day, the policy that changed it says more than the edition that has its words.
    let last = editions.chain(others).min_by_key(|(on, by)| (Reverse(*on), by.is_none(), *by));
    last.map(|(on, by)| State { on: Some(on), by, ..State::of(Force::Amended) })
}
