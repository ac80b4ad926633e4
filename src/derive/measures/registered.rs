//! Cases received.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "registered",
    formula: Formula::Count(Set::Registered),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Cases received",
        short: "Received",
        definition: "Cases received in the period. Cases on the same matter that were merged count once, as the case they were merged into. Tests are left out.",
    },
    zh: Words {
        name: "收到数",
        short: "收到",
        definition: "期间内收到的来信。同一事项合并办理的只计一次，计入并入的来信。测试数据不计。",
    },
};
