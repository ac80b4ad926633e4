//! A name that Windows cannot have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "name-not-portable",
    severity: Severity::Error,
    en: RuleText {
        message: "no file on Windows can be called `{name}`",
        label: "",
        help: "choose another name: not con, prn, aux, nul, com1 to com9 or lpt1 to lpt9, whatever follows after a dot, and none that ends in a dot or a space",
        why: "Windows takes these names for devices, and drops a dot or a space at the end. A copy of the site or of its repository could not be kept on such a computer or on a USB stick made there.",
    },
    zh: RuleText {
        message: "Windows 上不能有名为 `{name}` 的文件",
        label: "",
        help: "换一个名称：不能用 con、prn、aux、nul、com1 至 com9、lpt1 至 lpt9（后面带扩展名也不行），结尾也不能是点或空格",
        why: "这些名称在 Windows 上代表设备，结尾的点和空格也会被去掉。网站或仓库的副本在这类电脑或其制作的 U 盘上无法保存。",
    },
    wrong: "
        content/replies/urban-260302-1.files/aux.pdf
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: aux.pdf}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/auxiliary.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: auxiliary.pdf}]
        ---
    ",
};
