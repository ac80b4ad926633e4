//! Satisfaction.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "satisfaction_rate",
    formula: Formula::Share { part: Set::Satisfied, all: Set::Rated },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Satisfied",
        short: "Satisfied",
        definition: "Of the askers who rated a case, those whose last verdict was satisfied. To be read beside the share of those who rated at all.",
    },
    zh: Words {
        name: "满意率",
        short: "满意率",
        definition: "已评价的来信中，最近一次评价为满意的比例。应与参评率一并看。",
    },
};
