//! A space before a key, or behind its colon, is not a plain one.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-odd-space",
    severity: Severity::Error,
    en: RuleText {
        message: "this looks like a space or like nothing, and is another character ({character})",
        label: "",
        help: "type plain spaces here, or `check --fix` does it",
        why: "Web pages, word processors and Chinese input methods write spaces of other widths, and some that cannot be seen at all. Between a key and its value only the plain space counts.",
    },
    zh: RuleText {
        message: "这里看似空格或什么都没有，其实是别的字符（{character}）",
        label: "",
        help: "改为普通（半角）空格，或用 `check --fix` 改正",
        why: "网页、文字处理软件和中文输入法会带入别种宽度的空格，甚至看不见的字符。字段与内容之间只认普通空格。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        department:<U+3000>transport
                   ^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        department: transport
        ---
    "#,
};
