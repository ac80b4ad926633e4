//! A key that must be there is missing.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "missing-key",
    severity: Severity::Error,
    en: RuleText {
        message: "the key `{key}` is missing",
        label: "it belongs in here",
        help: "add `{key}:` and its value; docs/guide/content.md says what it takes",
        why: "Without this key the record cannot be put in its place: a list, a deadline or a figure depends on it. Nothing is filled in by guessing.",
    },
    zh: RuleText {
        message: "缺少字段 `{key}`",
        label: "应写在这里",
        help: "添加 `{key}:` 并填写内容；填法见 docs/guide/content.md",
        why: "没有这个字段，记录就无法归类：列表、期限或统计要用到它。程序不会猜测代填。",
    },
    wrong: "
        content/replies/urban-260302-1.md (the whole file)
        ---
        title: Street lights out on Renmin Road
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        kind: complaint
        department: urban-management
        ---
        The lamps are dark.
    ",
    right: "
        content/replies/urban-260302-1.md (the whole file)
        ---
        title: Street lights out on Renmin Road
        kind: complaint
        department: urban-management
        received: 2026-03-02
        ---
        The lamps are dark.
    ",
};
