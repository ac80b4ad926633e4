use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-column-repeated",
    severity: Severity::Error,
    en: RuleText { message: "table-column-repeated", label: "", help: "", why: "" },
    zh: RuleText { message: "table-column-repeated", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
