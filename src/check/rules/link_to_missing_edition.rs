use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-to-missing-edition",
    severity: Severity::Error,
    en: RuleText { message: "link-to-missing-edition", label: "", help: "", why: "" },
    zh: RuleText { message: "link-to-missing-edition", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
