use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "translation-sections-differ",
    severity: Severity::Error,
    en: RuleText { message: "translation-sections-differ", label: "", help: "", why: "" },
    zh: RuleText { message: "translation-sections-differ", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
