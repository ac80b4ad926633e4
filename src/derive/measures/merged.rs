//! Merged cases.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "merged",
    formula: Formula::Count(Set::Merged),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Merged into another case",
        short: "Merged",
        definition: "Cases that were merged into another and are counted with it. The other case takes over the earlier day of receipt, so that no lateness is lost.",
    },
    zh: Words {
        name: "并入其他来信",
        short: "合并",
        definition: "已并入其他来信、随其计数的来信。所并入的来信以较早的收到日期为准，逾期不因合并而消失。",
    },
};
