//! The confirmed day of a release was changed, or the release is gone, without a reason.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "release-moved",
    severity: Severity::Error,
    en: RuleText {
        message: "release `{release}` was confirmed for {old}, and that changed{?new} to {new}{/} without a reason",
        label: "",
        help: "add under its `changes`: `{on: day on which it was made known, from: the day it was confirmed for, reason: why}`; one that does not come stays, with the state `cancelled`",
        why: "A confirmed day is a promise that people plan by. Who moves it says when, from which day and why, and all of that stays on the page.",
    },
    zh: RuleText {
        message: "发布 `{release}` 原定 {old}，现在{?new}改为 {new}，{/}没有写明原因",
        label: "",
        help: "在该发布的 `changes` 下补写：`{on: 公布变更的日期, from: 原定日期, reason: 原因}`；不再发布的保留，状态写 `cancelled`",
        why: "日期已定就是承诺，别人会据此安排。改期要写明何时公布、原定何日、为何改，并一直显示在页面上。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml (as published)
        releases: [{id: 2026-06, title: Lights in June, state: confirmed, on: 2026-07-15}]
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: confirmed, on: 2026-07-22}]
                                                                              ^^^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml (as published)
        releases: [{id: 2026-06, title: Lights in June, state: confirmed, on: 2026-07-15}]
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: confirmed, on: 2026-07-22, changes: [{on: 2026-06-20, from: 2026-07-15, reason: A meter failed}]}]
    "#,
};
