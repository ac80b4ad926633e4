//! A column is in the table or in its description, but not in both.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-column-unknown",
    severity: Severity::Error,
    en: RuleText {
        message: "the column `{column}` does not stand in both the table and `dataset.yaml`",
        label: "",
        help: "write the same names under `fields` and in the first row of the table; capital letters and spaces count",
        why: "The description tells readers what a column means and in which unit it is. If the two do not match, a column is published that nobody explained, or one is explained that nobody can find.",
    },
    zh: RuleText {
        message: "数据表与 `dataset.yaml` 的列对不上：`{column}` 只在一边有",
        label: "",
        help: "`fields` 中的列名与数据表首行要完全一致，包括大小写和空格",
        why: "`dataset.yaml` 说明每一列的含义和单位。两边对不上，就会公开没有说明的列，或者说明了却找不到的列。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lamps}]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights}]
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
    ",
};
