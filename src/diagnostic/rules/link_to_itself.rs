//! A record names itself among those related to it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-to-itself",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{link}` is this record itself",
        label: "",
        help: "take it out, or name the record that was meant",
        why: "A page that names itself among related records sends its reader nowhere. Usually the line was copied with the record it came from.",
    },
    zh: RuleText {
        message: "`{link}` 就是本记录自己",
        label: "",
        help: "删去，或改为要关联的那条记录",
        why: "“相关记录”指向自己，读者点了还在原处。多为复制旧记录时带过来的。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        related: ["reply:urban-260302-1"]
                  ^^^^^^^^^^^^^^^^^^^^^^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        related: ["reply:urban-260302-2"]
        ---
    "#,
};
