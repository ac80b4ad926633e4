use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-value-wrong-type",
    severity: Severity::Error,
    en: RuleText { message: "table-value-wrong-type", label: "", help: "", why: "" },
    zh: RuleText { message: "table-value-wrong-type", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
