//! A text holds what is probably the number of a bank card.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-bank-card",
    severity: Severity::Error,
    en: RuleText {
        message: "this looks like the number of a bank card: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: bank-card`, `reason` and `until`",
        why: "A card number in public invites fraud, and the law protects it as sensitive personal data. The number begins like a bank card and its check digit fits, so it is hardly a chance. A waiver names the reason and an end, for example for the donation account of a public fund.",
    },
    zh: RuleText {
        message: "疑似银行卡号：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: bank-card`、`reason`、`until`",
        why: "卡号公开容易被用于诈骗，属于依法保护的敏感个人信息。这个号码的开头和校验位都与银行卡相符，不大可能是巧合。确需公开的（如公益捐款账号），用豁免写明理由和期限。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        Please pay to 6222 0202 0011 2233 446.
                      ^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        Please pay at the counter of the service hall.
    ",
};
