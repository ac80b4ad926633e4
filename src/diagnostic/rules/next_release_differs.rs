//! The day of the next release is told in two ways.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "next-release-differs",
    severity: Severity::Error,
    en: RuleText {
        message: "`next_release` is {date}, and the next release, `{release}`, comes: {other}",
        label: "",
        help: "delete `next_release`: it follows from `releases`",
        why: "The page of the figures and the calendar would name two days. With `releases`, the next one is known.",
    },
    zh: RuleText {
        message: "`next_release` 是 {date}，而下一次发布 `{release}` 为：{other}",
        label: "",
        help: "删去 `next_release`，它可由 `releases` 得出",
        why: "否则数据页面和日历会写出两个不同的日期。写了 `releases`，下次发布日期就已确定。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml
        next_release: 2026-07-10
                      ^^^^^^^^^^
        releases: [{id: 2026-06, title: Lights in June, state: confirmed, on: 2026-07-15}]
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: confirmed, on: 2026-07-15}]
    "#,
};
