//! A value is smaller or greater than the column allows.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-value-out-of-range",
    severity: Severity::Error,
    en: RuleText {
        message: "`{value}` in the column `{column}` is not {limit} {bound} (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "correct the value, or `minimum` and `maximum` of the column in `dataset.yaml`",
        why: "Limits catch slips that no type does: a share of 870 %, a year of 2206. They are published with the table, so that others can check it too.",
    },
    zh: RuleText {
        message: "列 `{column}` 中的 `{value}` 不合要求：应{limit} {bound}（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "改正这个值，或改 `dataset.yaml` 中该列的 `minimum`、`maximum`",
        why: "上下限能查出类型查不出的笔误，如 870% 的比例、2206 年。上下限随数据表公开，别人也可据此核对。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: share, type: number, maximum: 100}]
        content/statistics/street-lights/data.csv
        month,share
        2026-01,87.5
        2026-02,875
                ^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: share, type: number, maximum: 100}]
        content/statistics/street-lights/data.csv
        month,share
        2026-01,87.5
        2026-02,87.5
    ",
};
