//! Two rows of a table have the same key.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-key-repeated",
    severity: Severity::Error,
    en: RuleText {
        message: "this row has the same key as the row in line {line}: `{value}` (such rows: {count}){?more}; also {more}{/}",
        label: "",
        help: "delete the row that stands twice, correct it, or name in `key` the column that tells the two apart",
        why: "The key says which columns tell rows apart. Two rows with the same key are two figures for one thing: nobody knows which holds, and sums count both.",
    },
    zh: RuleText {
        message: "本行与第 {line} 行的键相同：`{value}`（共 {count} 行）{?more}；还有 {more}{/}",
        label: "",
        help: "删去重复的一行或改正；或把能区分两行的列写进 `key`",
        why: "键说明由哪些列区分各行。键相同的两行就是同一事物的两个数字，分不清哪个对，合计时也会重复计算。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            key: [month]
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-01,1210
        ^^^^^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            key: [month]
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-02,1210
    ",
};
