//! Reply rate.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "reply_rate",
    formula: Formula::Share { part: Set::Replied, all: Set::Received },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Reply rate",
        short: "Reply rate",
        definition: "Cases answered in substance up to the day of the figures, divided by the cases owed a reply, both of those received in the period. Cases that were never accepted are in the second number. A holding reply does not count. Cut, not rounded, to one decimal: 100% means every single case. No rate is given below the smallest number of cases the site has set.",
    },
    zh: Words {
        name: "答复率",
        short: "答复率",
        definition: "期间内收到的来信中，截至统计之日已实质答复的除以应答复数。从未受理的计入分母。阶段性答复不计。保留一位小数，只舍不入：100%即无一例外。少于本站规定的最少件数时不计算。",
    },
};
