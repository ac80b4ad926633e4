//! An order holds before people could learn of it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "order-in-force-soon",
    severity: Severity::Warning,
    en: RuleText {
        message: "this order is in force {days} days after it was published; the law asks for 30",
        label: "",
        help: "correct `effective_from` or `published_on`; where it had to hold sooner, say why under `at_once`",
        why: "Rules of a government (规章) come into force 30 days after publication at the earliest, so that people can learn of them; except where security, exchange rates or money, or the purpose itself, do not allow it (Regulations on Procedures for the Formulation of Rules, article 32). Readers are told the reason.",
    },
    zh: RuleText {
        message: "规章自公布起{days}日即施行，依规定应满30日",
        label: "",
        help: "改正 `effective_from` 或 `published_on`；确须提前施行的，用 `at_once` 写明理由",
        why: "《规章制定程序条例》第三十二条：规章应当自公布之日起30日后施行，让公众有时间了解；涉及国家安全、外汇汇率、货币政策的确定以及公布后不立即施行将有碍规章施行的除外。理由会向读者公开。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        number: 清水市人民政府令第5号
        published_on: 2024-03-08
        effective_from: 2024-03-15
                        ^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml
        number: 清水市人民政府令第5号
        published_on: 2024-03-08
        effective_from: 2024-03-15
        at_once: Flood season begins
    ",
};
