//! Overdue for more than 20 working days.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "very_overdue",
    formula: Formula::Count(Set::VeryOverdue),
    window: Window::Today,
    cohort: Cohort::Every,
    en: Words {
        name: "Overdue for more than 20 working days",
        short: "Long overdue",
        definition: "Overdue cases whose due date passed more than 20 working days ago.",
    },
    zh: Words {
        name: "逾期超过20个工作日",
        short: "长期逾期",
        definition: "逾期数中，期限届满已超过20个工作日的来信。",
    },
};
