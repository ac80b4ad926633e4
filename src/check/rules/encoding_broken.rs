use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "encoding-broken",
    severity: Severity::Error,
    en: RuleText { message: "encoding-broken", label: "", help: "", why: "" },
    zh: RuleText { message: "encoding-broken", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
