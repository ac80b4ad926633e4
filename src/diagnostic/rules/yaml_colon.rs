//! A key is not followed by a colon and a space.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-colon",
    severity: Severity::Error,
    en: RuleText {
        message: "between a key and its value stand a colon and a space",
        label: "",
        help: "write `{suggestion}`",
        why: "A key is told from its value by a colon and a space; without the space, or with another mark, all is one word.",
    },
    zh: RuleText {
        message: "字段名与内容之间应为英文冒号加一个空格",
        label: "",
        help: "写成 `{suggestion}`",
        why: "字段名与内容靠英文冒号加空格区分；没有空格或用了别的符号，就会连成一个词。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        department:transport
                  ^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        department: transport
        ---
    "#,
};
