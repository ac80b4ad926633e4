//! Records held back.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "held_back",
    formula: Formula::Count(Set::HeldBack),
    window: Window::Today,
    cohort: Cohort::Every,
    en: Words {
        name: "Not published yet",
        short: "Held back",
        definition: "Drafts, and records whose day of publication has not come. They are in no other figure; this one shows that they exist.",
    },
    zh: Words {
        name: "尚未公开",
        short: "未公开",
        definition: "草稿和尚未到公开日期的记录。不计入其他任何数字，此数仅表明其存在。",
    },
};
