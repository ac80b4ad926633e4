use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "duplicate-key",
    severity: Severity::Error,
    en: RuleText { message: "duplicate-key", label: "", help: "", why: "" },
    zh: RuleText { message: "duplicate-key", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
