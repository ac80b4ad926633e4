//! Working days to the first reply, mean of those answered.

use super::{Cohort, Formula, Measure, Point, Span, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "reply_days_mean",
    formula: Formula::Days { of: Span::Reply, at: Point::MeanOfEnded },
    window: Window::Received,
    cohort: Cohort::Mature,
    en: Words {
        name: "Working days to the first reply, mean of those answered",
        short: "Days, mean",
        definition: "The mean over the answered cases whose due date has passed. It leaves out those still waiting and so looks better than it is: read the median first.",
    },
    zh: Words {
        name: "首次答复平均用时（已答复，工作日）",
        short: "平均用时",
        definition: "期限已届满且已答复来信的平均用时。未答复的不在其中，因而偏乐观，请先看中位数。",
    },
};
