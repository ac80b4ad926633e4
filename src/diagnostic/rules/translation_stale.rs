//! An original has changed since it was translated.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "translation-stale",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{original}` has changed since it was translated",
        label: "",
        help: "bring the translation up to date, then write `of: \"{digest}\"`",
        why: "The value of `of` stands for the text that was translated. As long as it differs, the page tells readers that the translation is of an earlier text, so that nobody relies on what no longer holds.",
    },
    zh: RuleText {
        message: "翻译之后，原文 `{original}` 有改动",
        label: "",
        help: "先更新译文，再写 `of: \"{digest}\"`",
        why: "`of` 的值代表所译的那一版原文。两者不一致时，页面会注明译文所据的是较早的文本，以免读者依据已经变动的内容。",
    },
    wrong: r#"
        content/pages/about.md
        content/pages/about.zh-Hans.md
        ---
        title: 关于
        of: "00c1d2e3f4a5b6c7"   # digest of an earlier text
            ^^^^^^^^^^^^^^^^^^
        ---
    "#,
    right: r#"
        content/pages/about.md
        content/pages/about.zh-Hans.md
        ---
        title: 关于
        of: "6aec7ef2c2ea64f9"   # digest of the text as it is now
        ---
    "#,
};
