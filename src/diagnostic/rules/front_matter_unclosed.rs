//! The front matter begins and does not end.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "front-matter-unclosed",
    severity: Severity::Error,
    en: RuleText {
        message: "the front matter has no end: there is no second line `---`",
        label: "the text seems to begin here",
        help: "write a line `---` above this one",
        why: "The lines between two `---` say what the text is. Without the second one nobody can tell where they end, so nothing in this file is used.",
    },
    zh: RuleText {
        message: "文件头没有结束：缺少第二行 `---`",
        label: "正文似乎从这里开始",
        help: "在这一行上面加一行 `---`",
        why: "两行 `---` 之间的内容说明这篇文字是什么。没有第二行，就不知道到哪里为止，整个文件都不采用。",
    },
    wrong: r#"
        content/pages/how-to-ask.md (the whole file)
        ---
        title: How to ask

        Write to us.
        ^^^^^^^^^^^^
    "#,
    right: r#"
        content/pages/how-to-ask.md (the whole file)
        ---
        title: How to ask
        ---

        Write to us.
    "#,
};
