//! Reopened rate.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "reopened_rate",
    formula: Formula::Share { part: Set::ReopenedSoon, all: Set::Replied },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Reopened",
        short: "Reopened",
        definition: "Cases reopened at most 90 days after a reply or a conclusion, divided by the cases answered. A review that sets an answer aside counts as a reopening. A quick reply that settles nothing shows here.",
    },
    zh: Words {
        name: "重新办理率",
        short: "重办率",
        definition: "答复或办结后90日内重新办理的来信除以已答复的来信。复查复核撤销答复的视同重新办理。敷衍的快速答复会在此显现。",
    },
};
