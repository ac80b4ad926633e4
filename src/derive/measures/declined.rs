//! Declined cases.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "declined",
    formula: Formula::Count(Set::NotAccepted),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Not accepted",
        short: "Not accepted",
        definition: "Cases that were not accepted. Those declined within the time for accepting are left out of the rates; those declined later stay in.",
    },
    zh: Words {
        name: "不予受理",
        short: "不予受理",
        definition: "不予受理的来信。受理期限内不予受理的不计入各项比率，此后不予受理的仍计入。",
    },
};
