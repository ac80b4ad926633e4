//! A dataset lists a table that is not there.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-missing",
    severity: Severity::Error,
    en: RuleText {
        message: "the table `{file}` is not there",
        label: "",
        help: "put it beside `dataset.yaml`, or correct the name; capital letters and the ending count",
        why: "The page promises figures to download. Without the file there would be a description of nothing.",
    },
    zh: RuleText {
        message: "找不到数据表 `{file}`",
        label: "",
        help: "把文件放在 `dataset.yaml` 旁边，或改正文件名；大小写和扩展名都要一致",
        why: "页面上说明有数据可以下载，文件不在，就只剩下一段空的说明。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables: [{file: data.csv}, {file: by-street.csv}]
                                          ^^^^^^^^^^^^^
        content/statistics/street-lights/data.csv
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables: [{file: data.csv}, {file: by-street.csv}]
        content/statistics/street-lights/data.csv
        content/statistics/street-lights/by-street.csv
    ",
};
