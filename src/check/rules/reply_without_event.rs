use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "reply-without-event",
    severity: Severity::Error,
    en: RuleText { message: "reply-without-event", label: "", help: "", why: "" },
    zh: RuleText { message: "reply-without-event", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
