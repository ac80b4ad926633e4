//! Supervision met in time.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "supervision_met_rate",
    formula: Formula::Share { part: Set::SupervisionMet, all: Set::SupervisionDue },
    window: Window::Received,
    cohort: Cohort::Mature,
    en: Words {
        name: "Supervision met in time",
        short: "Met",
        definition: "Of the supervised cases for which a supervisor set a day that has passed, those answered, concluded or released by that day.",
    },
    zh: Words {
        name: "督办按期率",
        short: "督办按期",
        definition: "督办期限已届满的来信中，在督办期限内答复、办结或解除督办的比例。",
    },
};
