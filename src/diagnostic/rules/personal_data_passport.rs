//! A text holds the number of a passport or a travel permit.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-passport",
    severity: Severity::Error,
    en: RuleText {
        message: "the number of a passport or travel permit: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: passport`, `reason` and `until`",
        why: "With this number and a name others can book, register and open accounts. It is found only where the text says that it is a passport, so it is hardly a chance.",
    },
    zh: RuleText {
        message: "有护照或通行证号码：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: passport`、`reason`、`until`",
        why: "有了证件号和姓名，他人就可以冒名预订、注册、开户。只有正文写明是护照或通行证时才会查出，不大可能是巧合。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        My passport is E12345678.
                       ^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        My passport is [[redacted: personal data | PIPL article 28]].
    ",
};
