//! An attachment cannot be looked through for personal data.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-unread",
    severity: Severity::Error,
    en: RuleText {
        message: "`{file}`{?part}{part}{/} cannot be looked through for personal data: {masked}",
        label: "",
        help: "attach a PDF with text, DOCX, XLSX, ODT, ODS or PPTX in its place; else look through it yourself and add a waiver under `personal_data_waivers` with `kind: unread`, `by` (who looked), `reason` and `until`",
        why: "Everything else is searched for personal data before it is published. A scan, a locked file or a packed one could hold a citizen's number and nobody would know. So somebody has to look, and to say so with a name.",
    },
    zh: RuleText {
        message: "`{file}`{?part}{part}{/}无法检查是否含有个人信息：{masked}",
        label: "",
        help: "改用带文字的 PDF、DOCX、XLSX、ODT、ODS 或 PPTX；否则请人工检查，并在 `personal_data_waivers` 中添加豁免：`kind: unread`、`by`（检查人）、`reason`、`until`",
        why: "其他内容公开前都会检查个人信息。扫描件、加密文件、压缩包里如有群众的号码，程序看不到。因此须有人检查，并署名负责。",
    },
    wrong: "
        content/replies/urban-260302-1.files/plans.zip
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plans.zip}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/plans.zip
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plans.zip}]
        personal_data_waivers: [{kind: unread, by: Li Min, reason: Looked through each plan, until: 2026-12-31}]
        ---
    ",
};
