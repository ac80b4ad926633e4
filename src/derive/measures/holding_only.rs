//! Holding reply only.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "holding_only",
    formula: Formula::Count(Set::HoldingOnly),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Holding reply only",
        short: "Holding only",
        definition: "Accepted cases that have a holding reply and no reply in substance up to the day of the figures.",
    },
    zh: Words {
        name: "仅有阶段性答复",
        short: "仅阶段性",
        definition: "受理来信中，截至统计之日只有阶段性答复、尚无实质答复的。",
    },
};
