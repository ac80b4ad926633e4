//! Rows above the names of the columns.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-preamble",
    severity: Severity::Warning,
    en: RuleText {
        message: "above the names of the columns, which stand in line {head}, is other text (such rows: {rows}): `{text}`; it is left out",
        label: "",
        help: "delete these rows; what they say belongs in `title` and `description` of `dataset.yaml`",
        why: "A table for programs begins with the names of its columns. The rows above have a single cell each and the names below are certain, so the table is read; whoever downloads it gets it without them.",
    },
    zh: RuleText {
        message: "列名在第 {head} 行，以上另有 {rows} 行文字：`{text}`，已略去",
        label: "",
        help: "删去这些行，其内容写进 `dataset.yaml` 的 `title`、`description`",
        why: "供程序使用的数据表首行就是列名。这些行只有一格，其下的列名可以确定，所以照常读取；下载的文件里没有这些行。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        Street lights by month
        ^^^^^^
        month,lights
        2026-01,1204
        2026-02,1210
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        description: Street lights by month
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-02,1210
    ",
};
