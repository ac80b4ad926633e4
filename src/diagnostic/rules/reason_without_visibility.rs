//! A reason is given for what is not done.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "reason-without-visibility",
    severity: Severity::Warning,
    en: RuleText {
        message: "a reason is given why this is not shown, and it is shown",
        label: "",
        help: "add `visibility: withheld` or `visibility: removed` if it is not to be shown; otherwise delete the reason",
        why: "`visibility_reason` alone hides nothing. Whoever wrote it meant the record to be withheld or taken down, and it is on the site.",
    },
    zh: RuleText {
        message: "写了不公开的理由，但本记录仍在公开",
        label: "",
        help: "不公开的，添加 `visibility: withheld` 或 `visibility: removed`；否则删去理由",
        why: "只写 `visibility_reason` 并不会隐去记录。写的人以为已经不公开，其实网站上仍能看到。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        visibility_reason: The police investigate
                           ^^^^^^^^^^^^^^^^^^^^^^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        visibility: withheld
        visibility_reason: The police investigate
        ---
    "#,
};
