use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "id-outside-grammar",
    severity: Severity::Error,
    en: RuleText { message: "id-outside-grammar", label: "", help: "", why: "" },
    zh: RuleText { message: "id-outside-grammar", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
