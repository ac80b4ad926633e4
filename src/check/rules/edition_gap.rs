use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "edition-gap",
    severity: Severity::Error,
    en: RuleText { message: "edition-gap", label: "", help: "", why: "" },
    zh: RuleText { message: "edition-gap", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
