use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "front-matter-missing",
    severity: Severity::Error,
    en: RuleText { message: "front-matter-missing", label: "", help: "", why: "" },
    zh: RuleText { message: "front-matter-missing", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
