//! Figures of policies: what holds, what runs out, what is over and still relied on, what nobody explained,
//! how long publication took, what came of consultations. For the site and for each issuer.
//!
//! Takes policies and how they stand; gives [`PolicyFigures`]. A policy that several issue counts for each.
//! What must hold: each figure is a count of rows of `data/policies.csv`, by the condition that stands
//! beside it on the page.

use super::force::{Force, Standing};
use super::policies;
use crate::model::Model;
use crate::record::Policy;
use crate::record::words::RelationKind;
use jiff::ToSpan;
use jiff::civil::Date;

/// The figures of one issuer, or of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    pub policies: u32,
    /// In force, wholly or partly, on the day of the site.
    pub in_force: u32,
    /// Of these, those whose last day lies within a year.
    pub ending: u32,
    /// Over, and named by a case that was answered afterwards.
    pub relied_on: u32,
    /// In force, and no other document explains it.
    pub unexplained: u32,
    /// Consultations that were opened.
    pub consultations: u32,
    /// Of the consultations that closed, those whose outcome was told, and all.
    pub told: u32,
    pub closed: u32,
    /// Days from made to published of all that were made, sorted.
    days: Vec<i32>,
}

impl Figures {
    /// Returns the median of the days from made to published; `None` when nothing was made.
    pub fn days(&self) -> Option<i32> {
        // The lower of the two in the middle: a day on which one was published.
        self.days.len().checked_sub(1).map(|last| self.days[last / 2])
    }

    fn add(&mut self, policy: &Policy, facts: &Facts, day: Date) {
        let soon = |last: Date| day.checked_add(1.year()).is_ok_and(|year| last <= year);
        self.policies += 1;
        self.in_force += u32::from(facts.binds);
        self.ending += u32::from(facts.binds && policy.ends().is_some_and(soon));
        self.relied_on += u32::from(facts.relied_on > 0);
        self.unexplained += u32::from(facts.binds && facts.explained_by.is_empty());
        if let Some(consultation) = policy.consultation.as_ref().filter(|c| c.from <= day) {
            self.consultations += 1;
            self.closed += u32::from(consultation.to < day);
            self.told += u32::from(consultation.to < day && consultation.outcome.is_some());
        }
        let days = policy.made_on.and_then(|made| made.until(policy.published_on).ok());
        self.days.extend(days.map(|span| span.get_days()).filter(|days| *days >= 0));
    }
}

/// What is counted of one policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub binds: bool,
    /// Cases that name it and were answered after it was over.
    pub relied_on: u32,
    /// Places of the policies that explain it.
    pub explained_by: Vec<u32>,
}

/// All figures of policies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyFigures {
    pub site: Figures,
    /// One for each department, in the order of the model.
    pub departments: Vec<Figures>,
    /// One for each policy, in the order of the model.
    pub facts: Vec<Facts>,
}

/// Counts all policies.
pub fn figures(model: &Model, standings: &[Standing]) -> PolicyFigures {
    let all = model.policies.iter().zip(standings);
    let facts: Vec<Facts> = all.map(|(policy, standing)| facts(model, policy, standing)).collect();
    let mut site = Figures::default();
    let mut departments = vec![Figures::default(); model.departments.len()];
    for (policy, facts) in model.policies.iter().zip(&facts) {
        site.add(policy, facts, model.as_of);
        for (department, figures) in model.departments.iter().zip(&mut departments) {
            if policy.issuers.contains(&department.id) {
                figures.add(policy, facts, model.as_of);
            }
        }
    }
    site.days.sort_unstable();
    departments.iter_mut().for_each(|figures| figures.days.sort_unstable());
    PolicyFigures { site, departments, facts }
}

fn facts(model: &Model, policy: &Policy, standing: &Standing) -> Facts {
    let relied_on = policies::relying(model, policy, standing).len();
    let explains = standing.acted_on.iter();
    let explains = explains.filter(|acted| acted.relation(&model.policies).kind == RelationKind::Interprets);
    Facts {
        binds: binds(standing.state.force),
        relied_on: u32::try_from(relied_on).unwrap_or(u32::MAX),
        explained_by: explains.map(|acted| acted.by).collect(),
    }
}

/// Returns whether a policy of this force counts as one that holds.
fn binds(force: Force) -> bool {
    matches!(force, Force::InForce | Force::Amended | Force::Partly)
}
