//! A period ends before it begins.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "period-reversed",
    severity: Severity::Error,
    en: RuleText {
        message: "the period ends on {to}, before it begins on {from}",
        label: "",
        help: "correct one of the two dates, or swap them",
        why: "Such a period contains no day, so the rule would never hold, the consultation would never be open, or the digest would sum up nothing. One of the dates is a slip.",
    },
    zh: RuleText {
        message: "截止日期 {to} 早于起始日期 {from}",
        label: "",
        help: "改正其中一个日期，或把两个日期对调",
        why: "这样的期间一天也没有：规定永远不生效，征求意见永远不开始，摘编也没有内容可汇总。两个日期必有一个写错。",
    },
    wrong: "
        content/digests/dark-lamps.md
        ---
        from: 2026-06-30
        to: 2026-01-01
            ^^^^^^^^^^
        ---
    ",
    right: "
        content/digests/dark-lamps.md
        ---
        from: 2026-01-01
        to: 2026-06-30
        ---
    ",
};
