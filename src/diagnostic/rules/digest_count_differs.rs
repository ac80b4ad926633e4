//! A digest claims another number of cases than it links to.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "digest-count-differs",
    severity: Severity::Error,
    en: RuleText {
        message: "the digest says {claimed} cases hold this opinion, but links to {linked}",
        label: "this number is not that of the links",
        help: "link to every case that is counted, or correct the number",
        why: "A digest is believed because each number in it can be followed to its cases. A number that its own links do not bear out is an error, not an approximation.",
    },
    zh: RuleText {
        message: "摘要称有 {claimed} 件来信持此意见，但只链接了 {linked} 件",
        label: "此数与链接数不符",
        help: "请链接所有计入的来信，或改正数字",
        why: "摘要可信，是因为其中每个数字都能追到具体来信。与自身链接不符的数字是错误，不是约数。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        topics: [street-lighting]
        ---
        content/digests/dark-lamps.md
        ---
        topic: street-lighting
        opinions:
          - {text: Too dark, count: 5, cases: ["reply:urban-260302-1"]}
                                    ^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        topics: [street-lighting]
        ---
        content/digests/dark-lamps.md
        ---
        topic: street-lighting
        opinions:
          - {text: Too dark, count: 1, cases: ["reply:urban-260302-1"]}
        ---
    "#,
};
