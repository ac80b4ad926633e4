use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-tab",
    severity: Severity::Error,
    en: RuleText { message: "yaml-tab", label: "", help: "", why: "" },
    zh: RuleText { message: "yaml-tab", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
