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
        definition: "Half of the cases owed a reply whose due date has passed were answered in substance within so many working days of receipt. Cases under no rule have no due date and are left out. Days on which the clock stood still for an answer of the asker or of a third party are not counted; a reply on the day of receipt takes 0. After a lapse or a withdrawal the days count from the reopening. By nearest rank, unanswered cases sorted last: where they could change the value it is given as “at least”.",
    },
    zh: Words {
        name: "首次答复用时中位数（工作日）",
        short: "中位用时",
        definition: "应答复且期限已届满的来信中，半数在收到后这么多个工作日内得到实质答复。不适用任何期限规则的来信不计。因补正或征求第三方意见而暂停计时的日子不计，当日答复为0；逾期不补正或撤回后重新办理的，自重新办理之日起算。按最近秩法，未答复的排在最后；可能因此改变的，标“至少”。",
    },
};
