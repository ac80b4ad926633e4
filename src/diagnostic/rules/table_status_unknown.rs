//! A cell of a column of status says no status.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-status-unknown",
    severity: Severity::Error,
    en: RuleText {
        message: "`{value}` in the column `{column}` is no status of a value (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "write `final`, `provisional`, `estimated`, `suppressed`, `missing` or `not_applicable`; or declare the mark under `marks`",
        why: "The column says for each figure how far it can be relied on. An empty cell leaves open whether the figure is final.",
    },
    zh: RuleText {
        message: "列 `{column}` 中的 `{value}` 不是数值状态（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "写 `final`、`provisional`、`estimated`、`suppressed`、`missing` 或 `not_applicable`；其他符号在 `marks` 中声明",
        why: "这一列说明每个数字可靠到什么程度。空着就不知道是不是最终数。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, type: integer, status: state}, {name: state}]
        content/statistics/street-lights/data.csv
        month,lights,state
        2026-01,1204,final
        2026-02,1210,prelim
                     ^^^^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, type: integer, status: state}, {name: state}]
        content/statistics/street-lights/data.csv
        month,lights,state
        2026-01,1204,final
        2026-02,1210,provisional
    ",
};
