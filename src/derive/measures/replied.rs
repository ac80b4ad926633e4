//! Cases answered.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "replied",
    formula: Formula::Count(Set::Replied),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Cases answered",
        short: "Answered",
        definition: "Of the cases owed a reply, those with a reply in substance up to the day of the figures. A holding reply is not a reply in substance.",
    },
    zh: Words {
        name: "答复数",
        short: "答复",
        definition: "应答复的来信中，截至统计之日已作实质答复的。阶段性答复不算实质答复。",
    },
};
