use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "fact-stated-twice",
    severity: Severity::Error,
    en: RuleText { message: "fact-stated-twice", label: "", help: "", why: "" },
    zh: RuleText { message: "fact-stated-twice", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
