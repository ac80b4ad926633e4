//! Reopened.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "reopened_rate",
    formula: Formula::Share { part: Set::ReopenedSoon, all: Set::EverConcluded },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Reopened",
        short: "Reopened",
        definition: "Cases reopened at most 90 days after a conclusion, divided by the cases ever concluded. A quick reply that settles nothing shows here.",
    },
    zh: Words {
        name: "重新办理率",
        short: "重办率",
        definition: "办结后90日内重新办理的来信除以曾办结的来信。敷衍的快速答复会在此显现。",
    },
};
