use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-encoding-gb18030",
    severity: Severity::Warning,
    en: RuleText { message: "table-encoding-gb18030", label: "", help: "", why: "" },
    zh: RuleText { message: "table-encoding-gb18030", label: "", help: "", why: "" },
    wrong: "",
    right: "",
};
