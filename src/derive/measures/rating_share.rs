//! Share of rated cases.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "rating_share",
    formula: Formula::Share { part: Set::Rated, all: Set::Rateable },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Rated by the asker",
        short: "Rated",
        definition: "Cases rated by the asker, divided by the cases ever concluded or rated.",
    },
    zh: Words {
        name: "参评率",
        short: "参评率",
        definition: "来信人作出评价的来信除以曾办结或已评价的来信。",
    },
};
