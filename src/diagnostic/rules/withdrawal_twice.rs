//! A record is said to be taken down in two ways.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "withdrawal-twice",
    severity: Severity::Error,
    en: RuleText {
        message: "`{other}` says too that this was taken down",
        label: "",
        help: "keep `withdrawal`, and delete what `{other}` says of it",
        why: "The register of corrections lists what was taken down, once. Said in two places, one of them is sooner or later forgotten, and the page says another reason than the register.",
    },
    zh: RuleText {
        message: "`{other}` 也写了停用或撤下",
        label: "",
        help: "保留 `withdrawal`，删去 `{other}` 中的这一项",
        why: "停用和撤下在更正登记中只列一次。写在两处，迟早有一处没有改，网页和登记写的理由就不一样。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        visibility: removed
                    ^^^^^^^
        withdrawal: {type: removed, on: 2026-05-04, class: court-order, reason: A court found it untrue, by: urban-management, basis: 'Ruling 12 of 2026'}
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        withdrawal: {type: removed, on: 2026-05-04, class: court-order, reason: A court found it untrue, by: urban-management, basis: 'Ruling 12 of 2026'}
        ---
    ",
};
