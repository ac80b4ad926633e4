use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-bomb",
    severity: Severity::Error,
    en: RuleText { message: "yaml-bomb", label: "", help: "", why: "" },
    zh: RuleText { message: "yaml-bomb", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
