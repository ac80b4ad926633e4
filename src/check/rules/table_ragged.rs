use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-ragged",
    severity: Severity::Error,
    en: RuleText { message: "table-ragged", label: "", help: "", why: "" },
    zh: RuleText { message: "table-ragged", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
