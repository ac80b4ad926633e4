//! The earlier file of a revision differs from the table in more than the revision names.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "revision-not-named",
    severity: Severity::Error,
    en: RuleText {
        message: "{what}{?row}: row {row}{/}{?column}, column `{column}`{/}{?old}: {old} → {new}{/} (differences that are not named: {count})",
        label: "",
        help: "name it under `changes`; where cells are too many, name columns and times under `scope`, `scope: [{}]` for all",
        why: "Readers are shown the earlier file and what was changed in it. A change beside those that are named is one made in silence. Rows of a later release need not be named.",
    },
    zh: RuleText {
        message: "{what}{?row}：行 {row}{/}{?column}，列 `{column}`{/}{?old}：{old} → {new}{/}（未写明的差异共{count}处）",
        label: "",
        help: "在 `changes` 中写明；单元格过多的，在 `scope` 中写列和时间，全部修订写 `scope: [{}]`",
        why: "读者会看到修订前的文件和改动说明；说明之外的改动，就是悄悄改动。之后新增月份的各行不必写明。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-02,1310
        content/statistics/street-lights/data-1.csv
        month,lights
        2026-01,1203
        2026-02,1309
        content/statistics/street-lights/dataset.yaml
        revisions: [{on: 2026-03-02, kind: correction, note: Miscounted, earlier: [{file: data-1.csv}], changes: [{row: [2026-01], column: lights, old: 1203, new: 1204}]}]
                                                                                          ^^^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-02,1310
        content/statistics/street-lights/data-1.csv
        month,lights
        2026-01,1203
        2026-02,1309
        content/statistics/street-lights/dataset.yaml
        revisions: [{on: 2026-03-02, kind: correction, note: Miscounted, earlier: [{file: data-1.csv}], scope: [{columns: [lights]}]}]
    "#,
};
