//! A value of a table is not of its column's type.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-value-wrong-type",
    severity: Severity::Error,
    en: RuleText {
        message: "`{value}` in the column `{column}` is not {type} (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "correct the value, or the `type` of the column in `dataset.yaml`; leave the cell empty if there is no value",
        why: "Sums and charts are made from the values, and other people compute with them. One value with a unit or a remark in it makes the whole column unusable. Units belong in `dataset.yaml`, remarks in a column of their own.",
    },
    zh: RuleText {
        message: "列 `{column}` 中的 `{value}` 类型不符，应为：{type}（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "改正这个值，或改 `dataset.yaml` 中该列的 `type`；没有数值的留空",
        why: "合计和图表由这些值算出，别人也要拿来计算。只要有一个值带了单位或文字说明，整列就无法使用。单位写在 `dataset.yaml` 中，说明另设一列。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, type: integer}]
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204 lamps
                ^^^^^^^^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, type: integer}]
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
    ",
};
