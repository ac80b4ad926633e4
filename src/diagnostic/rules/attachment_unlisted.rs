//! A file lies among a record's attachments that the record does not name.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-unlisted",
    severity: Severity::Error,
    en: RuleText {
        message: "the record does not name the file `{file}` that lies in its folder",
        label: "",
        help: "if the public may have it, list it under `attachments` or link to it in the text; otherwise take it out of the folder",
        why: "Files in this folder are made public. One that the record does not name may have been put there by mistake: a draft, a letter with names, a photo that was not cleared. So somebody has to say that it is meant to be published.",
    },
    zh: RuleText {
        message: "文件夹中的 `{file}` 没有在记录里列出",
        label: "",
        help: "可以公开的，列入 `attachments` 或在正文中链接；不应公开的，移出文件夹",
        why: "这个文件夹里的文件都会公开。记录没有列出的文件可能是误放的：草稿、带姓名的来信原件、未经审核的照片。因此必须有人写明它确实要公开。",
    },
    wrong: "
        content/replies/urban-260302-1.files/plan.pdf
        content/replies/urban-260302-1.files/draft.docx
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/plan.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}]
        ---
    ",
};
