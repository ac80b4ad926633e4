//! A cell of a table holds an error of a spreadsheet.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-cell-broken",
    severity: Severity::Error,
    en: RuleText {
        message: "`{cell}` is what a spreadsheet shows where it has no value",
        label: "",
        help: "mend the formula or widen the column in the spreadsheet, and save the table again; leave the cell empty if there is no value",
        why: "Such a cell holds no figure: a formula divided by nothing or lost what it referred to, or the column was too narrow to show the number when the table was copied.",
    },
    zh: RuleText {
        message: "`{cell}` 是电子表格在没有值时显示的内容",
        label: "",
        help: "在电子表格中改正公式或加宽列，再重新保存；没有值就留空",
        why: "这样的单元格没有数字：公式除以零或引用丢失，或列太窄，复制时数字显示不出来。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,#REF!
                ^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,12
    "#,
};
