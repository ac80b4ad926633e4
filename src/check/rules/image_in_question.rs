use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "image-in-question",
    severity: Severity::Warning,
    en: RuleText { message: "image-in-question", label: "", help: "", why: "" },
    zh: RuleText { message: "image-in-question", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
