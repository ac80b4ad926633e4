use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-to-missing-anchor",
    severity: Severity::Error,
    en: RuleText { message: "link-to-missing-anchor", label: "", help: "", why: "" },
    zh: RuleText { message: "link-to-missing-anchor", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
