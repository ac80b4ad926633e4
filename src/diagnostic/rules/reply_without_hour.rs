//! A reply on the day on which a term ends at an hour does not say its hour.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "reply-without-hour",
    severity: Severity::Warning,
    en: RuleText {
        message: "the term ended at {due} on this day, and the reply has no hour",
        label: "before or after {due}?",
        help: "add the hour: `YYYY-MM-DD HH:MM`; without it the reply is not counted as in time",
        why: "Where a term counts hours, the hour decides whether a reply came in time. A reply that does not say its hour cannot be shown to have come before the end, so it counts as late on that day.",
    },
    zh: RuleText {
        message: "期限于当日 {due} 届满，而答复没有写明时刻",
        label: "在 {due} 之前还是之后？",
        help: "请写明时刻：`YYYY-MM-DD HH:MM`；未写明的不算按时",
        why: "按小时计算的期限，是否按时取决于时刻。未写明时刻的答复无法证明在期限之前作出，因此在当日按逾期计。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        kind: help   # 24 hours
        received: 2026-03-02 10:00
        replied: 2026-03-03
                 ^^^^^^^^^^
        ---
        ## Question

        The lamps are dark.

        ## Reply

        They are lit again.
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        kind: help   # 24 hours
        received: 2026-03-02 10:00
        replied: 2026-03-03 09:30
        ---
        ## Question

        The lamps are dark.

        ## Reply

        They are lit again.
    ",
};
