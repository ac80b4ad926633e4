//! A text holds an e-mail address outside the site's own domains.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-email",
    severity: Severity::Error,
    en: RuleText {
        message: "an e-mail address outside the site's own domains: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); add an office's domain to `email_domains` in `site-config.yaml`, or a waiver under `personal_data_waivers` with `kind: email`, `reason` and `until`",
        why: "A private address in a public reply brings its owner unwanted mail and shows who wrote the letter. Addresses of offices may stand: their domains are listed once in the settings of the site.",
    },
    zh: RuleText {
        message: "不属于本站域名的电子邮箱：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；单位邮箱的域名列入 `site-config.yaml` 的 `email_domains`，个别情况在 `personal_data_waivers` 中添加豁免：`kind: email`、`reason`、`until`",
        why: "公开个人邮箱会给本人带来骚扰邮件，也会暴露来信人是谁。单位邮箱可以公开，其域名在网站设置中列一次即可。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        Please answer to li.ming@mail.example.
                         ^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        Please answer to the address I gave.
        content/replies/urban-260302-2.md
        ---
        personal_data_waivers: [{kind: email, reason: Agreed in writing, until: 2026-12-31}]
        ---
        Please answer to li.ming@mail.example.
    ",
};
