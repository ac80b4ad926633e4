use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "output-collision",
    severity: Severity::Error,
    en: RuleText { message: "output-collision", label: "", help: "", why: "" },
    zh: RuleText { message: "output-collision", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
