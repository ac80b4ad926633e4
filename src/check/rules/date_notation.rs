use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "date-notation",
    severity: Severity::Error,
    en: RuleText { message: "date-notation", label: "", help: "", why: "" },
    zh: RuleText { message: "date-notation", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
