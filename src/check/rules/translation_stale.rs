use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "translation-stale",
    severity: Severity::Warning,
    en: RuleText { message: "translation-stale", label: "", help: "", why: "" },
    zh: RuleText { message: "translation-stale", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
