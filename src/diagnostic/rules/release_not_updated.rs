//! A release is said to have been published, and its dataset did not change on that day.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "release-not-updated",
    severity: Severity::Error,
    en: RuleText {
        message: "this release is said to be published on {date}, and `{key}` is {updated}",
        label: "",
        help: "set `{key}` to the day of the release, or correct the day of the release",
        why: "The calendar would say that figures came, and the page of the figures would say that they did not. Both show the same day.",
    },
    zh: RuleText {
        message: "该发布写为 {date} 已发布，而 `{key}` 是 {updated}",
        label: "",
        help: "把 `{key}` 改为发布当天，或改正发布日期",
        why: "否则日历说数据已发布，数据页面却说没有。两处的日期应当一致。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml
        updated_on: 2026-05-15
        releases: [{id: 2026-05, title: Lights in May, state: published, on: 2026-06-15}]
                                                                             ^^^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml
        updated_on: 2026-06-15
        releases: [{id: 2026-05, title: Lights in May, state: published, on: 2026-06-15}]
    "#,
};
