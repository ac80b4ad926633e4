use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "encoding-utf16",
    severity: Severity::Warning,
    en: RuleText { message: "encoding-utf16", label: "", help: "", why: "" },
    zh: RuleText { message: "encoding-utf16", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
