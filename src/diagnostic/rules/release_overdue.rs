//! The day of a release is here, and the figures are not.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "release-overdue",
    severity: Severity::Warning,
    en: RuleText {
        message: "this release was to come on {date}; the figures are of {updated}",
        label: "",
        help: "publish the figures and set `updated_on`; or give the release a new day, the state `postponed`, and an entry with the reason under `changes`",
        why: "The calendar shows it as late until the figures come. A delay that is announced with its reason costs less trust than one that readers find themselves.",
    },
    zh: RuleText {
        message: "该发布应于 {date} 发布，数据仍是 {updated} 的",
        label: "",
        help: "发布数据并更新 `updated_on`；或改定新的日期，状态写 `postponed`，并在 `changes` 写明原因",
        why: "数据未发布之前，日历上会显示已过期。提前说明原因的推迟，比读者自己发现的失约更能让人接受。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-05, title: Lights in May, state: confirmed, on: 2026-06-15}]
                                                                             ^^^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml
        updated_on: 2026-06-15
        releases: [{id: 2026-05, title: Lights in May, state: confirmed, on: 2026-06-15}]
    "#,
};
