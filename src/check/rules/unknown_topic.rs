use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-topic",
    severity: Severity::Error,
    en: RuleText { message: "unknown-topic", label: "", help: "", why: "" },
    zh: RuleText { message: "unknown-topic", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
