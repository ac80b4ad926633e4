use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-mobile",
    severity: Severity::Error,
    en: RuleText { message: "personal-data-mobile", label: "", help: "", why: "" },
    zh: RuleText { message: "personal-data-mobile", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
