use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "visibility-without-reason",
    severity: Severity::Error,
    en: RuleText { message: "visibility-without-reason", label: "", help: "", why: "" },
    zh: RuleText { message: "visibility-without-reason", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
