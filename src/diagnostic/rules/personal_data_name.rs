//! A citizen's words say the writer's name.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-name",
    severity: Severity::Warning,
    en: RuleText {
        message: "a citizen says their name: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: name`, `reason` and `until`",
        why: "Replies are published, writers are not. A name in the text stays findable for years.",
    },
    zh: RuleText {
        message: "来信中写有本人姓名：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: name`、`reason`、`until`",
        why: "公开的是答复，不是来信人。姓名写在正文里，多年后仍能搜到。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        My name is Mary Example and my lamp is dark.
        ^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        My lamp is dark.
    ",
};
