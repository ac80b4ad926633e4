//! Overdue cases.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "overdue",
    formula: Formula::Count(Set::Overdue),
    window: Window::Today,
    cohort: Cohort::Every,
    en: Words {
        name: "Overdue cases",
        short: "Overdue",
        definition: "Open cases whose due date has passed, on the day of the figures. The due date itself still counts as in time. Extensions and days on which the term stood still are taken into account. A case with no known due date is not counted.",
    },
    zh: Words {
        name: "逾期数",
        short: "逾期",
        definition: "截至统计之日已过期限的在办来信。到期当日仍为按时。延期和暂停计时均已计入。没有期限的来信不计。",
    },
};
