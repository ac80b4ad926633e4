//! Granted in full.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "granted_rate",
    formula: Formula::Share { part: Set::GrantedFoi, all: Set::Resolvable },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Granted in full",
        short: "Granted",
        definition: "Of the requests for information that could be decided on (granted in full, in part, or refused), those granted in full. Other kinds of cases, and requests for what is not held or cannot be provided, are left out.",
    },
    zh: Words {
        name: "予以公开率",
        short: "予以公开",
        definition: "可作公开与否决定的政府信息公开申请（予以公开、部分公开、不予公开）中，予以公开的比例。其他类型的来信，以及不掌握、无法提供等不计。",
    },
};
