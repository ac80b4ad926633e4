//! A calendar names a day of another year.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "calendar-year-differs",
    severity: Severity::Error,
    en: RuleText {
        message: "{date} does not lie in {year}, the year of this calendar",
        label: "",
        help: "correct the year of the date, or put the line into the file of its year",
        why: "Each file holds the days of the year in its name. A line copied from last year's file counts nowhere, and due dates come out wrong.",
    },
    zh: RuleText {
        message: "{date} 不在本日历的年份 {year} 内",
        label: "",
        help: "改正日期的年份，或移到对应年份的文件中",
        why: "每个文件只列文件名中那一年的日子。从去年的文件复制来的行不起作用，期限就会算错。",
    },
    wrong: r#"
        content/rules/calendar-cn-2026.yaml
        - {date: 2025-05-01, name: Labour Day, off: true}
                 ^^^^^^^^^^
    "#,
    right: r#"
        content/rules/calendar-cn-2026.yaml
        - {date: 2026-05-01, name: Labour Day, off: true}
    "#,
};
