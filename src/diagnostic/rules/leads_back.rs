//! Departments or topics stand in a circle.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "leads-back",
    severity: Severity::Error,
    en: RuleText {
        message: "`{id}` leads back to itself by `{key}`: {way}",
        label: "",
        help: "correct `{key}` in one of these",
        why: "A department cannot stand above itself, nor take over from itself, and a topic cannot be part of itself. One of the lines names the wrong one.",
    },
    zh: RuleText {
        message: "`{id}` 沿 `{key}` 绕回了自己：{way}",
        label: "",
        help: "改正其中一项的 `{key}`",
        why: "部门不能是自己的上级，也不能由自己承接；主题不能属于自己。其中必有一行写错。",
    },
    wrong: r#"
        content/topics.yaml
        - {id: streets, label: Streets, broader: lamps}
                                                 ^^^^^
        - {id: lamps, label: Lamps, broader: streets}
                                             ^^^^^^^
    "#,
    right: r#"
        content/topics.yaml
        - {id: streets, label: Streets}
        - {id: lamps, label: Lamps, broader: streets}
    "#,
};
