use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-empty",
    severity: Severity::Error,
    en: RuleText { message: "table-empty", label: "", help: "", why: "" },
    zh: RuleText { message: "table-empty", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
