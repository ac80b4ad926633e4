use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "anchor-repeated",
    severity: Severity::Error,
    en: RuleText { message: "anchor-repeated", label: "", help: "", why: "" },
    zh: RuleText { message: "anchor-repeated", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
