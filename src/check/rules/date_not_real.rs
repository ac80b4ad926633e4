use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "date-not-real",
    severity: Severity::Error,
    en: RuleText { message: "date-not-real", label: "", help: "", why: "" },
    zh: RuleText { message: "date-not-real", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
