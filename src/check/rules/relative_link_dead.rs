use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "relative-link-dead",
    severity: Severity::Error,
    en: RuleText { message: "relative-link-dead", label: "", help: "", why: "" },
    zh: RuleText { message: "relative-link-dead", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
