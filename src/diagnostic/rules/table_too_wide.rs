//! A table has more columns than anybody reads.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-too-wide",
    severity: Severity::Error,
    en: RuleText {
        message: "this row has {cells} cells; a table may have {most} columns",
        label: "",
        help: "turn the table, so that each value has a row of its own (`place,month,value`), or divide it; delete commas that a spreadsheet left at the end of a row",
        why: "Of every column is kept what its values are, and each is shown: a row of a million commas would fill the memory of the computer that builds the site, and no reader could use the page.",
    },
    zh: RuleText {
        message: "本行有 {cells} 格，一张表最多 {most} 列",
        label: "",
        help: "把表转成长表，每个值一行（`地区,月份,数值`），或者拆成几张表；电子表格在行末留下的空逗号要删去",
        why: "每一列的类型都要记下并显示出来，一行上百万个逗号会占满生成网站的电脑的内存，页面也没法看。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        month,lamps,… and 2,000 more
        ^
    ",
    right: "
        content/statistics/street-lights/data.csv
        month,lamps
        2026-01,1204
    ",
};
