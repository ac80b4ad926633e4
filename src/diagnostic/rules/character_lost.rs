//! A character stands for one that was lost.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "character-lost",
    severity: Severity::Warning,
    en: RuleText {
        message: "a character was lost here: {character} stands in its place",
        label: "",
        help: "look at the original, and type the word or put the picture again",
        why: "Where text is copied between programs or saved in the wrong encoding, what a program does not know becomes a mark of replacement, an empty box or 锟斤拷. Pictures copied with a text from a word processor leave such a mark too.",
    },
    zh: RuleText {
        message: "这里有字符丢失，现为 {character}",
        label: "",
        help: "对照原件重新输入文字，或重新放入图片",
        why: "在程序之间复制，或以错误的编码保存时，认不出的字会变成替换符、空框或“锟斤拷”。从文字处理软件连图片一起复制，图片也会变成这样的符号。",
    },
    wrong: r#"
        content/pages/how-to-ask.md
        Write to the o<U+FFFD>ce.
                      ^^^^^^^^
    "#,
    right: r#"
        content/pages/how-to-ask.md
        Write to the office.
    "#,
};
