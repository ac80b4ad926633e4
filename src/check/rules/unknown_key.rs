use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-key",
    severity: Severity::Error,
    en: RuleText { message: "unknown-key", label: "", help: "", why: "" },
    zh: RuleText { message: "unknown-key", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
