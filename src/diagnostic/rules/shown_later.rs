//! A record bears a day that has not come, and is held back until then.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "shown-later",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{key}` is {date}, after {as_of}: the record is held back until then",
        label: "not before this day",
        help: "correct the day if it is a slip; a reply that is to be shown later gets `publish_at`",
        why: "What is dated after the day of the site is not public yet. The record is counted among those held back, and appears by itself when its day has come.",
    },
    zh: RuleText {
        message: "`{key}` 为 {date}，晚于 {as_of}：此前不公开",
        label: "此日之前不公开",
        help: "如系笔误请改正；需要定时公开的来信用 `publish_at`",
        why: "日期晚于网站呈现日期的记录尚不公开，计入暂不公开的记录，到期后自动出现。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        published: 2026-08-10
                   ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        published: 2026-03-10
        ---
    ",
};
