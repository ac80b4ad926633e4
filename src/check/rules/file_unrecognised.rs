use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "file-unrecognised",
    severity: Severity::Warning,
    en: RuleText { message: "file-unrecognised", label: "", help: "", why: "" },
    zh: RuleText { message: "file-unrecognised", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
