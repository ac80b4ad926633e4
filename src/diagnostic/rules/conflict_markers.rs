//! A file holds both sides of a conflict of git.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "conflict-markers",
    severity: Severity::Error,
    en: RuleText {
        message: "two versions of this file were put into it, and neither was chosen",
        label: "one version begins here",
        help: "keep one of the two versions, delete the other and the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
        why: "When two people change the same lines, git writes both versions into the file, between lines of marks. Published like this, readers would see two fees, two dates, two answers.",
    },
    zh: RuleText {
        message: "文件中留有两个版本，尚未取舍",
        label: "一个版本自此开始",
        help: "保留其中一个版本，删去另一个版本以及以 `<<<<<<<`、`=======`、`>>>>>>>` 开头的各行",
        why: "两人改动同一处时，git 会把两个版本都写进文件，用标记行隔开。照此公开，读者会看到两种收费、两个日期、两种答复。",
    },
    wrong: "
        content/pages/fees.md
        <<<<<<< HEAD
        ^^^^^^^^^^^^
        The fee is 10 yuan.
        =======
        The fee is 20 yuan.
        >>>>>>> main
    ",
    right: "
        content/pages/fees.md
        The fee is 20 yuan.
    ",
};
