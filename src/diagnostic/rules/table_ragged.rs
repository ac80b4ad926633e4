//! A row of a table has more or fewer cells than the first.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-ragged",
    severity: Severity::Error,
    en: RuleText {
        message: "cells in this row: {cells}, in the first row: {expected} (rows of another length: {rows})",
        label: "",
        help: "add or delete commas; put a value that holds a comma between double quotes",
        why: "From the missing or extra comma on, every value stands under the wrong column: an amount becomes a year. Nobody would see it in the published figures.",
    },
    zh: RuleText {
        message: "本行有 {cells} 格，首行有 {expected} 格（与首行格数不同的共 {rows} 行）",
        label: "",
        help: "增减逗号；值里带逗号的，用英文双引号括起来",
        why: "多了或少了逗号，后面的值就都错到别的列下，金额会变成年份，公开之后也看不出来。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: year}, {name: place}]
        content/statistics/street-lights/data.csv
        year,place
        2026,North,inner
        ^^^^^^^^^^^^^^^^
    ",
    right: r#"
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: year}, {name: place}]
        content/statistics/street-lights/data.csv
        year,place
        2026,"North,inner"
    "#,
};
