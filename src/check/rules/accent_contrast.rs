use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "accent-contrast",
    severity: Severity::Error,
    en: RuleText { message: "accent-contrast", label: "", help: "", why: "" },
    zh: RuleText { message: "accent-contrast", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
