use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-word",
    severity: Severity::Error,
    en: RuleText { message: "unknown-word", label: "", help: "", why: "" },
    zh: RuleText { message: "unknown-word", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
