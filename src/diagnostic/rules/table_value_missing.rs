//! A cell that must have a value has none.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-value-missing",
    severity: Severity::Error,
    en: RuleText {
        message: "no value in the column `{column}`, which must have one in every row (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "fill in the value, or a mark that says why there is none; or take the column out of `key` or `required: true` away",
        why: "`required` and `key` promise readers that every row has a value here. An empty cell does not say whether the figure is missing, secret or zero.",
    },
    zh: RuleText {
        message: "列 `{column}` 每行都必须有值，这里没有（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "填上数值，或写明没有数值的符号；不必填的，去掉 `required: true` 或从 `key` 中删去",
        why: "`required` 和 `key` 表示每行都有值。空格说明不了是缺失、保密还是零。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, type: integer, required: true}]
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-02,
               ^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, type: integer, required: true}]
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-02,1210
    ",
};
