use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "date-before-receipt",
    severity: Severity::Error,
    en: RuleText { message: "date-before-receipt", label: "", help: "", why: "" },
    zh: RuleText { message: "date-before-receipt", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
