//! A citizen's words hold what may be the address of a home.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-address",
    severity: Severity::Warning,
    en: RuleText {
        message: "this may be the address of a home, in a citizen's words: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: address`, `reason` and `until`",
        why: "With a street and a number neighbours know who wrote. Where a lamp is dark may be said by the street or the nearest crossing. Nothing tells a home from a shop, so this is only a hint.",
    },
    zh: RuleText {
        message: "来信中可能有住址：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: address`、`reason`、`until`",
        why: "写到门牌，邻里就知道是谁来信。说明地点写到路名、路口即可。程序分不清住宅和商铺，因此只作提示。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        I live at 人民路12号.
                      ^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        I live near the crossing of 人民路.
    ",
};
