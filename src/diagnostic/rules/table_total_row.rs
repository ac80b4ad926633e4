//! The last row of a table sums up the others.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-total-row",
    severity: Severity::Warning,
    en: RuleText {
        message: "the last row sums up the others: `{cell}`",
        label: "",
        help: "delete the row: whoever uses the table makes the sum, and a row of it is counted twice",
        why: "A table for programs holds one kind of row. Whoever adds the column up, or draws it, takes the sum for one more place or month.",
    },
    zh: RuleText {
        message: "最后一行是合计：`{cell}`",
        label: "",
        help: "删去这一行；需要合计的人会自己算，留着会被重复计算",
        why: "供程序使用的数据表每行应是同一种内容。别人求和或画图时，会把合计当成又一个地区或月份。",
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
