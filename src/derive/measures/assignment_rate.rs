//! Assignment rate.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "assignment_rate",
    formula: Formula::Share { part: Set::Assigned, all: Set::AssignmentKnown },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Assignment rate",
        short: "Assigned",
        definition: "Accepted cases with an assignment recorded by the due date, divided by accepted cases. Cases answered by then without a recorded assignment are left out of both.",
    },
    zh: Words {
        name: "交办率",
        short: "交办率",
        definition: "在期限内有交办记录的受理来信除以受理来信。期限内未记录交办即已答复的，分子分母均不计。",
    },
};
