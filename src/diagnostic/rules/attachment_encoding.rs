//! A text beside a record holds bytes that are no characters.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-encoding",
    severity: Severity::Warning,
    en: RuleText {
        message: "part of this attachment cannot be read as text, so it could not be looked through",
        label: "",
        help: "save the file as UTF-8, or look through it yourself for names, numbers and addresses",
        why: "An attachment is published as it is, and what a program cannot read it cannot check. It may be written in an old encoding such as Shift_JIS, or be damaged.",
    },
    zh: RuleText {
        message: "附件中有无法识别的字符，未能检查",
        label: "",
        help: "另存为 UTF-8，或自行检查其中有无姓名、号码、住址",
        why: "附件原样公开，程序读不懂的内容也就无法检查。文件可能是 Shift_JIS 等旧编码，也可能已损坏。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: letter.txt}]
        ---
        content/replies/urban-260302-1.files/letter.txt (saved in Shift_JIS)
        街灯が消えた。
        ^^
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: letter.txt}]
        ---
        content/replies/urban-260302-1.files/letter.txt (saved in UTF-8)
        街灯が消えた。
    ",
};
