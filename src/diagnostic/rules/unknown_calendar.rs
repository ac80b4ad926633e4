//! A deadline rule names a calendar that has no file.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-calendar",
    severity: Severity::Error,
    en: RuleText {
        message: "there is no calendar `{calendar}`",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant, {/}{?allowed}write one of: {allowed}; {/}or add its holidays as `content/rules/calendar-{calendar}-<year>.yaml`",
        why: "A term in working days is counted with the holidays of the calendar that its rule names. With a slip in the name it would be counted by the week alone, and every due date around a holiday would be a day or a week too early.",
    },
    zh: RuleText {
        message: "没有日历 `{calendar}`",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；{/}{?allowed}请改为：{allowed}；{/}或添加节假日文件 `content/rules/calendar-{calendar}-<年份>.yaml`",
        why: "按工作日计算的期限，要用规则所指日历中的节假日。日历名写错就只按星期计算，节假日前后的截止日期都会算早。",
    },
    wrong: "
        content/rules/deadlines.yaml
        - id: works
          applies: {kind: [report]}
          from: received
          within: 10 working-days
          calendar: china
                    ^^^^^
          basis: City rules
          statutory: false
          valid_from: 2024-01-01
        content/rules/calendar-cn-2026.yaml
        - {date: 2026-05-01, name: Labour Day, off: true, announced: 2025-11-04}
    ",
    right: "
        content/rules/deadlines.yaml
        - id: works
          applies: {kind: [report]}
          from: received
          within: 10 working-days
          calendar: cn
          basis: City rules
          statutory: false
          valid_from: 2024-01-01
        content/rules/calendar-cn-2026.yaml
        - {date: 2026-05-01, name: Labour Day, off: true, announced: 2025-11-04}
    ",
};
