use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "event-in-future",
    severity: Severity::Error,
    en: RuleText { message: "event-in-future", label: "", help: "", why: "" },
    zh: RuleText { message: "event-in-future", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
