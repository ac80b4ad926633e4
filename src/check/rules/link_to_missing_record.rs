use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-to-missing-record",
    severity: Severity::Error,
    en: RuleText { message: "link-to-missing-record", label: "", help: "", why: "" },
    zh: RuleText { message: "link-to-missing-record", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
