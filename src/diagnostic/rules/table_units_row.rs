//! A row of units below the names of the columns.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-units-row",
    severity: Severity::Warning,
    en: RuleText {
        message: "the row below the names of the columns holds units ({units}): it is read as such, not as data",
        label: "",
        help: "delete the row and write each `unit` in `dataset.yaml`",
        why: "A row of units among the data makes text of every column of numbers. Every unit in it is a known one and stands above numbers, so it is shown with the names of the columns.",
    },
    zh: RuleText {
        message: "列名下面一行是单位（{units}），按单位读取，不作数据",
        label: "",
        help: "删去这一行，在 `dataset.yaml` 各列的 `unit` 中写单位",
        why: "数据中夹一行单位，数值列就都成了文字。这一行里都是常见的单位，下面都是数字，所以显示在列名旁。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        district,lights,length
        ,盏,km
        ^^^^^^
        North,1204,31.5
        South,870,22.1
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: district}, {name: lights, unit: 盏}, {name: length, unit: km}]
        content/statistics/street-lights/data.csv
        district,lights,length
        North,1204,31.5
        South,870,22.1
    ",
};
