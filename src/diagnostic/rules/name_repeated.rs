//! Two departments or topics have one name.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "name-repeated",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{name}` is what `{other}` is called as well",
        label: "",
        help: "give one of the two another name, or join them into one",
        why: "Readers and staff choose by the name. Two of the same name cannot be told apart, and records end up under either.",
    },
    zh: RuleText {
        message: "`{name}` 与 `{other}` 同名",
        label: "",
        help: "给其中一个改名，或合并成一个",
        why: "读者和工作人员都按名称选择。两个同名，分不清，记录就会散在两处。",
    },
    wrong: r#"
        content/topics.yaml
        - {id: streets, label: Streets}
        - {id: roads, label: Streets}
                             ^^^^^^^
    "#,
    right: r#"
        content/topics.yaml
        - {id: streets, label: Streets}
        - {id: roads, label: Country roads}
    "#,
};
