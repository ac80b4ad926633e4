//! A policy on trial has no last day.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "trial-without-end",
    severity: Severity::Warning,
    en: RuleText {
        message: "the title says `{word}`, but there is no last day",
        label: "",
        help: "add `effective_until:`, or `validity_rule:` if a rule gives the last day",
        why: "A text on trial ends. Where nobody says when, it stays in force for good, and people cannot know whether it is still meant to hold.",
    },
    zh: RuleText {
        message: "标题含“{word}”，却没有写有效期",
        label: "",
        help: "添加 `effective_until:`；有效期由规定统一确定的，写 `validity_rule:`",
        why: "试行、暂行文件应有期限。不写期限，就一直显示为有效，公众无从知道它是否仍应执行。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        title: Interim rules on noise
               ^^^^^^^^^^^^^^^^^^^^^^
        effective_from: 2024-05-01
    ",
    right: "
        content/policies/noise/policy.yaml
        title: Interim rules on noise
        effective_from: 2024-05-01
        effective_until: 2028-04-30
    ",
};
