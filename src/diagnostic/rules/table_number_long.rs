//! A number of a table has more digits than programs keep.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-number-long",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{value}` in the column `{column}` has more digits than programs compute with (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "if it is an identifier, give the column `type: string`; if it is a quantity, write it in a larger unit",
        why: "Spreadsheets and most programs keep 15 digits of a number and turn the rest into zeros. An identifier then names another thing.",
    },
    zh: RuleText {
        message: "列 `{column}` 中的 `{value}` 位数太多，软件无法精确计算（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "如果是编号，把该列的 `type` 写成 string；如果是数量，换用更大的单位",
        why: "表格软件和多数程序只保留 15 位数字，其余变成零，编号就变成了别的编号。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: lamp, type: integer}, {name: watts}]
        content/statistics/street-lights/data.csv
        lamp,watts
        12345678901234567,80
        ^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: lamp, type: string}, {name: watts}]
        content/statistics/street-lights/data.csv
        lamp,watts
        12345678901234567,80
    ",
};
