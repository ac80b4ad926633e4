//! A file holds an invisible control character.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "control-character",
    severity: Severity::Warning,
    en: RuleText {
        message: "invisible control character {character} (in this file: {count})",
        label: "here, though nothing is to be seen",
        help: "delete it; if you cannot find it, delete the words around it and type them again",
        why: "Control characters have no meaning in text. They come along when text is copied from PDF files, forms or old systems, and they make feeds and data files unreadable for other programs. The published pages leave them out.",
    },
    zh: RuleText {
        message: "有看不见的控制字符 {character}（本文件共 {count} 个）",
        label: "在这里，但看不见",
        help: "删除它；找不到时，把前后几个字删掉重新输入",
        why: "控制字符在文字中没有意义，常在从 PDF、表单或旧系统复制文字时带进来，会使订阅源和数据文件无法被其他软件读取。公开的页面会去掉它。",
    },
    wrong: "
        content/replies/urban-260302-1.md (<U+0007> stands for the invisible character)
        The lamps are dark<U+0007> on Renmin Road.
                          ^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        The lamps are dark on Renmin Road.
    ",
};
