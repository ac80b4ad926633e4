//! Which figures move, and which cases move them.

use super::Side;
use super::records::Record;
use crate::derive::measures::sets::{self, Facts, Set};
use crate::derive::measures::{Formula, MEASURES, Measure, Span, Tally, Value, department_facts};
use crate::markdown::RecordScheme;
use crate::model::{Group, Places};
use std::collections::{BTreeMap, BTreeSet};

/// A figure that is another than before.
#[derive(Debug)]
pub struct Moved {
    /// The department; `None` for the whole site.
    pub department: Option<Box<str>>,
    pub measure: &'static Measure,
    pub before: Value,
    pub after: Value,
    /// The cases that count otherwise than before, by id.
    pub cases: Vec<Box<str>>,
    /// Drafts, or records whose day has not come, count otherwise.
    pub held_back: bool,
}

/// Returns the figures of the site and of each department that move. `shaken`: what all terms rest on has
/// changed, so any case may count otherwise.
pub(crate) fn moved(old: Option<&Side<'_>>, new: &Side<'_>, records: &[Record], shaken: bool) -> Vec<Moved> {
    let tallies = |side: &Side<'_>| -> BTreeMap<Option<Box<str>>, Tally> {
        let model = &side.site.checked.model;
        let measures = &side.site.derived.measures;
        let departments = (0..model.departments.len()).map(|at| {
            let tally = measures.of(Group::Department(at)).map(|group| group.all.clone()).unwrap_or_default();
            (Some(model.departments[at].id.clone()), tally)
        });
        departments.chain([(None, measures.site.all.clone())]).collect()
    };
    let nothing = Tally::default();
    let (had, has) = (old.map(tallies).unwrap_or_default(), tallies(new));
    let least = |side: &Side<'_>| side.site.checked.model.config.minimum_cases;
    let (before_least, after_least) = (old.map_or_else(|| least(new), least), least(new));
    let groups: BTreeSet<&Option<Box<str>>> = had.keys().chain(has.keys()).collect();
    let mut all = Vec::new();
    let mut behind = None;
    for group in groups {
        let (a, b) = (had.get(group).unwrap_or(&nothing), has.get(group).unwrap_or(&nothing));
        if a == b && before_least == after_least {
            continue;
        }
        let behind = behind.get_or_insert_with(|| Behind::of(old, new, records, shaken));
        for measure in MEASURES.iter().copied() {
            let (before, after) = (measure.value(a, before_least), measure.value(b, after_least));
            if before != after {
                let (cases, held_back) = (behind.cases(group.as_deref(), measure), behind.held_back(measure, a, b));
                all.push(Moved { department: group.clone(), measure, before, after, cases, held_back });
            }
        }
    }
    all
}

/// What a case adds to the figures of a group: for a department up to three times over.
type Adds = BTreeMap<Option<Box<str>>, Vec<Facts>>;

/// What each case that may count otherwise added before, and adds now.
struct Behind(BTreeMap<Box<str>, (Adds, Adds)>);

impl Behind {
    fn of(old: Option<&Side<'_>>, new: &Side<'_>, records: &[Record], shaken: bool) -> Self {
        let mut all = BTreeMap::<Box<str>, (Adds, Adds)>::new();
        let touched: Option<BTreeSet<&str>> = (!shaken).then(|| {
            records.iter().filter(|r| r.key.scheme == RecordScheme::Reply).map(|record| &*record.key.id).collect()
        });
        let is_touched = |id: &str| touched.as_ref().is_none_or(|touched| touched.contains(id));
        for (side, is_new) in old.map(|side| (side, false)).into_iter().chain([(new, true)]) {
            let model = &side.site.checked.model;
            let places = Places::of(model);
            for (case, status) in model.cases.iter().zip(&side.site.derived.statuses) {
                if !is_touched(&case.id) {
                    continue;
                }
                let facts = sets::facts(model, case, status);
                let mut adds = Adds::from([(None, vec![facts])]);
                let past = case.events_by(model.as_of);
                for (department, facts) in department_facts(&places, case, past, status, facts) {
                    adds.entry(Some(model.departments[department].id.clone())).or_default().push(facts);
                }
                let both = all.entry(case.id.clone()).or_default();
                *(if is_new { &mut both.1 } else { &mut both.0 }) = adds;
            }
        }
        all.retain(|_, (before, after)| before != after);
        Self(all)
    }

    /// The cases that count otherwise for a measure of a group.
    fn cases(&self, group: Option<&str>, measure: &Measure) -> Vec<Box<str>> {
        let group = group.map(Box::<str>::from);
        let counts = |adds: &Adds| -> Vec<_> {
            let facts = adds.get(&group).into_iter().flatten();
            let told = facts.map(|facts| match measure.formula {
                Formula::Count(set) => (facts.is_in(set), false, None),
                Formula::Share { part, all } => (facts.is_in(part), facts.is_in(all), None),
                Formula::Days { of, .. } => (false, false, time(facts, of)),
            });
            let nothing = (false, false, None);
            let mut told: Vec<_> = told.filter(|told| *told != nothing).collect();
            told.sort_unstable();
            told
        };
        let differs = |(_, (before, after)): &(&Box<str>, &(Adds, Adds))| counts(before) != counts(after);
        self.0.iter().filter(differs).map(|(id, _)| id.clone()).collect()
    }

    fn held_back(&self, measure: &Measure, before: &Tally, after: &Tally) -> bool {
        measure.formula == Formula::Count(Set::HeldBack) && before.count(Set::HeldBack) != after.count(Set::HeldBack)
    }
}

/// A length of time as something that can be compared: whether it has ended, and how long it took.
fn time(facts: &Facts, of: Span) -> Option<(bool, u16)> {
    use sets::Time;
    let time = match of {
        Span::Reply => facts.reply,
        Span::Conclusion => facts.conclusion,
        Span::Publication => facts.publication.map(Time::Taken),
    };
    time.map(|time| match time {
        Time::Taken(days) => (true, days),
        Time::Running(days) => (false, days),
    })
}
