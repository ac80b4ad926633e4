//! Withdrawn cases.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "withdrawn",
    formula: Formula::Count(Set::Withdrawn),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Withdrawn by the asker",
        short: "Withdrawn",
        definition: "Cases that the asker withdrew. Those withdrawn before they were due are left out of the rates; those withdrawn on the due day or later stay in.",
    },
    zh: Words {
        name: "来信人撤回",
        short: "撤回",
        definition: "来信人撤回的来信。期限届满日之前撤回的不计入各项比率，届满日及以后撤回的仍计入。",
    },
};
