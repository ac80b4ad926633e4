//! Two cases have the same reference number.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "reference-repeated",
    severity: Severity::Warning,
    en: RuleText {
        message: "the reference `{reference}` stands in another case as well",
        label: "",
        help: "correct the number; if it is one matter, keep one case and end the other with `type: merged`",
        why: "People look for their case by the number they were given. Two cases with the same number often mean that one matter was entered twice, and it would be counted twice as well.",
    },
    zh: RuleText {
        message: "受理编号 `{reference}` 在另一件来信中也有",
        label: "",
        help: "改正编号；如果是同一事项，保留一件，另一件用 `type: merged` 并案",
        why: "群众凭编号查自己的来信。两件编号相同，往往是同一事项录入了两次，统计也会重复计算。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        references: ["12345-20260302-0117"]
        ---
        content/replies/urban-260302-2.md
        ---
        title: Lamps dark again
        references: ["12345-20260302-0117"]
                     ^^^^^^^^^^^^^^^^^^^^^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        references: ["12345-20260302-0117"]
        ---
        content/replies/urban-260302-2.md
        ---
        title: Lamps dark again
        references: ["12345-20260302-0118"]
        ---
    "#,
};
