//! An extension is dated after the day it would extend.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "extension-after-due",
    severity: Severity::Warning,
    en: RuleText {
        message: "the term had ended on {due} when it was extended",
        label: "this is too late",
        help: "write the day on which the extension was granted, or take it out: it does not count",
        why: "A term can only be extended while it runs. An extension granted afterwards would make a late reply look timely, so it moves no due date; the case stays overdue from the day after the term ended.",
    },
    zh: RuleText {
        message: "延期时期限已于 {due} 届满",
        label: "此日期过晚",
        help: "请填写批准延期的日期，或删去此项：届满后的延期不计",
        why: "期限只能在届满前延长。届满后再延期会使逾期答复看起来按时，因此不改变到期日，自届满次日起仍为逾期。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        events:   # due on 2026-03-16
          - {on: 2026-04-20, type: extended, within: 5 working-days}
                 ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        events:   # due on 2026-03-16
          - {on: 2026-03-12, type: extended, within: 5 working-days}
        ---
    ",
};
