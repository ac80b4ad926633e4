//! A date is not written as YYYY-MM-DD.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "date-notation",
    severity: Severity::Error,
    en: RuleText {
        message: "the date `{value}` is not written as YYYY-MM-DD",
        label: "",
        help: "write `{suggestion}`",
        why: "Dates have one notation in all files: year, month and day with hyphens and leading zeros. Other notations are read differently in different places (03/04 is March or April), and lists of mixed notations cannot be sorted or searched.",
    },
    zh: RuleText {
        message: "日期 `{value}` 没有写成 YYYY-MM-DD",
        label: "",
        help: "写成 `{suggestion}`",
        why: "所有文件中的日期只有一种写法：年、月、日用连字符隔开，不足两位补零。其他写法在不同地方理解不同（03/04 可能是三月，也可能是四月），混用时也无法排序和查找。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        received: 2026年3月2日
                  ^^^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        ---
    ",
};
