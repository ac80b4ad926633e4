//! A section of a case has a heading and no words.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "section-empty",
    severity: Severity::Error,
    en: RuleText {
        message: "the section has no text",
        label: "nothing a reader could read stands below this heading",
        help: "write the text, or take out the heading and its date",
        why: "A reply without text is no reply: it would be counted as answered in time while the citizen got nothing. The same holds for a question or a correction without words. Comments and marks alone are no text.",
    },
    zh: RuleText {
        message: "此部分没有正文",
        label: "标题之下没有可读的文字",
        help: "补上正文，或删去标题和相应的日期",
        why: "没有正文的答复不是答复：统计上会算按时答复，而来信人什么也没有得到。没有文字的来信或更正也是如此。只有注释和符号不算正文。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply
        ^^^^^^^^

        ***
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        The lamps are lit again.
    ",
};
