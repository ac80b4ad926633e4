//! A comment stands behind an unquoted text in YAML.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "comment-after-text",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{rest}` is a comment and is not published",
        label: "not part of the text",
        help: "put the whole text in quotes if this belongs to it; a comment stands on a line of its own",
        why: "In YAML ` #` begins a comment. Behind a title or a note it is easily meant as part of the text, and then words are missing from the page.",
    },
    zh: RuleText {
        message: "`{rest}` 是注释，不会公开",
        label: "不属于正文",
        help: "如属于正文，请给整段文字加上引号；注释请单独成行",
        why: "YAML 中的 ` #` 表示注释。写在标题或说明后面时，往往本意是正文的一部分，公开的页面就少了这些字。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        title: Bus stop # 12 has no roof
                        ^^^^^^^^^^^^^^^^
        ---
    ",
    right: r#"
        content/replies/urban-260302-1.md
        ---
        title: "Bus stop # 12 has no roof"
        ---
    "#,
};
