//! Supervised.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "supervised",
    formula: Formula::Count(Set::Supervised),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Supervised",
        short: "Supervised",
        definition: "Accepted cases on which a reminder, notice, warning or leader's instruction was recorded. That a case was not supervised does not mean that nothing was wrong.",
    },
    zh: Words {
        name: "督办数",
        short: "督办",
        definition: "有催办、督办通知、黄牌、红牌或领导督办记录的受理来信。未督办不等于没有问题。",
    },
};
