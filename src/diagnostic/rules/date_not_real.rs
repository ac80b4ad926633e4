//! A date names a day that does not exist.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "date-not-real",
    severity: Severity::Error,
    en: RuleText {
        message: "there is no such day, or no such hour: `{value}`",
        label: "",
        help: "write a day that exists, as YYYY-MM-DD; hours go from 00:00 to 23:59",
        why: "Such a date is a slip of the keyboard, and the program does not guess which day was meant. Deadlines, lists and figures depend on it.",
    },
    zh: RuleText {
        message: "没有这一天，或没有这个时刻：`{value}`",
        label: "",
        help: "写成实际存在的日期，格式为 YYYY-MM-DD；时刻为 00:00 至 23:59",
        why: "这样的日期是笔误，程序不会猜测原意。期限、列表和统计都要用到它。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-02-30
                  ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-02-28
        ---
    ",
};
