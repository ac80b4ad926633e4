//! A column is described as numbers, and a value starts with a zero.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-leading-zero",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{value}` in the column `{column}` starts with a zero; as {type} it loses it (cells: {count}){?more}; also {more}{/}",
        label: "",
        help: "write `type: string` for the column in `dataset.yaml` if these are codes, postcodes or numbers of things; else delete the zero",
        why: "A program that reads the column as numbers makes 870 of 0870. For a quantity that is the same, for a code it is another one, or none.",
    },
    zh: RuleText {
        message: "列 `{column}` 中的 `{value}` 以零开头，作为{type}会丢掉这个零（共 {count} 格）{?more}；还有 {more}{/}",
        label: "",
        help: "如果是代码、邮编、编号，在 `dataset.yaml` 中把该列写为 `type: string`；否则删去开头的零",
        why: "软件把这一列当数字读，0870 就成了 870。数量不变，代码却成了另一个，甚至不存在。",
    },
    wrong: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: code, type: integer}]
        content/statistics/street-lights/data.csv
        code
        0870
        ^^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: code, type: string}]
        content/statistics/street-lights/data.csv
        code
        0870
    ",
};
