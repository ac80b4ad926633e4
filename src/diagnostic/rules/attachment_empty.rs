//! An attachment has no content.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-empty",
    severity: Severity::Error,
    en: RuleText {
        message: "the attachment `{file}` is empty",
        label: "",
        help: "put the file there again; it was not saved or copied whole",
        why: "Readers would download a file of 0 bytes. It usually means that a copy was interrupted or a synchronised folder had not fetched the file yet.",
    },
    zh: RuleText {
        message: "附件 `{file}` 是空文件",
        label: "",
        help: "重新放入该文件，原来没有保存或复制完整",
        why: "读者下载到的会是 0 字节的文件。多因复制中断，或同步文件夹尚未取回内容。",
    },
    wrong: "
        content/replies/urban-260302-1.files/map.pdf (0 bytes)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: map.pdf}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/map.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: map.pdf}]
        ---
    ",
};
