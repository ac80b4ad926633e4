//! A text holds a number that a state gives to one person.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-national-id",
    severity: Severity::Error,
    en: RuleText {
        message: "a number that the state gives to one person: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: national-id`, `reason` and `until`",
        why: "Tax, insurance and identity numbers stay with a person for life and open doors in their name. The shape and, where there is one, the check digit fit, or the text names the number.",
    },
    zh: RuleText {
        message: "有国家编给个人的号码：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: national-id`、`reason`、`until`",
        why: "税号、社会保险号、身份号码终身不变，可能被冒用。号码的格式（有校验位的连同校验位）相符，或者正文写明了是什么号码。",
    },
    wrong: "
        site-config.yaml
        personal_data: {packs: [uk]}
        content/replies/urban-260302-1.md
        My National Insurance number is AB 12 34 56 C.
                                        ^^^^^^^^^^^^^
    ",
    right: "
        site-config.yaml
        personal_data: {packs: [uk]}
        content/replies/urban-260302-1.md
        My National Insurance number is [[redacted: personal data | UK GDPR]].
    ",
};
