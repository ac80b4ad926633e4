use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "html-comment-unclosed",
    severity: Severity::Error,
    en: RuleText { message: "html-comment-unclosed", label: "", help: "", why: "" },
    zh: RuleText { message: "html-comment-unclosed", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
