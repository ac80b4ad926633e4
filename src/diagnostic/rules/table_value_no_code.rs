//! A value is none of the codes of its column.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-value-no-code",
    severity: Severity::Error,
    en: RuleText {
        message: "`{value}` is no code of the column `{column}`; it has {codes} (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "correct the value, or add it to `codes` of the column in `dataset.yaml`",
        why: "The codes tell readers what each value means. A value that is none of them is a slip, or stands for something nobody can look up.",
    },
    zh: RuleText {
        message: "`{value}` 不是列 `{column}` 的代码，可用 {codes}（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "改正这个值，或在 `dataset.yaml` 该列的 `codes` 中补上",
        why: "代码表说明每个值的含义。不在其中的值，不是写错，就是没人知道是什么意思。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: kind, codes: [{value: led}, {value: gas}]}, {name: lights}]
        content/statistics/street-lights/data.csv
        kind,lights
        led,1204
        lde,12
        ^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: kind, codes: [{value: led}, {value: gas}]}, {name: lights}]
        content/statistics/street-lights/data.csv
        kind,lights
        led,1204
        gas,12
    ",
};
