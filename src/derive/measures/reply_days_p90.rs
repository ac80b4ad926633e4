//! Working days to the first reply, nine of ten.

use super::{Cohort, Formula, Measure, Point, Span, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "reply_days_p90",
    formula: Formula::Days { of: Span::Reply, at: Point::Nearest(90) },
    window: Window::Received,
    cohort: Cohort::Mature,
    en: Words {
        name: "Working days to the first reply, nine of ten",
        short: "Days, nine of ten",
        definition: "Nine in ten cases owed a reply whose due date has passed were answered in substance within so many working days of receipt. Counted as the median is.",
    },
    zh: Words {
        name: "首次答复用时九成位（工作日）",
        short: "九成用时",
        definition: "应答复且期限已届满的来信中，九成在收到后这么多个工作日内得到实质答复。计算同中位数。",
    },
};
