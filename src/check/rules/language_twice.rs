use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "language-twice",
    severity: Severity::Error,
    en: RuleText { message: "language-twice", label: "", help: "", why: "" },
    zh: RuleText { message: "language-twice", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
