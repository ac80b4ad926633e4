//! A release is confirmed, or was published, without a day.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "release-day-inexact",
    severity: Severity::Error,
    en: RuleText {
        message: "a release that is `{state}` needs its day{?value}, not `{value}`{/}",
        label: "",
        help: "write the day under `on`, as `2026-07-15` or `2026-07-15 09:30`; while it is not certain, the state is `provisional`",
        why: "A confirmed date is a promise that people plan by: a month is none. What was published came on a day.",
    },
    zh: RuleText {
        message: "状态为 `{state}` 的发布须写明日期{?value}，不能写 `{value}`{/}",
        label: "",
        help: "在 `on` 写明日期，如 `2026-07-15` 或 `2026-07-15 09:30`；日期未定的，状态写 `provisional`",
        why: "日期已定就是承诺，别人会据此安排；只写到月份不算。已发布的，也总有发布的那一天。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: confirmed, on: 2026-07}]
                                                                              ^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: confirmed, on: 2026-07-15 09:30}]
    "#,
};
