//! Deadlines run into a year for which there is no calendar of working days.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "calendar-missing",
    severity: Severity::Warning,
    en: RuleText {
        message: "the calendar `{code}` has no year {year} (due dates that are provisional: {count})",
        label: "",
        help: "add `content/rules/calendar-{code}-{year}.yaml` as soon as the holidays of {year} are announced",
        why: "Working days can only be counted when the holidays and the working weekends of a year are known. Until then every Monday to Friday is counted, and the pages say that the date is provisional. Publication goes on.",
    },
    zh: RuleText {
        message: "工作日历 `{code}` 缺少 {year} 年（暂定的期限：{count} 项）",
        label: "",
        help: "{year} 年放假安排公布后，新建 `content/rules/calendar-{code}-{year}.yaml`",
        why: "只有知道当年的放假和调休安排，才能算准工作日。在此之前按周一至周五计算，页面上会注明期限是暂定的。这不影响公开。",
    },
    wrong: "
        content/rules/deadlines.yaml
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        - id: mailbox
          applies: {kind: [complaint]}
          from: received
          within: 10 working-days
          calendar: cn
          basis: City rules of 2024
          statutory: false
          valid_from: 2024-01-01
        content/rules/calendar-cn-2025.yaml
        content/replies/urban-260302-1.md
    ",
    right: "
        content/rules/deadlines.yaml
        - id: mailbox
          applies: {kind: [complaint]}
          from: received
          within: 10 working-days
          calendar: cn
          basis: City rules of 2024
          statutory: false
          valid_from: 2024-01-01
        content/rules/calendar-cn-2025.yaml
        content/rules/calendar-cn-2026.yaml
        - {date: 2026-05-01, name: Labour Day, off: true, announced: 2025-11-04}
        content/replies/urban-260302-1.md
    ",
};
