//! What policies do to each other, seen from one of them: both ways.

use super::policy_link;
use crate::derive::beside::is_shown;
use crate::derive::force::Standing;
use crate::record::Policy;
use crate::record::policy::Relation as Written;
use crate::record::words::RelationKind;
use crate::site::links::Link;
use crate::site::routes;
use crate::site::seen::Seen;
use jiff::civil::Date;
use serde::Serialize;

/// A relation between policies, seen from the page's own policy.
#[derive(Debug, Serialize)]
pub struct Relation {
    /// Key of `strings.relation`: `repeals`, `repealed_by`, `amends`, `amended_by`, …
    pub key: &'static str,
    pub link: Link,
    /// Which articles of the other policy, or of this one, it concerns.
    pub articles: Vec<String>,
    /// From which day, where the relation says so.
    pub on: Option<Date>,
    /// Where both texts stand beside each other: a draft and what was made of it, a text and what explains it.
    pub beside: Option<String>,
}

/// The relations written in the policy, and behind them those written in others about it; and how many
/// there are of the first.
pub(super) fn relations(seen: Seen<'_>, policy: &Policy, standing: &Standing) -> (Vec<Relation>, usize) {
    let row = |key, written: &Written, by: &Policy, other| Relation {
        key,
        link: policy_link(seen, other),
        articles: written.articles.iter().map(|anchor| anchor.to_string()).collect(),
        on: written.on,
        beside: beside(written, by, seen.policy_face(other).0),
    };
    let own = policy.relations.iter();
    let own = own.filter_map(|written| Some(row(written.kind.word(), written, policy, seen.find_policy(&written.to)?)));
    let others = standing.acted_on.iter().map(|acted| {
        let written = seen.acted(*acted);
        let by = acted.by as usize;
        row(turned(written.kind), written, seen.policy_face(by).0, by)
    });
    let own: Vec<Relation> = own.collect();
    let count = own.len();
    (own.into_iter().chain(others).collect(), count)
}

/// Returns where the texts of two policies stand beside each other; `by` says what it does to another.
fn beside(written: &Written, by: &Policy, other: &Policy) -> Option<String> {
    let open = is_shown(by) && is_shown(other);
    match written.kind {
        RelationKind::Consultation if open => Some(routes::from_draft(&by.id, &written.to)),
        RelationKind::Interprets if open => Some(routes::beside(&written.to, &by.id)),
        _ => None,
    }
}

/// Returns the key of a relation as the other policy has it.
pub(super) fn turned(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Repeals => "repealed_by",
        RelationKind::Amends => "amended_by",
        RelationKind::Replaces => "replaced_by",
        RelationKind::Implements => "implemented_by",
        RelationKind::Interprets => "interpreted_by",
        RelationKind::Corrects => "corrected_by",
        RelationKind::Consultation => "made_into",
    }
}
