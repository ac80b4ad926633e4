//! A link names a file or a place of the text that is not there.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "relative-link-dead",
    severity: Severity::Error,
    en: RuleText {
        message: "`{link}` leads nowhere",
        label: "",
        help: "correct the name; a file must lie in the folder of attachments, a heading of this text is named with `#`, and a record as in `page:contact`",
        why: "Readers would get an error page instead of the file. A link without `https:` or a record's name can only mean a file beside this record or a heading in this text.",
    },
    zh: RuleText {
        message: "`{link}` 没有对应的文件或位置",
        label: "",
        help: "改正名称；文件要放在附件文件夹中，本文中的标题用 `#` 加标题，记录用 `page:contact` 这样的写法",
        why: "链接打不开，读者看到的就是错误页面。不带 `https:` 也不是记录名的链接，只能指记录旁边的文件或本文中的标题。",
    },
    wrong: "
        content/pages/lamps.md
        [How to reach us](contact.html)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/lamps.md
        [How to reach us](page:contact)
    ",
};
