//! Conclusion rate.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "conclusion_rate",
    formula: Formula::Share { part: Set::Concluded, all: Set::Received },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Conclusion rate",
        short: "Concluded",
        definition: "Cases concluded with a recorded outcome, divided by the cases owed a reply. A reopened case counts again only when it is concluded again.",
    },
    zh: Words {
        name: "办结率",
        short: "办结率",
        definition: "已办结并记录结果的来信除以应答复数。重新办理的，再次办结后才计入。",
    },
};
