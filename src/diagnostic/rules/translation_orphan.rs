//! A translation has no original beside it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "translation-orphan",
    severity: Severity::Error,
    en: RuleText {
        message: "there is no original `{original}` beside this translation",
        label: "",
        help: "rename the translation so that without the language it has the name of its original, or add the original",
        why: "A translation takes its dates, its department and its address from the original. Alone it cannot be published.",
    },
    zh: RuleText {
        message: "译文旁边没有原文 `{original}`",
        label: "",
        help: "改名，使去掉语言代码后与原文同名；或补上原文",
        why: "译文的日期、部门和网址都取自原文，没有原文就无法公开。",
    },
    wrong: r#"
        content/pages/about.md
        content/pages/abuot.zh-Hans.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
        title: 关于
        of: "6aec7ef2c2ea64f9"
        ---
    "#,
    right: r#"
        content/pages/about.md
        content/pages/about.zh-Hans.md
        ---
        title: 关于
        of: "6aec7ef2c2ea64f9"
        ---
    "#,
};
