use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "calendar-missing",
    severity: Severity::Warning,
    en: RuleText { message: "calendar-missing", label: "", help: "", why: "" },
    zh: RuleText { message: "calendar-missing", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
