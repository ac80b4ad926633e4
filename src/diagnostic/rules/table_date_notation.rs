//! Dates of a column are not written as YYYY-MM-DD.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-date-notation",
    severity: Severity::Warning,
    en: RuleText {
        message: "dates in the column `{column}` are written like `{value}`; that is read as {read}",
        label: "",
        help: "write dates as YYYY-MM-DD and months as YYYY-MM",
        why: "Which of `3/4/2026` is the month depends on where it was written. The whole column leaves one reading only, and the dates are published as YYYY-MM-DD.",
    },
    zh: RuleText {
        message: "列 `{column}` 的日期写作 `{value}` 这样，读作 {read}",
        label: "",
        help: "日期写成 YYYY-MM-DD，年月写成 YYYY-MM",
        why: "`3/4/2026` 是三月还是四月，各地写法不同。从整列看只有一种读法，公开的文件一律写成 YYYY-MM-DD。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: day, type: date}, {name: lights}]
        content/statistics/street-lights/data.csv
        day,lights
        30.1.2026,1204
        ^^^^^^^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: day, type: date}, {name: lights}]
        content/statistics/street-lights/data.csv
        day,lights
        2026-01-30,1204
    ",
};
