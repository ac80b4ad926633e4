use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "waiver-expired",
    severity: Severity::Error,
    en: RuleText { message: "waiver-expired", label: "", help: "", why: "" },
    zh: RuleText { message: "waiver-expired", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
