//! A text file is encoded in GBK or GB18030.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "encoding-gb18030",
    severity: Severity::Error,
    en: RuleText {
        message: "the file is saved in GBK (GB18030), not in UTF-8",
        label: "",
        help: "save the file again with the encoding UTF-8 (\"Save as\", then choose the encoding)",
        why: "The encoding of a file can only be guessed from its bytes, and a wrong guess turns names and amounts into other characters without a trace. All texts are therefore kept in UTF-8, which every current editor can write.",
    },
    zh: RuleText {
        message: "文件以 GBK（GB18030）保存，不是 UTF-8",
        label: "",
        help: "用“另存为”，把编码选为 UTF-8，重新保存",
        why: "文件本身不记录编码，只能从内容猜测，一旦猜错，姓名、金额会变成别的字而不留痕迹。因此所有文本一律用 UTF-8 保存，现在的编辑器都支持。",
    },
    wrong: r#"
        content/pages/about.md (saved as "ANSI", GBK or GB2312)
        ^^^^^^^^^^^^^^^^^^^^^^
        ---
        lang: zh-Hans
        ---
        路灯由城市管理局负责。
    "#,
    right: r#"
        content/pages/about.md (saved as "UTF-8")
        ---
        lang: zh-Hans
        ---
        路灯由城市管理局负责。
    "#,
};
