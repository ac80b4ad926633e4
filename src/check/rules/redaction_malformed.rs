use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "redaction-malformed",
    severity: Severity::Error,
    en: RuleText { message: "redaction-malformed", label: "", help: "", why: "" },
    zh: RuleText { message: "redaction-malformed", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
