//! On-time rate without extension.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "on_time_base_rate",
    formula: Formula::Share { part: Set::OnTimeBase, all: Set::Mature },
    window: Window::Received,
    cohort: Cohort::Mature,
    en: Words {
        name: "On-time rate without extension",
        short: "On time unextended",
        definition: "As the on-time rate, but only replies that came by the due date without any extension count as in time.",
    },
    zh: Words {
        name: "不含延期的按时答复率",
        short: "不含延期",
        definition: "同按时答复率，但只有未使用延期即在期限内答复的才计为按时。",
    },
};
