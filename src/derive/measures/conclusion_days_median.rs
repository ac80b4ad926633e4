//! Working days to the conclusion, median.

use super::{Cohort, Formula, Measure, Point, Span, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "conclusion_days_median",
    formula: Formula::Days { of: Span::Conclusion, at: Point::Nearest(50) },
    window: Window::Received,
    cohort: Cohort::Mature,
    en: Words {
        name: "Working days to the conclusion, median",
        short: "Days to conclusion",
        definition: "Half of the cases owed a reply whose due date has passed were concluded within so many working days of receipt. Counted as the median to the first reply is, and never mixed with it.",
    },
    zh: Words {
        name: "办结用时中位数（工作日）",
        short: "办结用时",
        definition: "应答复且期限已届满的来信中，半数在收到后这么多个工作日内办结。计算同首次答复用时，两者不混用。",
    },
};
