use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-unlisted",
    severity: Severity::Error,
    en: RuleText { message: "attachment-unlisted", label: "", help: "", why: "" },
    zh: RuleText { message: "attachment-unlisted", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
