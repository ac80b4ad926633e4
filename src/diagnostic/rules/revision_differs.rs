//! A revision names what the tables do not show.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "revision-differs",
    severity: Severity::Error,
    en: RuleText {
        message: "this revision is not what the tables show: {what}: `{text}`",
        label: "",
        help: "write what stands in the tables; a `row` has the values of the columns under `key`, in their order",
        why: "A revision is read as a proof of what was changed. What it names must be what the tables show, cell by cell.",
    },
    zh: RuleText {
        message: "修订记录与数据表不符：{what}：`{text}`",
        label: "",
        help: "按数据表中的内容填写；`row` 按 `key` 各列的顺序写出取值",
        why: "修订记录是改动的凭据，所写的每个单元格都应与数据表一致。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml
        revisions: [{on: 2026-02-02, kind: correction, note: Miscounted, changes: [{row: [2026-01], column: lights, old: 1203, new: 1205}]}]
                                                                                                                                    ^^^^
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml
        revisions: [{on: 2026-02-02, kind: correction, note: Miscounted, changes: [{row: [2026-01], column: lights, old: 1203, new: 1204}]}]
    "#,
};
