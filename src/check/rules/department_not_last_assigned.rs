use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "department-not-last-assigned",
    severity: Severity::Error,
    en: RuleText { message: "department-not-last-assigned", label: "", help: "", why: "" },
    zh: RuleText { message: "department-not-last-assigned", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
