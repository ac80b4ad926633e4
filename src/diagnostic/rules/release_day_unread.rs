//! When a release is to come cannot be read.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "release-day-unread",
    severity: Severity::Error,
    en: RuleText {
        message: "when this release comes cannot be read: `{value}`",
        label: "",
        help: "write a day `2026-07-15`, a day with its hour `2026-07-15 09:30`, a month `2026-07`, or two months that follow each other `2026-07/2026-08`",
        why: "Readers, calendars and programs are told when figures come. A date that can be read in two ways, or not at all, is no announcement.",
    },
    zh: RuleText {
        message: "无法读出发布时间：`{value}`",
        label: "",
        help: "请写日期 `2026-07-15`、日期和时刻 `2026-07-15 09:30`、月份 `2026-07`，或相邻两个月 `2026-07/2026-08`",
        why: "发布时间要告诉读者，也会写入日历供程序读取。读不出或有歧义的时间，等于没有预告。",
    },
    wrong: r#"
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: provisional, on: mid-July}]
                                                                                ^^^^^^^^
    "#,
    right: r#"
        content/statistics/street-lights/dataset.yaml
        releases: [{id: 2026-06, title: Lights in June, state: provisional, on: 2026-07}]
    "#,
};
