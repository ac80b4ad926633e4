//! Something other than commas may divide the cells of a table, and it is not certain.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-delimiter-unclear",
    severity: Severity::Error,
    en: RuleText {
        message: "it is not certain what divides the cells of this table: {mark} stands in {rows} of the first {of} rows",
        label: "the first one",
        help: "save the table with commas between the cells and the names of the columns in the first row; put values that hold such a mark between double quotes",
        why: "If the wrong mark is taken, all values stand under wrong columns, or a whole table becomes one column. The rows do not agree: some have more of the marks than others or two marks would both do.",
    },
    zh: RuleText {
        message: "无法确定这张表的各格以什么分隔：前 {of} 行中有 {rows} 行含有{mark}",
        label: "第一处",
        help: "另存为以逗号分隔的文件，首行只写列名；值里带有这种符号的，用英文双引号括起来",
        why: "分隔符认错，所有的值都会错列，或者整张表变成一列。各行不一致：有的行多、有的行少，或者有两种符号都说得通。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        town;people,year
            ^
        A;1204,2026
        B;980,2026
    ",
    right: "
        content/statistics/street-lights/data.csv
        town,people,year
        A,1204,2026
        B,980,2026
    ",
};
