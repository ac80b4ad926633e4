//! Passed on late.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "passed_on",
    formula: Formula::Count(Set::PassedOn),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Passed on at the end of the term",
        short: "Passed on late",
        definition: "Cases that a department passed on to another in the last fifth of the term or later. They count for the department that passed them on; the clock of the case goes on.",
    },
    zh: Words {
        name: "临期转出",
        short: "临期转出",
        definition: "在期限的最后五分之一或逾期后转给其他部门的来信。计入转出的部门；总期限照常计算。",
    },
};
