//! Acceptance rate.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "acceptance_rate",
    formula: Formula::Share { part: Set::Accepted, all: Set::Decided },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Acceptance rate",
        short: "Accepted",
        definition: "Cases with a recorded acceptance, divided by those with a recorded decision to accept or not to. A case whose acceptance is only implied by a later step is left out of both.",
    },
    zh: Words {
        name: "受理率",
        short: "受理率",
        definition: "有受理记录的来信除以有受理或不予受理决定的来信。仅由后续环节推定受理的，分子分母均不计。",
    },
};
