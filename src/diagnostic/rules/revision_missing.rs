//! Published figures were changed without a revision that says so.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "revision-missing",
    severity: Severity::Error,
    en: RuleText {
        message: "{what}{?row}: row {row}{/}{?column}, column `{column}`{/}{?old}: {old} → {new}{/} (figures changed: {count})",
        label: "",
        help: "put the figures back; or add an entry under `revisions` with the day, `kind`, what and why, and name the cells under `changes`",
        why: "Who has used a figure must be able to see that it was changed, when and why. Rows of a later release, and another way to write the same figures, are no revision.",
    },
    zh: RuleText {
        message: "{what}{?row}：行 {row}{/}{?column}，列 `{column}`{/}{?old}：{old} → {new}{/}（改动的数据共{count}处）",
        label: "",
        help: "请恢复原来的数据；或在 `revisions` 下补写日期、`kind`、内容和原因，并在 `changes` 中写明单元格",
        why: "用过数据的人应当看得到数据改过、何时改、为何改。新增月份的各行、同一数据的不同写法，不算修订。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv (as published)
        month,lights
        2026-01,1203
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        ^^^^^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/data.csv (as published)
        month,lights
        2026-01,1203
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1203
    "#,
};
