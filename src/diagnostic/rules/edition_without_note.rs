//! A later edition does not say what it changes.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "edition-without-note",
    severity: Severity::Error,
    en: RuleText {
        message: "this edition does not say what it changes",
        label: "",
        help: "add `note:` with one sentence on what is new",
        why: "From the second edition on, people want to know what is different without reading the whole text. The note stands at the top of the page and in the list of editions.",
    },
    zh: RuleText {
        message: "没有说明这一版改了什么",
        label: "",
        help: "添加 `note:`，用一句话说明修改内容",
        why: "从第二版起，读者想知道改了什么，而不必通读全文。修改说明显示在页面顶部和版本列表中。",
    },
    wrong: "
        content/policies/noise/edition-2.md (the whole file)
        ---
        on: 2025-06-01
        ^^^^^^^^^^^^^^
        change: major
        ---
        Quiet at night.
    ",
    right: "
        content/policies/noise/edition-2.md (the whole file)
        ---
        on: 2025-06-01
        change: major
        note: Night hours start at 22:00
        ---
        Quiet at night.
    ",
};
