use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "text-before-question",
    severity: Severity::Error,
    en: RuleText { message: "text-before-question", label: "", help: "", why: "" },
    zh: RuleText { message: "text-before-question", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
