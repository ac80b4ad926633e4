use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-email",
    severity: Severity::Error,
    en: RuleText { message: "personal-data-email", label: "", help: "", why: "" },
    zh: RuleText { message: "personal-data-email", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
