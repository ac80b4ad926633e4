use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-missing",
    severity: Severity::Error,
    en: RuleText { message: "table-missing", label: "", help: "", why: "" },
    zh: RuleText { message: "table-missing", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
