use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "record-link-in-question",
    severity: Severity::Warning,
    en: RuleText { message: "record-link-in-question", label: "", help: "", why: "" },
    zh: RuleText { message: "record-link-in-question", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
