//! A text does not begin with front matter.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "front-matter-missing",
    severity: Severity::Error,
    en: RuleText {
        message: "the file does not begin with front matter",
        label: "the first line must be `---`",
        help: "begin the file with a line `---`, then one key on each line, then a second line `---`",
        why: "The lines between the two `---` say what the text is: its title, its department, its dates. Without them it belongs to nobody and to no day. Often the second `---` was forgotten, or a blank line stands before the first.",
    },
    zh: RuleText {
        message: "文件开头缺少文件头（两行 `---` 之间的内容）",
        label: "第一行应当是 `---`",
        help: "第一行写 `---`，接着每行写一个字段，再写一行 `---`",
        why: "两行 `---` 之间的内容说明这篇文字是什么：标题、部门、日期。没有它，就不知道属于哪个部门、哪一天。常见的原因是漏了第二个 `---`，或者第一个 `---` 之前有空行。",
    },
    wrong: "
        content/pages/how-to-ask.md (the whole file)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        title: How to ask

        Write to us.
    ",
    right: "
        content/pages/how-to-ask.md (the whole file)
        ---
        title: How to ask
        ---
        Write to us.
    ",
};
