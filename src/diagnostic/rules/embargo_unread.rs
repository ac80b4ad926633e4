//! The instant at which figures become public cannot be read.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "embargo-unread",
    severity: Severity::Error,
    en: RuleText {
        message: "when this becomes public cannot be read: `{value}`",
        label: "",
        help: "write the hour by the site's clocks, `2026-12-01 09:30`, or with its offset, `2026-12-01T09:30+08:00`",
        why: "Figures under embargo are shown at an instant, not before. One that cannot be read holds the dataset back.",
    },
    zh: RuleText {
        message: "无法读出公开时刻：`{value}`",
        label: "",
        help: "按本站时区写到分，如 `2026-12-01 09:30`，或带时差，如 `2026-12-01T09:30+08:00`",
        why: "限时公开的数据到时才公开，不能提前。时刻读不出的，数据集不予公开。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml
        embargo: 2026-12-01
                 ^^^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml
        embargo: 2026-06-01 09:30
    "#,
};
