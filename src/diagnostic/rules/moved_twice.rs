//! Two articles are said to have become one.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "moved-twice",
    severity: Severity::Error,
    en: RuleText {
        message: "two articles are said to have become `{article}`",
        label: "",
        help: "leave the one that lives on in it; what went into it as well needs no line",
        why: "An address is kept by one article: a link can lead to one place only. Of two that were merged, the one whose rule the new article carries on keeps its address.",
    },
    zh: RuleText {
        message: "有两条都写成变为 `{article}`",
        label: "",
        help: "只留下由它延续的那一条；并入的另一条不用写",
        why: "一个地址只属于一条，链接只能指向一处。两条合并时，由新条款延续其规定的那一条保留地址。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        note: Night hours
        moved: {article-1: article-3, article-2: article-3}
                                                 ^^^^^^^^^
        ---
    ",
    right: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        note: Night hours
        moved: {article-2: article-3}
        ---
    ",
};
