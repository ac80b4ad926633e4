//! The promises made in replies, and how each stands on the day of the model.
//!
//! Takes the cases; gives [`Promises`]: places of promises, never their words. What must hold: a
//! promise is known from the day of the reply that makes it, and stands in one list by
//! [`Standing`] alone, the rule that the figures count by too.

use crate::model::Model;
use crate::record::case::Promise;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How a promise stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    Kept,
    KeptLate,
    Missed,
    Running,
}

impl Standing {
    /// Returns how a promise stands on a day.
    pub fn of(promise: &Promise, day: Date) -> Self {
        match (promise.done.filter(|done| *done <= day), promise.due) {
            (Some(done), Some(due)) if done > due => Self::KeptLate,
            (Some(_), _) => Self::Kept,
            (None, Some(due)) if due < day => Self::Missed,
            (None, _) => Self::Running,
        }
    }

    /// Returns its key in the words of the theme.
    pub fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::KeptLate => "kept_late",
            Self::Missed => "missed",
            Self::Running => "running",
        }
    }

    /// Returns the mark that stands before the word.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Kept => "done",
            Self::KeptLate => "wait",
            Self::Missed => "late",
            Self::Running => "open",
        }
    }
}

/// A promise: the place of its case in the model, and its own in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PromiseAt {
    pub case: u32,
    pub place: u16,
}

/// The promises of all cases that may be shown; by the day they fall due, those without one first.
#[derive(Debug, Clone, Default)]
pub struct Promises {
    pub missed: Vec<PromiseAt>,
    pub running: Vec<PromiseAt>,
    /// In time or late; the last one first.
    pub kept: Vec<PromiseAt>,
    /// Those of `running` that have a day.
    pub due: Vec<(Date, PromiseAt)>,
    /// The cases with promises, hidden ones too: oldest receipt first.
    pub cases: Vec<u32>,
}

/// Lists the promises of a model.
pub fn promises(model: &Model) -> Promises {
    let mut all: Vec<(Option<Date>, PromiseAt, Standing)> = Vec::new();
    let mut list = Promises::default();
    for (case, index) in model.cases.iter().zip(0..).filter(|(case, _)| !case.promises.is_empty()) {
        list.cases.push(index);
        if !case.visibility.is_hidden() {
            let known = case.promises_by(model.as_of).iter().zip(0..);
            all.extend(known.map(|(promise, place)| {
                (promise.due, PromiseAt { case: index, place }, Standing::of(promise, model.as_of))
            }));
        }
    }
    // Cases are sorted by id, so their places order what falls due on one day.
    all.sort_unstable();
    for (due, at, standing) in all {
        match standing {
            Standing::Missed => list.missed.push(at),
            Standing::Running => {
                list.running.push(at);
                list.due.extend(due.map(|due| (due, at)));
            }
            Standing::Kept | Standing::KeptLate => list.kept.push(at),
        }
    }
    list.kept.reverse();
    list.cases.sort_by_key(|index| (model.cases[*index as usize].received, *index));
    list
}
