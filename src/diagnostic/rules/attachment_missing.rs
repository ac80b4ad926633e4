//! A record lists an attachment that is not in its folder.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-missing",
    severity: Severity::Error,
    en: RuleText {
        message: "the attachment `{file}` is not there",
        label: "",
        help: "put the file at `{path}`, or correct the name; capital letters and the ending count",
        why: "The page would offer a download that leads nowhere. Names must be the same to the letter, because many web servers take `Plan.pdf` and `plan.pdf` for two different files.",
    },
    zh: RuleText {
        message: "找不到附件 `{file}`",
        label: "",
        help: "把文件放到 `{path}`，或改正文件名；大小写和扩展名都要一致",
        why: "附件不在，页面上的下载链接就打不开。文件名必须逐字一致，因为很多网站服务器把 `Plan.pdf` 和 `plan.pdf` 当成两个文件。",
    },
    wrong: "
        content/replies/urban-260302-1.files/photo.jpg
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: photo.jpg}, {file: map.pdf}]
                                                ^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/photo.jpg
        content/replies/urban-260302-1.files/map.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: photo.jpg}, {file: map.pdf}]
        ---
    ",
};
