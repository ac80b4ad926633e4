//! A file is too long to be read whole.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "file-too-long",
    severity: Severity::Error,
    en: RuleText {
        message: "this file has {size} MB: text longer than {limit} MB is not read",
        label: "",
        help: "divide it into several files; an attachment can also be packed into a ZIP archive, after somebody has looked through it for personal data",
        why: "Every text is looked through before it is published, for personal data and for what would come out wrong. A text of this length would take the memory of the whole computer, and nobody could open its page.",
    },
    zh: RuleText {
        message: "文件有 {size} MB；超过 {limit} MB 的文本不读取",
        label: "",
        help: "拆成几个文件；附件也可在人工检查个人信息后打成 ZIP 压缩包",
        why: "公开前要逐一检查文本中的个人信息和可能出错之处。这么长的文本会占满整台电脑的内存，页面也没有人打得开。",
    },
    wrong: "
        content/replies/urban-260302-1.files/plan.txt (300 MB)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.txt}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/plan.txt (20 KB)
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.txt}]
        ---
    ",
};
