//! `moved` stands in an edition that has none before it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "moved-in-first-edition",
    severity: Severity::Error,
    en: RuleText {
        message: "`moved` stands in the first edition, which has none before it",
        label: "",
        help: "take it out, or move it to the edition in which the numbers changed",
        why: "`moved` says which article of the edition before became which of this one. The first edition has no such articles.",
    },
    zh: RuleText {
        message: "`moved` 写在第 1 版，而它之前没有版本",
        label: "",
        help: "请删去，或移到条号发生变动的那一版",
        why: "`moved` 说明上一版的哪一条成了本版的哪一条，第 1 版没有上一版。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        ---
        on: 2024-03-01
        moved: {article-2: article-3}
                ^^^^^^^^^
        ---
    ",
    right: "
        content/policies/noise/edition-1.md
        ---
        on: 2024-03-01
        ---
    ",
};
