//! A published address names another article.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "anchor-names-other",
    severity: Severity::Error,
    en: RuleText {
        message: "`#{anchor}` of edition {number} names another article than was published",
        label: "",
        help: "put it back as it was; articles that get other numbers do so in a new edition",
        why: "A reply that rests on article 5 must lead to that article 5 for ever. In a new edition numbers may move, for the page then says what each stood for before; within one edition nobody would notice that the link shows another rule.",
    },
    zh: RuleText {
        message: "第 {number} 版的 `#{anchor}` 所指条款与公开时不同",
        label: "",
        help: "请恢复原样；条号变动应在新版本中进行",
        why: "答复引用了第五条，链接就应当永远指向那个第五条。新版本可以调整条号，页面会说明原条号所指；同一版本内改动，谁也看不出链接已指向另一条规定。",
    },
    wrong: "
        content/policies/noise/edition-1.md (as published)
        content/policies/noise/edition-2.md (as published)
        ---
        on: 2025-03-01
        note: Night hours
        ---
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        note: Night hours
        moved: {article-1: article-2}
               ^^^^^^^^^^^^^^^^^^^^^^
        ---
    ",
    right: "
        content/policies/noise/edition-1.md (as published)
        content/policies/noise/edition-2.md (as published)
        ---
        on: 2025-03-01
        note: Night hours
        ---
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        note: Night hours
        ---
    ",
};
