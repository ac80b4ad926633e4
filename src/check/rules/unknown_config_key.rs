use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-config-key",
    severity: Severity::Error,
    en: RuleText { message: "unknown-config-key", label: "", help: "", why: "" },
    zh: RuleText { message: "unknown-config-key", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
