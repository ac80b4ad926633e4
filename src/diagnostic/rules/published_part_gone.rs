//! A part of a record that was published is gone or another one now.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "published-part-gone",
    severity: Severity::Error,
    en: RuleText {
        message: "published and gone, or not as it was: {part}",
        label: "",
        help: "put it back as it was; or say what was corrected: a case takes `gongkai new correction`, a policy or digest an entry under `corrections`",
        why: "What is published is cited, saved and relied on. Whoever reads it later has to see that it was changed, when and why; a change that leaves no trace takes their trust in everything else.",
    },
    zh: RuleText {
        message: "公开过的内容没有了或被改动：{part}",
        label: "",
        help: "请恢复原样；或写明更正：来信用 `gongkai new correction`，政策和意见梳理写在 `corrections`",
        why: "公开的内容会被引用、保存，并作为依据。之后读到的人应当看得到改过、何时改、为何改；不留痕迹的改动会让人不再相信其余内容。",
    },
    wrong: "
        content/replies/urban-260302-1.md (as published)
        ---
        events: [{on: 2026-03-10, type: extended, within: 5 working-days, reason: Cable on order}]
        ---
        content/replies/urban-260302-1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md (as published)
        ---
        events: [{on: 2026-03-10, type: extended, within: 5 working-days, reason: Cable on order}]
        ---
        content/replies/urban-260302-1.md
        ---
        events: [{on: 2026-03-10, type: extended, within: 5 working-days, reason: Cable on order}]
        ---
    ",
};
