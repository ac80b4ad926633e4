//! A template of the theme cannot be used.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "template-error",
    severity: Severity::Error,
    en: RuleText {
        message: "the template cannot be used: {detail}",
        label: "",
        help: "correct the marked place, or delete this file to use the built-in template again",
        why: "Every page is made with a template. With a fault in one, pages would be missing or incomplete, so nothing is published until it is mended.",
    },
    zh: RuleText {
        message: "模板无法使用：{detail}",
        label: "",
        help: "改正标出的位置，或删去这个文件，恢复使用内置模板",
        why: "每个页面都由模板生成。模板有错，页面就会缺失或不完整，所以改正之前不会公开。",
    },
    wrong: "
        themes/default/theme.yaml
        themes/default/templates/page.html
        <h1>{{ page.titel }}</h1>
                    ^^^^^
        content/pages/about.md
    ",
    right: "
        themes/default/theme.yaml
        themes/default/templates/page.html
        <h1>{{ page.title }}</h1>
        content/pages/about.md
    ",
};
