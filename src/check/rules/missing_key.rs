use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "missing-key",
    severity: Severity::Error,
    en: RuleText { message: "missing-key", label: "", help: "", why: "" },
    zh: RuleText { message: "missing-key", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
