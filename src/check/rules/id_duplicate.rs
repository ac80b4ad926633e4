use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "id-duplicate",
    severity: Severity::Error,
    en: RuleText { message: "id-duplicate", label: "", help: "", why: "" },
    zh: RuleText { message: "id-duplicate", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
