//! The record has the date of a reply, the text has no such reply.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "event-without-reply",
    severity: Severity::Error,
    en: RuleText {
        message: "`{event}` on {date} has no Reply section in the text (Reply sections found: {sections})",
        label: "",
        help: "add a section `## Reply` with the text of the reply, or delete this date",
        why: "The first Reply section belongs to the first `replied` or `holding_reply`, the second to the second, and so on. A date without text would count as answered, though there is nothing to read. If the reply was given by telephone, write down what was said.",
    },
    zh: RuleText {
        message: "{date} 的 `{event}` 在正文中没有对应的答复（正文共有 {sections} 个答复部分）",
        label: "",
        help: "添加 `## 答复` 并写上答复内容，或删去这个日期",
        why: "第一个答复部分对应第一个 `replied` 或 `holding_reply`，第二个对应第二个，依此类推。只有日期没有内容，统计上算已答复，群众却看不到答复。电话答复的，请写明答复内容。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ^^^^^^^
        ---
        ## Question

        The lamps are dark.
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        They are lit again.
    ",
};
