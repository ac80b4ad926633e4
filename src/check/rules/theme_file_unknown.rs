use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "theme-file-unknown",
    severity: Severity::Warning,
    en: RuleText { message: "theme-file-unknown", label: "", help: "", why: "" },
    zh: RuleText { message: "theme-file-unknown", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
