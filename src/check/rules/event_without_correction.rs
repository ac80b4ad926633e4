use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "event-without-correction",
    severity: Severity::Error,
    en: RuleText { message: "event-without-correction", label: "", help: "", why: "" },
    zh: RuleText { message: "event-without-correction", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
