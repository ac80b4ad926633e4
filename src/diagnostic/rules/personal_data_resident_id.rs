//! A text holds the number of a resident identity card.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-resident-id",
    severity: Severity::Error,
    en: RuleText {
        message: "the number of an identity card: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if the law asks for it in public, add a waiver under `personal_data_waivers` with `kind: resident-id`, `reason` and `until`",
        why: "An identity number says who a person is and when they were born, and it can be used to open accounts in their name. Its date and its check digit fit, so this is no chance. Cities have had to apologise for lists of such numbers on their sites.",
    },
    zh: RuleText {
        message: "有居民身份证号码：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；依法必须公开的，在 `personal_data_waivers` 中添加豁免：`kind: resident-id`、`reason`、`until`",
        why: "身份证号能确定本人身份和出生日期，可能被冒用。这个号码的出生日期和校验码都相符，不会是巧合。已有多地政府网站因公示信息带出身份证号而被通报。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        My identity number is 11010519491231002X.
                              ^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        My identity number is [[redacted: personal data | PIPL article 28]].
    ",
};
