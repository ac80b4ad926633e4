//! Brackets look like a link and are none.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-not-made",
    severity: Severity::Warning,
    en: RuleText {
        message: "these brackets look like a link, and make none",
        label: "",
        help: "write `{suggestion}`, without a space and with the plain brackets of an English keyboard",
        why: "A link is written `[words](address)`. With full-width brackets, or a space between the two, readers see the brackets and the address as they stand.",
    },
    zh: RuleText {
        message: "这些括号看似链接，其实不成链接",
        label: "",
        help: "写成 `{suggestion}`：中间不留空格，用英文（半角）括号",
        why: "链接写作 `[文字](地址)`。用了全角括号或中间有空格，读者看到的就是括号和地址本身。",
    },
    wrong: r#"
        content/pages/how-to-ask.md
        Call us, or see [the map]（https://www.city.example/map）.
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#,
    right: r#"
        content/pages/how-to-ask.md
        Call us, or see [the map](https://www.city.example/map).
    "#,
};
