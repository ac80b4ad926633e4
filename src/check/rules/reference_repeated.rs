use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "reference-repeated",
    severity: Severity::Warning,
    en: RuleText { message: "reference-repeated", label: "", help: "", why: "" },
    zh: RuleText { message: "reference-repeated", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
