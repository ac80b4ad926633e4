use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-syntax",
    severity: Severity::Error,
    en: RuleText { message: "yaml-syntax", label: "", help: "", why: "" },
    zh: RuleText { message: "yaml-syntax", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
