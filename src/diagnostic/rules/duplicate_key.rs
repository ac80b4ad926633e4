//! A key is given twice in one place.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "duplicate-key",
    severity: Severity::Error,
    en: RuleText {
        message: "the key `{key}` is given twice",
        label: "given again here",
        help: "delete one of the two lines, or join what they say",
        why: "Only one of the two values could be used, and the other would be dropped without a word. Often the second line is left over from a copied record.",
    },
    zh: RuleText {
        message: "字段 `{key}` 写了两次",
        label: "这里重复",
        help: "删去其中一处，或把内容合并",
        why: "两个值只能用一个，另一个就会不声不响地丢掉。第二处往往是复制别的记录时留下的。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        accepted: 2026-03-04
        received: 2026-03-03
        ^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        accepted: 2026-03-04
        ---
    ",
};
