//! A link leads into the network of an office.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-not-public",
    severity: Severity::Warning,
    en: RuleText {
        message: "nobody outside reaches `{url}`",
        label: "",
        help: "link to the public address of the page, or attach the document; without either, take the link out",
        why: "The address names this computer, or a network of an office. It opens where it was copied, and nowhere else.",
    },
    zh: RuleText {
        message: "外部的人打不开 `{url}`",
        label: "",
        help: "改为公开的网址，或把文件作为附件；都没有就删去链接",
        why: "这个地址指向本机或单位内网，只有复制它的那台电脑能打开。",
    },
    wrong: r#"
        content/pages/how-to-ask.md
        See [the form](http://192.168.1.5/oa/form.html).
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#,
    right: r#"
        content/pages/how-to-ask.md
        See [the form](https://www.city.example/form.html).
    "#,
};
