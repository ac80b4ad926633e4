use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-resident-id",
    severity: Severity::Error,
    en: RuleText { message: "personal-data-resident-id", label: "", help: "", why: "" },
    zh: RuleText { message: "personal-data-resident-id", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
