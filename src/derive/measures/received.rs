//! Cases accepted.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "received",
    formula: Formula::Count(Set::Received),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Cases accepted",
        short: "Accepted",
        definition: "Of the cases received in the period, those that were accepted. A case that was assigned or answered counts as accepted even where no acceptance is recorded. Left out are cases that the asker withdrew, or let lapse, before a reply was due.",
    },
    zh: Words {
        name: "受理数",
        short: "受理",
        definition: "期间内收到并受理的来信。已交办或已答复而未记录受理的，视为受理。来信人在期限届满前撤回或逾期不补正的不计。",
    },
};
