//! A case is the copy of another.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "record-copied",
    severity: Severity::Warning,
    en: RuleText {
        message: "this file is the same as `{other}`, word for word",
        label: "",
        help: "take it away, or write down what happened in this case: its own dates, its own text",
        why: "Usually a record was copied to begin a new one and then left, or saved under two names. The case would be published and counted twice.",
    },
    zh: RuleText {
        message: "本文件与 `{other}` 一字不差",
        label: "",
        help: "删去，或改为这件来信自己的日期和内容",
        why: "多为复制旧记录准备新建，后来没有改；或同一件存了两个文件名。这样会公开两次、统计两次。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        content/replies/urban-260302-2.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        content/replies/urban-260302-2.md
        ---
        received: 2026-03-05
        ---
    "#,
};
