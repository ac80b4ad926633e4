//! A rule counts hours from a moment whose hour is not recorded.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "hour-missing",
    severity: Severity::Warning,
    en: RuleText {
        message: "the rule `{rule}` counts hours, and this day has no hour",
        label: "at which hour?",
        help: "add the hour: `YYYY-MM-DD HH:MM`; without it the term counts from the end of the day",
        why: "A term of 24 hours that begins at an unknown hour cannot end at a known one. It is counted from the end of the day, which gives the body up to a day more than the rule says. With the hour, the page shows the hour at which the reply is due.",
    },
    zh: RuleText {
        message: "规定 `{rule}` 按小时计算，此日期没有时刻",
        label: "几点几分？",
        help: "请写明时刻：`YYYY-MM-DD HH:MM`；未写明的自当日结束起算",
        why: "按小时计算的期限，起点没有时刻，就无法确定届满的时刻，只能自当日结束起算，比规定最多宽了一天。写明时刻，页面才能显示到期的时刻。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        kind: help   # 24 hours
        received: 2026-03-02
                  ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        kind: help   # 24 hours
        received: 2026-03-02 10:00
        ---
    ",
};
