use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "line-endings-mixed",
    severity: Severity::Warning,
    en: RuleText { message: "line-endings-mixed", label: "", help: "", why: "" },
    zh: RuleText { message: "line-endings-mixed", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
