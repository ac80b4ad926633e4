//! An edition is earlier than the one before it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "edition-too-early",
    severity: Severity::Error,
    en: RuleText {
        message: "edition {number} is of {on}, earlier than edition {before} of {earlier}",
        label: "",
        help: "correct `on` in one of the two; editions are numbered in the order of their days",
        why: "The text in force on a day is that of the last edition until then. If a later number has an earlier day, readers are shown the wrong text.",
    },
    zh: RuleText {
        message: "第 {number} 版的日期 {on} 早于第 {before} 版（{earlier}）",
        label: "",
        help: "改正其中一版的 `on`；版本按日期先后编号",
        why: "某一天施行的文本是截至当天的最后一版。后面的版本日期更早，读者看到的就是错的文本。",
    },
    wrong: r#"
        content/policies/noise/edition-1.md
        ---
        on: 2024-03-01
        ---
        content/policies/noise/edition-2.md
        ---
        on: 2023-03-01
            ^^^^^^^^^^
        ---
    "#,
    right: r#"
        content/policies/noise/edition-1.md
        ---
        on: 2024-03-01
        ---
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        ---
    "#,
};
