//! The text has a reply, the record has no date for it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "reply-without-event",
    severity: Severity::Error,
    en: RuleText {
        message: "the text has reply {number}, the record has no date for it (dates found: {events})",
        label: "this Reply section",
        help: "add `replied: YYYY-MM-DD` for the first reply; for a further one, an event with `type: replied` or `type: holding_reply`",
        why: "The day of a reply decides whether it came in time, so every reply needs one. The first Reply section belongs to the first `replied` or `holding_reply`, the second to the second, and so on. A reply without a date would be published, but counted as unanswered.",
    },
    zh: RuleText {
        message: "正文有第 {number} 次答复，记录中没有它的日期（已有日期：{events} 个）",
        label: "这个答复部分",
        help: "第一次答复添加 `replied: YYYY-MM-DD`；以后各次在 `events` 中添加 `type: replied` 或 `type: holding_reply`",
        why: "是否按时答复由答复日期决定，所以每次答复都要有日期。第一个答复部分对应第一个 `replied` 或 `holding_reply`，第二个对应第二个，依此类推。没有日期的答复虽已公开，统计上仍算未答复。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        ---
        ## Question

        The lamps are dark.

        ## Reply
        ^^^^^^^^

        They are lit again.
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        They are lit again.
    ",
};
