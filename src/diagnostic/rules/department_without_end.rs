//! A department has ended, and no day is given.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "department-without-end",
    severity: Severity::Warning,
    en: RuleText {
        message: "the department `{id}` is `{status}`, and its last day is not given",
        label: "",
        help: "add `valid_to:` with the last day on which it was in charge",
        why: "Without that day nobody can tell whether it was still there when a matter came in, so a case given to it by mistake would go unnoticed.",
    },
    zh: RuleText {
        message: "部门 `{id}` 的现状为 `{status}`，但没有写到哪天为止",
        label: "",
        help: "添加 `valid_to:`，写上它履职的最后一天",
        why: "没有这个日期，就无法判断收件时它是否还在，误派给它的来信也就发现不了。",
    },
    wrong: r#"
        content/departments.yaml
        - {id: urban-management, name: Urban Management Bureau}
        - {id: parks, name: Parks Bureau, status: merged}
                                                  ^^^^^^
    "#,
    right: r#"
        content/departments.yaml
        - {id: urban-management, name: Urban Management Bureau}
        - {id: parks, name: Parks Bureau, status: merged, valid_to: 2025-06-30}
    "#,
};
