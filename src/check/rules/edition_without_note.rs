use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "edition-without-note",
    severity: Severity::Error,
    en: RuleText { message: "edition-without-note", label: "", help: "", why: "" },
    zh: RuleText { message: "edition-without-note", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
