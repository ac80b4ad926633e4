//! A question to the asker is dated after the end of the term.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "clarification-after-due",
    severity: Severity::Warning,
    en: RuleText {
        message: "the term had ended on {due} when the asker was asked",
        label: "this is too late",
        help: "correct the day if it is a slip; if not, leave it: the question is shown, and the case stays overdue while the answer is awaited",
        why: "A question stops the clock, or starts it anew, only while the clock runs. If a question after the end of the term could do so, a late reply could always be made timely. So the question is shown in the history and changes no date.",
    },
    zh: RuleText {
        message: "请来信人补正时期限已于 {due} 届满",
        label: "此日期过晚",
        help: "如系笔误请改正日期；如属实请保留：此项照常显示，等待答复期间仍为逾期",
        why: "补正只有在期限之内才暂停计时或重新起算。期限届满后再提出也能改变期限的话，任何逾期都可以变成按时。因此此项只在办理过程中显示，不改变任何日期。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        events:   # due on 2026-03-16
          - {on: 2026-04-20, type: clarification_asked}
                 ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        events:   # due on 2026-03-16
          - {on: 2026-03-12, type: clarification_asked}
        ---
    ",
};
