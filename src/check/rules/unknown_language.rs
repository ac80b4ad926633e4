use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-language",
    severity: Severity::Error,
    en: RuleText { message: "unknown-language", label: "", help: "", why: "" },
    zh: RuleText { message: "unknown-language", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
