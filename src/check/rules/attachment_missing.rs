use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-missing",
    severity: Severity::Error,
    en: RuleText { message: "attachment-missing", label: "", help: "", why: "" },
    zh: RuleText { message: "attachment-missing", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
