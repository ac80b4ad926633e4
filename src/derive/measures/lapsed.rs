//! Lapsed cases.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "lapsed",
    formula: Formula::Count(Set::Lapsed),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Lapsed",
        short: "Lapsed",
        definition: "Cases that ended because the asker did not answer a question in time. They are left out of the rates, unless the term had run out before.",
    },
    zh: Words {
        name: "逾期不补正",
        short: "终结",
        definition: "因来信人逾期不补正而终结的来信。不计入各项比率，期限此前已届满的除外。",
    },
};
