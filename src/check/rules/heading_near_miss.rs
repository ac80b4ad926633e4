use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "heading-near-miss",
    severity: Severity::Error,
    en: RuleText { message: "heading-near-miss", label: "", help: "", why: "" },
    zh: RuleText { message: "heading-near-miss", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
