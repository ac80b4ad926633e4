//! A policy is in force before it was made.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "effective-before-made",
    severity: Severity::Error,
    en: RuleText {
        message: "in force from {effective}, but made only on {made}",
        label: "",
        help: "correct `effective_from` or `made_on`",
        why: "A rule cannot bind anyone before it exists, so one of the two dates is a slip. The page tells people from which day the rule holds for them.",
    },
    zh: RuleText {
        message: "施行日期 {effective} 早于成文日期 {made}",
        label: "",
        help: "改正 `effective_from` 或 `made_on`",
        why: "文件在成文之前不可能施行，两个日期必有一个写错。公众要靠这个页面知道规定从哪一天起执行。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        made_on: 2024-03-01
        effective_from: 2023-05-01
                        ^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml
        made_on: 2024-03-01
        effective_from: 2024-05-01
    ",
};
