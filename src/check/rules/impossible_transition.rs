use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "impossible-transition",
    severity: Severity::Error,
    en: RuleText { message: "impossible-transition", label: "", help: "", why: "" },
    zh: RuleText { message: "impossible-transition", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
