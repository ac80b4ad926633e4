use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "control-character",
    severity: Severity::Warning,
    en: RuleText { message: "control-character", label: "", help: "", why: "" },
    zh: RuleText { message: "control-character", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
