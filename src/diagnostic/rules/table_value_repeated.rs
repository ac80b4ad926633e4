//! A value stands twice in a column where each must differ.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-value-repeated",
    severity: Severity::Error,
    en: RuleText {
        message: "`{value}` stands in the column `{column}` before (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "correct the value, or take `unique: true` away",
        why: "`unique` promises that a value of this column names one row. If two rows have it, one of them is wrong or was pasted twice.",
    },
    zh: RuleText {
        message: "列 `{column}` 中的 `{value}` 前面已经有了（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "改正这个值，或去掉 `unique: true`",
        why: "`unique` 表示该列的每个值只对应一行。两行相同，必有一行写错或粘贴了两次。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: lamp, unique: true}, {name: watts}]
        content/statistics/street-lights/data.csv
        lamp,watts
        A-1,80
        A-1,90
        ^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: lamp, unique: true}, {name: watts}]
        content/statistics/street-lights/data.csv
        lamp,watts
        A-1,80
        A-2,90
    ",
};
