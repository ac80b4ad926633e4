//! Releases of figures: a day that was confirmed and is another now, or is gone, without a reason.

use crate::Prepared;
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::record::dataset::Dataset;
use crate::record::release::When;
use crate::record::words::ReleaseState;

/// Holds the confirmed releases of the earlier state against the later one.
pub(super) fn releases(before: &Prepared<'_>, after: &Prepared<'_>, findings: &mut Vec<Finding>) {
    let (old, new) = (&before.checked.model.datasets, &after.checked.model.datasets);
    for new in new.iter().filter(|x| !x.withdrawal.as_deref().is_some_and(crate::record::Withdrawal::removes)) {
        if let Ok(at) = old.binary_search_by(|x| x.id.cmp(&new.id)) {
            of_dataset(&old[at], new, findings);
        }
    }
}

fn of_dataset(old: &Dataset, new: &Dataset, findings: &mut Vec<Finding>) {
    for was in &old.releases {
        let Some(on) = was.on.filter(|_| was.state == ReleaseState::Confirmed) else { continue };
        let found = new.releases.iter().enumerate().find(|(_, release)| release.id == was.id);
        let Some((at, is)) = found else {
            let finding = Finding::new(&rules::RELEASE_MOVED, &new.file, Place::File);
            findings.push(finding.arg("release", &was.id).arg("old", on.word()));
            continue;
        };
        // It may come at another hour of its day.
        let same = is.on.map(When::first) == Some(on.first()) && is.state != ReleaseState::Cancelled;
        let told = is.changes.iter().any(|change| change.from.is_some_and(|from| from.first() == on.first()));
        if !same && !told {
            let place =
                Place::Value(KeyPath::of("releases").index(at).key(if is.written.is_some() { "on" } else { "state" }));
            let finding = Finding::new(&rules::RELEASE_MOVED, &new.file, place);
            let finding = finding.arg("release", &was.id).arg("old", on.word());
            findings.push(finding.arg("new", is.on.map_or_else(|| is.state.word().to_owned(), When::word)));
        }
    }
}
