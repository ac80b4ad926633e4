//! A file is encoded in UTF-16.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "encoding-utf16",
    severity: Severity::Warning,
    en: RuleText {
        message: "the file is saved in UTF-16, not in UTF-8",
        label: "",
        help: "save the file again with the encoding UTF-8 (editors may call the present one \"Unicode\")",
        why: "The file could be read, but git takes it for a binary file: nobody can see line by line what was changed in it, and two people cannot work on it at the same time.",
    },
    zh: RuleText {
        message: "文件以 UTF-16 保存，不是 UTF-8",
        label: "",
        help: "重新保存，编码选 UTF-8（现在的编码在有些编辑器里叫“Unicode”）",
        why: "文件可以读出，但 git 会把它当成二进制文件：看不到逐行的修改，两个人也不能同时编辑。",
    },
    wrong: r#"
        content/pages/about.md (saved as "Unicode", which is UTF-16)
        ^^^^^^^^^^^^^^^^^^^^^^
    "#,
    right: r#"
        content/pages/about.md (saved as "UTF-8")
    "#,
};
