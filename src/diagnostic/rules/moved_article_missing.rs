//! `moved` names an article that an edition does not have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "moved-article-missing",
    severity: Severity::Error,
    en: RuleText {
        message: "edition {number} has no `{article}`",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant; otherwise {/}name an article that edition {number} has{?allowed}: {allowed}{/}",
        why: "`moved` says which article of the edition before became which of this one, so that links keep leading to the same rule. The old address stands before the colon, the new one behind it; both are those that the pages show, such as `article-3`.",
    },
    zh: RuleText {
        message: "第 {number} 版没有 `{article}`",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；否则{/}写第 {number} 版有的条款{?allowed}：{allowed}{/}",
        why: "`moved` 说明上一版的哪一条成了本版的哪一条，使链接始终指向同一规定。冒号前写旧地址，冒号后写新地址，均为页面上的地址，如 `article-3`。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        note: Night hours
        moved: {article-33: article-3}
                ^^^^^^^^^^
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
