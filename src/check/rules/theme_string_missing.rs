use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "theme-string-missing",
    severity: Severity::Error,
    en: RuleText { message: "theme-string-missing", label: "", help: "", why: "" },
    zh: RuleText { message: "theme-string-missing", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
