use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "id-reserved",
    severity: Severity::Error,
    en: RuleText { message: "id-reserved", label: "", help: "", why: "" },
    zh: RuleText { message: "id-reserved", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
