//! An edition has the text of another one that was published.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "editions-renumbered",
    severity: Severity::Error,
    en: RuleText {
        message: "{new} has the text that was published as {old}",
        label: "",
        help: "leave the numbers of editions as they were: a new one takes the next number",
        why: "Replies and other sites link to an edition by its number. When numbers move, their links lead to another text.",
    },
    zh: RuleText {
        message: "{new} 的文字是公开时的 {old}",
        label: "",
        help: "版本号请保持原样，新版本用下一个号码",
        why: "答复和其他网站按版本号链接。号码一动，链接就指向了别的文字。",
    },
    wrong: "
        content/policies/noise/edition-1.md (as published)
        Quiet from 22:00.
        content/policies/noise/edition-2.md (as published)
        ---
        on: 2025-03-01
        note: Night hours
        ---
        Quiet from 23:00.
        content/policies/noise/edition-1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        Quiet from 23:00.
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        note: Night hours
        ---
        Quiet from 23:00.
    ",
    right: "
        content/policies/noise/edition-1.md (as published)
        Quiet from 22:00.
        content/policies/noise/edition-1.md
        Quiet from 22:00.
    ",
};
