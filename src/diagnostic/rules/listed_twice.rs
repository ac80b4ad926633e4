//! An item stands in a list twice.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "listed-twice",
    severity: Severity::Warning,
    en: RuleText {
        message: "the same stands in `{key}` twice",
        label: "",
        help: "delete one of the two",
        why: "What is listed twice is shown twice, and may be counted twice. Often a line was pasted again, or two people's changes were joined with both of them kept.",
    },
    zh: RuleText {
        message: "`{key}` 中同一项列了两次",
        label: "",
        help: "删去其中一项",
        why: "列了两次就会显示两次，还可能重复计数。多因重复粘贴，或合并两人的修改时两份都留下了。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        topics: [street-lighting, street-lighting]
                                  ^^^^^^^^^^^^^^^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        topics: [street-lighting]
        ---
    "#,
};
