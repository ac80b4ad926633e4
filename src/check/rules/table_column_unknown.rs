use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-column-unknown",
    severity: Severity::Error,
    en: RuleText { message: "table-column-unknown", label: "", help: "", why: "" },
    zh: RuleText { message: "table-column-unknown", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
