//! Releases of figures: that they say when, exactly where that was confirmed, and why where it was
//! changed; and which of them were known on a day.
//!
//! Takes datasets and the day; gives findings, and the list for the calendar. What must hold: a release of
//! figures that are not published yet tells nothing of its dataset but what it says itself.

use super::{Day, Drafts, embargoes, stubs};
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::model::Announced;
use crate::record::dataset::Dataset;
use crate::record::release::{Release, When};
use crate::record::words::ReleaseState;
use jiff::civil::{Date, DateTime};
use std::collections::{BTreeMap, BTreeSet};

/// Checks the releases of all datasets.
pub(super) fn check(d: &Drafts, day: Day, findings: &mut Vec<Finding>) {
    for x in d.datasets.iter().filter(|x| !stubs::removed(&x.withdrawal)) {
        let mut first = BTreeMap::new();
        for (i, release) in x.releases.iter().enumerate() {
            let at = KeyPath::of("releases").index(i);
            if let Some(other) = first.insert(&release.id, at.clone()) {
                let finding = Finding::new(&rules::ID_DUPLICATE, &x.file, Place::Value(at.key("id")));
                let finding = finding.arg("id", &release.id).arg("other", &x.file);
                findings.push(finding.related(&x.file, Place::Value(other.key("id"))));
            }
            alone(&x.file, release, &at, findings);
            if !day.replay && !x.draft {
                in_time(x, release, &at, day, findings);
            }
        }
        agreed(x, findings);
    }
}

/// What one release says of itself.
fn alone(file: &str, release: &Release, at: &KeyPath, findings: &mut Vec<Finding>) {
    let mut report = |rule, path: KeyPath, args: &[(&'static str, &str)]| {
        let finding = Finding::new(rule, file, Place::Value(path));
        findings.push(args.iter().fold(finding, |finding, (name, arg)| finding.arg(name, arg)));
    };
    let unread = |written: &Option<Box<str>>, when: Option<When>| written.clone().filter(|_| when.is_none());
    if let Some(written) = unread(&release.written, release.on) {
        report(&rules::RELEASE_DAY_UNREAD, at.key("on"), &[("value", &written)]);
    }
    for (i, change) in release.changes.iter().enumerate() {
        let path = at.key("changes").index(i);
        if let Some(written) = unread(&change.written, change.from) {
            report(&rules::RELEASE_DAY_UNREAD, path.key("from"), &[("value", &written)]);
        }
    }
    let state = release.state;
    let exact = matches!(state, ReleaseState::Confirmed | ReleaseState::Published);
    let open = matches!(state, ReleaseState::Postponed | ReleaseState::Cancelled);
    match (release.on, &release.written) {
        (None, None) if !open => report(&rules::RELEASE_DAY_INEXACT, at.key("state"), &[("state", state.word())]),
        (Some(When::Months(..)), Some(written)) if exact => {
            report(&rules::RELEASE_DAY_INEXACT, at.key("on"), &[("state", state.word()), ("value", written)]);
        }
        _ => {}
    }
    if open && release.changes.is_empty() {
        report(&rules::RELEASE_WITHOUT_REASON, at.key("state"), &[("state", state.word())]);
    }
}

/// What the day shows of a release: that it has not come, or came without new figures.
fn in_time(x: &Dataset, release: &Release, at: &KeyPath, day: Day, findings: &mut Vec<Finding>) {
    for (i, change) in release.changes.iter().enumerate().filter(|(_, change)| change.on > day.as_of) {
        let place = Place::Value(at.key("changes").index(i).key("on"));
        let finding = Finding::new(&rules::EVENT_IN_FUTURE, &x.file, place).arg("event", "changes");
        findings.push(finding.arg("date", change.on).arg("as_of", day.as_of));
    }
    let Some(on) = release.on else { return };
    let updated = x.updated_on.unwrap_or(x.published_on);
    let place = Place::Value(at.key("on"));
    match (release.state, on.day()) {
        (ReleaseState::Published, Some(published)) if published > day.as_of => {
            let finding = Finding::new(&rules::EVENT_IN_FUTURE, &x.file, place).arg("event", "published");
            findings.push(finding.arg("date", published).arg("as_of", day.as_of));
        }
        (ReleaseState::Published, Some(published)) if published > updated || published < x.published_on => {
            let finding = Finding::new(&rules::RELEASE_NOT_UPDATED, &x.file, place);
            let key = if x.updated_on.is_some() && published > updated { "updated_on" } else { "published_on" };
            let other = if key == "updated_on" { updated } else { x.published_on };
            let finding = finding.arg("date", published).arg("key", key).arg("updated", other);
            findings.push(finding.related(&x.file, Place::Value(KeyPath::of(key))));
        }
        (ReleaseState::Provisional | ReleaseState::Confirmed | ReleaseState::Postponed, _) if is_late(x, on, day) => {
            let finding = Finding::new(&rules::RELEASE_OVERDUE, &x.file, place).arg("date", on.word());
            findings.push(finding.arg("updated", updated).arg("as_of", day.as_of));
        }
        _ => {}
    }
}

/// The day on which the next figures come is said in one way.
fn agreed(x: &Dataset, findings: &mut Vec<Finding>) {
    let Some(next) = x.next_release else { return };
    let Some((i, coming)) = coming(x) else { return };
    if !coming.on.is_some_and(|on| on.first() <= next && next <= on.last()) {
        let place = Place::Value(KeyPath::of("next_release"));
        let said = coming.on.map_or_else(|| coming.state.word().to_owned(), When::word);
        let finding = Finding::new(&rules::NEXT_RELEASE_DIFFERS, &x.file, place).arg("date", next);
        let finding = finding.arg("release", &coming.id).arg("other", said);
        findings.push(finding.related(&x.file, Place::Value(KeyPath::of("releases").index(i))));
    }
}

/// The first release that is to come: its place.
fn coming(x: &Dataset) -> Option<(usize, &Release)> {
    let all = x.releases.iter().enumerate().filter(|(_, release)| open(release));
    all.min_by_key(|(_, release)| release.on.map_or(Date::MAX, When::first))
}

/// Returns whether figures were to come by now and did not.
fn is_late(x: &Dataset, on: When, day: Day) -> bool {
    // It comes at its hour, and not before.
    if embargoes::waits(x) {
        return false;
    }
    let come = match on {
        When::Day(date, time) => {
            date.to_datetime(time.filter(|_| day.time.is_some()).unwrap_or_default()) <= day.moment()
        }
        When::Months(..) => on.last() < day.as_of,
    };
    come && !is_out(x, on, day)
}

/// Returns whether the figures of a release came: the dataset was published or updated since.
fn is_out(x: &Dataset, on: When, day: Day) -> bool {
    if x.embargo.as_ref().is_some_and(|embargo| embargo.holds) {
        return false;
    }
    let known = |date: Date| on.first() <= date && date <= day.as_of;
    known(x.published_on) || x.updated_on.is_some_and(known)
}

/// Returns the releases that were known on a day, as they were known then, the first to come first.
pub(super) fn known(datasets: &[Dataset], day: Day, refused: &BTreeSet<Box<str>>) -> Vec<Announced> {
    let told = |x: &&Dataset| !x.draft && !stubs::removed(&x.withdrawal) && !refused.contains(&x.file);
    let mut all = Vec::new();
    for x in datasets.iter().filter(told) {
        for release in &x.releases {
            let release = on_day(x, release.clone(), day);
            let late = open(&release) && release.on.is_some_and(|on| is_late(x, on, day));
            all.push(Announced {
                dataset: x.id.clone(),
                department: x.department.clone(),
                shown: embargoes::shown_from(x) <= day.as_of,
                release,
                late,
            });
        }
    }
    let order = |x: &Announced| -> (DateTime, Date) {
        let on = x.release.on.or_else(|| x.release.changes.last().and_then(|change| change.from));
        match on.filter(|_| x.release.on.is_some() || x.release.state == ReleaseState::Cancelled) {
            Some(When::Day(date, time)) => (date.to_datetime(time.unwrap_or_default()), date),
            // Some day of a month stands behind the days of it that are known.
            Some(when) => (when.last().at(23, 59, 59, 0), when.last()),
            None => (DateTime::MAX, Date::MAX),
        }
    };
    all.sort_by(|a, b| {
        order(a).cmp(&order(b)).then_with(|| (&a.dataset, &a.release.id).cmp(&(&b.dataset, &b.release.id)))
    });
    all
}

/// Returns the day of the next of some releases, by their places, where one is known.
pub(super) fn next(all: &[Announced], own: &[u32]) -> Option<Date> {
    let coming = own.iter().map(|at| &all[*at as usize]).find(|x| open(&x.release))?;
    coming.release.on.and_then(When::day)
}

/// Returns the next hour at which a release is to come: from then on it is late.
pub(super) fn next_hour(all: &[Announced], day: Day) -> Option<DateTime> {
    let hours = all.iter().filter(|x| open(&x.release)).filter_map(|x| match x.release.on? {
        When::Day(date, Some(time)) => Some(date.to_datetime(time)),
        _ => None,
    });
    hours.filter(|hour| *hour > day.moment()).min()
}

fn open(release: &Release) -> bool {
    !matches!(release.state, ReleaseState::Published | ReleaseState::Cancelled)
}

/// A release as it stood on a day: without later changes of its date, and not published before it was.
fn on_day(x: &Dataset, mut release: Release, day: Day) -> Release {
    let later = release.changes.iter().position(|change| change.on > day.as_of);
    if let Some(first) = later {
        release.on = release.changes[first].from;
        release.changes.truncate(first);
        let exact = matches!(release.on, Some(When::Day(..)));
        release.state = if exact { ReleaseState::Confirmed } else { ReleaseState::Provisional };
    }
    let Some(on) = release.on else { return release };
    let come = on.first() <= day.as_of;
    release.state = match release.state {
        ReleaseState::Published if !come => ReleaseState::Confirmed,
        // The figures came on the day that was told: nobody has to write that, too.
        ReleaseState::Confirmed | ReleaseState::Postponed if on.day().is_some() && come && is_out(x, on, day) => {
            ReleaseState::Published
        }
        state => state,
    };
    release
}
