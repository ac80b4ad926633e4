//! A waiver for personal data is no longer needed.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "waiver-unused",
    severity: Severity::Warning,
    en: RuleText {
        message: "the file has no personal data that the waiver for `{kind}` would cover",
        label: "",
        help: "delete the waiver",
        why: "A waiver that covers nothing today would silently cover the next number that somebody pastes into the text.",
    },
    zh: RuleText {
        message: "`{kind}` 的豁免没有用到，文件中没有这类个人信息",
        label: "",
        help: "删去这项豁免",
        why: "现在用不到的豁免，以后有人粘贴进来个人信息时会不声不响地放行。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        personal_data_waivers: [{kind: mobile, reason: Duty phone, until: 2026-12-31}]
                                       ^^^^^^
        ---
        Call the office.
    ",
    right: "
        content/replies/urban-260302-1.md
        Call the office.
    ",
};
