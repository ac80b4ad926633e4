use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-full-width-mark",
    severity: Severity::Error,
    en: RuleText { message: "yaml-full-width-mark", label: "", help: "", why: "" },
    zh: RuleText { message: "yaml-full-width-mark", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
