use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "template-error",
    severity: Severity::Error,
    en: RuleText { message: "template-error", label: "", help: "", why: "" },
    zh: RuleText { message: "template-error", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
