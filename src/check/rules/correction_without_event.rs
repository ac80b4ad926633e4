use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "correction-without-event",
    severity: Severity::Error,
    en: RuleText { message: "correction-without-event", label: "", help: "", why: "" },
    zh: RuleText { message: "correction-without-event", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
