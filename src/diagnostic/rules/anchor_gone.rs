//! An address inside a published page is gone.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "anchor-gone",
    severity: Severity::Error,
    en: RuleText {
        message: "addresses on the published page are gone: {anchors}{?more}, and {more} more{/}",
        label: "",
        help: "give the place its old address behind its heading: `{mark}`",
        why: "People and other sites link to an article by its address. When the address goes, their links open the page at its top, and nobody is told that the article is still there.",
    },
    zh: RuleText {
        message: "已公开页面中的地址没有了：{anchors}{?more}，另有 {more} 个{/}",
        label: "",
        help: "在该处标题后写上原来的地址：`{mark}`",
        why: "人们和其他网站用地址链接到具体条款。地址没有了，链接只能打开页面开头，谁也不知道那一条还在。",
    },
    wrong: "
        content/policies/noise/edition-1.md (as published)
        ### Night hours {#night}

        From 22:00.
        content/policies/noise/edition-1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ### Night hours

        From 22:00.
    ",
    right: "
        content/policies/noise/edition-1.md (as published)
        ### Night hours {#night}

        From 22:00.
        content/policies/noise/edition-1.md
        ### Night hours {#night}

        From 22:00.
    ",
};
