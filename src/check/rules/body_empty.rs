use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "body-empty",
    severity: Severity::Error,
    en: RuleText { message: "body-empty", label: "", help: "", why: "" },
    zh: RuleText { message: "body-empty", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
