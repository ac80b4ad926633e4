//! Open cases.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "open",
    formula: Formula::Count(Set::Open),
    window: Window::Today,
    cohort: Cohort::Every,
    en: Words {
        name: "Open cases",
        short: "Open",
        definition: "Cases that have reached no end and have no reply in substance in the current round, on the day of the figures. A reopening starts a new round. A holding reply does not close a case.",
    },
    zh: Words {
        name: "在办数",
        short: "在办",
        definition: "截至统计之日尚未终结、本轮尚无实质答复的来信。重新办理为新的一轮。阶段性答复不视为办结。",
    },
};
