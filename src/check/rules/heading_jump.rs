use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "heading-jump",
    severity: Severity::Warning,
    en: RuleText { message: "heading-jump", label: "", help: "", why: "" },
    zh: RuleText { message: "heading-jump", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
