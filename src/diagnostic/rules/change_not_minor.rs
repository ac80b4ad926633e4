//! An edition calls a change minor that is not.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "change-not-minor",
    severity: Severity::Error,
    en: RuleText {
        message: "the change is called minor, and it is not: “{old}” became “{new}”",
        label: "",
        help: "write `change: major` and a `note` that says what changed",
        why: "Who follows a document leaves minor editions aside. A figure, a date, a “not”, a “may” in place of “must”, one word more or less change what it asks of people, however short they are.",
    },
    zh: RuleText {
        message: "修改幅度写的是 minor，实际不是：“{old}”变成了“{new}”",
        label: "",
        help: "请写 `change: major`，并在 `note` 中说明改了什么",
        why: "关注文件的人会略过细微修改。一个数字、一个日期、一个“不”字、“可以”换成“应当”，多一词少一词，都会改变对人的要求。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        Quiet from 22:00.
        content/policies/noise/edition-1.md (as published)
        Quiet from 22:00.
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        change: minor
                ^^^^^
        note: A slip mended
        ---
        Quiet from 23:00.
    ",
    right: "
        content/policies/noise/edition-1.md (as published)
        Quiet from 22:00.
        content/policies/noise/edition-1.md
        Quiet from 22:00.
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        change: major
        note: The night begins an hour later
        ---
        Quiet from 23:00.
    ",
};
