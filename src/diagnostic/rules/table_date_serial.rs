//! A date of a table is the number that a spreadsheet counts days with.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-date-serial",
    severity: Severity::Error,
    en: RuleText {
        message: "`{value}` in the column `{column}` is no date but the number of a day in a spreadsheet; it would be {read} (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "format the column as a date, YYYY-MM-DD, in the spreadsheet and save the table again",
        why: "Spreadsheets keep a date as a count of days and show it as a date only in a column with that format. Old files of some programs count from another year, so the number is not turned back here.",
    },
    zh: RuleText {
        message: "列 `{column}` 中的 `{value}` 不是日期，而是表格软件的日期序号，应为 {read}（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "在表格软件中把该列设为日期格式 YYYY-MM-DD，再重新保存",
        why: "表格软件用天数保存日期，只有设了日期格式的列才显示为日期。有的软件从另一年算起，所以这里不自动换算。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: day, type: date}, {name: lights}]
        content/statistics/street-lights/data.csv
        day,lights
        45321,1204
        ^^^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: day, type: date}, {name: lights}]
        content/statistics/street-lights/data.csv
        day,lights
        2024-01-30,1204
    ",
};
