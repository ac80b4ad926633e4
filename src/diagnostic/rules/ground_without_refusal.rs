//! A ground of refusal is given for an outcome that takes none.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "ground-without-refusal",
    severity: Severity::Warning,
    en: RuleText {
        message: "the outcome `{outcome}` takes no ground, and `{ground}` is not counted",
        label: "not used",
        help: "take the ground out, or correct the outcome",
        why: "The annual table counts a ground with a request that was refused, could not be provided or was not handled. Beside another outcome one of the two is a slip, and the table would count the request in a row that nobody meant.",
    },
    zh: RuleText {
        message: "办理结果 `{outcome}` 不需要理由，`{ground}` 不会计入",
        label: "未使用",
        help: "删去理由，或改正办理结果",
        why: "年度统计表只对不予公开、无法提供、不予处理的申请计入理由。其他结果附有理由，两者必有一误，申请会计入并非本意的一栏。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        kind: foi
        events:
          - {on: 2026-03-20, type: concluded, outcome: granted, ground: state_secret}
                                                                        ^^^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        kind: foi
        events:
          - {on: 2026-03-20, type: concluded, outcome: granted}
        ---
    ",
};
