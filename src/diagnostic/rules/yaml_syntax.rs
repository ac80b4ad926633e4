//! The YAML of a file cannot be read.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-syntax",
    severity: Severity::Error,
    en: RuleText {
        message: "the YAML cannot be read here",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant; else {/}{?column}begin this line in column {column}, if it belongs to the one above; else {/}put a value between double quotes if it holds `: ` or ` #` or begins with a sign such as `*`, `&` or `[`; close every bracket and quote; indent lines of one list alike",
        why: "The lines between the two `---`, and whole `.yaml` files, are in a notation where colons, brackets and the spaces at the start of a line have a meaning. From the first slip on, nothing that follows can be told for certain, so nothing of this file is used.",
    },
    zh: RuleText {
        message: "YAML 从这里起无法读取",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；否则{/}{?column}如与上一行同属一处，请从第 {column} 列写起；否则{/}内容里有 `: `、` #` 或以 `*`、`&`、`[` 等符号开头的，用英文双引号括起来；括号和引号要成对；同一列表的各行缩进要一致",
        why: "两行 `---` 之间的内容和整个 `.yaml` 文件用 YAML 书写，冒号、括号和行首空格都有含义。一处写错，后面的内容就无法确定，所以整个文件都不采用。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        title: Reply: street lights
               ^^^^^^^^^^^^^^^^^^^^
        ---
    ",
    right: r#"
        content/replies/urban-260302-1.md
        ---
        title: "Reply: street lights"
        ---
    "#,
};
