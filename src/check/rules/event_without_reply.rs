use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "event-without-reply",
    severity: Severity::Error,
    en: RuleText { message: "event-without-reply", label: "", help: "", why: "" },
    zh: RuleText { message: "event-without-reply", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
