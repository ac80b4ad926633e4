//! A text is in another language than its record says.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "language-differs",
    severity: Severity::Warning,
    en: RuleText {
        message: "the text is in {script}, and the record is taken to be in `{lang}`",
        label: "",
        help: "{?nearest}write `lang: {nearest}`, if that is what it is in (of a translation, correct the language in the file name){/}{?allowed}write under `lang:` what it is in: {allowed}{/}",
        why: "Screen readers pronounce a text in the language it is said to be in, and search engines and filters show it under that. A record without `lang` counts as being in the first language of the site.",
    },
    zh: RuleText {
        message: "正文是{script}，而本记录按 `{lang}` 处理",
        label: "",
        help: "{?nearest}如果是这种语言，请写 `lang: {nearest}`（译文请改正文件名中的语言）{/}{?allowed}在 `lang:` 写明语言：{allowed}{/}",
        why: "读屏软件按标明的语言朗读，搜索和筛选也按它归类。没有写 `lang` 的记录，一律算网站的第一语言。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        title: 路灯不亮
        ^^^^^^^^^^^^^^^
        kind: complaint
        ---
        人民路的路灯连续三天不亮。
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        title: 路灯不亮
        kind: complaint
        lang: zh-Hans
        ---
        人民路的路灯连续三天不亮。
    "#,
};
