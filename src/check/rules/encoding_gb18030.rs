use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "encoding-gb18030",
    severity: Severity::Error,
    en: RuleText { message: "encoding-gb18030", label: "", help: "", why: "" },
    zh: RuleText { message: "encoding-gb18030", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
