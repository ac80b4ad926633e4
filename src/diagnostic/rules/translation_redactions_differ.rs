//! A translation hides something else than its original.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "translation-redactions-differ",
    severity: Severity::Error,
    en: RuleText {
        message: "this translation redacts {found} places, `{original}` {expected}, or other ones",
        label: "",
        help: "redact in each section what the other language redacts there, with the same category, such as `[[redacted: name | PIPL art. 28]]`",
        why: "What is hidden in one language must not stand in the other: whoever reads both learns it. It is compared even when the translation is older than its original.",
    },
    zh: RuleText {
        message: "译文隐去{found}处，`{original}` 隐去{expected}处，或位置、类别不同",
        label: "",
        help: "两种语言同一部分隐去的内容须一致，类别相同，如 `[[redacted: 姓名 | 个人信息保护法第28条]]`",
        why: "一种语言隐去的内容，不能在另一种语言里出现，否则对照一读就知道了。即使译文早于原文的改动，也要核对。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        My neighbour [[redacted: name | PIPL art. 28]] has no light.
        content/replies/urban-260302-1.zh-Hans.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
        title: 路灯不亮
        of: 0dd77dc174b89c81
        ---
        邻居李某没有灯。
    ",
    right: "
        content/replies/urban-260302-1.md
        My neighbour [[redacted: name | PIPL art. 28]] has no light.
        content/replies/urban-260302-1.zh-Hans.md
        ---
        title: 路灯不亮
        of: 0dd77dc174b89c81
        ---
        邻居[[redacted: 姓名 | 个人信息保护法第28条]]没有灯。
    ",
};
