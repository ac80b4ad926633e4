//! A document names who made it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-author",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{file}`{?part}{part}{/} names who made it or commented on it: {masked}",
        label: "",
        help: "remove the name (in Word, Excel and PowerPoint: File, Info, Inspect Document; in LibreOffice: File, Properties, Reset) and the comments; if it may stand, add a waiver under `personal_data_waivers` with `kind: author`, `reason` and `until`",
        why: "Programs write the name of whoever is logged in into every document. Readers can see it, and whether the official or the citizen agreed to that was seldom asked.",
    },
    zh: RuleText {
        message: "`{file}`{?part}{part}{/}写有作者或批注人姓名：{masked}",
        label: "",
        help: "删去姓名和批注（Word、Excel、PowerPoint：文件—信息—检查文档；LibreOffice：文件—属性—重置）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: author`、`reason`、`until`",
        why: "办公软件会把登录人姓名写进每个文件，读者都能看到，而经办人或来信人往往并不知情。",
    },
    wrong: "
        content/replies/urban-260302-1.files/plan.pdf (its author is Li Min)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/plan.pdf (the document itself)
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}]
        ---
    ",
};
