//! Something happened to a case before it was received.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "date-before-receipt",
    severity: Severity::Error,
    en: RuleText {
        message: "`{event}` on {date} comes before the receipt on {received}",
        label: "",
        help: "correct this date or `received`",
        why: "Nothing can happen to a case before it is received, so one of the two dates is a slip. All waiting times and deadlines are counted from these dates; a wrong one would make the published figures wrong.",
    },
    zh: RuleText {
        message: "`{event}` 的日期 {date} 早于收到日期 {received}",
        label: "",
        help: "改正这个日期，或改正 `received`",
        why: "来信收到之前不可能有办理过程，两个日期必有一个写错。办理用时和期限都从这些日期算起，日期错了，公布的统计数字也就错了。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        accepted: 2025-03-03
                  ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        accepted: 2026-03-03
        ---
    ",
};
