//! A citizen's text links to a record of the site.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "record-link-in-question",
    severity: Severity::Warning,
    en: RuleText {
        message: "a link to a record in the question is not shown as a link",
        label: "shown as words only",
        help: "move the link to the reply, or list the record under `related`",
        why: "The question is the citizen's own text, and links to records are statements of the office. Kept apart, readers can see who pointed to which document.",
    },
    zh: RuleText {
        message: "来信中指向本站记录的链接不作链接显示",
        label: "只显示文字",
        help: "把链接移到答复中，或列入 `related`",
        why: "来信是群众自己的话，指向记录的链接是办理单位加的说明。两者分开，读者才知道是谁引用了哪份文件。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        related: ["policy:street-lighting-standard"]
        ---
        ## Question

        What does [the standard](policy:street-lighting-standard) say?
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        related: ["policy:street-lighting-standard"]
        ---
        ## Question

        What does the standard say?
    "#,
};
