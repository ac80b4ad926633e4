//! A record has no text.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "body-empty",
    severity: Severity::Error,
    en: RuleText {
        message: "the record has no text",
        label: "nothing follows the front matter",
        help: "write the text below the second `---`; in a case, the question comes under `## Question`",
        why: "A page without text helps nobody, and usually it means that the text was forgotten or stands above the second `---`. A case whose text must not be shown is marked with `visibility: withheld` and the reason; then it needs none.",
    },
    zh: RuleText {
        message: "记录没有正文",
        label: "文件头之后没有内容",
        help: "在第二个 `---` 之后写正文；来信的问题写在 `## 问题` 之下",
        why: "没有正文的页面对读者没有用处，多半是忘了写，或者写到了第二个 `---` 的前面。确实不能公开正文的来信，用 `visibility: withheld` 并写明理由，这样可以没有正文。",
    },
    wrong: "
        content/replies/urban-260302-1.md (the whole file)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
        title: Street lights out on Renmin Road
        kind: complaint
        department: urban-management
        received: 2026-03-02
        ---
    ",
    right: "
        content/replies/urban-260302-1.md (the whole file)
        ---
        title: Street lights out on Renmin Road
        kind: complaint
        department: urban-management
        received: 2026-03-02
        ---
        ## Question

        The lamps have been out since Monday.
    ",
};
