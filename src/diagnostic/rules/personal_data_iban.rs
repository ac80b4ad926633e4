//! A text holds the number of a bank account.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-iban",
    severity: Severity::Error,
    en: RuleText {
        message: "the number of a bank account (IBAN): {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: iban`, `reason` and `until`",
        why: "A private account number invites fraud. Its check digits fit, so it is no chance. The account of an office may stand with a waiver that names the reason and an end.",
    },
    zh: RuleText {
        message: "有银行账号（IBAN）：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: iban`、`reason`、`until`",
        why: "公开个人银行账号容易被用于诈骗。校验位相符，不是巧合。单位的账户可以公开，用豁免写明理由和期限。",
    },
    wrong: "
        site-config.yaml
        personal_data: {packs: [de]}
        content/replies/urban-260302-1.md
        Please pay it back to DE89 3704 0044 0532 0130 00.
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        site-config.yaml
        personal_data: {packs: [de]}
        content/replies/urban-260302-1.md
        Please pay it back to the account I gave.
    ",
};
