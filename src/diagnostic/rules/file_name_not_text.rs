//! A file name is no text.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "file-name-not-text",
    severity: Severity::Error,
    en: RuleText {
        message: "the name of this file or folder cannot be read: it is not in UTF-8 (`{name}` stands for it)",
        label: "",
        help: "rename it, in letters of the name it should have; names from old archives and foreign computers often come out so",
        why: "A name that is no text cannot be an address, and a file that nobody can name would be left out without a word. It usually comes from a ZIP archive that was packed in another encoding, GBK for instance.",
    },
    zh: RuleText {
        message: "文件或文件夹名无法读取：不是 UTF-8 编码（以 `{name}` 代表）",
        label: "",
        help: "按应有的名称重新命名；旧压缩包或其他电脑带来的名称常会这样",
        why: "无法读取的名称不能作地址，叫不出名字的文件会不声不响地漏掉。多半来自用 GBK 等编码打包的压缩文件。",
    },
    wrong: "
        content/replies/urban-260302-1.files/plan.pdf (a name in GBK)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.files/plan.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}]
        ---
    ",
};
