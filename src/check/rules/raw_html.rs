use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "raw-html",
    severity: Severity::Warning,
    en: RuleText { message: "raw-html", label: "", help: "", why: "" },
    zh: RuleText { message: "raw-html", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
