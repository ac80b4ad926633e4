use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "byte-order-mark",
    severity: Severity::Warning,
    en: RuleText { message: "byte-order-mark", label: "", help: "", why: "" },
    zh: RuleText { message: "byte-order-mark", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
