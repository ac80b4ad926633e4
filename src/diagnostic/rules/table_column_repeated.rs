//! A column of a table has no name, or one that is used twice.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-column-repeated",
    severity: Severity::Error,
    en: RuleText {
        message: "the column name `{column}` in the first row is empty or used twice",
        label: "",
        help: "if the first row is the title of the table, delete it; else give every column a name of its own in the first row; delete columns that hold nothing",
        why: "Readers and programs find a column by its name. If two are called the same, or one has no name, nobody can tell which figures are meant. An empty name is often a comma too many at the end of the lines.",
    },
    zh: RuleText {
        message: "首行的列名 `{column}` 为空或重复",
        label: "",
        help: "首行若是表的标题，请删去这一行；否则在首行为每一列写一个不同的名称；没有内容的列请删去",
        why: "读者和软件都按列名找数据。列名重复或为空，就分不清指的是哪一列。列名为空，常常是行末多了一个逗号。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        month,lights,lights
        ^^^^^^^^^^^^^^^^^^^
        2026-01,1204,1198
    ",
    right: "
        content/statistics/street-lights/data.csv
        month,lights,lights_in_service
        2026-01,1204,1198
    ",
};
