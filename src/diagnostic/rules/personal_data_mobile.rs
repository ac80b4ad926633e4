//! A text holds a mobile telephone number.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-mobile",
    severity: Severity::Error,
    en: RuleText {
        message: "a mobile telephone number: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: mobile`, `reason` and `until`",
        why: "Citizens often leave their number in a letter so that the office can call back. In public it leads to unwanted calls and shows who wrote. A duty mobile of an office may stand with a waiver that names the reason and an end.",
    },
    zh: RuleText {
        message: "有手机号码：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: mobile`、`reason`、`until`",
        why: "群众来信常留下手机号方便回电。公开后会招来骚扰电话，也会暴露来信人是谁。单位的值班手机可以公开，用豁免写明理由和期限。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        Call me on 13800138000.
                   ^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        Call me on the number I gave.
        content/replies/urban-260302-2.md
        ---
        personal_data_waivers: [{kind: mobile, reason: Duty phone of the office, until: 2026-12-31}]
        ---
        Call the office on 13800138000.
    ",
};
