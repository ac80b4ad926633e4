//! Two files would become the same page.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "output-collision",
    severity: Severity::Error,
    en: RuleText {
        message: "`{path}` would be written twice: from this file and from `{other}`",
        label: "",
        help: "rename one of the two; names that differ only in capital letters count as the same",
        why: "Only one of the two could be published, and the other would be lost without a word. On many computers and USB sticks `Plan.pdf` and `plan.pdf` are one file, therefore capital letters make no difference.",
    },
    zh: RuleText {
        message: "`{path}` 会写两次：由本文件和 `{other}` 各写一次",
        label: "",
        help: "给其中一个改名；只有大小写不同的视为同名",
        why: "两者只能公开一个，另一个就会不声不响地丢掉。在很多电脑和 U 盘上，`Plan.pdf` 和 `plan.pdf` 是同一个文件，所以不区分大小写。",
    },
    wrong: "
        content/replies/urban-260302-1.files/plan.pdf
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.files/Plan.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}, {file: Plan.pdf}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/plan.pdf
        content/replies/urban-260302-1.files/plan-2.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}, {file: plan-2.pdf}]
        ---
    ",
};
