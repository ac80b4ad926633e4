//! Cases whose clock stands still.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "clarifying",
    formula: Formula::Count(Set::Clarifying),
    window: Window::Today,
    cohort: Cohort::Every,
    en: Words {
        name: "Waiting for an answer",
        short: "Waiting",
        definition: "Open cases whose clock stands still, because the asker or a third party has been asked and has not answered. A question after the due date does not stop the clock.",
    },
    zh: Words {
        name: "等待补正或第三方意见",
        short: "等待中",
        definition: "在办来信中，因已请来信人补正或征求第三方意见、尚未得到回复而暂停计时的。期限届满后提出的，不暂停计时。",
    },
};
