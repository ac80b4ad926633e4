//! Working days to the first reply, median.

use super::{Cohort, Formula, Measure, Point, Span, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "reply_days_median",
    formula: Formula::Days { of: Span::Reply, at: Point::Nearest(50) },
    window: Window::Received,
    cohort: Cohort::Mature,
    en: Words {
        name: "Working days to the first reply, median",
        short: "Days, median",
        definition: "Half of the accepted cases whose due date has passed were answered in substance within so many working days of receipt. Days on which an answer of the asker was awaited are not counted; a reply on the day of receipt takes 0. By nearest rank, unanswered cases sorted last: where they could change the value it is given as “at least”.",
    },
    zh: Words {
        name: "首次答复用时中位数（工作日）",
        short: "中位用时",
        definition: "期限已届满的受理来信中，半数在收到后这么多个工作日内得到实质答复。等待来信人补正的日子不计，当日答复为0。按最近秩法，未答复的排在最后；可能因此改变的，标“至少”。",
    },
};
