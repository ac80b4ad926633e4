//! The tables of statistics: figures that were published and are others now, without a revision that says so.
//!
//! Cells are compared, not texts: another way to write the same figures is no change, rows of a later release
//! are none, and what a new revision names is allowed. One that names no cells is about the dataset as a
//! whole, as other acts are.

use crate::check::revisions;
use crate::diagnostic::Finding;
use crate::kept::act_of;
use crate::record::dataset::Table;
use crate::record::revision::Revision;
use crate::record::table::differ::State;
use crate::source::Snapshot;
use crate::source::text::decode;
use crate::{BuildError, Prepared};

/// Holds all tables that both states have against each other.
pub(super) fn tables(
    before: &Prepared<'_>,
    after: &Prepared<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(), BuildError> {
    let (old, new) = (&before.checked.model.datasets, &after.checked.model.datasets);
    for new in new.iter().filter(|x| !x.withdrawal.as_deref().is_some_and(crate::record::Withdrawal::removes)) {
        let Ok(at) = old.binary_search_by(|x| x.id.cmp(&new.id)) else { continue };
        for was in &old[at].tables {
            let Some(is) = new.tables.iter().find(|table| table.file == was.file) else { continue };
            let states = (state(&before.snapshot, was)?, state(&after.snapshot, is)?);
            let (Some(before), Some(after)) = states else { continue };
            let lang = new.title.0.first().map_or(0, |(lang, _)| *lang);
            let acts: Vec<_> = old[at].revisions.iter().map(|revision| act_of(revision, lang)).collect();
            let known = |revision: &Revision| acts.contains(&act_of(revision, lang));
            revisions::silent((new, is), (&before, &after), &known, findings);
        }
    }
    Ok(())
}

fn state(snapshot: &Snapshot<'_>, table: &Table) -> Result<Option<State>, BuildError> {
    let Some(facts) = table.facts.as_ref().filter(|facts| facts.sound) else { return Ok(None) };
    Ok(State::read(&decode(&snapshot.read(&facts.path)?).text, table))
}
