use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "period-reversed",
    severity: Severity::Error,
    en: RuleText { message: "period-reversed", label: "", help: "", why: "" },
    zh: RuleText { message: "period-reversed", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
