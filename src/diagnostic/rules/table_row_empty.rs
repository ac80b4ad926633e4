//! A row of a table holds nothing.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-row-empty",
    severity: Severity::Warning,
    en: RuleText {
        message: "this row holds nothing but commas",
        label: "",
        help: "delete the row",
        why: "Spreadsheets write rows that were once used and emptied. The page shows an empty line, and programs count one row too many.",
    },
    zh: RuleText {
        message: "这一行只有逗号，没有内容",
        label: "",
        help: "删去这一行",
        why: "电子表格会把用过又清空的行也写出来。页面上会出现空行，程序也会多数一行。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        ,
        ^
    "#,
    right: r#"
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
    "#,
};
