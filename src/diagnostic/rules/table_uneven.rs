//! Rows of a table have more or fewer cells than its first row, and no columns are described.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-uneven",
    severity: Severity::Warning,
    en: RuleText {
        message: "this row has {cells} cells, the first row has {expected}; rows that differ: {rows}",
        label: "first row of another width",
        help: "give the first row a name for every column, or add the missing commas; until then surplus cells stand under `column-N` and missing ones are empty",
        why: "A table whose rows differ in width leaves the reader to guess which value belongs to which column. Where dataset.yaml does not describe the columns the table is published as it is, nothing left out, and you are told. Once the columns are described under `fields`, such a row is an error.",
    },
    zh: RuleText {
        message: "此行有{cells}格，首行有{expected}格；共有{rows}行如此",
        label: "第一处宽度不同的行",
        help: "在首行补齐各列名称，或补上缺少的逗号；在此之前，多出的格归入 `column-N`，缺少的格留空",
        why: "各行宽度不一，读者无从判断数值属于哪一列。dataset.yaml 没有列出各列时，表格照原样公开，一格不丢，同时提醒您。一旦在 `fields` 中列出各列，这样的行就是错误。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        year,lamps
        2025,41200,98.1
        ^^^^^^^^^^^^^^^
    ",
    right: "
        content/statistics/street-lights/data.csv
        year,lamps,lit
        2025,41200,98.1
    ",
};
