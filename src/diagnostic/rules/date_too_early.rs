//! A date comes before the one it follows.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "date-too-early",
    severity: Severity::Error,
    en: RuleText {
        message: "`{key}` on {date} comes before `{other}` on {earlier}",
        label: "",
        help: "correct one of the two dates",
        why: "The one cannot have come before the other, so one of the two dates is a slip. Readers and programs count from them.",
    },
    zh: RuleText {
        message: "`{key}` 的日期 {date} 早于 `{other}` 的日期 {earlier}",
        label: "",
        help: "改正其中一个日期",
        why: "前者不可能早于后者，必有一个日期写错。读者和程序都从这些日期推算。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        replied: 2026-03-04
        promises: [{text: A new lamp, due: 2025-05-01}]
                                           ^^^^^^^^^^
        ---
        ## Question

        The lamps are dark.

        ## Reply

        There will be a new lamp.
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        replied: 2026-03-04
        promises: [{text: A new lamp, due: 2026-05-01}]
        ---
        ## Question

        The lamps are dark.

        ## Reply

        There will be a new lamp.
    "#,
};
