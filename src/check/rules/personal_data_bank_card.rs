use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-bank-card",
    severity: Severity::Error,
    en: RuleText { message: "personal-data-bank-card", label: "", help: "", why: "" },
    zh: RuleText { message: "personal-data-bank-card", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
