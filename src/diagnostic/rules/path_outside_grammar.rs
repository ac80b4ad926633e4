//! A file name or an address cannot be published.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "path-outside-grammar",
    severity: Severity::Error,
    en: RuleText {
        message: "`{path}` cannot be the name of a published file",
        label: "",
        help: "rename the file: editions are called `edition-1.md`, `edition-2.md` and so on, and a whole address has at most 200 characters",
        why: "Names must work on every web server, on every computer that keeps a copy, and on a USB stick. A name outside these rules would be lost in some of the copies, or its place among the editions could not be told.",
    },
    zh: RuleText {
        message: "`{path}` 不能作公开文件的名称",
        label: "",
        help: "给文件改名：文件版本依次为 `edition-1.md`、`edition-2.md`，整个地址不超过 200 个字符",
        why: "名称要在所有网站服务器、所有保存副本的电脑和 U 盘上都能用。不合要求的名称会在某些副本中丢失，或者分不清是第几版。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-02.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-2.md
    ",
};
