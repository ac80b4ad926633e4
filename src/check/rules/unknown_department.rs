use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-department",
    severity: Severity::Error,
    en: RuleText { message: "unknown-department", label: "", help: "", why: "" },
    zh: RuleText { message: "unknown-department", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
