//! A release was postponed or cancelled, and nothing says why.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "release-without-reason",
    severity: Severity::Error,
    en: RuleText {
        message: "this release is `{state}`, and nothing says when it was to come and why that was changed",
        label: "",
        help: "add under `changes`: `{on: day on which it was made known, from: when it was to come, reason: why}`",
        why: "Who waits for figures must be able to tell a delay from a decision to hide them. The earlier date and the reason stay on the page.",
    },
    zh: RuleText {
        message: "该发布的状态为 `{state}`，但没有写原定时间和原因",
        label: "",
        help: "在 `changes` 下补写：`{on: 公布变更的日期, from: 原定时间, reason: 原因}`",
        why: "等数据的人要能分清是推迟还是不愿公开。原定日期和变更原因会一直显示在页面上。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: cancelled}]
                                                               ^^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: cancelled, changes: [{on: 2026-06-20, from: 2026-07-15, reason: The meters are replaced}]}]
    "#,
};
