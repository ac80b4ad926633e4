//! A waiver for personal data has ended.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "waiver-expired",
    severity: Severity::Error,
    en: RuleText {
        message: "the waiver for `{kind}` ended on {until}",
        label: "",
        help: "remove the personal data and the waiver, or let whoever is in charge confirm the reason and set a later `until`",
        why: "A waiver lets personal data stand for a reason, and until a day, so that somebody looks at it again. After that day the text is not published until this has been done.",
    },
    zh: RuleText {
        message: "`{kind}` 的豁免已于 {until} 到期",
        label: "",
        help: "删去个人信息和豁免；或经负责人确认理由后，把 `until` 改为新的日期",
        why: "豁免让个人信息在写明理由的情况下保留到某一天，到期要有人重新审核。审核之前，这篇内容不再公开。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        personal_data_waivers: [{kind: mobile, reason: Duty phone of the office, until: 2025-12-31}]
                                                                                        ^^^^^^^^^^
        ---
        Call the office on 13800138000.
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        personal_data_waivers: [{kind: mobile, reason: Duty phone of the office, until: 2026-12-31}]
        ---
        Call the office on 13800138000.
    ",
};
