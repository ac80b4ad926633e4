use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-scheme-unsafe",
    severity: Severity::Warning,
    en: RuleText { message: "link-scheme-unsafe", label: "", help: "", why: "" },
    zh: RuleText { message: "link-scheme-unsafe", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
