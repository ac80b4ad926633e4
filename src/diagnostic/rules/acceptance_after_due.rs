//! A case was accepted or assigned after the term it would start had ended.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "acceptance-after-due",
    severity: Severity::Warning,
    en: RuleText {
        message: "the term had ended on {due}, counted without this, when this was recorded",
        label: "this is too late to start the term",
        help: "correct the day if it is a slip; if not, leave it: the term counts from receipt, and the case is late",
        why: "Every case has a clock. Where a rule counts from acceptance or assignment and there is none, it counts from receipt and the time for accepting. An acceptance after the end of that term cannot start it anew: else nothing would be late that is left lying.",
    },
    zh: RuleText {
        message: "此项记录之时，期限（按无此项计算）已于 {due} 届满",
        label: "此日期过晚，不能起算期限",
        help: "如系笔误请改正日期；如属实请保留：期限自收到之日起算，此件为逾期",
        why: "每件来信都有期限。规则自受理或交办起算而没有相应记录的，自收到之日加受理期限起算。该期限届满后才受理的，不能重新起算，否则搁置不理的来信永远不会逾期。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        kind: suggestion   # 10 working days, counted from acceptance
        received: 2026-01-05
        accepted: 2026-06-01
                  ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        kind: suggestion
        received: 2026-01-05
        accepted: 2026-01-06
        ---
    ",
};
