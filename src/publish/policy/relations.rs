//! What policies do to each other, seen from one of them: both ways.

use super::policy_link;
use crate::derive::force::Standing;
use crate::record::Policy;
use crate::record::policy::Relation as Written;
use crate::record::words::RelationKind;
use crate::site::links::Link;
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
}

/// The relations written in the policy, and behind them those written in others about it; and how many
/// there are of the first.
pub(super) fn relations(seen: Seen<'_>, policy: &Policy, standing: &Standing) -> (Vec<Relation>, usize) {
    let row = |key, written: &Written, other| Relation {
        key,
        link: policy_link(seen, other),
        articles: written.articles.iter().map(|anchor| anchor.to_string()).collect(),
        on: written.on,
    };
    let own = policy.relations.iter();
    let own = own.filter_map(|written| Some(row(written.kind.word(), written, seen.find_policy(&written.to)?)));
    let others = standing.acted_on.iter().map(|acted| {
        let written = seen.acted(*acted);
        row(turned(written.kind), written, acted.by as usize)
    });
    let own: Vec<Relation> = own.collect();
    let count = own.len();
    (own.into_iter().chain(others).collect(), count)
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
    }
}
