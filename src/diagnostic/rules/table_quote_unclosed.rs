//! A quote opens a cell of a table and is not closed where the cell ends.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-quote-unclosed",
    severity: Severity::Error,
    en: RuleText {
        message: "the double quote here opens a cell that is not closed properly; lines it runs over: {lines}",
        label: "the quote that opens the cell",
        help: "close the cell with a second double quote right before the comma or the end of the line; if the quote belongs to the text, write it twice and put the cell between quotes: `\"5\"\" pipe\"`",
        why: "A double quote at the start of a cell means that all up to the next one is its value, commas and line breaks too. If the second is missing, or is that of another row, whole rows disappear into one cell, and nobody sees it in the published table.",
    },
    zh: RuleText {
        message: "此处的英文双引号开始了一格，却没有正确结束；所占行数：{lines}",
        label: "开始这一格的引号",
        help: "在逗号或行末之前补上另一个双引号；引号本来就是内容的，写两遍，并把整格括起来：`\"5\"\" pipe\"`",
        why: "格首的英文双引号表示：到下一个双引号为止都是这一格的值，逗号和换行也在内。少了后一个，或者后一个其实属于别的行，整行整行的数据就会并入一格，公开之后看不出来。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv
        item,size
        valve,"5 inch
              ^
        pump,7
    "#,
    right: r#"
        content/statistics/street-lights/data.csv
        item,size
        valve,"5 inch"
        pump,7
    "#,
};
