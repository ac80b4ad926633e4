use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "emphasis-unclosed",
    severity: Severity::Warning,
    en: RuleText { message: "emphasis-unclosed", label: "", help: "", why: "" },
    zh: RuleText { message: "emphasis-unclosed", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
