//! A third party was asked after the end of the term.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "third-party-after-due",
    severity: Severity::Warning,
    en: RuleText {
        message: "the term had ended on {due} when the third party was asked",
        label: "this is too late",
        help: "correct the day if it is a slip; if not, leave it: it is shown, and the case stays overdue",
        why: "The time in which a third party is asked is left out of the term only while the term runs. What begins after its end is shown in the history and changes no date.",
    },
    zh: RuleText {
        message: "征求第三方意见时期限已于 {due} 届满",
        label: "此日期过晚",
        help: "如系笔误请改正日期；如属实请保留：此项照常显示，仍为逾期",
        why: "只有在期限之内征求第三方意见，所需时间才不计入期限。期限届满后才开始的，只在办理过程中显示，不改变任何日期。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        events:   # due on 2026-03-16
          - {on: 2026-04-20, type: third_party_asked}
                 ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        events:   # due on 2026-03-16
          - {on: 2026-03-12, type: third_party_asked}
        ---
    ",
};
