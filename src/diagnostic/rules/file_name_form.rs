//! A file's name looks like the one written and is made of other characters.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "file-name-form",
    severity: Severity::Error,
    en: RuleText {
        message: "`{file}` looks like the name of the file and is made of other characters",
        label: "composed here, decomposed there",
        help: "rename the file: type its name anew, or use plain letters and digits",
        why: "Some systems store é as one character, others as e and an accent. Both look the same on the screen, and a link to one does not find the other. Names of plain letters and digits work everywhere.",
    },
    zh: RuleText {
        message: "`{file}` 与文件名看起来相同，但字符编码不同",
        label: "组合方式不同",
        help: "重新输入文件名给文件改名，或只用字母和数字",
        why: "同一个带声调的字母，有的系统存为一个字符，有的存为字母加声调符号。两者看起来一样，链接却找不到文件。只用字母和数字的文件名处处可用。",
    },
    wrong: "
        content/replies/urban-260302-1.files/plan-e<U+0301>.pdf (<U+0301> stands for an accent of its own)
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan-é.pdf}]
                             ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/plan-e.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan-e.pdf}]
        ---
    ",
};
