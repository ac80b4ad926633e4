//! A policy ends or changes another from a day that nobody says.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "relation-without-day",
    severity: Severity::Warning,
    en: RuleText {
        message: "nobody says from which day this holds for `{other}`",
        label: "",
        help: "add `effective_from:` to this policy, or `on:` beside this line",
        why: "Without a first day the other policy stays as it is: a day is not guessed from that of publication.",
    },
    zh: RuleText {
        message: "没有说明自何日起对 `{other}` 生效",
        label: "",
        help: "给本文件添加 `effective_from:`，或在此处添加 `on:`",
        why: "没有施行日期，对方的效力就保持原样：不会从发布日期推断。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        relations: [{repeals: street-lighting-standard}]
                              ^^^^^^^^^^^^^^^^^^^^^^^^
        content/policies/street-lighting-standard/policy.yaml
    ",
    right: "
        content/policies/noise/policy.yaml
        effective_from: 2024-05-01
        relations: [{repeals: street-lighting-standard}]
        content/policies/street-lighting-standard/policy.yaml
    ",
};
