use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "html-comment",
    severity: Severity::Warning,
    en: RuleText { message: "html-comment", label: "", help: "", why: "" },
    zh: RuleText { message: "html-comment", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
