use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "waiver-unused",
    severity: Severity::Warning,
    en: RuleText { message: "waiver-unused", label: "", help: "", why: "" },
    zh: RuleText { message: "waiver-unused", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
