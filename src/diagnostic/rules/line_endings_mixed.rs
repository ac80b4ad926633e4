//! Some lines of a file end in the Windows way and others do not.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "line-endings-mixed",
    severity: Severity::Warning,
    en: RuleText {
        message: "the file mixes two kinds of line ends",
        label: "",
        help: "save the file with one kind of line end (LF) throughout",
        why: "The file was edited on different systems. It is read correctly, but git may show every line as changed, and the real change is then hard to find.",
    },
    zh: RuleText {
        message: "文件中混用了两种换行符",
        label: "",
        help: "统一换行符（LF）后重新保存",
        why: "文件在不同系统上编辑过。内容可以正常读取，但 git 可能把每一行都显示为已修改，真正改了哪里就很难看出来。",
    },
    wrong: "
        content/pages/about.md (<CR> stands for the carriage return of Windows)
        ^^^^^^^^^^^^^^^^^^^^^^
        Lamps are mended<CR>
        by the city.
    ",
    right: "
        content/pages/about.md
        Lamps are mended
        by the city.
    ",
};
