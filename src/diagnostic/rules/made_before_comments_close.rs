//! A policy is made while comments on its draft are still taken.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "made-before-comments-close",
    severity: Severity::Error,
    en: RuleText {
        message: "made on {made}, while comments on the draft are taken until {to}",
        label: "",
        help: "take `made_on` away as long as the text is a draft; add it when the text is made",
        why: "`made_on` says that the text is decided. While people are still asked what they think of it, it is a draft, and binds nobody.",
    },
    zh: RuleText {
        message: "{to}前还在征求意见，成文日期却是 {made}",
        label: "",
        help: "草案阶段不写 `made_on`，定稿后再补上",
        why: "`made_on` 表示文件已经定稿。还在征求意见时，它只是草案，没有约束力。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        made_on: 2024-03-01
                 ^^^^^^^^^^
        consultation: {from: 2024-02-10, to: 2024-03-10, how: Write to us}
    ",
    right: "
        content/policies/noise/policy.yaml
        made_on: 2024-03-01
        consultation: {from: 2024-01-10, to: 2024-02-10, how: Write to us}
    ",
};
