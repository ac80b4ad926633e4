//! A policy that binds runs out within ninety days.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "policy-ends-soon",
    severity: Severity::Warning,
    en: RuleText {
        message: "this policy runs out soon: {last} is its last day",
        label: "",
        help: "renew it, or say what takes its place; if it is to run out, nothing need be done",
        why: "When a policy has run out, everything that rests on it rests on nothing. To renew it takes a consultation, and that takes weeks.",
    },
    zh: RuleText {
        message: "这份文件即将失效，有效期至 {last}",
        label: "",
        help: "请评估后决定延续、修订或由新文件替代；到期失效属计划之内的，无须处理",
        why: "文件失效后，依据它办理的事项就没有了依据。延续或修订需要征求意见，要预留时间。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        effective_from: 2024-05-01
        effective_until: 2026-08-31
                         ^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml
        effective_from: 2024-05-01
        effective_until: 2028-08-31
    ",
};
