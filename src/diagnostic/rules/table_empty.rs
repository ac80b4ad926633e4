//! A table has no rows.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-empty",
    severity: Severity::Error,
    en: RuleText {
        message: "the table has no rows below its first one",
        label: "",
        help: "add the data, or take the table out of `dataset.yaml` until there is some",
        why: "The first row holds the names of the columns, the data follow. A table without data is usually a failed export, and readers would take it for the answer \"none\".",
    },
    zh: RuleText {
        message: "数据表除首行外没有数据",
        label: "",
        help: "补上数据；暂时没有数据的，先从 `dataset.yaml` 中去掉这张表",
        why: "首行是列名，以下是数据。没有数据的表多半是导出失败，读者却会理解为“没有发生”。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        month,lights
    ",
    right: "
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
    ",
};
