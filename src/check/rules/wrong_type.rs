use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "wrong-type",
    severity: Severity::Error,
    en: RuleText { message: "wrong-type", label: "", help: "", why: "" },
    zh: RuleText { message: "wrong-type", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
