use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "config-value-malformed",
    severity: Severity::Error,
    en: RuleText { message: "config-value-malformed", label: "", help: "", why: "" },
    zh: RuleText { message: "config-value-malformed", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
