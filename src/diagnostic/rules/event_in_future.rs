//! Something is recorded for a day that has not come yet.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "event-in-future",
    severity: Severity::Error,
    en: RuleText {
        message: "`{event}` on {date} lies after {as_of}, the day the site stands for",
        label: "",
        help: "correct the date; a plan goes under `due`, and a record to be shown later gets `publish_at`",
        why: "The record says what has happened. A date in the future is nearly always a wrong year or month, and it would count a reply that nobody has received.",
    },
    zh: RuleText {
        message: "`{event}` 的日期 {date} 晚于网站的呈现日期 {as_of}",
        label: "",
        help: "改正日期；尚未发生的计划写在 `due`，需要定时公开的记录用 `publish_at`",
        why: "记录写的是已经发生的事。日期在将来，多半是年份或月份写错；照此统计，就会把群众还没有收到的答复也算进去。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        accepted: 2026-08-03
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
