//! A row of a table sums up others.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-total-row",
    severity: Severity::Warning,
    en: RuleText {
        message: "this row sums up others: `{cell}` (such rows: {rows})",
        label: "",
        help: "delete the row: whoever uses the table makes the sum, and a row of it is counted twice",
        why: "A table for programs holds one kind of row. Whoever adds the column up, or draws it, takes the sum for one more place or month. Charts of the table leave such rows out.",
    },
    zh: RuleText {
        message: "本行是合计：`{cell}`（共 {rows} 行）",
        label: "",
        help: "删去这一行；需要合计的人会自己算，留着会被重复计算",
        why: "供程序使用的数据表每行应是同一种内容。别人求和或画图时，会把合计当成又一个地区或月份。本站的图表不画这样的行。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv
        district,lights
        North,12
        South,7
        Total,19
        ^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/data.csv
        district,lights
        North,12
        South,7
    "#,
};
