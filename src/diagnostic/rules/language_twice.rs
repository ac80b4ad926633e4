//! A translation is in the language of its original.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "language-twice",
    severity: Severity::Error,
    en: RuleText {
        message: "this translation is in the same language as its original `{other}`",
        label: "",
        help: "correct the language in the file name, or add `lang:` to the original if that one is in another language",
        why: "A file without a language in its name is in the site's first language, unless it says `lang:`. Two texts in one language would compete for the same page.",
    },
    zh: RuleText {
        message: "译文与原文 `{other}` 是同一种语言",
        label: "",
        help: "改正文件名中的语言代码；如果原文是另一种语言，请在原文中添加 `lang:`",
        why: "文件名不带语言代码的，就是网站的主要语言，除非写明 `lang:`。同一种语言有两份文本，就会争用同一个页面。",
    },
    wrong: r#"
        site-config.yaml
        languages: [en, zh-Hans]   # the first is that of about.md
        content/pages/about.md
        content/pages/about.en.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
        title: About
        of: "6aec7ef2c2ea64f9"
        ---
    "#,
    right: r#"
        site-config.yaml
        languages: [en, zh-Hans]   # the first is that of about.md
        content/pages/about.md
        content/pages/about.zh-Hans.md
        ---
        title: 关于
        of: "6aec7ef2c2ea64f9"
        ---
    "#,
};
