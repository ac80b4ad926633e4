//! A number stands where its status says that there is none.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-value-shown",
    severity: Severity::Error,
    en: RuleText {
        message: "a number stands in the column `{column}` where the status says {status} (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "if the figure may not be shown, take it out of the cell (git keeps what was pushed); else correct the status",
        why: "A figure is suppressed because it would tell about single people or firms. Marked as suppressed and still in the file, it is published all the same.",
    },
    zh: RuleText {
        message: "列 `{column}` 的状态为 {status}，单元格里却有数字（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "不得公布的，从单元格中删去（已推送的会留在 git 历史中）；可以公布的，改正状态",
        why: "不予公布的数字，是因为会透露个人或企业的情况。只标了不公布而数字仍在文件里，等于公布了。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, type: integer, status: state}, {name: state}]
        content/statistics/street-lights/data.csv
        month,lights,state
        2026-01,1204,final
        2026-02,3,suppressed
                ^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, type: integer, status: state}, {name: state}]
        content/statistics/street-lights/data.csv
        month,lights,state
        2026-01,1204,final
        2026-02,,suppressed
    ",
};
