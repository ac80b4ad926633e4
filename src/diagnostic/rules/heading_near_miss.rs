//! A heading looks like the label of a section but is none.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "heading-near-miss",
    severity: Severity::Error,
    en: RuleText {
        message: "`{heading}` is close to the label `{label}`, but not the same",
        label: "",
        help: "write `## {label}` if a section begins here, otherwise choose other words",
        why: "The headings Question, Reply and Correction divide a case. One with a slip in it is taken for ordinary text, and the reply would then be shown as part of the citizen's question. The label stands alone on its line, at level 2.",
    },
    zh: RuleText {
        message: "`{heading}` 与小标题 `{label}` 相近，但不相同",
        label: "",
        help: "如果这里是新的部分，写成 `## {label}`；如果不是，请换个说法",
        why: "一件来信靠“问题”“答复”“更正”这几个小标题分成几部分。写得不一样就会被当成普通文字，答复会显示成群众来信的一部分。小标题用二级，独占一行。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Replly
        ^^^^^^^^^

        They are lit again.
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        They are lit again.
    ",
};
