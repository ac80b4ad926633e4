//! On-time rate.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "on_time_rate",
    formula: Formula::Share { part: Set::OnTime, all: Set::Mature },
    window: Window::Received,
    cohort: Cohort::Mature,
    en: Words {
        name: "On-time rate",
        short: "On time",
        definition: "Cases first answered in substance by the due date, permitted extensions included, divided by all cases owed a reply whose due date has passed. Unanswered ones, and those withdrawn or declined after the due date, are in the second number. Nothing dated after the due date changes it. Cases whose term still runs are left out: they are provisional.",
    },
    zh: Words {
        name: "按时答复率",
        short: "按时率",
        definition: "应答复且期限已届满的来信中，在期限（含经批准的延期）内首次实质答复的比例。未答复的、期限届满后撤回或不予受理的计入分母。期限届满后发生的任何事项都不改变期限。期限未届满的暂不计入。",
    },
};
