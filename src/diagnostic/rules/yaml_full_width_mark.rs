//! A full-width colon or quotation mark stands where YAML needs a plain one.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-full-width-mark",
    severity: Severity::Error,
    en: RuleText {
        message: "`{mark}` is a full-width mark; here a plain one is needed",
        label: "",
        help: "write `{plain}` instead, with the input method set to English",
        why: "To the eye the marks look alike, but YAML knows only the plain colon with a space behind it, and the plain quotation marks. Otherwise key and value are read as one long word. Inside a text full-width marks are fine.",
    },
    zh: RuleText {
        message: "`{mark}` 是中文（全角）标点，这里要用英文标点",
        label: "",
        help: "切换到英文输入法，改成 `{plain}`",
        why: "看上去差不多，但 YAML 只认英文冒号（后面加一个空格）和英文引号，否则会把字段名和内容当成一个词。正文里照常使用中文标点。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        title：路灯不亮
             ^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        title: 路灯不亮
        ---
    ",
};
