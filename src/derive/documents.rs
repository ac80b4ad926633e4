//! In which order policies, datasets and digests are listed, and which belong to whom.
//!
//! Takes the records and the force of policies; gives [`Documents`]: places in the model.

use super::force;
use super::listings::Group;
use crate::model::{Model, Places};
use crate::record::words::Progress;
use crate::record::{Id, Policy, Withdrawal};
use jiff::ToSpan;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Places of records, in the order in which they are listed.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// The latest published first.
    pub policies: Vec<u32>,
    /// The latest published or updated first.
    pub datasets: Vec<u32>,
    /// The latest period first.
    pub digests: Vec<u32>,
}

/// Records of a kind that a front shows.
pub const FEW: usize = 5;

/// All lists of documents.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    pub site: Lists,
    /// The first few of each, for the front: none that is withdrawn.
    pub newest: Lists,
    /// Of each department and topic that has any.
    pub groups: BTreeMap<Group, Lists>,
    /// By force, then as in `site`.
    pub policies_by_force: Vec<u32>,
    /// Improvements that are done, the last one first: place of the digest, and its own in it.
    pub improvements: Vec<(u32, u16)>,
    /// What happens to policies in the coming half year: day, key of what happens, policy.
    pub dates: Vec<(Date, &'static str, u32)>,
}

/// Lists the documents of a model.
pub fn documents(model: &Model, standings: &[force::Standing]) -> Documents {
    // Of what is removed a notice is left, and no list names it.
    let shown = |withdrawal: &Option<Box<Withdrawal>>| !withdrawal.as_deref().is_some_and(Withdrawal::removes);
    let mut site = Lists {
        policies: places(model.policies.iter().map(|x| shown(&x.withdrawal))),
        datasets: places(model.datasets.iter().map(|x| shown(&x.withdrawal))),
        digests: places(model.digests.iter().map(|x| shown(&x.withdrawal))),
    };
    // Records are sorted by id, so their places order those of one day.
    site.policies.sort_by_key(|at| Reverse(model.policies[*at as usize].published_on));
    site.datasets.sort_by_key(|at| {
        let dataset = &model.datasets[*at as usize];
        Reverse(dataset.updated_on.unwrap_or(dataset.published_on))
    });
    site.digests.sort_by_key(|at| Reverse(model.digests[*at as usize].to));
    let mut policies_by_force = site.policies.clone();
    policies_by_force.sort_by_key(|at| standings[*at as usize].state.force);
    Documents {
        groups: by_group(model, &site),
        newest: newest(model, &site),
        site,
        policies_by_force,
        improvements: improvements(model),
        dates: dates(model),
    }
}

fn places(shown: impl Iterator<Item = bool>) -> Vec<u32> {
    (0..).zip(shown).filter(|(_, shown)| *shown).map(|(at, _)| at).collect()
}

/// The newest of each kind, without those that are withdrawn.
fn newest(model: &Model, site: &Lists) -> Lists {
    let stands = |withdrawal: &Option<Box<Withdrawal>>| !withdrawal.as_deref().is_some_and(|w| w.holds(model.as_of));
    let first = |list: &[u32], stands: &dyn Fn(usize) -> bool| -> Vec<u32> {
        list.iter().copied().filter(|at| stands(*at as usize)).take(FEW).collect()
    };
    Lists {
        policies: first(&site.policies, &|at| stands(&model.policies[at].withdrawal)),
        datasets: first(&site.datasets, &|at| stands(&model.datasets[at].withdrawal)),
        digests: first(&site.digests, &|at| stands(&model.digests[at].withdrawal)),
    }
}

fn by_group(model: &Model, site: &Lists) -> BTreeMap<Group, Lists> {
    let places = Places::of(model);
    let mut groups = BTreeMap::<Group, Lists>::new();
    let of = |departments: &[Id], topics: &[Id]| {
        let departments = departments.iter().filter_map(|id| places.department(id)).map(Group::Department);
        let mut all: Vec<Group> =
            departments.chain(topics.iter().filter_map(|id| places.topic(id)).map(Group::Topic)).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    for at in &site.policies {
        let policy = &model.policies[*at as usize];
        for group in of(&policy.issuers, &policy.topics) {
            groups.entry(group).or_default().policies.push(*at);
        }
    }
    for at in &site.datasets {
        let dataset = &model.datasets[*at as usize];
        for group in of(std::slice::from_ref(&dataset.department), &dataset.topics) {
            groups.entry(group).or_default().datasets.push(*at);
        }
    }
    for at in &site.digests {
        let digest = &model.digests[*at as usize];
        for group in of(&digest.departments, std::slice::from_ref(&digest.topic)) {
            groups.entry(group).or_default().digests.push(*at);
        }
    }
    groups
}

fn improvements(model: &Model) -> Vec<(u32, u16)> {
    let digests = model.digests.iter().zip(0..);
    let all =
        digests.flat_map(|(digest, at)| digest.improvements.iter().zip(0..).map(move |(i, place)| (i, at, place)));
    let mut done: Vec<_> = all.filter(|(i, ..)| i.status == Progress::Done).collect();
    done.sort_by_key(|(improvement, ..)| Reverse(improvement.on));
    done.into_iter().map(|(_, at, place)| (at, place)).collect()
}

/// Policies that come into force, end, or close for comments within half a year.
fn dates(model: &Model) -> Vec<(Date, &'static str, u32)> {
    let from = model.as_of;
    let to = from.checked_add(6.months()).unwrap_or(from);
    let mut list = Vec::new();
    let stands = |policy: &Policy| !policy.withdrawal.as_deref().is_some_and(|w| w.holds(from));
    for (policy, at) in model.policies.iter().zip(0..).filter(|(policy, _)| stands(policy)) {
        let dates = [
            ("effective_from", policy.begins()),
            ("effective_until", policy.ends()),
            ("consultation_to", policy.consultation.as_ref().map(|c| c.to)),
        ];
        let coming = dates.into_iter().filter_map(|(key, on)| Some((on?, key, at)));
        list.extend(coming.filter(|(on, ..)| from <= *on && *on <= to));
    }
    list.sort_by_key(|(on, ..)| *on);
    list
}
