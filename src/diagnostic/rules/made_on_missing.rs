//! A policy is said to hold, but not when it was made.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "made-on-missing",
    severity: Severity::Warning,
    en: RuleText {
        message: "nobody says when this policy was made, so it is shown as a draft",
        label: "",
        help: "add `made_on:` with the day on which it was made; a draft has `consultation:` in its place",
        why: "Without the day on which it was made a text is a draft, and binds nobody.",
    },
    zh: RuleText {
        message: "没有写成文日期，页面将标为草案",
        label: "",
        help: "添加 `made_on:`，写明成文日期；如是草案，请写 `consultation:`",
        why: "没有成文日期的文件是草案，没有约束力。",
    },
    wrong: "
        content/policies/noise/policy.yaml (the whole file)
        title: Rules on noise
        issuers: [urban-management]
        published_on: 2024-03-08
        effective_from: 2024-05-01
                        ^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml (the whole file)
        title: Rules on noise
        issuers: [urban-management]
        made_on: 2024-03-01
        published_on: 2024-03-08
        effective_from: 2024-05-01
    ",
};
