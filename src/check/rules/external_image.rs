use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "external-image",
    severity: Severity::Warning,
    en: RuleText { message: "external-image", label: "", help: "", why: "" },
    zh: RuleText { message: "external-image", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
