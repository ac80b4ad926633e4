//! Days from reply to publication, median.

use super::{Cohort, Formula, Measure, Point, Span, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "publication_days_median",
    formula: Formula::Days { of: Span::Publication, at: Point::Nearest(50) },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Days from the reply to publication, median",
        short: "Days to publication",
        definition: "Half of the answered cases were made public within so many days of their first reply. Only cases whose day of publication is recorded; a case public before its reply takes 0.",
    },
    zh: Words {
        name: "答复到公开用时中位数（日）",
        short: "公开用时",
        definition: "半数已答复的来信在首次答复后这么多日内公开。仅计记录了公开日期的来信；答复前已公开的为0。",
    },
};
