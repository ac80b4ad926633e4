use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "path-outside-grammar",
    severity: Severity::Error,
    en: RuleText { message: "path-outside-grammar", label: "", help: "", why: "" },
    zh: RuleText { message: "path-outside-grammar", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
