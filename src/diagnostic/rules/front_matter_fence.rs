//! A line is nearly the three hyphens that begin or end the front matter.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "front-matter-fence",
    severity: Severity::Error,
    en: RuleText {
        message: "this line was meant for the three hyphens around the front matter: `{line}`",
        label: "",
        help: "write `---` there: three plain hyphens, at the start of the line, the first of them in the first line of the file",
        why: "The lines between two `---` say what the text is. Word processors make a long dash of hyphens, and a space or a blank line before the first one hides it; without both, nothing in this file is used.",
    },
    zh: RuleText {
        message: "这一行应是文件头上下的三个连字符：`{line}`",
        label: "",
        help: "改成 `---`：三个半角连字符，顶格写；第一个 `---` 要在文件第一行",
        why: "两行 `---` 之间的内容说明这篇文字是什么。文字处理软件会把连字符变成破折号，前面多了空格或空行也认不出来；缺了任何一个，整个文件都不采用。",
    },
    wrong: r#"
        content/pages/how-to-ask.md (the whole file)
        ---
        title: How to ask
        —--
        ^^^
        Write to us.
    "#,
    right: r#"
        content/pages/how-to-ask.md (the whole file)
        ---
        title: How to ask
        ---
        Write to us.
    "#,
};
