use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "effective-before-made",
    severity: Severity::Error,
    en: RuleText { message: "effective-before-made", label: "", help: "", why: "" },
    zh: RuleText { message: "effective-before-made", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
