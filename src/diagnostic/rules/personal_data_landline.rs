//! A citizen's words hold a fixed telephone number.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-landline",
    severity: Severity::Warning,
    en: RuleText {
        message: "a telephone number in a citizen's words: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: landline`, `reason` and `until`",
        why: "In a citizen's letter a number with its area code is most often that of a home. Numbers of offices stand in replies, where nothing is reported; one that the citizen quotes may stand with a waiver.",
    },
    zh: RuleText {
        message: "来信中有固定电话号码：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: landline`、`reason`、`until`",
        why: "群众来信里带区号的号码多半是住宅电话。单位电话写在答复里不会提示；来信引用的单位电话可以用豁免保留。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        Call me on 029-87654321.
                   ^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        Call me on the number I gave.
    ",
};
