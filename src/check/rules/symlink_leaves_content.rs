use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "symlink-leaves-content",
    severity: Severity::Error,
    en: RuleText { message: "symlink-leaves-content", label: "", help: "", why: "" },
    zh: RuleText { message: "symlink-leaves-content", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
