//! Extended.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "extended_rate",
    formula: Formula::Share { part: Set::Extended, all: Set::Received },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Extended",
        short: "Extended",
        definition: "Accepted cases whose term was extended, divided by the cases accepted.",
    },
    zh: Words {
        name: "延期率",
        short: "延期率",
        definition: "办理期限经延长的来信除以受理数。",
    },
};
