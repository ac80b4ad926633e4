//! The site does not say under which licence its texts and data may be used.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "licence-not-stated",
    severity: Severity::Warning,
    en: RuleText {
        message: "the site states no licence for its texts and data",
        label: "",
        help: "add `licence:` with the SPDX id of the licence the publisher has chosen, as `CC-BY-4.0`",
        why: "Where no licence is stated, nobody knows whether the texts and data may be copied. None is invented: pages, feeds and data files then name no licence, except on records that state their own.",
    },
    zh: RuleText {
        message: "网站没有写明文本和数据的许可",
        label: "",
        help: "添加 `licence:`，写上发布机构选定的许可的 SPDX 标识，例如 `CC-BY-4.0`",
        why: "不写许可，别人就不知道能不能转载和使用。程序不会代为认定：除自己写明许可的记录外，页面、订阅源和数据文件都不标许可。",
    },
    wrong: "
        site-config.yaml (the whole file)
        title: Open City
        ^^^^^^^^^^^^^^^^
        publisher: City Government
        base_url: https://open.city.example/
        languages: [en]
    ",
    right: "
        site-config.yaml (the whole file)
        title: Open City
        publisher: City Government
        base_url: https://open.city.example/
        languages: [en]
        licence: CC-BY-4.0
    ",
};
