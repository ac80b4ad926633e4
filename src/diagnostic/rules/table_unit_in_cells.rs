//! Every cell of a column holds a unit or a currency sign.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-unit-in-cells",
    severity: Severity::Warning,
    en: RuleText {
        message: "every value in the column `{column}` has `{sign}` beside its number: the column is published as text",
        label: "",
        help: "take `{sign}` out of the cells and write it as `unit` of the column in `dataset.yaml`",
        why: "With a sign in the cell no program computes with the number. Which currency `$` or `¥` is, and whether `12k` is a number at all, cannot be told from the table; so nothing is taken off.",
    },
    zh: RuleText {
        message: "列 `{column}` 每个值都带有 `{sign}`，只能作为文字公开",
        label: "",
        help: "从单元格中去掉 `{sign}`，在 `dataset.yaml` 中写作该列的 `unit`",
        why: "单元格里带着符号，程序就不能计算。`$`、`¥` 是哪一种货币，`12k` 是不是数字，从表中无法确定，所以不会自动去掉。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        district,cost
        North,¥1234
              ^
        South,¥980
    ",
    right: "
        content/statistics/street-lights/data.csv
        district,cost
        North,1234
        South,980
    ",
};
