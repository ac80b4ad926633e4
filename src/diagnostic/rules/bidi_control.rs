//! A file holds an invisible mark that turns the direction of text.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "bidi-control",
    severity: Severity::Warning,
    en: RuleText {
        message: "invisible direction mark {character} (in this file: {count})",
        label: "here, though nothing is to be seen",
        help: "delete it; if you cannot find it, delete the words around it and type them again",
        why: "Such a mark changes the order in which the characters after it are shown, so that readers see something else than what is stored: an amount, a date or a file name can look reversed. It usually comes along with text pasted from a chat program. The published pages leave it out.",
    },
    zh: RuleText {
        message: "有看不见的文字方向控制符 {character}（本文件共 {count} 个）",
        label: "在这里，但看不见",
        help: "删除它；找不到时，把前后几个字删掉重新输入",
        why: "这种控制符会改变后面文字的显示顺序，读者看到的与实际内容不一致，金额、日期、文件名都可能被颠倒。它通常是从聊天软件复制文字时带进来的。公开的页面会去掉它。",
    },
    wrong: "
        content/replies/urban-260302-1.md (<U+202E> stands for the invisible mark)
        ---
        title: Fee of <U+202E>001 yuan
                      ^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        title: Fee of 100 yuan
        ---
    ",
};
