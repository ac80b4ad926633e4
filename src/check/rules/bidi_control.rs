use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "bidi-control",
    severity: Severity::Warning,
    en: RuleText { message: "bidi-control", label: "", help: "", why: "" },
    zh: RuleText { message: "bidi-control", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
