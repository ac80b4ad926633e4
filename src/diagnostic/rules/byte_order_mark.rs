//! A file begins with an invisible byte-order mark.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "byte-order-mark",
    severity: Severity::Warning,
    en: RuleText {
        message: "the file begins with an invisible byte-order mark",
        label: "",
        help: "save the file as \"UTF-8\" instead of \"UTF-8 with BOM\"",
        why: "Some editors on Windows write three invisible bytes at the start of a file. They are skipped here, but other programs take them for a part of the first line, and every save in another editor shows up as a change that nobody made.",
    },
    zh: RuleText {
        message: "文件开头有看不见的字节顺序标记（BOM）",
        label: "",
        help: "另存为“UTF-8”，不要选“带有 BOM 的 UTF-8”",
        why: "Windows 上的一些编辑器会在文件开头写入三个看不见的字节。本程序会跳过它们，但别的软件会把它们当成第一行的内容；换一个编辑器保存，又会多出一处谁也没有改过的“修改”。",
    },
    wrong: r#"
        content/pages/about.md (saved as "UTF-8 with BOM")
        ^^^^^^^^^^^^^^^^^^^^^^
    "#,
    right: r#"
        content/pages/about.md (saved as "UTF-8")
    "#,
};
