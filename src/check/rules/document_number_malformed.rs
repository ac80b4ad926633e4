use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "document-number-malformed",
    severity: Severity::Error,
    en: RuleText { message: "document-number-malformed", label: "", help: "", why: "" },
    zh: RuleText { message: "document-number-malformed", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
