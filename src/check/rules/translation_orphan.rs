use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "translation-orphan",
    severity: Severity::Error,
    en: RuleText { message: "translation-orphan", label: "", help: "", why: "" },
    zh: RuleText { message: "translation-orphan", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
