//! A translated case has other sections than its original.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "translation-sections-differ",
    severity: Severity::Error,
    en: RuleText {
        message: "the sections of this translation are not those of `{original}`",
        label: "",
        help: "give it the same sections in the same order: Question, Reply, Correction",
        why: "Each section of the translation is shown in the place of its original, with the same date. If one is missing or they stand in another order, a reply would appear under the wrong date.",
    },
    zh: RuleText {
        message: "译文的各部分与 `{original}` 不一致",
        label: "",
        help: "按原文的顺序写同样的部分：问题、答复、更正",
        why: "译文的每一部分显示在原文对应的位置，用同一个日期。少了一部分或顺序不同，答复就会配上错误的日期。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        They are lit again.
        content/replies/urban-260302-1.zh-Hans.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
        title: 路灯不亮
        of: "1b66bba3b690dbfa"
        ---
        ## 问题

        路灯不亮。
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        They are lit again.
        content/replies/urban-260302-1.zh-Hans.md
        ---
        title: 路灯不亮
        of: "1b66bba3b690dbfa"
        ---
        ## 问题

        路灯不亮。

        ## 答复

        已修复。
    "#,
};
